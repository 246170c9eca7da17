//! Dates of birth, issue and expiry.

use chrono::{Datelike as _, Months, NaiveDate};

use super::{CheckOutcome, DocumentCheck, Named, sources::Sources};
use crate::{birth, mrz};

/// Youngest and oldest plausible holder, in years.
const AGES: std::ops::RangeInclusive<i32> = 14..=100;

/// Whether the document is valid today. An expired one is a matter of policy, not of fraud.
pub(super) fn expiry(sources: &Sources<'_>) -> DocumentCheck {
    let id = "expiry";
    let Some((date, field)) = expires(sources) else {
        let sentence = "No date of expiry was read.";
        return Named(id, "Valid today").comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    };
    let named = Named(id, "Valid today");
    let shown = birth::shown(date);
    if date < sources.today {
        named.comes_out(CheckOutcome::Failed, format!("Expired on {shown}."), &[field])
    } else if date == sources.today {
        named.comes_out(CheckOutcome::Warning, "Expires today.", &[field])
    } else {
        let sentence = format!("Valid through {shown}.");
        let check = named.comes_out(CheckOutcome::Passed, sentence, &[field]);
        DocumentCheck { label: format!("Valid until {shown}"), ..check }
    }
}

/// Whether the dates are days of the calendar, in their order, and of a person of working age.
pub(super) fn plausible(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("dates_plausible", "Dates are plausible");
    if let Some((what, field)) = no_day(sources) {
        let sentence = format!("The machine lines' date of {what} is no day of the calendar.");
        return named.comes_out(CheckOutcome::Failed, sentence, &[field]);
    }
    let Some((born, field)) = born(sources) else {
        let sentence = "No date of birth was read.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    };
    let (issued, expires) = (issued(sources), expires(sources));
    let mut fields = vec![field];
    fields.extend(issued.map(|(_, field)| field));
    fields.extend(expires.map(|(_, field)| field));
    let (issued, expires) = (issued.map(|(date, _)| date), expires.map(|(date, _)| date));
    let today = sources.today;
    let wrong = if born > today {
        Some("The date of birth lies in the future.")
    } else if expires.is_some_and(|expires| expires <= born) {
        Some("The document expired before its holder was born.")
    } else if issued.is_some_and(|issued| issued < born) {
        Some("The document was issued before its holder was born.")
    } else if issued.is_some_and(|issued| issued > today) {
        Some("The date of issue lies in the future.")
    } else if issued.zip(expires).is_some_and(|(issued, expires)| expires <= issued) {
        Some("The document expired before it was issued.")
    } else {
        None
    };
    if let Some(sentence) = wrong {
        return named.comes_out(CheckOutcome::Failed, sentence, &fields);
    }
    let birthday_to_come = (today.month(), today.day()) < (born.month(), born.day());
    let age = today.year() - born.year() - i32::from(birthday_to_come);
    let outcome = if AGES.contains(&age) { CheckOutcome::Passed } else { CheckOutcome::Warning };
    named.comes_out(outcome, format!("The holder is {age} years old."), &fields)
}

/// Whether it is valid for longer than such documents are: a hint only. Passports are valid for
/// ten years at most (some months more where the rest of an old one is added); other documents
/// for fifteen, with exceptions.
pub(super) fn span(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("validity_span", "Length of validity");
    let Some((expires, field)) = expires(sources) else {
        let sentence = "No date of expiry was read.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    };
    let issued = issued(sources);
    let from = issued.map_or(sources.today, |(date, _)| date);
    let mut fields = vec![field];
    fields.extend(issued.map(|(_, field)| field));
    let (years, kind) =
        if is_passport(sources) { (10, "passports") } else { (15, "such documents") };
    let latest = from.checked_add_months(Months::new(years * 12 + 9));
    if latest.is_some_and(|latest| expires > latest) {
        let sentence = format!("It is valid for longer than the {years} years of {kind}.");
        named.comes_out(CheckOutcome::Warning, sentence, &fields)
    } else if issued.is_some() {
        let sentence = format!("It is valid for no longer than the {years} years of {kind}.");
        named.comes_out(CheckOutcome::Passed, sentence, &fields)
    } else {
        let sentence = "The date of issue was not read.";
        named.comes_out(CheckOutcome::NotPerformed, sentence, &fields)
    }
}

type Found = (NaiveDate, &'static str);

fn born(sources: &Sources<'_>) -> Option<Found> {
    let zone = || mrz::birth_date(&sources.zone()?.date_of_birth, sources.today);
    first([
        (sources.page.date_of_birth, "page.date_of_birth"),
        (zone(), "mrz.date_of_birth"),
        (sources.barcode().and_then(|licence| licence.date_of_birth), "barcode.date_of_birth"),
    ])
}

fn expires(sources: &Sources<'_>) -> Option<Found> {
    let zone = || mrz::expiry_date(&sources.zone()?.date_of_expiry, sources.today);
    first([
        (sources.page.date_of_expiry, "page.date_of_expiry"),
        (zone(), "mrz.date_of_expiry"),
        (sources.barcode().and_then(|licence| licence.date_of_expiry), "barcode.date_of_expiry"),
    ])
}

fn issued(sources: &Sources<'_>) -> Option<Found> {
    let barcode = sources.barcode().and_then(|licence| licence.date_of_issue);
    first([(sources.page.date_of_issue, "page.date_of_issue"), (barcode, "barcode.date_of_issue")])
}

fn first<const N: usize>(found: [(Option<NaiveDate>, &'static str); N]) -> Option<Found> {
    found.into_iter().find_map(|(date, field)| Some((date?, field)))
}

/// A date of the zone without unknown parts that no calendar has.
fn no_day(sources: &Sources<'_>) -> Option<(&'static str, &'static str)> {
    let zone = sources.zone()?;
    let whole = |field: &str| !field.is_empty() && !field.contains('<');
    if whole(&zone.date_of_birth) && mrz::birth_date(&zone.date_of_birth, sources.today).is_none() {
        return Some(("birth", "mrz.date_of_birth"));
    }
    (whole(&zone.date_of_expiry) && mrz::expiry_date(&zone.date_of_expiry, sources.today).is_none())
        .then_some(("expiry", "mrz.date_of_expiry"))
}

fn is_passport(sources: &Sources<'_>) -> bool {
    let named = sources
        .page
        .document_type
        .as_deref()
        .is_some_and(|kind| kind.to_lowercase().contains("passport"));
    named || sources.zone().is_some_and(|zone| zone.format == mrz::Format::TD3)
}
