//! What the reconciliation found. Stored with the decision: the same input gives the same report.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the document's claims relate to the profile's.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Report {
    /// Name and version of the engine, such as `plain 1`.
    pub engine: String,
    /// One sentence that sums up, without personal data.
    pub headline: String,
    /// How much is left to settle.
    pub band: Band,
    /// One per claim, in the order in which they are shown.
    pub claims: Vec<ClaimFinding>,
    /// What Microsoft's account recovery would say by its documentation: Exact, then Relaxed.
    pub microsoft: Vec<MicrosoftLine>,
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
    pub id: String,
    /// At most three English words.
    pub label: String,
}

/// Outcome of one of Microsoft's documented rules.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MicrosoftLine {
    /// Which rule.
    pub rule: MicrosoftRule,
    /// What it would say.
    pub outcome: MicrosoftOutcome,
    /// The clause that fails, or that all hold.
    pub sentence: String,
    /// Always `as documented`: Microsoft's code is not reproduced, only its documentation.
    pub note: String,
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

without_content!(Report, ClaimFinding, Piece, MicrosoftLine);
