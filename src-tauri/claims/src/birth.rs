//! Dates of birth, and dates as they are shown.

use std::fmt::Write as _;

use arrayvec::ArrayVec;
use chrono::{Datelike as _, NaiveDate};

use crate::{evidence::Verdict, feature::Feature, reason::Reason};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as shown, `14 Mar 1989`: no country reads it the other way round.
pub(crate) fn shown(date: NaiveDate) -> String {
    let mut out = String::with_capacity(11);
    write(date, 3, &mut out);
    out
}

/// Adds a date as spoken, `14 March 1989`.
pub(crate) fn spoken(date: NaiveDate, out: &mut String) {
    write(date, usize::MAX, out);
}

/// Day, so many letters of the month, year.
fn write(date: NaiveDate, letters: usize, out: &mut String) {
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    let month = month.get(..letters.min(month.len())).unwrap_or(month);
    let digit = |n: u32| char::from_digit(n % 10, 10);
    out.extend((date.day() > 9).then(|| digit(date.day() / 10)).flatten());
    out.extend(digit(date.day()));
    out.extend([" ", month, " "]);
    let year = date.year();
    if let 1000..=9999 = year {
        let year = year.unsigned_abs();
        return out.extend([1000, 100, 10, 1].into_iter().filter_map(|unit| digit(year / unit)));
    }
    // Years beyond four digits have a sign, so that they are not read as something else.
    let sign = if year > 9999 { "+" } else { "" };
    let width = if year < 0 { 5 } else { 4 };
    // Writing to a string can't fail.
    let _ = write!(out, "{sign}{year:0width$}");
}

/// How two dates of birth relate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Dates {
    /// What is weighed, with its amount in thousandths.
    pub features: ArrayVec<(Feature, i32), 2>,
    pub reasons: ArrayVec<Reason, 2>,
    /// Parts that differ, in words; empty where they are equal or one is missing.
    pub parts: ArrayVec<&'static str, 3>,
    pub verdict: Verdict,
}

/// Years between parent and child.
const GENERATION: std::ops::RangeInclusive<u32> = 15..=50;

/// Compares two dates of birth.
pub(crate) fn compare(document: Option<NaiveDate>, profile: Option<NaiveDate>) -> Dates {
    let (Some(d), Some(p)) = (document, profile) else {
        let one = document.is_some() != profile.is_some();
        let reasons = one.then_some(Reason::DateMissing).into_iter().collect();
        return Dates { reasons, ..Dates::default() };
    };
    if d == p {
        let feature = if placeholder(d) { Feature::DatePlaceholder } else { Feature::DateSame };
        let amount = if placeholder(d) { 2500 } else { 1000 };
        return Dates {
            features: [(feature, amount)].into_iter().collect(),
            verdict: Verdict::Agrees,
            ..Dates::default()
        };
    }
    let parts = [
        ("day", d.day() != p.day()),
        ("month", d.month() != p.month()),
        ("year", d.year() != p.year()),
    ];
    let parts = parts.into_iter().filter_map(|(part, differs)| differs.then_some(part)).collect();
    let (feature, reason, verdict) = relation(d, p);
    let generation =
        verdict == Verdict::Conflict && GENERATION.contains(&d.year().abs_diff(p.year()));
    let also = generation.then_some((Feature::DateGeneration, 1000));
    let features = [(feature, 1000)].into_iter().chain(also).collect();
    let misread = reason == Reason::DateOneDigit && digits_that_differ(d, p) == 1 && confused(d, p);
    let also = misread.then_some(Reason::OcrConfusion);
    Dates { features, reasons: [reason].into_iter().chain(also).collect(), parts, verdict }
}

fn relation(d: NaiveDate, p: NaiveDate) -> (Feature, Reason, Verdict) {
    use Reason::{DateDayMonthSwap, DateDifferent, DateOneDigit, DatePlaceholder};
    let same_year = d.year() == p.year();
    if same_year && d.day() == p.month() && d.month() == p.day() {
        return (Feature::DateSwap, DateDayMonthSwap, Verdict::Agrees);
    }
    if placeholder(d) != placeholder(p) && d.year().abs_diff(p.year()) <= 1 {
        return (Feature::DatePlaceholder, DatePlaceholder, Verdict::Unknown);
    }
    let digits = digits_that_differ(d, p);
    let near = d.signed_duration_since(p).num_days().abs() <= 1;
    if digits == 1 || near || exchanged(d, p) || d.year().abs_diff(p.year()) == 100 && digits <= 2 {
        return (Feature::DateOneDigit, DateOneDigit, Verdict::Similar);
    }
    let two = [d.day() == p.day(), d.month() == p.month(), same_year];
    if two.iter().filter(|same| **same).count() == 2 {
        return (Feature::DateNear, DateDifferent, Verdict::Conflict);
    }
    (Feature::DateDifferent, DateDifferent, Verdict::Conflict)
}

/// A date of a machine readable zone (YYMMDD) in the century that comes nearest to `other`.
pub(crate) fn nearest(yymmdd: &str, other: NaiveDate) -> Option<NaiveDate> {
    let number = |from: usize| yymmdd.get(from..from + 2)?.parse::<u32>().ok();
    let (year, month, day) = (number(0)?, number(2)?, number(4)?);
    let read =
        |century: i32| NaiveDate::from_ymd_opt(century + i32::try_from(year).ok()?, month, day);
    [read(1900), read(2000)]
        .into_iter()
        .flatten()
        .min_by_key(|date| date.year().abs_diff(other.year()))
}

/// The first of January, or of July, stands for "not known" in many registers.
pub(crate) fn placeholder(date: NaiveDate) -> bool {
    date.day() == 1 && (date.month() == 1 || (date.year() == 1900))
}

/// Year, month and day as eight digits; more for a year beyond four.
fn digits(date: NaiveDate) -> String {
    if let 0..=9999 = date.year() {
        let number = date.year().unsigned_abs() * 10_000 + date.month() * 100 + date.day();
        return format!("{number:08}");
    }
    date.format("%Y%m%d").to_string()
}

fn digits_that_differ(a: NaiveDate, b: NaiveDate) -> usize {
    let (a, b) = (digits(a), digits(b));
    if a.len() == b.len() { a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() } else { 8 }
}

/// Whether the digits that differ are ones that readers of print take for each other.
fn confused(a: NaiveDate, b: NaiveDate) -> bool {
    const PAIRS: [(char, char); 7] =
        [('0', '6'), ('0', '8'), ('1', '7'), ('3', '8'), ('5', '6'), ('6', '8'), ('8', '9')];
    let (a, b) = (digits(a), digits(b));
    let known = |(x, y): (char, char)| x == y || PAIRS.contains(&(x.min(y), x.max(y)));
    a.chars().zip(b.chars()).all(known)
}

/// Two neighbouring digits exchanged.
fn exchanged(a: NaiveDate, b: NaiveDate) -> bool {
    let (a, b) = (digits(a).into_bytes(), digits(b).into_bytes());
    let places: Vec<usize> =
        a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(n, _)| n).collect();
    match places.as_slice() {
        [x, y] if y - x == 1 && a.len() == b.len() => {
            a.get(*x) == b.get(*y) && a.get(*y) == b.get(*x)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(document: &str, profile: &str) -> Vec<&'static str> {
        let dates = compare(document.parse().ok(), profile.parse().ok());
        dates.reasons.into_iter().map(Reason::id).collect()
    }

    #[test]
    fn each_relation_has_its_reason() {
        assert!(reasons("1989-03-14", "1989-03-14").is_empty());
        assert_eq!(reasons("1989-03-14", ""), ["date_missing"]);
        assert!(reasons("", "").is_empty());
        assert_eq!(reasons("1989-03-04", "1989-04-03"), ["date_day_month_swap"]);
        assert_eq!(reasons("1989-03-14", "1987-03-14"), ["date_one_digit"]);
        assert_eq!(reasons("1989-03-14", "1988-03-14"), ["date_one_digit", "ocr_confusion"]);
        assert_eq!(reasons("1989-03-14", "1989-03-15"), ["date_one_digit"]);
        assert_eq!(reasons("1989-03-21", "1989-03-12"), ["date_one_digit"]);
        assert_eq!(reasons("1989-01-01", "1989-06-17"), ["date_placeholder"]);
        assert_eq!(reasons("1989-03-14", "1961-07-02"), ["date_different"]);
    }

    #[test]
    fn dates_are_shown_without_two_readings() {
        let date: NaiveDate = "1989-03-04".parse().unwrap();
        assert_eq!(shown(date), "4 Mar 1989");
        let mut heard = String::new();
        spoken(date, &mut heard);
        assert_eq!(heard, "4 March 1989");
        for days in (-800_000..4_000_000).step_by(9973) {
            let date = NaiveDate::default() + chrono::Duration::days(days);
            assert_eq!(shown(date), date.format("%-d %b %Y").to_string());
        }
    }
}
