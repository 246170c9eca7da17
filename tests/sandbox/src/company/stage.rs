//! A scene played: the subject's account, the document, the pictures and the vendor's results.

use chrono::{DateTime, Duration, Utc};

use super::cast::Scene;
use super::checks;
use super::country::{self, Custom};
use super::dice::Dice;
use super::document::Document;
use super::face::Face;
use super::papers;
use super::people::{Inventor, at};
use super::person::{Legal, Person};
use super::reader;
use super::session::{Session, SessionKind};
use super::truth::{Attack, Defect, Truth};
use super::{artefact, device, pictures};

/// The account that a scene is about. `known` is taken instead of somebody new.
pub fn subject(
    scene: &Scene,
    known: Option<Person>,
    inventor: &mut Inventor,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Person {
    let mut person = known.unwrap_or_else(|| newcomer(scene, inventor, dice, now));
    person.account_enabled = !scene.has("disabled");
    if person.birthday.is_none() && dice.chance(0.55) {
        person.birthday = Some(person.legal.born);
    }
    if scene.kind == SessionKind::Onboarding {
        onboard(&mut person, dice, now);
    }
    if let Truth::TrueOwner { artefact } = scene.truth {
        artefact::directory(&mut person, artefact);
    }
    person
}

fn newcomer(scene: &Scene, inventor: &mut Inventor, dice: &mut Dice, now: DateTime<Utc>) -> Person {
    let age = Duration::days(dice.between(23 * 365, 58 * 365));
    let (native_surname, native_given) = match scene.two("native") {
        Some((surname, given)) => (Some(surname), Some(given)),
        None => (None, None),
    };
    let maternal = scene.surname.split_once(' ').map(|(_, second)| second.to_owned());
    let legal = Legal {
        given: scene.given.clone(),
        surname: scene.surname.clone(),
        maternal: maternal.filter(|_| two_surnames(scene)),
        patronymic: None,
        native_given,
        native_surname,
        sex: scene.sex,
        born: now.date_naive() - age,
        nationality: scene.country.icao.to_owned(),
    };
    let given = (!scene.directory_given.is_empty()).then(|| scene.directory_given.clone());
    let surname = (!scene.directory_surname.is_empty()).then(|| scene.directory_surname.clone());
    let display = match (&given, &surname) {
        (Some(given), Some(surname)) if given == surname => given.clone(),
        _ => format!("{} {}", scene.directory_given, scene.directory_surname).trim().to_owned(),
    };
    let mut person = inventor.person(scene.country, legal, given, surname, display);
    person.user_type = Some("Member".into());
    person.mail = Some(person.user_principal_name.clone());
    person
}

fn onboard(person: &mut Person, dice: &mut Dice, now: DateTime<Utc>) {
    let first_day = now.date_naive() + Duration::days(dice.between(2, 21));
    person.employee_hire_date = Some(at(first_day, 0));
    person.created_date_time = dice.ago(now, 3_000, 20_000);
    person.sign_in_sessions_valid_from_date_time = Some(person.created_date_time);
    person.last_password_change_date_time = None;
    person.has_photo = false;
    person.business_phones.clear();
    // Accounts of new hires are enabled on the first day, in many houses.
    person.account_enabled = dice.chance(0.5);
}

fn two_surnames(scene: &Scene) -> bool {
    matches!(scene.country.custom, Custom::Two)
}

/// The interview of a scene. `captured` is when document and selfie had been taken; `ring` is the
/// face and the first interview of somebody who comes under several names.
pub fn session(
    scene: &Scene,
    subject: &Person,
    captured: DateTime<Utc>,
    ring: &mut Option<(Face, String)>,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Session {
    let interview_id = format!("{:016x}{:08x}", dice.throw(), dice.throw() >> 32);
    let mut document = document(scene, subject, dice, now);
    let mut reading = reader::read(&document, scene.country.iso2, two_surnames(scene), dice);
    if let Truth::TrueOwner { artefact } = scene.truth {
        artefact::reading(&mut reading, &document, artefact, scene);
    }
    spoil_document(&mut document, scene.truth, dice);
    if matches!(scene.truth, Truth::DocumentDefect { .. }) {
        reader::machine_lines(&mut reading, &document);
    }
    if document.barcode_damaged {
        reading.machine_name = None;
        reading.not_extracted.push("barcode");
    }
    let (portrait, selfie) = faces(scene, subject, ring.as_ref(), dice);
    let mut checks = checks::perform(scene.truth, &document, subject, reading, dice, now);
    if scene.has("ring") {
        match ring {
            Some((_, first)) => checks.existing_interview = Some(first.clone()),
            None => *ring = Some((selfie.clone(), interview_id.clone())),
        }
    }
    Session {
        kind: scene.kind,
        login_hint: subject.user_principal_name.clone(),
        subject: subject.id,
        truth: scene.truth,
        started: captured - Duration::seconds(dice.between(150, 420)),
        captured,
        pictures: pictures::taken(scene, &document, dice),
        document,
        portrait,
        selfie,
        checks,
        device: device::used(scene, subject, dice),
        interview_id,
    }
}

/// The document that is shown: the owner's own, or the attacker's.
fn document(scene: &Scene, subject: &Person, dice: &mut Dice, now: DateTime<Utc>) -> Document {
    let mut legal = subject.legal.clone();
    if let Some((given, surname)) = scene.two("other") {
        (legal.given, legal.surname) = (given, surname);
    }
    let year = Duration::days(365);
    if let Truth::Attacker { method } = scene.truth {
        let apart = Duration::days(dice.between(20, 2200));
        legal.born = match method {
            Attack::ParentChild => legal.born - year * 27 - apart / 8,
            Attack::Sibling => legal.born + year * 3,
            Attack::Namesake
            | Attack::SharedWord
            | Attack::SimilarName
            | Attack::MiddleConflict
            | Attack::StolenOther => legal.born + apart,
            // Shown as the victim's own, or made to look like it.
            Attack::LookAlike
            | Attack::SwappedPortrait
            | Attack::Twin
            | Attack::StolenVictim
            | Attack::Replay
            | Attack::AlteredBirthDate
            | Attack::SameFaceOtherName => legal.born,
        };
    }
    let country = country::by_icao(scene.country.icao);
    let suffix = scene.note("suffix");
    let mut document = papers::issue(scene.document, country, &legal, suffix, dice, now);
    if scene.has("kasia") {
        document.number = "VA1204708".into();
        document.birthplace = "Port Esker".into();
        papers::engrave(&mut document);
    }
    if scene.has("only") {
        // The whole card is in its own script; there is nothing in Latin letters to read.
        document.surname = String::new();
        document.given = String::new();
        document.mrz = Vec::new();
    }
    document
}

/// What a defect or a forger does to a document after it was issued.
fn spoil_document(document: &mut Document, truth: Truth, dice: &mut Dice) {
    match truth {
        Truth::Attacker { method: Attack::AlteredBirthDate } => {
            // The page was altered; the machine lines kept the forger's own date.
            let own = document.born - Duration::days(dice.between(900, 3000));
            let page = document.born;
            document.born = own;
            papers::engrave(document);
            document.born = page;
        }
        Truth::DocumentDefect { defect: Defect::CheckDigit } => {
            if let Some(line) = document.mrz.get_mut(1) {
                let wrong = match line.chars().nth(9).and_then(|digit| digit.to_digit(10)) {
                    Some(digit) => char::from_digit((digit + 4) % 10, 10).unwrap_or('0'),
                    None => '0',
                };
                line.replace_range(9..10, &wrong.to_string());
            }
        }
        Truth::DocumentDefect { defect: Defect::Expired } => {
            document.expires = document.issued;
            document.issued -= Duration::days(3652);
            papers::engrave(document);
        }
        Truth::DocumentDefect { defect: Defect::ZoneMismatch } => {
            let printed = document.given.clone();
            document.given = "Marcel".into();
            papers::engrave(document);
            document.given = printed;
        }
        Truth::DocumentDefect { defect: Defect::BarcodeMismatch } => {
            let printed = document.number.clone();
            document.number = dice.letters(1) + &dice.digits(12);
            papers::engrave(document);
            document.number = printed;
        }
        Truth::DocumentDefect { defect: Defect::UnreadableBarcode } => {
            document.barcode_damaged = true;
        }
        Truth::DocumentDefect { defect: Defect::ImpossibleDates } => {
            document.issued = document.born - Duration::days(400);
        }
        Truth::DocumentDefect { .. } | Truth::Attacker { .. } | Truth::TrueOwner { .. } => {}
    }
}

/// The face on the document and the face before the camera.
fn faces(
    scene: &Scene,
    subject: &Person,
    ring: Option<&(Face, String)>,
    dice: &mut Dice,
) -> (Face, Face) {
    let own = subject.face.clone();
    let Truth::Attacker { method } = scene.truth else { return (own.clone(), own) };
    let stranger = Face {
        seed: dice.throw(),
        tone: (own.tone + dice.spread(-0.12, 0.12)).clamp(0.0, 1.0),
        ..own.clone()
    };
    match method {
        // The victim's document before somebody else's face.
        Attack::LookAlike => (own.clone(), own.resembling(dice.throw(), 0.72)),
        Attack::StolenVictim => (own, stranger),
        // Somebody of the family, with their own document.
        Attack::Sibling | Attack::ParentChild => {
            let relative = own.resembling(dice.throw(), 0.6);
            (relative.clone(), relative)
        }
        Attack::Twin => {
            let twin = own.resembling(dice.throw(), 0.95);
            (twin.clone(), twin)
        }
        Attack::Replay => (own.clone(), own),
        Attack::SameFaceOtherName => {
            let face = ring.map_or(stranger, |(face, _)| face.clone());
            (face.clone(), face)
        }
        Attack::Namesake
        | Attack::SwappedPortrait
        | Attack::AlteredBirthDate
        | Attack::SharedWord
        | Attack::StolenOther
        | Attack::SimilarName
        | Attack::MiddleConflict => (stranger.clone(), stranger),
    }
}
