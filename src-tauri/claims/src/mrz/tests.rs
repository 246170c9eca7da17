//! Vectors of ICAO Doc 9303 (parts 4 to 7), and a second implementation as a witness.

#![allow(clippy::string_slice)] // all of it is ASCII

use super::*;

const PASSPORT: [&str; 2] = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
];
const CARD: [&str; 3] = [
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
];
const LARGE_CARD: [&str; 2] =
    ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];
const VISA_A: [&str; 2] = [
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
];
const VISA_B: [&str; 2] =
    ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"];

fn all_true(checks: Checks, count: usize) {
    assert_eq!(checks.present().iter().filter(|(_, right)| *right).count(), count);
    assert_eq!(checks.present().len(), count);
}

#[test]
fn check_digits_of_the_standard() {
    for (field, digit) in [
        ("520727", 3),
        ("AB2134<<<", 5),
        ("L898902C3", 6),
        ("ZE184226B<<<<<", 1),
        ("740812", 2),
        ("120415", 9),
        ("D23145890734", 9),
    ] {
        assert_eq!(check_digit(field), digit, "{field}");
    }
}

#[test]
fn the_specimen_passport_as_json() {
    let json = serde_json::to_value(read(&PASSPORT).unwrap()).unwrap();
    let expected = serde_json::json!({
        "format": "TD3", "document_code": "P", "issuing_country": "UTO", "surname": "ERIKSSON",
        "given": "ANNA MARIA", "document_number": "L898902C3", "nationality": "UTO",
        "date_of_birth": "740812", "sex": "F", "date_of_expiry": "120415",
        "checks": {"document_number": true, "date_of_birth": true, "date_of_expiry": true,
                   "optional": true, "composite": true},
        "name_may_be_truncated": false
    });
    assert_eq!(json, expected);
}

#[test]
fn the_other_specimens() {
    let card = read(&CARD).unwrap();
    assert_eq!((card.format, card.document_number.as_str()), (Format::TD1, "D23145890"));
    all_true(card.checks, 4);
    let large = read(&LARGE_CARD).unwrap();
    assert_eq!((large.format, large.given.as_str()), (Format::TD2, "ANNA MARIA"));
    all_true(large.checks, 4);
    for (lines, format) in [(VISA_A, Format::MrvA), (VISA_B, Format::MrvB)] {
        let visa = read(&lines).unwrap();
        assert_eq!((visa.format, visa.nationality.as_str()), (format, "XXX"));
        assert_eq!(visa.document_number, "L8988901C");
        all_true(visa.checks, 3);
    }
    assert_eq!(serde_json::to_value(Format::MrvA).unwrap(), "MRV-A");
}

#[test]
fn names_of_the_standard() {
    let td3 = |first: &str| read(&[first, PASSPORT[1]]).unwrap();
    let mononym = td3("PPUTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<");
    assert_eq!((mononym.surname.as_str(), mononym.given.as_str()), ("ARKFREITH", ""));
    assert_eq!(mononym.document_code, "PP");
    let cut = td3("PPUTOBENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO");
    assert_eq!(cut.surname, "BENNELONG WOOLOOM WARRAND WARNAM");
    assert!(cut.name_may_be_truncated);
    let two = td3("PPUTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<");
    assert_eq!((two.surname.as_str(), two.given.as_str()), ("VAN DER MUELLEN", "MARTIN"));
    assert_eq!(td3("P<D<<SCHMIDT<<EVA<<<<<<<<<<<<<<<<<<<<<<<<<<<").issuing_country, "D");
}

#[test]
fn long_numbers_are_put_together() {
    // Doc 9303-5, note j: 12 characters, nine in their place.
    let second = "7408122F1204159UTO<<<<<<<<<<<";
    let first = "I<UTOD23145890<7349<<<<<<<<<<<";
    let composite = check_digit(&format!(
        "{}{}{}{}",
        &first[5..30],
        &second[0..7],
        &second[8..15],
        &second[18..29]
    ));
    let read = read(&[first, &format!("{second}{composite}"), CARD[2]]).unwrap();
    assert_eq!(read.document_number, "D23145890734");
    all_true(read.checks, 4);
}

#[test]
fn long_numbers_of_cards_in_use() {
    // Belgium: twelve digits, nine of them in their place.
    let line = "IDBEL000590448<3012<<<<<<<<<<<";
    let found = read(&[line, CARD[1], CARD[2]]).unwrap();
    assert_eq!(found.document_number, "000590448301");
    assert_eq!(found.checks.document_number, Some(true));
    // A wrong digit over the whole number does not cut it.
    let found = read(&["IDBEL000590448<3013<<<<<<<<<<<", CARD[1], CARD[2]]).unwrap();
    assert_eq!(found.document_number, "000590448301");
    assert_eq!(found.checks.document_number, Some(false));
    // A lost check digit beside optional data that ends with a letter is no long number.
    let found = read(&["I<UTOD23145890<AB<<<<<<<<<<<<<", CARD[1], CARD[2]]).unwrap();
    assert_eq!(found.document_number, "D23145890");
    assert_eq!(found.checks.document_number, Some(false));
}

#[test]
fn the_old_french_card() {
    let first = format!("{:<<36}", "IDFRABERTHIER");
    let card = read(&[first.as_str(), "8806923102858CORINNE<<<<<<<6512068F6"]).unwrap();
    assert_eq!((card.format, card.document_code.as_str()), (Format::TD2, "ID"));
    assert_eq!((card.surname.as_str(), card.given.as_str()), ("BERTHIER", "CORINNE"));
    assert_eq!((card.document_number.as_str(), card.sex.as_str()), ("880692310285", "F"));
    assert_eq!((card.date_of_birth.as_str(), card.date_of_expiry.as_str()), ("651206", ""));
    assert_eq!((card.issuing_country.as_str(), card.nationality.as_str()), ("FRA", ""));
    all_true(card.checks, 3);
    assert!(!card.name_may_be_truncated);
    // The same code in TD2's own layout is TD2.
    let large = read(&[LARGE_CARD[0].replace("I<UTO", "IDFRA").as_str(), LARGE_CARD[1]]).unwrap();
    assert_eq!((large.surname.as_str(), large.nationality.as_str()), ("ERIKSSON", "UTO"));
}

#[test]
fn lines_that_some_readers_refuse() {
    // Czech passports: eight digits of a number and a filler; Tunisian ones: a filler within the
    // personal number.
    for line in [
        "99003853<1CZE1101018M1207046110101111<<<<<94",
        "99009054<4CZE6906229F16072996956220612<<<<74",
        "W012345<<7TUN5301012M170115302640846<1601<68",
    ] {
        let found = read(&[PASSPORT[0], line]).unwrap();
        assert_eq!(found.document_number, line[..9].trim_end_matches('<'));
        all_true(found.checks, 5);
    }
    // A filler is the digit of empty personal data only.
    let bare = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8";
    assert_eq!(read(&[PASSPORT[0], bare]).unwrap().checks.optional, Some(true));
    let lost = PASSPORT[1].replace("<<<<<10", "<<<<<<0");
    assert_eq!(read(&[PASSPORT[0], &lost]).unwrap().checks.optional, Some(false));
}

#[test]
fn unknown_parts_stay_as_printed() {
    let line = "L898902C36UTO<<<<<<0<120415<ZE184226B<<<<<10";
    let read = read(&[PASSPORT[0], line]).unwrap();
    assert_eq!((read.date_of_birth.as_str(), read.sex.as_str()), ("<<<<<<", "<"));
    assert_eq!(read.checks.date_of_birth, Some(true));
    assert_eq!(read.checks.date_of_expiry, Some(false));
}

#[test]
fn each_wrong_digit_is_named() {
    let wrong = |from: usize| {
        let mut line: Vec<char> = PASSPORT[1].chars().collect();
        line[from] = if line[from] == '0' { '1' } else { '0' };
        read(&[PASSPORT[0].to_owned(), line.into_iter().collect()]).unwrap().checks
    };
    assert_eq!(wrong(1).document_number, Some(false));
    assert_eq!(wrong(13).date_of_birth, Some(false));
    assert_eq!(wrong(21).date_of_expiry, Some(false));
    assert_eq!(wrong(30).optional, Some(false));
    assert_eq!(wrong(43), Checks { composite: Some(false), ..read(&PASSPORT).unwrap().checks });
}

#[test]
fn blanks_and_lower_case_are_tolerated_and_nothing_else() {
    let spaced: Vec<String> = PASSPORT
        .iter()
        .map(|line| format!(" {} ", line.to_lowercase().replace('<', " <")))
        .collect();
    assert_eq!(read(&spaced).unwrap(), read(&PASSPORT).unwrap());
    assert_eq!(read::<&str>(&[]), Err(Unreadable::Empty));
    assert_eq!(read(&["", "  "]), Err(Unreadable::Empty));
    assert_eq!(read(&PASSPORT[..1]), Err(Unreadable::Layout { lines: 1 }));
    assert_eq!(read(&[PASSPORT[0], &PASSPORT[1][1..]]), Err(Unreadable::Layout { lines: 2 }));
    let accent = PASSPORT[0].replace("ANNA", "ÄNNA");
    assert_eq!(read(&[accent.as_str(), PASSPORT[1]]), Err(Unreadable::Character { line: 1 }));
}
