//! Dates of birth, and dates as they are shown.

use chrono::{Datelike as _, NaiveDate};

use crate::{Severity, names::Facts};

/// A date as shown, `14 Mar 1989`: no country reads it the other way round.
pub(crate) fn shown(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// A date as spoken, `14 March 1989`.
pub(crate) fn spoken(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Compares two dates of birth. Only day and month swapped counts as explained.
pub(crate) fn compare(document: NaiveDate, profile: NaiveDate) -> Facts {
    let mut facts = Facts::none();
    if document == profile {
        return facts;
    }
    let same_year = document.year() == profile.year();
    if same_year && document.day() == profile.month() && document.month() == profile.day() {
        let sentence = "Day and month are swapped.".to_owned();
        facts.add("date_day_month_swap", "Day, month swapped", sentence, Severity::Explained);
        return facts;
    }
    let parts: Vec<&str> = [
        ("day", document.day() != profile.day()),
        ("month", document.month() != profile.month()),
        ("year", !same_year),
    ]
    .into_iter()
    .filter_map(|(part, differs)| differs.then_some(part))
    .collect();
    let verb = if parts.len() == 1 { "differs" } else { "differ" };
    let sentence = format!("The {} {verb}.", parts.join(" and "));
    facts.add("date_different", "Different date", sentence, Severity::Conflict);
    if digits_that_differ(document, profile) == 1 {
        let sentence = "Only one digit differs.".to_owned();
        facts.add("date_one_digit", "One digit", sentence, Severity::Conflict);
    }
    facts
}

fn digits_that_differ(a: NaiveDate, b: NaiveDate) -> usize {
    let digits = |date: NaiveDate| date.format("%Y%m%d").to_string();
    let (a, b) = (digits(a), digits(b));
    if a.len() == b.len() { a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() } else { 8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(document: &str, profile: &str) -> (Vec<String>, Vec<String>, Severity) {
        let facts = compare(document.parse().unwrap(), profile.parse().unwrap());
        let ids = facts.chips.into_iter().map(|chip| chip.id).collect();
        (ids, facts.sentences, facts.severity)
    }

    #[test]
    fn dates_say_which_parts_differ() {
        assert_eq!(ids("1989-03-14", "1989-03-14"), (vec![], vec![], Severity::None));
        let (chips, _, severity) = ids("1989-03-04", "1989-04-03");
        assert_eq!((chips[0].as_str(), severity), ("date_day_month_swap", Severity::Explained));
        let (chips, sentences, severity) = ids("1989-03-14", "1988-03-14");
        assert_eq!(chips, ["date_different", "date_one_digit"]);
        assert_eq!(sentences[0], "The year differs.");
        assert_eq!(severity, Severity::Conflict);
        let (chips, sentences, _) = ids("1989-03-14", "1961-07-02");
        assert_eq!(chips, ["date_different"]);
        assert_eq!(sentences[0], "The day and month and year differ.");
    }

    #[test]
    fn dates_are_shown_without_two_readings() {
        let date: NaiveDate = "1989-03-04".parse().unwrap();
        assert_eq!(shown(date), "4 Mar 1989");
        assert_eq!(spoken(date), "4 March 1989");
    }
}
