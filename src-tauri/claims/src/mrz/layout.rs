//! Where each field stands (Doc 9303 parts 4 to 7), as 0-based places.

mod french;

use super::{Checks, Format, Mrz, Unreadable, check_digit};

pub(super) fn read(lines: &[String]) -> Result<Mrz, Unreadable> {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let lengths: Vec<usize> = lines.iter().map(|line| line.len()).collect();
    let visa = lines.first().is_some_and(|line| line.starts_with('V'));
    match (lines.as_slice(), lengths.as_slice()) {
        ([], _) => Err(Unreadable::Empty),
        ([a, b, c], [30, 30, 30]) => Ok(card(a, b, c)),
        ([a, b], [44, 44]) if visa => Ok(two_lines(Format::MrvA, a, b)),
        ([a, b], [36, 36]) if visa => Ok(two_lines(Format::MrvB, a, b)),
        ([a, b], [44, 44]) => Ok(two_lines(Format::TD3, a, b)),
        ([a, b], [36, 36]) if french::is_card(a, b) => Ok(french::card(a, b)),
        ([a, b], [36, 36]) => Ok(two_lines(Format::TD2, a, b)),
        _ => Err(Unreadable::Layout { lines: lines.len() }),
    }
}

fn card(first: &str, second: &str, third: &str) -> Mrz {
    let number = Number::read(part(first, 5, 14), part(first, 14, 15), part(first, 15, 30), true);
    let composite =
        [part(first, 5, 30), part(second, 0, 7), part(second, 8, 15), part(second, 18, 29)];
    zone(
        Format::TD1,
        first,
        third,
        Fields {
            number,
            nationality: part(second, 15, 18),
            birth: (part(second, 0, 6), part(second, 6, 7)),
            sex: part(second, 7, 8),
            expiry: (part(second, 8, 14), part(second, 14, 15)),
            optional: None,
            composite: Some(holds(&composite.concat(), part(second, 29, 30))),
        },
    )
}

fn two_lines(format: Format, first: &str, second: &str) -> Mrz {
    let optional = match format {
        Format::TD3 => part(second, 28, 42),
        Format::TD2 => part(second, 28, 35),
        Format::TD1 | Format::MrvA | Format::MrvB => "",
    };
    let number =
        Number::read(part(second, 0, 9), part(second, 9, 10), optional, format == Format::TD2);
    let last = second.len() - 1;
    let composite = || {
        let fields = [part(second, 0, 10), part(second, 13, 20), part(second, 21, last)];
        Some(holds(&fields.concat(), part(second, last, last + 1)))
    };
    zone(
        format,
        first,
        part(first, 5, first.len()),
        Fields {
            number,
            nationality: part(second, 10, 13),
            birth: (part(second, 13, 19), part(second, 19, 20)),
            sex: part(second, 20, 21),
            expiry: (part(second, 21, 27), part(second, 27, 28)),
            optional: (format == Format::TD3).then(|| holds(optional, part(second, 42, 43))),
            composite: match format {
                Format::TD2 | Format::TD3 => composite(),
                Format::TD1 | Format::MrvA | Format::MrvB => None,
            },
        },
    )
}

struct Fields<'a> {
    number: Number,
    nationality: &'a str,
    birth: (&'a str, &'a str),
    sex: &'a str,
    expiry: (&'a str, &'a str),
    optional: Option<bool>,
    composite: Option<bool>,
}

fn zone(format: Format, first: &str, name: &str, fields: Fields<'_>) -> Mrz {
    let (surname, given) = name.split_once("<<").unwrap_or((name, ""));
    Mrz {
        format,
        document_code: unfilled(part(first, 0, 2)),
        issuing_country: unfilled(part(first, 2, 5)),
        surname: spaced(surname),
        given: spaced(given),
        document_number: fields.number.whole,
        nationality: unfilled(fields.nationality),
        date_of_birth: fields.birth.0.to_owned(),
        sex: fields.sex.to_owned(),
        date_of_expiry: fields.expiry.0.to_owned(),
        checks: Checks {
            document_number: Some(fields.number.holds),
            date_of_birth: Some(holds(fields.birth.0, fields.birth.1)),
            date_of_expiry: Some(holds(fields.expiry.0, fields.expiry.1)),
            optional: fields.optional,
            composite: fields.composite,
        },
        name_may_be_truncated: name.ends_with(|c: char| c.is_ascii_uppercase()),
    }
}

struct Number {
    whole: String,
    holds: bool,
}

impl Number {
    /// A number longer than nine characters goes on in the optional data: a filler stands for its
    /// check digit, and the real one follows its last character there (parts 5 and 6, note j).
    /// Passports have no such rule; there it is believed only if the digit holds (`ruled`).
    fn read(field: &str, digit: &str, optional: &str, ruled: bool) -> Self {
        let run = optional.split('<').next().unwrap_or_default();
        let split = run.len().checked_sub(1).and_then(|last| run.split_at_checked(last));
        if digit == "<"
            && !field.contains('<')
            && let Some((rest, rest_digit)) = split
        {
            let whole = format!("{field}{rest}");
            let right = holds(&whole, rest_digit);
            let is_digit = rest_digit.bytes().all(|b| b.is_ascii_digit());
            if !rest.is_empty() && (right || ruled && is_digit) {
                return Self { holds: right, whole };
            }
        }
        Self { whole: unfilled(field), holds: holds(field, digit) }
    }
}

/// A filler is a right check digit of an empty field only.
fn holds(field: &str, digit: &str) -> bool {
    let empty = field.bytes().all(|b| b == b'<');
    digit == check_digit(field).to_string() || (digit == "<" && empty)
}

fn part(line: &str, from: usize, to: usize) -> &str {
    line.get(from..to).unwrap_or_default()
}

fn unfilled(field: &str) -> String {
    field.trim_matches('<').to_owned()
}

fn spaced(name: &str) -> String {
    name.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
