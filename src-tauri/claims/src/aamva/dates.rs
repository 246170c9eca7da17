//! MMDDCCYY in the United States, CCYYMMDD in Canada and in the version of 2000.

use chrono::{Datelike as _, NaiveDate};

use super::note::{Note, add};

/// The date of an element. No eight digits are a date of our time in both orders (no month is 19
/// or 20), so the digits say which order it is; `year_first` is the one to be expected.
pub(super) fn read(value: &str, year_first: bool, notes: &mut Vec<Note>) -> Option<NaiveDate> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 8 || digits.chars().all(|digit| digit == '0') {
        if !digits.chars().all(|digit| digit == '0') {
            add(notes, Note::DateUnreadable);
        }
        return None;
    }
    if value.len() != 8 {
        add(notes, Note::DateSeparators);
    }
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let date = |year: Option<u32>, month, day| {
        NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month?, day?)
            .filter(|date| (1900..2100).contains(&date.year()))
    };
    let by_year = date(number(0, 4), number(4, 6), number(6, 8));
    let by_month = date(number(4, 8), number(0, 2), number(2, 4));
    let (expected, other) = if year_first { (by_year, by_month) } else { (by_month, by_year) };
    if expected.is_none() {
        add(notes, if other.is_some() { Note::DateOrder } else { Note::DateUnreadable });
    }
    expected.or(other)
}
