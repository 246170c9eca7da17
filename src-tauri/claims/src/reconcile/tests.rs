//! Whole reports: bands, cross-field reasons, sentences, and properties on any input.

use proptest::prelude::*;

use super::*;
use crate::reconcile;

fn text(value: &str) -> Option<String> {
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

fn compared(document: [&str; 3], profile: [&str; 3]) -> Report {
    let [given, surname, born] = document;
    let document = Document {
        given: text(given),
        surname: text(surname),
        date_of_birth: born.parse().ok(),
        ..Document::default()
    };
    let [given, surname, born] = profile;
    let profile = Profile {
        given: text(given),
        surname: text(surname),
        date_of_birth: born.parse().ok(),
        ..Profile::default()
    };
    reconcile(&document, &profile)
}

fn ids(report: &Report, claim: ClaimName) -> Vec<&str> {
    let found = report.claims.iter().find(|found| found.claim == claim).unwrap();
    found.chips.iter().map(|chip| &*chip.id).collect()
}

const BORN: &str = "1989-03-14";

#[test]
fn bands() {
    use Band::{Conflict, Consistent, Explainable, NeedsEvidence};
    let cases = [
        (["Anna", "Nowak", BORN], ["Anna", "Nowak", BORN], Consistent),
        (["ANNA", "NOWAK", BORN], ["Anna", "Nowak", ""], Consistent),
        (["José", "Muñoz", BORN], ["Jose", "Munoz", BORN], Explainable),
        (["Nowak", "Anna", BORN], ["Anna", "Nowak", BORN], Explainable),
        (["Anna Maria", "Nowak", BORN], ["Anna", "Nowak", BORN], Explainable),
        (["", "Anna Nowak", BORN], ["Anna", "Nowak", BORN], Explainable),
        (["Anna", "Nowak", "1989-03-04"], ["Anna", "Nowak", "1989-04-03"], Explainable),
        (["Katarzyna", "Nowak", BORN], ["Kasia", "Nowak", BORN], Explainable),
        (["Anna", "Nowak", ""], ["Anna", "Nowak", BORN], NeedsEvidence),
        (["", "", BORN], ["", "", BORN], NeedsEvidence),
        (["Anna", "", BORN], ["Anna", "Nowak", BORN], NeedsEvidence),
        (["Павел", "Новак", BORN], ["Pavel", "Novak", BORN], Explainable),
        (["Anna", "Nowak", BORN], ["Anna", "Nowak", "1990-03-14"], Conflict),
        (["Anna", "Nowak", BORN], ["Piotr", "Zielinski", BORN], Conflict),
        (["Anna", "", BORN], ["", "Zielinski", BORN], NeedsEvidence),
    ];
    for (document, profile, band) in cases {
        assert_eq!(compared(document, profile).band, band, "{document:?} {profile:?}");
    }
}

#[test]
fn words_in_the_other_field_are_explained_and_said() {
    let swapped = compared(["García López", "Maria", BORN], ["Maria", "Garcia Lopez", BORN]);
    assert_eq!(ids(&swapped, ClaimName::GivenNames), ["order_swap", "diacritics"]);
    assert_eq!(ids(&swapped, ClaimName::Surname)[0], "order_swap");
    let one_field = compared(["Maria Elena Garcia Lopez", "", BORN], ["Maria", "Garcia", BORN]);
    assert_eq!(one_field.band, Band::Explainable);
    assert_eq!(ids(&one_field, ClaimName::Surname), ["field_shift"]);
    let only_one_shared = compared(["Maria", "Nowak", BORN], ["Jan", "Maria", BORN]);
    assert_eq!(only_one_shared.band, Band::NeedsEvidence);
}

#[test]
fn a_moved_name_still_shows_what_it_hides() {
    let found = compared(["Now\u{200b}ak", "Anna", BORN], ["Anna", "Nowak", BORN]);
    assert_eq!(found.band, Band::NeedsEvidence);
    assert!(ids(&found, ClaimName::GivenNames).contains(&"invisible_characters"));
}

#[test]
fn the_surname_of_the_pictures() {
    let found = compared(["Katarzyna Anna", "Wójcik-Nowak", BORN], ["Kasia", "Wojcik", BORN]);
    let surname = &found.claims[1];
    assert_eq!(surname.severity, Severity::Explained);
    assert_eq!(ids(&found, ClaimName::Surname), ["compound_partial", "diacritics"]);
    assert_eq!(surname.sentence, "Nowak is not in the profile. ó is written o.");
    assert_eq!(
        surname.spoken,
        "Surname. Document: Wójcik hyphen Nowak. Profile: Wojcik. Explained: part of surname; accent. \
         Letter 2, o with acute accent, is o in the profile. The profile lacks: hyphen Nowak."
    );
    assert_eq!(
        surname.spelling,
        "Document spelling: W, o with acute accent, j, c, i, k, hyphen, N, o, w, a, k. \
         Profile spelling: W, o, j, c, i, k."
    );
    assert_eq!(
        found.claims[2].spoken,
        "Date of birth. Document: 14 March 1989. Profile: 14 March 1989. Identical."
    );
    assert_eq!(found.microsoft[0].sentence, "First name differs: Kasia, Katarzyna Anna");
    assert_eq!(found.microsoft[1].sentence, "No word of the document's name is Kasia");
}

#[test]
fn one_whole_name_and_machine_lines_are_compared_too() {
    let profile =
        Profile { given: text("Anna Maria"), surname: text("Eriksson"), ..Profile::default() };
    let whole = Document { full_name: text("Eriksson, Anna Maria"), ..Document::default() };
    let found = reconcile(&whole, &profile);
    assert_eq!(ids(&found, ClaimName::FullName), ["order_swap"]);
    let lines = Document {
        mrz: vec![
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<".to_owned(),
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10".to_owned(),
        ],
        ..Document::default()
    };
    assert_eq!(reconcile(&lines, &profile).band, Band::Consistent);
    let named = Profile { display_name: text("Anna Maria Eriksson"), ..Profile::default() };
    assert_eq!(reconcile(&whole, &named).band, Band::Explainable);
}

#[test]
fn covering_leaves_no_trace_of_the_value() {
    let document = Document { document_number: text("VA1234508"), ..Document::default() };
    let report = reconcile(&document, &Profile::default());
    let number = report.claims.last().unwrap();
    assert_eq!(
        number.spoken,
        "Document number. Document: V, A, 1, 2, 3, 4, 5, 0, 8. Not in the profile."
    );
    let covered = number.covered("VA•••••08");
    let json = serde_json::to_string(&covered).unwrap();
    assert!(json.contains("VA•••••08") && !json.contains("12345") && !json.contains("1, 2, 3"));
}

#[test]
fn reports_survive_storage_and_debugging_shows_nothing() {
    let found = compared(["Anna", "Nowak", BORN], ["Ana", "Nowak", BORN]);
    let stored = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&stored).unwrap(), found);
    assert!(!format!("{found:?}{:?}", found.claims).contains("Nowak"));
}

fn name() -> impl Strategy<Value = Option<String>> {
    let words = "(Ana|ANA|José|Jose|Garcia|García|Müller|Mueller|de|DeSmet|De Smet|O'Neill|Павел)";
    proptest::option::of(prop_oneof![
        proptest::collection::vec(words, 1..4).prop_map(|words| words.join(" ")),
        proptest::collection::vec(words, 1..4).prop_map(|words| words.join("-")),
        any::<String>(),
        "\\PC{0,12}",
    ])
}

fn date() -> impl Strategy<Value = Option<chrono::NaiveDate>> {
    proptest::option::of(
        (-9999..9999_i32, 1..=366_u32)
            .prop_filter_map("no day", |(y, d)| chrono::NaiveDate::from_yo_opt(y, d)),
    )
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::OnlyDocument => Relation::OnlyProfile,
        Relation::OnlyProfile => Relation::OnlyDocument,
        other @ (Relation::Identical | Relation::Different | Relation::Absent) => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_input_gives_whole_pieces_and_a_mirror_image(
        a in name(), b in name(), c in name(), d in name(), born in date(), other in date(),
    ) {
        let forth = reconcile(
            &Document { given: a.clone(), surname: b.clone(), date_of_birth: born, ..Document::default() },
            &Profile { given: c.clone(), surname: d.clone(), date_of_birth: other, ..Profile::default() },
        );
        for found in &forth.claims {
            let side = |part: fn(&crate::Piece) -> &String| {
                found.pieces.iter().map(|piece| part(piece).as_str()).collect::<String>()
            };
            prop_assert_eq!(side(|p| &p.document), found.document.clone().unwrap_or_default());
            prop_assert_eq!(side(|p| &p.profile), found.profile.clone().unwrap_or_default());
            prop_assert!(found.chips.iter().all(|chip| chip.label.split_whitespace().count() <= 3));
            prop_assert!(found.severity == Severity::None || !found.chips.is_empty());
        }
        let back = reconcile(
            &Document { given: c, surname: d, date_of_birth: born, ..Document::default() },
            &Profile { given: a, surname: b, date_of_birth: born, ..Profile::default() },
        );
        // Names only: an absent date counts on one side and not on the other.
        for (one, other) in forth.claims.iter().zip(&back.claims).take(2) {
            prop_assert_eq!(one.claim, other.claim);
            prop_assert_eq!(one.relation, mirrored(other.relation));
            prop_assert_eq!(one.severity, other.severity);
        }
    }

    #[test]
    fn a_person_agrees_with_themselves(given in "[A-Z][a-zó]{1,9}", surname in "[A-Z][a-zü-]{1,9}z") {
        let found = compared([&given, &surname, BORN], [&given, &surname, BORN]);
        prop_assert_eq!(found.band, Band::Consistent);
        prop_assert!(found.claims.iter().all(|claim| claim.severity == Severity::None));
    }
}

/// The zone of a passport for these names, as an issuer would print it.
fn zone(given: &str, surname: &str) -> Vec<String> {
    let official = |name: &str| {
        crate::icao::official_forms(name).into_iter().next().unwrap().replace(' ', "<")
    };
    let names = format!("P<UTO{}<<{}", official(surname), official(given));
    let first: String = format!("{names:<<44}").chars().take(44).collect();
    vec![first, "L898902C36UTO7408122F1204159ZE184226B<<<<<10".to_owned()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_emitted_zone_read_back_is_consistent(
        given in "[A-ZÄÖÜÅØÆÑÉÇ][a-zäöüåøæñéçßþđł]{2,9}( [A-ZÄÖÜ][a-zäöüåøæñéçß]{2,9})?",
        surname in "[A-ZÄÖÜÅØÆÑÉÇ][a-zäöüåøæñéçßþđł]{2,12}(-[A-ZÄÖÜ][a-zäöüåøæñéçß]{2,9})?",
    ) {
        let lines = zone(&given, &surname);
        // An issuer that must cut leaves a letter in the last cell, and a part of the given names
        // (Doc 9303-3 §4.6).
        let whole = crate::icao::official_forms(&format!("{surname}  {given}"))[0].len() <= 39;
        let names = lines[0].trim_end_matches('<');
        prop_assume!(whole || (!lines[0].ends_with('<') && names.contains("<<")));
        let document = Document { mrz: lines, ..Document::default() };
        let profile =
            Profile { given: text(&given), surname: text(&surname), ..Profile::default() };
        let found = reconcile(&document, &profile);
        prop_assert_eq!(found.band, Band::Consistent, "{:?}", found.reasons);
    }

    #[test]
    fn a_conflict_more_never_makes_it_more_probable(
        given in "[A-Z][a-z]{2,9}", surname in "[A-Z][a-z]{2,9}", other in "[A-Z][a-z]{2,9}",
        (year, day) in (1940..2005_i32, 1..360_u32),
    ) {
        let born = chrono::NaiveDate::from_yo_opt(year, day).unwrap();
        let far = chrono::NaiveDate::from_yo_opt(year + 3, (day + 100) % 365 + 1).unwrap();
        let document = Document {
            given: text(&given), surname: text(&surname), date_of_birth: Some(born),
            ..Document::default()
        };
        let plain = Profile {
            given: text(&given), surname: text(&surname), date_of_birth: Some(born),
            ..Profile::default()
        };
        let base = reconcile(&document, &plain).log_odds_millinats;
        let date = Profile { date_of_birth: Some(far), ..plain.clone() };
        prop_assert!(reconcile(&document, &date).log_odds_millinats <= base);
        let name = Profile { surname: text(&other), ..plain.clone() };
        prop_assert!(reconcile(&document, &name).log_odds_millinats <= base);
        let suffixed = |suffix: &str| Some(format!("{surname} {suffix}"));
        let senior = Document { surname: suffixed("Sr"), ..document.clone() };
        let junior = Profile { surname: suffixed("Jr"), ..plain.clone() };
        prop_assert!(reconcile(&senior, &junior).log_odds_millinats <= base);
        let hidden = Profile { given: Some(format!("{given}\u{200b}")), ..plain };
        prop_assert!(reconcile(&document, &hidden).log_odds_millinats <= base);
    }

    #[test]
    fn spans_lie_on_the_values_and_both_ways_weigh_the_same(
        a in name(), b in name(), c in name(), d in name(), born in date(), other in date(),
    ) {
        let document = Document { given: a.clone(), surname: b.clone(), date_of_birth: born, ..Document::default() };
        let profile = Profile { given: c.clone(), surname: d.clone(), date_of_birth: other, ..Profile::default() };
        let forth = reconcile(&document, &profile);
        for found in &forth.claims {
            let length = |value: &Option<String>| {
                u32::try_from(value.as_deref().map_or(0, |value| value.chars().count())).unwrap()
            };
            for mark in &found.marks {
                for (span, value) in [(mark.document, &found.document), (mark.profile, &found.profile)] {
                    prop_assert!(span.is_none_or(|span| span.start < span.end && span.end <= length(value)));
                }
            }
        }
        let sum: i64 = forth.steps.iter().map(|step| i64::from(step.millinats)).sum();
        prop_assert_eq!(sum, i64::from(forth.log_odds_millinats));
        let back = reconcile(
            &Document { given: c, surname: d, date_of_birth: other, ..Document::default() },
            &Profile { given: a, surname: b, date_of_birth: born, ..Profile::default() },
        );
        prop_assert_eq!(forth.log_odds_millinats, back.log_odds_millinats);
        prop_assert_eq!(forth.probability_ppm, back.probability_ppm);
    }
}

#[test]
fn very_long_names_take_bounded_work() {
    let long = |unit: &str, count: usize| Some(unit.repeat(count));
    let values = [
        long("a", 10_000),
        long("Ab ", 3_400),
        long("\u{301}", 10_000),
        long("名", 10_000),
        long("ال ", 3_400),
        long("각", 10_000),
        long("ß-", 5_000),
        long("ы\u{200d}", 5_000),
        long("'", 10_000),
        long("rn", 5_000),
    ];
    for (value, other) in values.iter().zip(values.iter().skip(1)) {
        {
            let document =
                Document { given: value.clone(), surname: other.clone(), ..Document::default() };
            let profile =
                Profile { given: other.clone(), surname: value.clone(), ..Profile::default() };
            let found = reconcile(&document, &profile);
            assert!(found.probability_ppm < 1_000_000);
        }
    }
}

#[test]
fn names_alone_never_make_certain_and_the_sum_is_not_capped() {
    let same =
        compared(["Ottoline", "Ravenscroft-Quill", ""], ["Ottoline", "Ravenscroft-Quill", ""]);
    assert!(same.probability_ppm <= 970_000 && same.band == Band::Consistent);
    assert!(same.reasons.is_empty());
    let dated = compared(["Ottoline", "Quill", BORN], ["Ottoline", "Quill", BORN]);
    assert!(dated.probability_ppm <= 996_000 && dated.probability_ppm > same.probability_ppm);
    assert!(dated.what_would_settle.iter().any(|one| one.id == "second_identifier"));
    assert_eq!(dated.tables.len(), 64);
}

#[test]
fn the_principal_reason_comes_first() {
    for (document, profile, reason) in [
        (["MUELLER", "Anna", BORN], ["Müller", "Anna", BORN], "official_transliteration"),
        (["Katarzyna", "Nowak", BORN], ["Kasia", "Nowak", BORN], "nickname"),
        (["Anna", "Nowak", BORN], ["Anna", "Nowak", "1971-07-02"], "namesake"),
        (["Anna", "Nowak", BORN], ["Anna", "Zielinska", BORN], "surname_changed"),
        (["Anna", "Nowak", BORN], ["Piotr", "Zielinski", BORN], "different_person"),
        (["Lucy", "Fairbairn", BORN], ["Sophie", "Fairbairn", BORN], "relative"),
        (["Jana", "Kučerová", BORN], ["Jana", "Kučera", BORN], "gendered_surname"),
        (["P\u{430}vel", "Novak", BORN], ["Pavel", "Novak", BORN], "mixed_script"),
        (["Павел", "Новак", BORN], ["Pavel", "Novak", BORN], "script_transliteration"),
        (["Anna", "Nowak", "1989-04-03"], ["Anna", "Nowak", "1989-03-04"], "date_day_month_swap"),
    ] {
        let found = compared(document, profile);
        assert_eq!(
            found.reasons.first().map(|reason| &**reason),
            Some(reason),
            "{:?}",
            found.reasons
        );
    }
}
