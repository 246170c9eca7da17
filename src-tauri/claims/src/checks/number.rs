//! The shape of the document number.

use super::{CheckOutcome, DocumentCheck, Named, sources::Sources};

/// Shortest and longest number that documents are known to have, without separators.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=25;

/// How many digits in a row make a pattern.
const RUN: usize = 6;

/// Hints only: numbering is each issuer's own.
pub(super) fn shape(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("number_shape", "Document number's shape");
    let found = [
        (sources.page.document_number.as_deref(), "page.document_number"),
        (sources.zone().map(|zone| zone.document_number.as_str()), "mrz.document_number"),
        (
            sources.barcode().and_then(|licence| licence.document_number.as_deref()),
            "barcode.document_number",
        ),
    ];
    let number = found.into_iter().find_map(|(number, field)| Some((number?.trim(), field)));
    let Some((number, field)) = number.filter(|(number, _)| !number.is_empty()) else {
        let sentence = "No document number was read.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    };
    let bare: Vec<char> = number.chars().filter(|c| c.is_alphanumeric()).collect();
    let odd = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ' ' | '/' | '.' | '<'));
    let unusual = if number.chars().any(odd) {
        Some("It has a character that no document number has.")
    } else if number.starts_with('<') {
        Some("It begins with a filler.")
    } else if !LENGTHS.contains(&bare.len()) {
        Some("Its length is unusual.")
    } else if has_pattern(&bare) {
        Some("Its digits count up or down, or are all the same.")
    } else {
        None
    };
    match unusual {
        Some(sentence) => named.comes_out(CheckOutcome::Warning, sentence, &[field]),
        None => {
            let sentence = "Length and characters are those of a document number.";
            named.comes_out(CheckOutcome::Passed, sentence, &[field])
        }
    }
}

/// Whether all the digits of a long number follow one step: 111111, 123456, 654321.
fn has_pattern(number: &[char]) -> bool {
    let digits: Vec<i64> = number.iter().filter_map(|c| c.to_digit(10)).map(i64::from).collect();
    digits.len() >= RUN
        && [0, 1, -1].iter().any(|step| {
            digits
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if (b - a - step).rem_euclid(10) == 0))
        })
}
