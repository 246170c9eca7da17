//! What a document's data says about itself. Absent data is never a pass, and a check digit
//! never says that the name is right.

mod agreement;
mod barcode;
mod characters;
mod countries;
mod dates;
mod digits;
mod issuer;
mod names;
mod number;
mod sources;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Document;
use sources::Sources;

/// One check of the document.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DocumentCheck {
    /// Stable identifier, such as `mrz_check_digits`.
    pub id: String,
    /// A few words, as listed.
    pub label: String,
    /// How it came out.
    pub outcome: CheckOutcome,
    /// What was compared, in one or two sentences.
    pub sentence: String,
    /// The fields that were looked at, as `page.surname`, `mrz.date_of_birth` or
    /// `barcode.document_number`; empty where there was nothing to look at, and for the vendor's
    /// own checks.
    #[serde(default)]
    pub fields: Vec<String>,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// The data agrees.
    Passed,
    /// Unusual, without being wrong.
    Warning,
    /// The data contradicts itself, or the document is no longer valid.
    Failed,
    /// The data for it is absent. Counts against.
    NotPerformed,
    /// This kind of document has no such data.
    NotOnThisType,
}

/// All checks that need nothing but the document's data, in the order in which they are shown.
/// `today` is the reviewer's day; a document is valid through its day of expiry.
#[must_use]
pub fn checks(document: &Document, today: NaiveDate) -> Vec<DocumentCheck> {
    let sources = Sources::of(document, today);
    vec![
        digits::check_digits(&sources),
        agreement::zone_with_page(&sources),
        barcode::readable(&sources),
        agreement::barcode_with_page(&sources),
        barcode::issuer(&sources),
        dates::expiry(&sources),
        dates::plausible(&sources),
        dates::span(&sources),
        issuer::issuer(&sources),
        issuer::codes(&sources),
        number::shape(&sources),
        characters::characters(&sources),
    ]
}

/// A check's name, to which its outcome is added.
#[derive(Clone, Copy)]
struct Named(&'static str, &'static str);

impl Named {
    fn comes_out(
        self,
        outcome: CheckOutcome,
        sentence: impl Into<String>,
        fields: &[&str],
    ) -> DocumentCheck {
        let Self(id, label) = self;
        DocumentCheck {
            id: id.to_owned(),
            label: label.to_owned(),
            outcome,
            sentence: sentence.into(),
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        }
    }
}

impl fmt::Debug for DocumentCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = (&self.id, self.outcome);
        f.debug_tuple("DocumentCheck").field(&name.0).field(&name.1).finish()
    }
}
