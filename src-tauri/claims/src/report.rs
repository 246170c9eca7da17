//! What the reconciliation found. Stored with the decision: the same input gives the same report.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the document's claims relate to the profile's.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Report {
    /// Name and version of the engine, such as `plain 1`.
    pub engine: Cow<'static, str>,
    /// One sentence that sums up, without personal data.
    pub headline: Cow<'static, str>,
    /// How much is left to settle.
    pub band: Band,
    /// One per claim, in the order in which they are shown.
    pub claims: Vec<ClaimFinding>,
    /// What Microsoft's account recovery would say by its documentation: Exact, then Relaxed.
    pub microsoft: Vec<MicrosoftLine>,
    /// What plain equality of the names says, by which the vendor flags a case.
    #[serde(default)]
    pub equality: Equality,
    /// Stable identifiers of all reasons, the principal one first; none for identical claims.
    #[serde(default)]
    pub reasons: Vec<Cow<'static, str>>,
    /// Probability that both are one person, at the prior, in parts per million. Never certain:
    /// capped below 1 by what was compared.
    #[serde(default)]
    pub probability_ppm: u32,
    /// Its interval of 95 %, in parts per million.
    #[serde(default)]
    pub interval_ppm: [u32; 2],
    /// Log-odds at the prior in thousandths of a nat, never capped: the sum of the steps and the
    /// prior's own.
    #[serde(default)]
    pub log_odds_millinats: i32,
    /// The prior probability, in parts per million.
    #[serde(default)]
    pub prior_ppm: u32,
    /// What was weighed, in the order in which it is told.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Other ways of reading the names that were considered.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// What would settle what is open, the most telling first.
    #[serde(default)]
    pub what_would_settle: Vec<Settling>,
    /// SHA-256 of the weights and tables of names, in hexadecimal.
    #[serde(default)]
    pub tables: Cow<'static, str>,
}

/// Plain `==` of given names and surname.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Equality {
    /// Whether both are the same characters.
    pub equal: bool,
    /// Which name differs.
    pub sentence: Cow<'static, str>,
}

/// One step of the waterfall: something weighed, and what it is worth.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Step {
    /// Stable identifier of what is weighed, such as `surname_same_rare`.
    pub id: Cow<'static, str>,
    /// The reason's identifier, where it is a difference.
    pub reason: Option<Cow<'static, str>>,
    /// The claim whose values hold it.
    pub claim: Option<ClaimName>,
    /// Log-likelihood ratio in thousandths of a nat: above 0 speaks for the same person.
    pub millinats: i32,
    /// In one plain sentence.
    pub sentence: Cow<'static, str>,
    /// Where on the document's value.
    pub document: Option<Span>,
    /// Where on the profile's value.
    pub profile: Option<Span>,
}

/// A part of a claim's value, in characters (Unicode scalar values), half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Span {
    /// The first character.
    pub start: u32,
    /// The first character after it.
    pub end: u32,
}

/// A difference on a claim's values, for highlighting.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ClaimMark")]
pub struct Mark {
    /// The reason's identifier.
    pub reason: Cow<'static, str>,
    /// Where on the document's value; nothing where the profile alone has it.
    pub document: Option<Span>,
    /// Where on the profile's value; nothing where the document alone has it.
    pub profile: Option<Span>,
    /// What it is worth, in thousandths of a nat.
    pub millinats: i32,
    /// In one plain sentence.
    pub sentence: Cow<'static, str>,
}

/// Another way of reading the names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alternative {
    /// Stable identifier: `machine_readable_names`, `display_name`, `fields`.
    pub id: Cow<'static, str>,
    /// In one plain sentence.
    pub sentence: Cow<'static, str>,
    /// Log-odds at the prior under this reading, in thousandths of a nat.
    pub log_odds_millinats: i32,
}

/// Evidence that would settle what is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settling {
    /// Stable identifier, such as `date_in_profile`.
    pub id: Cow<'static, str>,
    /// In one plain sentence.
    pub sentence: Cow<'static, str>,
}

/// How much is left to settle, over all claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// The claims agree.
    Consistent,
    /// They differ, and every difference has a plain, harmless reason.
    Explainable,
    /// Something differs, or is absent, that this engine can't explain.
    NeedsEvidence,
    /// The claims contradict each other.
    Conflict,
}

/// The pair of values of one claim.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimFinding {
    /// Which claim.
    pub claim: ClaimName,
    /// Its value on the document.
    pub document: Option<String>,
    /// Its value in the profile.
    pub profile: Option<String>,
    /// How the two relate, before any reason.
    pub relation: Relation,
    /// What the difference weighs.
    pub severity: Severity,
    /// The two values aligned. The `document` parts put together are exactly the document's
    /// value (nothing where it is absent), and likewise the `profile` parts.
    pub pieces: Vec<Piece>,
    /// Reasons, at most three words each.
    pub chips: Vec<Chip>,
    /// All reasons as one plain text.
    pub sentence: String,
    /// The same finding for a screen reader: both values and each difference in words.
    pub spoken: String,
    /// Both values spelled out, read on demand.
    pub spelling: String,
    /// The differences with their places, for highlighting.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

/// Names of the claims that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimName {
    /// Given names.
    GivenNames,
    /// Surname or surnames.
    Surname,
    /// The whole name, where the document has no separate fields.
    FullName,
    /// Date of birth.
    DateOfBirth,
    /// Nationality on the document beside the profile's country of work; never counted.
    Nationality,
    /// Document number; the directory has none.
    DocumentNumber,
}

/// How two values relate, before any reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same characters (canonically equivalent Unicode counts as the same).
    Identical,
    /// Both are there and differ.
    Different,
    /// Only the document has it.
    OnlyDocument,
    /// Only the profile has it.
    OnlyProfile,
    /// Neither has it.
    Absent,
}

/// What one finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing differs, or the claim is not compared.
    None,
    /// Differs for a plain, harmless reason.
    Explained,
    /// Differs, or hides something, without a reason that this engine knows.
    NeedsEvidence,
    /// Contradicts.
    Conflict,
}

/// A run of aligned characters. Boundaries never fall inside a grapheme cluster.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Piece {
    /// The characters on the document; empty for [`PieceKind::OnlyProfile`].
    pub document: String,
    /// The characters in the profile; empty for [`PieceKind::OnlyDocument`].
    pub profile: String,
    /// How they relate.
    pub kind: PieceKind,
}

/// How the two sides of a [`Piece`] relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// The same characters.
    Same,
    /// One character stands for another.
    Changed,
    /// Only the document has these.
    OnlyDocument,
    /// Only the profile has these.
    OnlyProfile,
}

/// A reason. The identifier is stable and can be looked up in a catalogue of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Chip {
    /// Stable identifier, such as `diacritics`.
    pub id: Cow<'static, str>,
    /// At most three English words.
    pub label: Cow<'static, str>,
}

/// Outcome of one of Microsoft's documented rules.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MicrosoftLine {
    /// Which rule.
    pub rule: MicrosoftRule,
    /// What it would say.
    pub outcome: MicrosoftOutcome,
    /// The clause that fails, or that all hold.
    pub sentence: Cow<'static, str>,
    /// Always `as documented`: Microsoft's code is not reproduced, only its documentation.
    pub note: Cow<'static, str>,
}

/// `matchConfidenceLevel` of Microsoft Graph's `claimBinding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MicrosoftRule {
    /// First and last name must both be equal.
    Exact,
    /// First and last name must each equal any word of either claim.
    Relaxed,
}

/// What a documented rule says of this pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MicrosoftOutcome {
    /// Every clause holds.
    Match,
    /// A clause fails.
    NoMatch,
    /// It depends on case or accents, of which the documentation says nothing.
    Unspecified,
    /// A name that the rule needs is blank.
    CannotMatch,
}

macro_rules! without_content {
    ($($name:ident),+) => {$(
        // Personal data: printing one for debugging must not show it.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}

without_content!(Report, ClaimFinding, Piece, MicrosoftLine, Equality, Step, Mark, Alternative);
