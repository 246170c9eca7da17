//! The French identity card of before 2021: two lines of 36, older than TD2 and arranged
//! otherwise. Surname and office on the first line; on the second the number of twelve digits, the
//! given names, and no date of expiry.

use super::{holds, part, spaced, unfilled};
use crate::mrz::{Checks, Format, Mrz};

/// Where TD2 has digits (dates), this card has given names; where this card has the date of birth,
/// TD2 has the digit of its expiry and optional data. A card of TD2's own layout with the code
/// `ID` is therefore not taken for one.
pub(super) fn is_card(first: &str, second: &str) -> bool {
    let all = |field: &str, known: fn(u8) -> bool| field.bytes().all(|b| known(b) || b == b'<');
    first.starts_with("IDFRA")
        && all(part(second, 13, 27), |b| b.is_ascii_uppercase())
        && all(part(second, 27, 33), |b| b.is_ascii_digit())
        && part(second, 13, 14) != "<"
}

pub(super) fn card(first: &str, second: &str) -> Mrz {
    let (surname, given) = (part(first, 5, 30), part(second, 13, 27));
    let (number, birth) = (part(second, 0, 12), part(second, 27, 33));
    let covered = format!("{first}{}", part(second, 0, 35));
    Mrz {
        format: Format::TD2,
        document_code: unfilled(part(first, 0, 2)),
        issuing_country: unfilled(part(first, 2, 5)),
        surname: spaced(surname),
        given: spaced(given),
        document_number: unfilled(number),
        nationality: String::new(),
        date_of_birth: birth.to_owned(),
        sex: part(second, 34, 35).to_owned(),
        date_of_expiry: String::new(),
        checks: Checks {
            document_number: Some(holds(number, part(second, 12, 13))),
            date_of_birth: Some(holds(birth, part(second, 33, 34))),
            date_of_expiry: None,
            optional: None,
            composite: Some(holds(&covered, part(second, 35, 36))),
        },
        name_may_be_truncated: [surname, given].iter().any(|name| !name.ends_with('<')),
    }
}
