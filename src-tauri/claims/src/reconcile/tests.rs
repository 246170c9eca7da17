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
    found.chips.iter().map(|chip| chip.id.as_str()).collect()
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
