//! Checks on data that agrees, contradicts, and is absent.

use super::*;

const TODAY: &str = "2026-11-23";

fn passport() -> Document {
    let text = |value: &str| Some(value.to_owned());
    Document {
        given: text("Katarzyna Anna"),
        surname: text("Wójcik-Nowak"),
        date_of_birth: "1989-03-14".parse().ok(),
        sex: text("F"),
        nationality: text("VDR"),
        issuing_country: text("VDR"),
        document_number: text("VA1234508"),
        document_type: text("Passport"),
        date_of_expiry: "2031-07-02".parse().ok(),
        mrz: zone("WOJCIK<NOWAK<<KATARZYNA<ANNA"),
        ..Document::default()
    }
}

fn zone(name: &str) -> Vec<String> {
    let first = format!("{:<<44}", format!("P<VDR{name}"));
    let digit = mrz::check_digit;
    let (number, born, expiry, optional) = ("VA1234508", "890314", "310702", "<<<<<<<<<<<<<<");
    let number = format!("{number}{}", digit(number));
    let born = format!("{born}{}", digit(born));
    let rest = format!("{expiry}{}{optional}0", digit(expiry));
    let composite = digit(&format!("{number}{born}{rest}"));
    vec![first, format!("{number}VDR{born}F{rest}{composite}")]
}

fn outcomes(document: &Document) -> Vec<(String, CheckOutcome)> {
    let found = checks(document, TODAY.parse().unwrap());
    found.into_iter().map(|check| (check.id, check.outcome)).collect()
}

fn outcome(document: &Document, id: &str) -> (CheckOutcome, String) {
    let found = checks(document, TODAY.parse().unwrap());
    let check = found.into_iter().find(|check| check.id == id).unwrap();
    (check.outcome, check.sentence)
}

#[test]
fn a_good_passport_passes_what_it_has() {
    use CheckOutcome::{NotOnThisType, Passed};
    let expected = [
        ("mrz_check_digits", Passed),
        ("mrz_agrees_with_page", Passed),
        ("expiry", Passed),
        ("dates_plausible", Passed),
        ("issuer", Passed),
        ("barcode", NotOnThisType),
    ];
    assert_eq!(outcomes(&passport()), expected.map(|(id, outcome)| (id.to_owned(), outcome)));
    let (_, sentence) = outcome(&passport(), "mrz_check_digits");
    assert_eq!(sentence, "5 of 5 are right. They cover numbers and dates, not the name.");
}

#[test]
fn absent_data_never_passes() {
    for (id, found) in outcomes(&Document::default()) {
        let expected =
            if id == "barcode" { CheckOutcome::NotOnThisType } else { CheckOutcome::NotPerformed };
        assert_eq!(found, expected, "{id}");
    }
    let bare = Document { mrz: passport().mrz, ..Document::default() };
    assert_eq!(outcome(&bare, "mrz_agrees_with_page").0, CheckOutcome::NotPerformed);
    let unnamed = Document { given: None, surname: None, ..passport() };
    let (found, sentence) = outcome(&unnamed, "mrz_agrees_with_page");
    assert_eq!(found, CheckOutcome::Warning);
    assert!(sentence.ends_with("Not compared: name."), "{sentence}");
}

#[test]
fn contradictions_fail_and_are_named() {
    let other = |change: fn(&mut Document)| {
        let mut document = passport();
        change(&mut document);
        outcome(&document, "mrz_agrees_with_page")
    };
    for (change, named) in [
        (other(|d| d.surname = Some("Kowalska".into())), "Differ: name."),
        (other(|d| d.document_number = Some("VA1234509".into())), "Differ: document number."),
        (other(|d| d.date_of_birth = "1988-03-14".parse().ok()), "Differ: date of birth."),
        (other(|d| d.date_of_expiry = "2031-07-03".parse().ok()), "Differ: date of expiry."),
        (other(|d| d.nationality = Some("POL".into())), "Differ: nationality."),
        (other(|d| d.sex = Some("M".into())), "Differ: sex."),
    ] {
        assert_eq!(change.0, CheckOutcome::Failed, "{named}");
        assert!(change.1.starts_with(named), "{}", change.1);
    }
    let issuer = Document { issuing_country: Some("POL".into()), ..passport() };
    assert_eq!(outcome(&issuer, "issuer").0, CheckOutcome::Failed);
    let specimen = Document { issuing_country: Some("UTO".into()), ..passport() };
    assert_eq!(outcome(&specimen, "issuer").0, CheckOutcome::Failed);
}

#[test]
fn a_wrong_digit_and_unreadable_lines_fail() {
    let mut document = passport();
    document.mrz[1] = document.mrz[1].replacen("890314", "890315", 1);
    let (found, sentence) = outcome(&document, "mrz_check_digits");
    assert_eq!(found, CheckOutcome::Failed);
    assert!(sentence.contains("wrong: date of birth, composite"), "{sentence}");
    document.mrz.pop();
    assert_eq!(outcome(&document, "mrz_check_digits").0, CheckOutcome::Failed);
}

#[test]
fn a_truncated_name_agrees_only_where_it_may_be_cut() {
    let long = "Nilavadhanananda-Siriwattanakul";
    let document = |name: &str| Document {
        surname: Some(long.into()),
        given: Some("Arnpol Petch".into()),
        mrz: zone(name),
        ..passport()
    };
    let cut = document("NILAVADHANANANDA<SIRIWATTANAKUL<<ARNPOL");
    assert_eq!(cut.mrz[0].len(), 44);
    assert_eq!(outcome(&cut, "mrz_agrees_with_page").0, CheckOutcome::Passed);
    let whole = document("NILAVADHANANANDA<SIRIWATTANAKUL<<ARN");
    assert_eq!(outcome(&whole, "mrz_agrees_with_page").0, CheckOutcome::Failed);
}

#[test]
fn expiry_and_age() {
    let expiring = |date: &str| {
        let document = Document { date_of_expiry: date.parse().ok(), ..Document::default() };
        outcome(&document, "expiry").0
    };
    assert_eq!(expiring("2026-11-22"), CheckOutcome::Failed);
    assert_eq!(expiring("2026-11-23"), CheckOutcome::Warning);
    assert_eq!(expiring("2026-11-24"), CheckOutcome::Passed);
    let born = |date: &str| {
        let document = Document { date_of_birth: date.parse().ok(), ..Document::default() };
        outcome(&document, "dates_plausible")
    };
    assert_eq!(born("2026-11-24").0, CheckOutcome::Failed);
    assert_eq!(born("2012-11-24"), (CheckOutcome::Warning, "The holder is 13 years old.".into()));
    assert_eq!(born("2012-11-23").0, CheckOutcome::Passed);
    assert_eq!(born("1925-11-23").0, CheckOutcome::Warning);
}

#[test]
fn licences_have_a_barcode_and_no_machine_lines() {
    let licence =
        Document { document_type: Some("Driver's licence".into()), ..Document::default() };
    assert_eq!(outcome(&licence, "mrz_check_digits").0, CheckOutcome::NotOnThisType);
    assert_eq!(outcome(&licence, "barcode").0, CheckOutcome::NotPerformed);
}
