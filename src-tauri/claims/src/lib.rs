//! Documents read, claims reconciled, reasons given. Pure.
//!
//! - [`reconcile()`]: what differs between document and profile, and for which plain reason.
//! - [`mrz`]: machine readable zones of ICAO Doc 9303.
//! - [`icao`]: the official spellings of a name, as a set.
//! - [`aamva`]: barcodes of North American licences.
//! - [`ocr_data`]: the capture vendor's reading of a document.
//! - [`checks`]: what a document's data says about itself.
//!
//! The engine, [`ENGINE`], takes both names apart, assigns their words to each other in the best
//! way, tells every difference by its reason, and weighs all of it by a fitted table of
//! log-likelihood ratios. Its bands:
//!
//! - *conflict*: the claims contradict each other (other dates of birth, other names), or the
//!   sum of open differences leaves little probability;
//! - *consistent*: equal but for what the writing can't show, and no date contradicts;
//! - *explainable*: every difference has a harmless reason, and together they are probable;
//! - *needs evidence*: everything else, hidden characters and a missing name included.
//!
//! Names and dates alone never make certain: namesakes and twins look alike.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod aamva;
mod abjad;
mod address;
mod align;
mod assign;
mod birth;
pub mod checks;
mod clipped;
mod compare;
mod document;
mod evidence;
mod feature;
mod filled;
mod finding;
#[cfg(feature = "fit")]
pub mod fitting;
mod fold;
pub mod forms;
mod gendered;
mod graphemes;
mod hidden;
pub mod icao;
mod letters;
mod lexicon;
#[cfg(feature = "cli")]
pub mod lines;
mod messages;
mod microsoft;
pub mod mrz;
pub mod ocr_data;
mod odds;
mod reason;
mod reconcile;
mod report;
mod roles;
mod script;
mod sides;
mod sound;
mod spoken;
mod table;
mod text;
mod token;
mod weighing;
mod weights;

pub use document::{Document, Profile};
pub use filled::{Cut, cut, filled};
pub use reason::Reason;
pub use reconcile::ENGINE;
pub use report::{
    Alternative, Band, Chip, ClaimFinding, ClaimName, Equality, Mark, MicrosoftLine,
    MicrosoftOutcome, MicrosoftRule, Piece, PieceKind, Relation, Report, Settling, Severity, Span,
    Step,
};

/// Compares every claim of the document with the profile's, at even prior odds. Pure: the same
/// input gives the same report.
#[must_use]
pub fn reconcile(document: &Document, profile: &Profile) -> Report {
    reconcile_at(document, profile, reconcile::EVEN)
}

/// As [`reconcile()`], from a prior probability in parts per million that document and profile
/// belong to one person.
#[must_use]
pub fn reconcile_at(document: &Document, profile: &Profile, prior_ppm: u32) -> Report {
    reconcile::report(document, profile, prior_ppm)
}
