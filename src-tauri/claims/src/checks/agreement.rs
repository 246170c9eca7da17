//! Do the machine lines say what the page says?

use chrono::NaiveDate;

use super::{CheckOutcome, DocumentCheck, Zone, check};
use crate::{
    Document, fold,
    mrz::{self, Mrz},
    words,
};

/// Compares every field that both have. Fields that only one has are named, not passed.
pub(super) fn with_page(zone: &Zone, document: &Document, today: NaiveDate) -> DocumentCheck {
    let (id, label) = ("mrz_agrees_with_page", "Machine lines agree with the page");
    let read = match zone.needed() {
        Ok(read) => read,
        Err((outcome, sentence)) => return check(id, label, outcome, sentence),
    };
    let compared = [
        ("name", names(read, document)),
        ("document number", number(read, document)),
        ("date of birth", birth(read, document, today)),
        ("date of expiry", expiry(read, document, today)),
        ("nationality", code(&read.nationality, document.nationality.as_deref())),
        ("sex", sex(read, document)),
    ];
    let which = |verdict: Option<bool>| -> Vec<&str> {
        compared.iter().filter(|(_, found)| *found == verdict).map(|(name, _)| *name).collect()
    };
    let (agree, differ, absent) = (which(Some(true)), which(Some(false)), which(None));
    let mut sentence = String::new();
    for (start, names) in [("Differ: ", &differ), ("Agree: ", &agree), ("Not compared: ", &absent)]
    {
        if !names.is_empty() {
            sentence.push_str(&format!("{start}{}. ", names.join(", ")));
        }
    }
    let outcome = if !differ.is_empty() {
        CheckOutcome::Failed
    } else if agree.is_empty() {
        CheckOutcome::NotPerformed
    } else if agree.contains(&"name") {
        CheckOutcome::Passed
    } else {
        CheckOutcome::Warning
    };
    check(id, label, outcome, sentence.trim_end().to_owned())
}

/// Three capitals (or the one of Germany), not the country's name in words.
pub(super) fn is_code(country: &str) -> bool {
    matches!(country.len(), 1 | 3) && country.chars().all(|c| c.is_ascii_alphabetic())
}

/// Doc 9303-3 §5: Germany is `D` in machine lines and `DEU` elsewhere.
pub(super) fn same_code(page: &str, lines: &str) -> bool {
    let whole = |code: &str| match code.to_ascii_uppercase().as_str() {
        "D" => "DEU".to_owned(),
        other => other.to_owned(),
    };
    whole(page) == whole(lines)
}

fn names(read: &Mrz, document: &Document) -> Option<bool> {
    let page = match (&document.given, &document.surname) {
        (None, None) => document.full_name.clone()?,
        (given, surname) => {
            [surname, given].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
        }
    };
    let lines = format!("{} {}", read.surname, read.given);
    let (page, lines) = (fold::words(&page), fold::words(&lines));
    let latin = |words: &[String]| fold::base(&words.concat()).is_ascii();
    if page.is_empty() || lines.is_empty() || !latin(&page) {
        return None;
    }
    let found = words::pair_up(&page, &lines);
    if found.only_document.is_empty() && found.only_profile.is_empty() {
        return Some(true);
    }
    // A name cut off by the length of its field may lack words, or the ends of words.
    let begins = |line: &String| {
        page.iter().any(|word| {
            fold::base(word).starts_with(line.as_str())
                || fold::official(word).starts_with(line.as_str())
        })
    };
    Some(read.name_may_be_truncated && lines.iter().all(begins))
}

fn number(read: &Mrz, document: &Document) -> Option<bool> {
    let bare = |number: &str| -> String {
        number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    };
    let (page, lines) = (bare(document.document_number.as_deref()?), bare(&read.document_number));
    (!page.is_empty() && !lines.is_empty()).then(|| page == lines)
}

fn birth(read: &Mrz, document: &Document, today: NaiveDate) -> Option<bool> {
    same_short_date(document.date_of_birth?, &read.date_of_birth, || {
        mrz::birth_date(&read.date_of_birth, today)
    })
}

fn expiry(read: &Mrz, document: &Document, today: NaiveDate) -> Option<bool> {
    same_short_date(document.date_of_expiry?, &read.date_of_expiry, || {
        mrz::expiry_date(&read.date_of_expiry, today)
    })
}

/// The lines have two digits of the year: the page may be of any century. Unknown parts are not
/// compared; a field that is no date differs.
fn same_short_date(
    page: NaiveDate,
    field: &str,
    read: impl FnOnce() -> Option<NaiveDate>,
) -> Option<bool> {
    if field.contains('<') {
        return None;
    }
    Some(page.format("%y%m%d").to_string() == field && read().is_some())
}

fn code(lines: &str, page: Option<&str>) -> Option<bool> {
    let page = page?.trim();
    (is_code(page) && !lines.is_empty()).then(|| same_code(page, lines))
}

fn sex(read: &Mrz, document: &Document) -> Option<bool> {
    // Doc 9303-4 §4.1.1.1: the page's X is a filler in the lines.
    let page = document.sex.as_deref()?.trim().to_ascii_uppercase();
    let page = if page == "X" { "<" } else { page.as_str() };
    matches!(page, "M" | "F" | "<").then(|| page == read.sex)
}
