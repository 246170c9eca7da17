//! Vectors of ICAO Doc 9303 (parts 4 to 7), and a second implementation as a witness.

#![allow(clippy::string_slice)] // all of it is ASCII

use proptest::prelude::*;

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

proptest! {
    #[test]
    fn any_lines_are_read_or_refused(lines in proptest::collection::vec(any::<String>(), 0..4)) {
        let _ = read(&lines);
    }

    #[test]
    fn any_zone_is_read(first in "[A-Z0-9<]{44}", second in "[A-Z0-9<]{44}") {
        prop_assert!(read(&[first, second]).is_ok());
    }

    #[test]
    fn agrees_with_another_writer(
        surname in "[A-Z]{1,9}( [A-Z]{1,9})?",
        given in "([A-Z]{1,8}( [A-Z]{1,8})?)?",
        number in "[A-Z1-9][A-Z0-9]{5,8}",
        personal in "[A-Z1-9][A-Z0-9]{0,13}",
        year in 1930..2020_i32, month in 1..=12_u32, day in 1..=28_u32,
    ) {
        let zone = ::mrz::format_td3(&::mrz::Td3Fields {
            issuing_country: "UTO".into(),
            document_number: number.clone(),
            surname: surname.clone(),
            given_names: given.clone(),
            nationality: "UTO".into(),
            date_of_birth: ::mrz::MrzDate::Calendar(::mrz::Date::new(year, month, day)),
            sex: ::mrz::Sex::Male,
            date_of_expiry: ::mrz::MrzDate::Calendar(::mrz::Date::new(2031, 7, 2)),
            personal_number: Some(personal),
            ..Default::default()
        });
        let lines: Vec<&str> = zone.lines().collect();
        let ours = read(&lines).unwrap();
        prop_assert_eq!(&ours.surname, &surname);
        prop_assert_eq!(&ours.given, &given);
        prop_assert_eq!(&ours.document_number, &number);
        prop_assert_eq!(ours.checks.present().iter().filter(|(_, right)| *right).count(), 5);
        let born = birth_date(&ours.date_of_birth, "2026-11-23".parse().unwrap());
        let full = chrono::NaiveDate::from_ymd_opt(year, month, day);
        prop_assert_eq!(born, full);
    }

    #[test]
    fn agrees_with_another_reader(
        code in "(I|P|V|A)<", name in "[A-Z]{2,9}<<[A-Z]{1,9}<", number in "[A-Z1-9][A-Z0-9]{8}",
        digits in "[0-9]{5}", sex in "[MF<]", rest in "[A-Z0-9]{16}", long in any::<bool>(),
    ) {
        let width = if long { 44 } else { 36 };
        let first = format!("{:<<width$}", format!("{code}UTO{name}"));
        let (n, b, e) = (&digits[0..1], &digits[1..2], &digits[2..3]);
        let mut second = format!("{number}{n}UTO740812{b}{sex}310702{e}{rest}");
        second.truncate(width - 1);
        second.push_str(&digits[4..5]);
        let theirs = match (code.starts_with('V'), long) {
            (true, true) => ::mrz::parse_mrv_a(&first, &second),
            (true, false) => ::mrz::parse_mrv_b(&first, &second),
            (false, true) => ::mrz::parse_td3(&first, &second),
            (false, false) => ::mrz::parse_td2(&first, &second),
        };
        // Too many refusals by the other reader would fail this test.
        prop_assume!(theirs.is_ok());
        let (theirs, ours) = (theirs.unwrap(), read(&[first, second]).unwrap());
            prop_assert_eq!(ours.checks.document_number, theirs.checks.document_number);
            prop_assert_eq!(ours.checks.date_of_birth, theirs.checks.date_of_birth);
            prop_assert_eq!(ours.checks.date_of_expiry, theirs.checks.date_of_expiry);
            prop_assert_eq!(ours.checks.composite, theirs.checks.composite);
            prop_assert_eq!(ours.surname, theirs.surname);
            prop_assert_eq!(ours.given, theirs.given_names);
    }
}
