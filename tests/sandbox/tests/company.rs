//! The invented company: always the same for a seed, and with everything that it promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, missing_docs)]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use sandbox::company::mrz::check_digit;
use sandbox::company::{
    Artefact, AssignmentState, Attack, Company, Defect, DocumentKind, ImageKind, SessionKind, Truth,
};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_424_400, 0).unwrap()
}

fn company() -> Company {
    Company::invent(1, 2000, 84, now())
}

#[test]
fn the_same_seed_gives_the_same_company() {
    assert!(company() == company());
    assert!(company() != Company::invent(2, 2000, 84, now()));
}

#[test]
fn it_has_the_people_groups_and_countries_it_promises() {
    let company = company();
    assert_eq!(company.people.len(), 2000);
    assert_eq!(company.groups.len(), 120);
    let nationalities: BTreeSet<_> =
        company.people.iter().map(|one| &one.legal.nationality).collect();
    assert!(nationalities.len() >= 40, "{}", nationalities.len());
    let names: HashSet<_> = company.people.iter().map(|one| &one.user_principal_name).collect();
    assert_eq!(names.len(), 2000, "sign-in names are unique");
    let nicknames: HashSet<_> = company.groups.iter().map(|one| &one.mail_nickname).collect();
    assert_eq!(nicknames.len(), 120, "group nicknames are unique");
    assert!(company.people.iter().any(|one| !one.account_enabled));
    assert!(company.people.iter().any(|one| one.legal.given.is_empty()), "mononyms");
    assert!(company.groups.iter().any(|one| !one.nested.is_empty()));
    assert!(
        company
            .groups
            .iter()
            .any(|one| one.is_assignable_to_role == Some(true) && !one.eligible.is_empty())
    );
}

#[test]
fn attributes_are_missing_at_realistic_rates() {
    let company = company();
    let share = |has: fn(&sandbox::company::Person) -> bool| {
        company.people.iter().filter(|one| has(one)).count() as f32 / 2000.0
    };
    for (what, found, low, high) in [
        ("birthday", share(|one| one.birthday.is_some()), 0.2, 0.45),
        ("mobile", share(|one| one.mobile_phone.is_some()), 0.5, 0.75),
        ("job title", share(|one| one.job_title.is_some()), 0.9, 0.99),
        ("manager", share(|one| one.manager.is_some()), 0.9, 0.99),
        ("photo", share(|one| one.has_photo), 0.35, 0.55),
    ] {
        assert!((low..=high).contains(&found), "{what}: {found}");
    }
}

#[test]
fn managers_lead_to_one_head_and_groups_never_in_a_circle() {
    let company = company();
    for person in &company.people {
        let mut seen = HashSet::new();
        let mut at = person;
        while let Some(manager) = at.manager {
            assert!(seen.insert(at.id), "{} is in a circle", person.display_name);
            at = company.person(manager).unwrap();
        }
    }
    for group in &company.groups {
        let mut seen = HashSet::new();
        let mut open = vec![group.id];
        while let Some(id) = open.pop() {
            assert!(id != group.id || seen.is_empty(), "{} contains itself", group.display_name);
            if seen.insert(id) {
                open.extend(&company.group(id).unwrap().nested);
            }
        }
    }
}

#[test]
fn roles_are_held_and_available_directly_and_by_group() {
    use sandbox::company::Principal;
    let company = company();
    let all: Vec<_> = company.directory_roles.iter().flat_map(|role| &role.assignments).collect();
    for state in [AssignmentState::Active, AssignmentState::Eligible] {
        assert!(
            all.iter()
                .any(|one| one.state == state && matches!(one.principal, Principal::Person(_)))
        );
        assert!(
            all.iter()
                .any(|one| one.state == state && matches!(one.principal, Principal::Group(_)))
        );
    }
    for assignment in all {
        match assignment.principal {
            Principal::Person(id) => assert!(company.person(id).is_some()),
            Principal::Group(id) => {
                assert_eq!(company.group(id).unwrap().is_assignable_to_role, Some(true));
            }
        }
    }
}

#[test]
fn known_accounts_are_there_with_their_roles() {
    let company = company();
    for (name, roles) in [
        ("ana.ferreira", &["Recovery.Review"][..]),
        ("tomasz.wilk", &["Recovery.Review"]),
        ("mireille.okou", &["Recovery.Review", "Security.Respond", "Policy.Manage"]),
        ("idris.khan", &[]),
        ("henrik.solberg", &["Decisions.Audit", "Policy.Manage"]),
        ("priya.nair", &["Onboarding.Review"]),
    ] {
        let person = company.by_user_principal_name(&format!("{name}@tarnholm.example")).unwrap();
        assert_eq!(person.app_roles, roles, "{name}");
        assert!(person.account_enabled, "{name}");
    }
    let kasia = company.by_user_principal_name("K.Wojcik@tarnholm.example").unwrap();
    let session = company.sessions.iter().find(|one| one.subject == kasia.id).unwrap();
    assert_eq!(session.kind, SessionKind::MfaRecovery);
    assert_eq!(session.document.mrz[0], "P<VDRWOJCIK<NOWAK<<KATARZYNA<ANNA<<<<<<<<<<<");
    assert_eq!(kasia.given_name.as_deref(), Some("Kasia"));
    assert_eq!(company.person(kasia.manager.unwrap()).unwrap().display_name, "Henrik Solberg");
}

#[test]
fn every_truth_and_kind_is_among_the_cases() {
    let company = company();
    assert_eq!(company.sessions.len(), 84);
    let truths: HashSet<_> = company.sessions.iter().map(|one| one.truth).collect();
    for artefact in Artefact::ALL {
        assert!(truths.contains(&Truth::TrueOwner { artefact: *artefact }), "{artefact:?}");
    }
    for method in Attack::ALL {
        assert!(truths.contains(&Truth::Attacker { method: *method }), "{method:?}");
    }
    for defect in Defect::ALL {
        assert!(truths.contains(&Truth::DocumentDefect { defect: *defect }), "{defect:?}");
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for session in &company.sessions {
        *kinds.entry(format!("{:?}", session.kind)).or_default() += 1;
        assert_eq!(
            company.person(session.subject).unwrap().user_principal_name,
            session.login_hint
        );
        assert!(session.started < session.captured && session.captured < now());
    }
    assert!(kinds.len() == 4 && kinds.values().all(|count| *count >= 8), "{kinds:?}");
}

#[test]
fn machine_lines_are_of_the_right_length_and_fail_only_where_meant() {
    for session in &company().sessions {
        let lines = &session.document.mrz;
        let meant = session.truth == Truth::DocumentDefect { defect: Defect::CheckDigit };
        let good = match session.document.kind {
            DocumentKind::Passport => {
                assert!(lines.len() == 2 && lines.iter().all(|line| line.len() == 44), "{lines:?}");
                let line = &lines[1];
                let whole = format!("{}{}{}", &line[0..10], &line[13..20], &line[21..43]);
                [(&line[0..9], 9), (&line[13..19], 19), (&line[21..27], 27), (&whole, 43)]
                    .iter()
                    .all(|(field, at)| line.as_bytes()[*at] == check_digit(field) as u8)
            }
            DocumentKind::IdentityCard if lines.is_empty() => continue,
            DocumentKind::IdentityCard => {
                assert!(lines.len() == 3 && lines.iter().all(|line| line.len() == 30), "{lines:?}");
                let line = &lines[1];
                let whole =
                    format!("{}{}{}{}", &lines[0][5..30], &line[0..7], &line[8..15], &line[18..29]);
                [(&line[0..6], 6), (&line[8..14], 14), (&whole, 29)]
                    .iter()
                    .all(|(field, at)| line.as_bytes()[*at] == check_digit(field) as u8)
            }
            DocumentKind::DrivingLicence => continue,
        };
        assert_eq!(good, !meant, "{:?} {lines:?}", session.truth);
    }
}

#[test]
fn the_vendors_json_has_its_habits() {
    let company = company();
    let mut ok_beside_failed_names = false;
    let mut two_letters = false;
    for session in &company.sessions {
        let score = session.score_json();
        assert!(score["overall"]["value"].is_string());
        assert!(score["liveness"]["livenessScore"]["value"].is_string());
        let claims = score["idValidation"]["customFields"].as_array().unwrap();
        let failed = claims.iter().filter(|test| test["status"] == "FAIL").count();
        ok_beside_failed_names |= failed == 2 && score["overall"]["status"] == "OK";
        let ocr = session.ocr_json();
        if let Some(born) = ocr.get("birthDate") {
            assert_eq!(born.as_i64().unwrap() % 86_400_000, 0, "midnight UTC");
        }
        assert!(ocr["expireAt"].is_string() && ocr["expirationDate"].is_i64());
        two_letters |= ocr["issuingCountry"].as_str().is_some_and(|code| code.len() == 2);
        if session.checks.barcode_read == Some(false) {
            let tests = score["idValidation"]["idSpecific"].as_array().unwrap();
            assert!(
                !tests.iter().any(|test| test["key"].as_str().unwrap().ends_with("Crosscheck"))
            );
        }
        assert_eq!(session.custom_fields_json()["customFields"]["loginHint"], session.login_hint);
    }
    assert!(ok_beside_failed_names, "overall OK beside two failed names");
    assert!(two_letters, "two-letter countries");
}

#[test]
fn pictures_are_there_but_for_the_purged_and_some_portraits() {
    let company = company();
    let purged = company.sessions.iter().filter(|one| one.pictures.is_empty()).count();
    assert_eq!(purged, 1);
    assert!(
        company
            .sessions
            .iter()
            .any(|one| !one.pictures.is_empty() && one.picture(ImageKind::CroppedFace).is_none())
    );
    assert!(
        company
            .sessions
            .iter()
            .any(|one| one.pictures.iter().any(|picture| picture.orientation != 1))
    );
    for picture in company.sessions.iter().flat_map(|one| &one.pictures) {
        if picture.kind != ImageKind::CroppedFace {
            let size = picture.width * picture.height;
            assert!(
                (3_000_000..=12_000_000).contains(&size),
                "{}x{}",
                picture.width,
                picture.height
            );
        }
    }
    let mut devices: BTreeMap<&str, usize> = BTreeMap::new();
    for session in &company.sessions {
        *devices.entry(&session.device.fingerprint).or_default() += 1;
    }
    assert!(devices.values().any(|count| *count > 1), "a device comes back");
}
