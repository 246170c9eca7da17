//! The barcode of North American licences: the text of its PDF417 symbol, as the AAMVA card design
//! standards of 2000 to 2025 lay it down (annex D), and as jurisdictions really print it.
//!
//! Declared offsets and lengths are not followed, because too many are wrong: elements are found
//! by their separators and identifiers. Every deviation that the reader stepped over is a
//! [`Note`]. Nothing is guessed: what has no readable element is `None`.

mod dates;
mod elements;
mod header;
mod issuers;
mod names;
mod note;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDate;

use crate::Document;
use elements::Elements;
pub use issuers::Issuer;
pub use note::Note;

/// Longer texts are refused: a PDF417 symbol holds at most 1,850 characters.
const LONGEST: usize = 16 * 1024;

/// What the barcode says. `Debug` prints no content.
#[derive(Clone, PartialEq, Eq)]
pub struct Licence {
    /// Who issued it, by the issuer identification number of the header.
    pub issuer: Option<Issuer>,
    /// Version of the standard, 1 (2000) to 11 (2025), as the header claims.
    pub version: Option<u8>,
    /// Family name (DCS; DAB or part of DAA in old versions).
    pub surname: Option<String>,
    /// First name (DAC; part of DAA or DCT in old versions).
    pub first: Option<String>,
    /// Middle names with spaces between (DAD; part of DAA or DCT in old versions).
    pub middle: Option<String>,
    /// Suffix, such as `JR` (DCU; DAE in old versions).
    pub suffix: Option<String>,
    /// The whole name where it can't be taken apart (DAA without separators).
    pub full_name: Option<String>,
    /// Whether the family name was cut off (DDE).
    pub surname_cut: Truncation,
    /// Whether the first name was cut off (DDF).
    pub first_cut: Truncation,
    /// Whether the middle names were cut off (DDG).
    pub middle_cut: Truncation,
    /// DBB.
    pub date_of_birth: Option<NaiveDate>,
    /// DBA.
    pub date_of_expiry: Option<NaiveDate>,
    /// DBD.
    pub date_of_issue: Option<NaiveDate>,
    /// `M`, `F` or `X` (DBC).
    pub sex: Option<String>,
    /// DAQ.
    pub document_number: Option<String>,
    /// `USA`, `CAN` or another word as printed (DCG).
    pub country: Option<String>,
    /// Jurisdiction of the holder's address (DAJ), usually the issuer's.
    pub state: Option<String>,
    /// What deviates from the standard, in the order in which it was met.
    pub notes: Vec<Note>,
}

/// What the licence says of one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truncation {
    /// `T`: cut off. A shorter name is no other name.
    Truncated,
    /// `N`: whole. Truncation explains nothing.
    Whole,
    /// `U`: the issuer does not know.
    Unknown,
    /// No flag, as in versions before 4.
    NotStated,
}

/// Why a text is no licence's barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing, or blanks.
    #[error("the barcode's text is empty")]
    Empty,
    /// No barcode holds that much.
    #[error("the text is longer than any barcode")]
    TooLong,
    /// No header and no element of a licence.
    #[error("the text has no element of a North American licence")]
    NoLicence,
}

/// Reads the text of a barcode. Any text is read or refused, none panics.
///
/// # Errors
/// [`Unreadable`].
pub fn read(text: &str) -> Result<Licence, Unreadable> {
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    if text.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let mut notes = Vec::new();
    let (header, body) = header::read(text, &mut notes);
    let elements = Elements::read(body, &mut notes);
    if !["DAQ", "DCS", "DAB", "DAA", "DAC", "DBB"].iter().any(|id| elements.get(id).is_some()) {
        return Err(Unreadable::NoLicence);
    }
    let names = names::read(&elements, &mut notes);
    let issuer = header.issuer.as_deref().and_then(issuers::find);
    let country = elements.get("DCG").map(str::to_uppercase);
    let canadian = match country.as_deref() {
        Some(country) => country.starts_with("CA"),
        None => issuer.is_some_and(|issuer| issuer.country == "CAN"),
    };
    let year_first = canadian || header.version == Some(1);
    let mut date = |id| dates::read(elements.get(id)?, year_first, &mut notes);
    let flag = |id| match elements.get(id) {
        Some("T" | "t") => Truncation::Truncated,
        Some("N" | "n") => Truncation::Whole,
        Some(_) => Truncation::Unknown,
        None => Truncation::NotStated,
    };
    Ok(Licence {
        issuer,
        version: header.version,
        surname: names.surname,
        first: names.first,
        middle: names.middle,
        suffix: names.suffix,
        full_name: names.full_name,
        surname_cut: flag("DDE"),
        first_cut: flag("DDF"),
        middle_cut: flag("DDG"),
        date_of_birth: date("DBB"),
        date_of_expiry: date("DBA"),
        date_of_issue: date("DBD"),
        sex: elements.get("DBC").and_then(sex).map(str::to_owned),
        document_number: elements.get("DAQ").map(str::to_owned),
        country,
        state: elements.get("DAJ").or_else(|| elements.get("DAO")).map(str::to_uppercase),
        notes,
    })
}

impl Licence {
    /// First and middle names, with a space between.
    #[must_use]
    pub fn given(&self) -> Option<String> {
        let given: Vec<&str> =
            [&self.first, &self.middle].into_iter().flatten().map(String::as_str).collect();
        (!given.is_empty()).then(|| given.join(" "))
    }

    /// Puts what the barcode says where `document` says nothing. The suffix stands after the
    /// surname, as licences print it.
    pub fn fill(&self, document: &mut Document) {
        if document.given.is_none() && document.surname.is_none() && document.full_name.is_none() {
            document.given = self.given();
            let surname: Vec<&str> =
                [&self.surname, &self.suffix].into_iter().flatten().map(String::as_str).collect();
            document.surname = self.surname.as_ref().map(|_| surname.join(" "));
            document.full_name.clone_from(&self.full_name);
        }
        document.date_of_birth = document.date_of_birth.or(self.date_of_birth);
        document.date_of_issue = document.date_of_issue.or(self.date_of_issue);
        document.date_of_expiry = document.date_of_expiry.or(self.date_of_expiry);
        let fill = |field: &mut Option<String>, value: Option<&str>| {
            if field.is_none() {
                *field = value.map(str::to_owned);
            }
        };
        fill(&mut document.sex, self.sex.as_deref());
        fill(&mut document.document_number, self.document_number.as_deref());
        let issuer = self.issuer.map(|issuer| issuer.country);
        fill(&mut document.issuing_country, issuer.or(self.country.as_deref()));
    }

    /// Whether the barcode was taken apart without its separators: where names end is inferred.
    #[must_use]
    pub fn names_are_inferred(&self) -> bool {
        self.notes.contains(&Note::SeparatorsLost)
    }
}

/// DBC: 1, 2 and 9 since 2003, letters before.
fn sex(value: &str) -> Option<&'static str> {
    match value {
        "1" | "M" | "m" => Some("M"),
        "2" | "F" | "f" => Some("F"),
        "9" | "0" | "X" | "x" => Some("X"),
        _ => None,
    }
}

impl fmt::Debug for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Licence").field("notes", &self.notes).finish_non_exhaustive()
    }
}
