//! Documents read, claims reconciled, reasons given. Pure.
//!
//! - [`reconcile()`]: what differs between document and profile, and for which plain reason.
//! - [`mrz`]: machine readable zones of ICAO Doc 9303.
//! - [`icao`]: the official spellings of a name, as a set.
//! - [`aamva`]: barcodes of North American licences.
//! - [`ocr_data`]: the capture vendor's reading of a document.
//! - [`checks`]: what a document's data says about itself.
//!
//! This is the first engine, [`ENGINE`]: it names facts that need no statistics (case, accents,
//! hyphens, order, words on one side only) and counts nothing else as explained. It has no
//! weights and no probability, and it romanises no script. Its bands:
//!
//! - *conflict*: the dates of birth differ (other than by day and month swapped), or the names
//!   share no word;
//! - *consistent*: names equal but for capitals, and no date contradicts;
//! - *explainable*: every difference is one of the plain artefacts;
//! - *needs evidence*: everything else, hidden characters and a missing name included.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod aamva;
mod align;
mod birth;
pub mod checks;
mod document;
mod filled;
mod fold;
mod hidden;
pub mod icao;
#[cfg(feature = "cli")]
pub mod lines;
mod microsoft;
pub mod mrz;
mod names;
pub mod ocr_data;
mod reconcile;
mod report;
mod spoken;
mod words;

pub use document::{Document, Profile};
pub use filled::{Cut, cut, filled};
pub use reconcile::ENGINE;
pub use report::{
    Band, Chip, ClaimFinding, ClaimName, MicrosoftLine, MicrosoftOutcome, MicrosoftRule, Piece,
    PieceKind, Relation, Report, Severity,
};

/// Compares every claim of the document with the profile's. Pure: the same input gives the same
/// report.
#[must_use]
pub fn reconcile(document: &Document, profile: &Profile) -> Report {
    reconcile::reconcile(document, profile)
}
