//! What a document's data says about itself. Absent data is never a pass, and a check digit
//! never says that the name is right.

mod agreement;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Document, birth,
    mrz::{self, Mrz},
};

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
    let zone = Zone::of(document);
    vec![
        check_digits(&zone),
        agreement::with_page(&zone, document, today),
        expiry(&zone, document, today),
        dates(&zone, document, today),
        issuer(&zone, document),
        barcode(document),
    ]
}

/// The machine readable zone, as far as there is one.
enum Zone {
    Read(Box<Mrz>),
    Unreadable(mrz::Unreadable),
    Absent,
    NotOnThisType,
}

impl Zone {
    fn of(document: &Document) -> Self {
        if document.mrz.iter().all(|line| line.trim().is_empty()) {
            return if is_licence(document) { Self::NotOnThisType } else { Self::Absent };
        }
        match mrz::read(&document.mrz) {
            Ok(read) => Self::Read(Box::new(read)),
            Err(why) => Self::Unreadable(why),
        }
    }

    /// The zone, or how a check that needs it comes out without it.
    fn needed(&self) -> Result<&Mrz, (CheckOutcome, String)> {
        match self {
            Self::Read(read) => Ok(read),
            Self::Unreadable(why) => {
                Err((CheckOutcome::Failed, format!("The machine lines can't be read: {why}.")))
            }
            Self::Absent => {
                let sentence = "No machine lines were captured.".to_owned();
                Err((CheckOutcome::NotPerformed, sentence))
            }
            Self::NotOnThisType => {
                let sentence = "Driving licences have no machine lines.".to_owned();
                Err((CheckOutcome::NotOnThisType, sentence))
            }
        }
    }
}

fn check_digits(zone: &Zone) -> DocumentCheck {
    let (id, label) = ("mrz_check_digits", "Machine lines: check digits");
    let read = match zone.needed() {
        Ok(read) => read,
        Err((outcome, sentence)) => return check(id, label, outcome, sentence),
    };
    let present = read.checks.present();
    let wrong: Vec<&str> =
        present.iter().filter(|(_, right)| !right).map(|(name, _)| *name).collect();
    let counted = format!("{} of {} are right", present.len() - wrong.len(), present.len());
    if wrong.is_empty() {
        let sentence = format!("{counted}. They cover numbers and dates, not the name.");
        check(id, label, CheckOutcome::Passed, sentence)
    } else {
        let sentence = format!("{counted}; wrong: {}. Misread, or altered.", wrong.join(", "));
        check(id, label, CheckOutcome::Failed, sentence)
    }
}

fn expiry(zone: &Zone, document: &Document, today: NaiveDate) -> DocumentCheck {
    let id = "expiry";
    let from_zone = || zone.needed().ok().and_then(|z| mrz::expiry_date(&z.date_of_expiry, today));
    let Some(date) = document.date_of_expiry.or_else(from_zone) else {
        let sentence = "No date of expiry was read.".to_owned();
        return check(id, "Valid today", CheckOutcome::NotPerformed, sentence);
    };
    let shown = birth::shown(date);
    if date < today {
        let sentence = format!("Expired on {shown}.");
        check(id, "Valid today", CheckOutcome::Failed, sentence)
    } else if date == today {
        check(id, "Valid today", CheckOutcome::Warning, "Expires today.".to_owned())
    } else {
        let sentence = format!("Valid through {shown}.");
        check(id, &format!("Valid until {shown}"), CheckOutcome::Passed, sentence)
    }
}

fn dates(zone: &Zone, document: &Document, today: NaiveDate) -> DocumentCheck {
    let (id, label) = ("dates_plausible", "Dates are plausible");
    let from_zone = || zone.needed().ok().and_then(|z| mrz::birth_date(&z.date_of_birth, today));
    let Some(born) = document.date_of_birth.or_else(from_zone) else {
        let sentence = "No date of birth was read.".to_owned();
        return check(id, label, CheckOutcome::NotPerformed, sentence);
    };
    if born > today {
        let sentence = "The date of birth lies in the future.".to_owned();
        return check(id, label, CheckOutcome::Failed, sentence);
    }
    if document.date_of_expiry.is_some_and(|expiry| expiry <= born) {
        let sentence = "The document expired before its holder was born.".to_owned();
        return check(id, label, CheckOutcome::Failed, sentence);
    }
    let birthday_to_come = (today.month(), today.day()) < (born.month(), born.day());
    let age = today.year() - born.year() - i32::from(birthday_to_come);
    let sentence = format!("The holder is {age} years old.");
    let outcome =
        if (14..=100).contains(&age) { CheckOutcome::Passed } else { CheckOutcome::Warning };
    check(id, label, outcome, sentence)
}

fn issuer(zone: &Zone, document: &Document) -> DocumentCheck {
    let (id, label) = ("issuer", "Issuer");
    let page = document.issuing_country.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let lines = zone.needed().ok().map(|zone| zone.issuing_country.as_str());
    // Doc 9303-3 §5: UTO is Utopia, the country of specimens.
    if [page, lines].into_iter().flatten().any(|code| code.eq_ignore_ascii_case("UTO")) {
        let sentence = "The issuer UTO is the code of specimens.".to_owned();
        return check(id, label, CheckOutcome::Failed, sentence);
    }
    match (page, lines) {
        (Some(page), Some(lines)) if agreement::is_code(page) => {
            let (outcome, verb) = if agreement::same_code(page, lines) {
                (CheckOutcome::Passed, "is also")
            } else {
                (CheckOutcome::Failed, "is not")
            };
            let sentence = format!("The page's issuer {page} {verb} the machine lines' {lines}.");
            check(id, label, outcome, sentence)
        }
        _ => {
            let sentence = "There are no two codes of the issuer to compare.".to_owned();
            check(id, label, CheckOutcome::NotPerformed, sentence)
        }
    }
}

fn barcode(document: &Document) -> DocumentCheck {
    let (id, label) = ("barcode", "Barcode");
    let captured = document.aamva.as_ref().is_some_and(|text| !text.trim().is_empty());
    let (outcome, sentence) = if captured {
        (CheckOutcome::NotPerformed, "A barcode was captured; this version does not read it.")
    } else if is_licence(document) {
        (CheckOutcome::NotPerformed, "No barcode was captured.")
    } else {
        (CheckOutcome::NotOnThisType, "Only driving licences have one that is read.")
    };
    check(id, label, outcome, sentence.to_owned())
}

fn is_licence(document: &Document) -> bool {
    document.document_type.as_ref().is_some_and(|kind| {
        let kind = kind.to_lowercase();
        kind.contains("driv") || kind.contains("licen")
    })
}

fn check(id: &str, label: &str, outcome: CheckOutcome, sentence: String) -> DocumentCheck {
    DocumentCheck { id: id.to_owned(), label: label.to_owned(), outcome, sentence }
}

impl fmt::Debug for DocumentCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = (&self.id, self.outcome);
        f.debug_tuple("DocumentCheck").field(&name.0).field(&name.1).finish()
    }
}
