//! Checks on data that agrees, contradicts, and is absent.

use super::*;
use crate::mrz;

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
        date_of_issue: "2021-07-02".parse().ok(),
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
    use CheckOutcome::{NotOnThisType, Passed, Warning};
    let expected = [
        ("mrz_check_digits", Passed),
        ("mrz_agrees_with_page", Passed),
        ("barcode", NotOnThisType),
        ("barcode_agrees_with_page", NotOnThisType),
        ("barcode_issuer", NotOnThisType),
        ("expiry", Passed),
        ("dates_plausible", Passed),
        ("validity_span", Passed),
        ("issuer", Passed),
        // Valdria is in no list.
        ("codes_known", Warning),
        ("number_shape", Passed),
        ("characters", Passed),
    ];
    assert_eq!(outcomes(&passport()), expected.map(|(id, outcome)| (id.to_owned(), outcome)));
    let (_, sentence) = outcome(&passport(), "mrz_check_digits");
    assert_eq!(sentence, "5 of 5 are right. They cover numbers and dates, not the name.");
}

#[test]
fn absent_data_never_passes() {
    for (id, found) in outcomes(&Document::default()) {
        let barcode = id.starts_with("barcode");
        let expected =
            if barcode { CheckOutcome::NotOnThisType } else { CheckOutcome::NotPerformed };
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
    ] {
        assert_eq!(change.0, CheckOutcome::Failed, "{named}");
        assert!(change.1.starts_with(named), "{}", change.1);
    }
    let sex = other(|d| d.sex = Some("Male".into()));
    assert_eq!(sex.0, CheckOutcome::Warning);
    assert!(sex.1.starts_with("Differ: sex. Agree: name,"), "{}", sex.1);
    // Letters that readers of print confuse are the reader's; another letter is another name.
    for (surname, found) in [
        ("Wójcik-N0wak", CheckOutcome::Warning),
        ("Wójclk-Nowak", CheckOutcome::Warning),
        ("Wójcik-Novak", CheckOutcome::Failed),
        ("Wójcik", CheckOutcome::Failed),
    ] {
        let read = outcome(
            &Document { surname: Some(surname.into()), ..passport() },
            "mrz_agrees_with_page",
        );
        assert_eq!(read.0, found, "{surname}");
        assert!(read.1.starts_with("Differ: name."), "{}", read.1);
    }
    let zero = other(|d| d.document_number = Some("VA12345O8".into()));
    assert_eq!(zero.0, CheckOutcome::Warning);
    assert!(zero.1.contains("Agree if O is read as 0: document number."), "{}", zero.1);
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
fn names_are_compared_by_official_forms() {
    let compared = |given: &str, surname: &str, name: &str| {
        let (given, surname) = (Some(given.to_owned()), Some(surname.to_owned()));
        outcome(&Document { given, surname, mrz: zone(name), ..passport() }, "mrz_agrees_with_page")
            .0
    };
    for (given, surname, name) in [
        ("Jürgen", "Müller", "MUELLER<<JUERGEN"),
        ("Jürgen", "Müller", "MUXXLLER<<JUXXRGEN"),
        ("Sinéad", "O’Connor", "OCONNOR<<SINEAD"),
        ("Ewan", "Mc Gregor", "MCGREGOR<<EWAN"),
        ("Eva", "Dr. Schmidt", "SCHMIDT<<EVA"),
        ("Søren", "Østergård", "OSTERGARD<<SOREN"),
        ("Иван", "Петров", "PETROV<<IVAN"),
        ("Arkfreith", "", "ARKFREITH"),
        ("Deborah", "Heng", "DEBORAH<<HENG"),
    ] {
        assert_eq!(compared(given, surname, name), CheckOutcome::Passed, "{name}");
    }
    for (given, surname, name) in [
        ("Jürgen", "Müller", "MILLER<<JUERGEN"),
        ("Jürgen Otto", "Müller", "MUELLER<<JUERGEN"),
        ("Jürgen", "Müller", "MUELLER<<JUERGEN<OTTO"),
    ] {
        assert_eq!(compared(given, surname, name), CheckOutcome::Failed, "{name}");
    }
    // No table romanises Greek, and Arabic passports spell by ear: not compared, never passed.
    assert_eq!(compared("Γεώργιος", "Παππάς", "PAPPAS<<GEORGIOS"), CheckOutcome::Warning);
    assert_eq!(compared("محمود", "عباس", "ABBAS<<MAHMOUD"), CheckOutcome::Warning);
}

const BARCODE: &str = "@\n\u{1e}\rANSI 636014100001DL00310159DLDAQD1234562\nDCSSAMPLE\nDDEN\nDACJANE\n\
    DDFN\nDADQUINCY\nDDGT\nDBB01311990\nDBA01312028\nDBD02012024\nDBC2\nDAJCA\nDCGUSA\r";

fn licence() -> Document {
    let text = |value: &str| Some(value.to_owned());
    Document {
        given: text("Jane Quincyanne"),
        surname: text("Sample"),
        date_of_birth: "1990-01-31".parse().ok(),
        date_of_expiry: "2028-01-31".parse().ok(),
        sex: text("F"),
        issuing_country: text("US"),
        document_number: text("D1234562"),
        document_type: text("DriversLicense"),
        aamva: text(BARCODE),
        ..Document::default()
    }
}

#[test]
fn a_good_licence_passes_what_it_has() {
    use CheckOutcome::{NotOnThisType, NotPerformed, Passed};
    let expected = [
        ("mrz_check_digits", NotOnThisType),
        ("mrz_agrees_with_page", NotOnThisType),
        ("barcode", Passed),
        ("barcode_agrees_with_page", Passed),
        ("barcode_issuer", Passed),
        ("expiry", Passed),
        ("dates_plausible", Passed),
        ("validity_span", Passed),
        ("issuer", NotPerformed),
        ("codes_known", Passed),
        ("number_shape", Passed),
        ("characters", Passed),
    ];
    assert_eq!(outcomes(&licence()), expected.map(|(id, outcome)| (id.to_owned(), outcome)));
}

#[test]
fn barcodes_contradict() {
    let with = |from: &str, to: &str, id: &str| {
        let aamva = Some(BARCODE.replace(from, to));
        outcome(&Document { aamva, ..licence() }, id)
    };
    let agrees = "barcode_agrees_with_page";
    assert_eq!(with("DCSSAMPLE", "DCSOTHER", agrees).0, CheckOutcome::Failed);
    assert_eq!(with("01311990", "01311991", agrees).0, CheckOutcome::Failed);
    assert_eq!(with("DDGT", "DDGN", agrees).0, CheckOutcome::Failed);
    let (unflagged, sentence) = with("DDGT", "DDGU", agrees);
    assert_eq!(unflagged, CheckOutcome::Warning);
    assert!(sentence.contains("Agree if the barcode's is cut off: name."), "{sentence}");
    assert_eq!(with("DBC2", "DBC1", agrees).0, CheckOutcome::Warning);
    assert_eq!(with("DCGUSA", "DCGCAN", "barcode_issuer").0, CheckOutcome::Failed);
    assert_eq!(with("DAJCA", "DAJNV", "barcode_issuer").0, CheckOutcome::Warning);
    assert_eq!(with("636014", "123456", "barcode_issuer").0, CheckOutcome::NotPerformed);
    assert_eq!(with("02012024", "02012029", "dates_plausible").0, CheckOutcome::Failed);
    assert_eq!(with("02012024", "02011980", "dates_plausible").0, CheckOutcome::Failed);
    assert_eq!(with("02012024", "02012001", "validity_span").0, CheckOutcome::Warning);
    assert_eq!(with("DCS", "???", "barcode").0, CheckOutcome::Passed);
    assert_eq!(with("DBA01312028", "DBA99999999", "barcode").0, CheckOutcome::Warning);
    let junk = Document { aamva: Some("junk".into()), ..licence() };
    assert_eq!(outcome(&junk, "barcode").0, CheckOutcome::Failed);
    assert_eq!(outcome(&junk, "barcode_agrees_with_page").0, CheckOutcome::Failed);
}

#[test]
fn odd_numbers_codes_characters_and_dates() {
    let number = |number: &str| {
        let document = Document { document_number: Some(number.into()), ..Document::default() };
        outcome(&document, "number_shape").0
    };
    assert_eq!(number("VA1234508"), CheckOutcome::Passed);
    assert_eq!(number("K-134-123-145-103"), CheckOutcome::Passed);
    for odd in ["123456789", "98765432", "AA000000", "X1", "<<A12345", "AB12345!"] {
        assert_eq!(number(odd), CheckOutcome::Warning, "{odd}");
    }
    let code = |code: &str| {
        let document = Document { nationality: Some(code.into()), ..Document::default() };
        outcome(&document, "codes_known").0
    };
    for (listed, expected) in [
        ("D", CheckOutcome::Passed),
        ("GBN", CheckOutcome::Passed),
        ("XXA", CheckOutcome::Passed),
        ("RKS", CheckOutcome::Passed),
        ("ZZZ", CheckOutcome::Warning),
        ("Polish", CheckOutcome::NotPerformed),
    ] {
        assert_eq!(code(listed), expected, "{listed}");
    }
    let name = |name: &str| {
        let document = Document { surname: Some(name.into()), ..Document::default() };
        outcome(&document, "characters").0
    };
    assert_eq!(name("Ivanov"), CheckOutcome::Passed);
    assert_eq!(name("Iv\u{430}nov"), CheckOutcome::Warning);
    assert_eq!(name("Iva\u{200b}nov"), CheckOutcome::Warning);
    let mut document = passport();
    document.mrz[1] = document.mrz[1].replacen("310702", "311302", 1);
    assert_eq!(outcome(&document, "dates_plausible").0, CheckOutcome::Failed);
    let issued = |date: &str| {
        let document = Document { date_of_issue: date.parse().ok(), ..passport() };
        outcome(&document, "dates_plausible").0
    };
    assert_eq!(issued("2021-07-02"), CheckOutcome::Passed);
    for wrong in ["2026-11-24", "1989-03-13", "2031-07-02"] {
        assert_eq!(issued(wrong), CheckOutcome::Failed, "{wrong}");
    }
    let unissued = Document { date_of_issue: None, ..passport() };
    assert_eq!(outcome(&unissued, "validity_span").0, CheckOutcome::NotPerformed);
    let long = Document { date_of_expiry: "2045-01-01".parse().ok(), ..passport() };
    assert_eq!(outcome(&long, "validity_span").0, CheckOutcome::Warning);
}

/// The document without any of the data that these fields come from.
fn without(document: &Document, fields: &[String]) -> Document {
    let mut document = document.clone();
    for field in fields {
        match field.as_str() {
            "page.given" => document.given = None,
            "page.surname" => document.surname = None,
            "page.full_name" => document.full_name = None,
            "page.date_of_birth" => document.date_of_birth = None,
            "page.date_of_issue" => document.date_of_issue = None,
            "page.date_of_expiry" => document.date_of_expiry = None,
            "page.sex" => document.sex = None,
            "page.nationality" => document.nationality = None,
            "page.issuing_country" => document.issuing_country = None,
            "page.document_number" => document.document_number = None,
            other if other.starts_with("mrz") => document.mrz.clear(),
            other if other.starts_with("barcode") => document.aamva = None,
            other => panic!("{other} is no field"),
        }
    }
    document
}

#[test]
fn what_passes_names_its_fields_and_does_not_pass_without_them() {
    for whole in [passport(), licence()] {
        for check in checks(&whole, TODAY.parse().unwrap()) {
            if check.outcome != CheckOutcome::Passed {
                continue;
            }
            assert!(!check.fields.is_empty(), "{}", check.id);
            let mut less = without(&whole, &check.fields);
            // Another part may still have the date or the number.
            less.mrz.clear();
            less.aamva = None;
            assert_ne!(outcome(&less, &check.id).0, CheckOutcome::Passed, "{}", check.id);
        }
    }
}

proptest::proptest! {
    #[test]
    fn absent_data_never_passes_whatever_is_there(
        keep in proptest::collection::vec(proptest::prelude::any::<bool>(), 12), card in proptest::prelude::any::<bool>(),
    ) {
        let mut document = if card { licence() } else { passport() };
        let fields = [
            "page.given", "page.surname", "page.full_name", "page.date_of_birth",
            "page.date_of_issue", "page.date_of_expiry", "page.sex", "page.nationality", "page.issuing_country",
            "page.document_number", "mrz", "barcode",
        ];
        let gone: Vec<String> = fields.iter().zip(&keep).filter(|(_, keep)| !**keep).map(|(field, _)| (*field).to_owned()).collect();
        document = without(&document, &gone);
        for check in checks(&document, TODAY.parse().unwrap()) {
            let of = |gone: &String| check.fields.iter().any(|field| field == gone || field.starts_with(&format!("{gone}.")));
            proptest::prop_assert!(!gone.iter().any(of), "{} looked at what is absent", check.id);
            if check.fields.is_empty() {
                proptest::prop_assert!(check.outcome != CheckOutcome::Passed, "{}", check.id);
            }
        }
    }

    #[test]
    fn any_document_is_checked(
        texts in proptest::collection::vec(proptest::option::of(proptest::prelude::any::<String>()), 9),
        mrz in proptest::collection::vec(proptest::prelude::any::<String>(), 0..4),
    ) {
        let text = |n: usize| texts[n].clone();
        let document = Document {
            given: text(0), surname: text(1), full_name: text(2), sex: text(3), nationality: text(4),
            issuing_country: text(5), document_number: text(6), document_type: text(7), aamva: text(8), mrz,
            ..Document::default()
        };
        proptest::prop_assert_eq!(checks(&document, TODAY.parse().unwrap()).len(), 12);
    }
}

#[test]
fn licences_have_a_barcode_and_no_machine_lines() {
    let licence =
        Document { document_type: Some("Driver's licence".into()), ..Document::default() };
    assert_eq!(outcome(&licence, "mrz_check_digits").0, CheckOutcome::NotOnThisType);
    assert_eq!(outcome(&licence, "barcode").0, CheckOutcome::NotPerformed);
}
