//! The tenant's rules, as the window shows them.

use review::policy::{Difference, OutOfBounds, Reason, RuleSection};
use review::{Policy, PolicyChangeId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answer of `policy`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PolicyView {
    /// The version in force.
    pub version: u32,
    /// Since when, RFC 3339.
    pub in_force_since: String,
    /// Who proposed it; `None`: installed.
    pub proposed_by: Option<String>,
    /// Who agreed; `None`: installed.
    pub approved_by: Option<String>,
    /// Hex SHA-256 of its canonical text.
    pub sha256: String,
    /// The rules in sentences.
    pub rules: Vec<RuleSection>,
    /// The document, where a change starts from.
    pub policy: Policy,
    /// Every reason that can be opened.
    pub catalogue: Vec<Reason>,
    /// The version that the next proposal makes.
    pub next_version: u32,
    /// The change that waits.
    pub pending: Option<PendingPolicyView>,
    /// Why no change can be proposed here now; `None`: it can.
    pub proposing_closed: Option<String>,
}

/// A change that waits for a second person, or for its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PendingPolicyView {
    /// Which.
    pub id: PolicyChangeId,
    /// The version that it makes.
    pub version: u32,
    /// Who proposed it.
    pub proposed_by: String,
    /// When, RFC 3339.
    pub proposed_at: String,
    /// Who agreed; `None`: another person has yet to sign.
    pub approved_by: Option<String>,
    /// When, RFC 3339.
    pub approved_at: Option<String>,
    /// When it takes effect, RFC 3339; `None`: not before somebody agrees.
    pub effective_at: Option<String>,
    /// Whether it takes effect a day after the second signature.
    pub waits_a_day: bool,
    /// What it changes.
    pub differences: Vec<Difference>,
    /// Why this person can't agree; `None`: they can.
    pub agreeing_closed: Option<String>,
    /// Why this person can't withdraw it; `None`: they can.
    pub withdrawing_closed: Option<String>,
}

/// One line of `policy_versions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PolicyVersionLine {
    /// Its number.
    pub version: u32,
    /// From when on, RFC 3339.
    pub effective_at: String,
    /// Whether it decides now.
    pub in_force: bool,
    /// Whether its time is yet to come.
    pub waits: bool,
    /// Who proposed it; `None`: installed.
    pub proposed_by: Option<String>,
    /// Who agreed; `None`: installed.
    pub approved_by: Option<String>,
    /// Who stopped it before its time.
    pub withdrawn_by: Option<String>,
    /// Hex SHA-256 of its canonical text.
    pub sha256: String,
}

/// Argument of `compare_policies`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
pub struct ComparePoliciesRequest {
    /// One version.
    pub from: u32,
    /// Another.
    pub to: u32,
}

/// Answer of `preview_policy`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PolicyPreview {
    /// What would change.
    pub differences: Vec<Difference>,
    /// What can't be meant; empty: it can be proposed.
    pub out_of_bounds: Vec<OutOfBounds>,
    /// Whether it would take effect a day after the second signature.
    pub waits_a_day: bool,
}
