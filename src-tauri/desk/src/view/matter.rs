//! What comes after a verdict: recalls, and the lists of what needs a person.

use review::{CaseNumber, Closed, Ended, Matter, MatterId, Revocation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answer of `recall`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecallView {
    /// Which case.
    pub number: CaseNumber,
    /// Who recalled it, first.
    pub by_name: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether an incident is open; otherwise the approval was withdrawn.
    pub incident: bool,
}

/// Answer of `matters`: the three lists, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct MattersView {
    /// Recorded decisions that got no further.
    pub stuck: Vec<MatterRow>,
    /// Approved by the vendor, with no statement here.
    pub unexplained: Vec<MatterRow>,
    /// Recalled after they may have been carried out.
    pub incidents: Vec<MatterRow>,
    /// Whom one can be given to.
    pub responders: Vec<ResponderRow>,
    /// Why this person can't see to them; `None`: they can.
    pub tending_closed: Option<String>,
}

/// One matter, and how it can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatterRow {
    /// The matter.
    pub matter: Matter,
    /// Whether it is mine.
    pub mine: bool,
    /// How it can end, and what each end still wants.
    pub endings: Vec<Ending>,
}

/// One way for a matter to end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Ending {
    /// Which.
    pub ended: Ended,
    /// Why it is closed; empty: it is open.
    pub closed: Vec<Closed>,
}

/// Somebody of the security desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ResponderRow {
    /// Their object id.
    pub id: String,
    /// Their display name.
    pub name: String,
    /// Whether that is me.
    pub me: bool,
}

/// Argument of `give_matter`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct GiveMatterRequest {
    /// Which.
    pub matter: MatterId,
    /// Object id of a responder; `None`: nobody.
    pub owner: Option<String>,
}

/// Argument of `tick_matter`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct TickMatterRequest {
    /// Which.
    pub matter: MatterId,
    /// What was revoked.
    pub what: Revocation,
    /// Whether it was.
    pub done: bool,
}

/// Argument of `close_matter`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct CloseMatterRequest {
    /// Which.
    pub matter: MatterId,
    /// How it ended.
    pub ended: Ended,
}
