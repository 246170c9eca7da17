//! Two-digit years made whole.

use chrono::{Datelike as _, NaiveDate};

/// The date of birth of a zone's YYMMDD field: the latest such date that is not after `today`.
/// `None` for unknown parts and for days that no calendar has.
///
/// A person over a hundred is read as a child: the field can't tell them apart.
#[must_use]
pub fn birth_date(field: &str, today: NaiveDate) -> Option<NaiveDate> {
    let century = today.year().div_euclid(100) * 100;
    [century, century - 100, century - 200]
        .into_iter()
        .filter_map(|century| in_century(field, century))
        .find(|date| *date <= today)
}

/// The date of expiry of a zone's YYMMDD field: the one nearest to `today`. `None` as for
/// [`birth_date`].
#[must_use]
pub fn expiry_date(field: &str, today: NaiveDate) -> Option<NaiveDate> {
    let century = today.year().div_euclid(100) * 100;
    [century, century - 100, century + 100]
        .into_iter()
        .filter_map(|century| in_century(field, century))
        .min_by_key(|date| date.signed_duration_since(today).num_days().abs())
}

fn in_century(field: &str, century: i32) -> Option<NaiveDate> {
    if field.len() != 6 || !field.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize| field.get(from..from + 2)?.parse::<u32>().ok();
    let year = century.checked_add(i32::try_from(number(0)?).ok()?)?;
    NaiveDate::from_ymd_opt(year, number(2)?, number(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn centuries() {
        let today = day("2026-11-23");
        assert_eq!(birth_date("740812", today), Some(day("1974-08-12")));
        assert_eq!(birth_date("261123", today), Some(day("2026-11-23")));
        assert_eq!(birth_date("261124", today), Some(day("1926-11-24")));
        assert_eq!(birth_date("000229", today), Some(day("2000-02-29")));
        // 29 February 1900 was no day; in 2100 people are born in the century before.
        assert_eq!(birth_date("000229", day("2099-01-01")), Some(day("2000-02-29")));
        assert_eq!(expiry_date("120415", today), Some(day("2012-04-15")));
        assert_eq!(expiry_date("990101", day("2001-01-01")), Some(day("1999-01-01")));
        assert_eq!(expiry_date("020101", day("2098-01-01")), Some(day("2102-01-01")));
    }

    #[test]
    fn unknown_parts_and_impossible_days_are_no_date() {
        let today = day("2026-11-23");
        for field in ["74<<<<", "<<<<<<", "741301", "740230", "7408", "74O812", "+1+1+1"] {
            assert_eq!(birth_date(field, today), None, "{field}");
            assert_eq!(expiry_date(field, today), None, "{field}");
        }
    }
}
