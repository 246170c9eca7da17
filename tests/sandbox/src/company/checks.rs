//! The vendor's tests: what it performs for which document, and what each truth does to them.

use chrono::{DateTime, Utc};

use super::dice::Dice;
use super::document::{Document, DocumentKind};
use super::person::Person;
use super::reading::Reading;
use super::session::{Check, Checks, Part};
use super::truth::{Attack, Defect, Truth};

const PHOTO: &[&str] = &[
    "tamperCheck",
    "postitCheckFront",
    "idAlterationCheckFront",
    "alignment",
    "screenIdLiveness",
    "paperIdLiveness",
    "readabilityCheck",
    "balancedLightFront",
    "sharpnessFront",
    "visiblePhotoFeatures",
];
const DATES: &[&str] = &[
    "documentClassification",
    "documentExpired",
    "issueDateValidity",
    "birthDateValidity",
    "expirationDateValidity",
];
const MACHINE_LINES: &[&str] = &[
    "mrzLineFormatCheck",
    "documentNumberCheckDigit",
    "birthDateCheckDigit",
    "expirationDateCheckDigit",
    "compositeCheckDigit",
    "fullNameCrosscheck",
    "birthDateCrosscheck",
    "expirationDateCrosscheck",
    "documentNumberCrosscheck",
    "sexCrosscheck",
];
const BARCODE: &[&str] = &[
    "2DBarcodeContent",
    "fakeCheck",
    "fullNameCrosscheck",
    "birthDateCrosscheck",
    "expirationDateCrosscheck",
    "documentNumberCrosscheck",
    "sexCrosscheck",
];

/// The tests of an interview.
pub fn perform(
    truth: Truth,
    document: &Document,
    subject: &Person,
    reading: Reading,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Checks {
    let barcode_read =
        (document.kind == DocumentKind::DrivingLicence).then_some(!document.barcode_damaged);
    let mut tests = Vec::new();
    let mut add = |keys: &[&'static str], part: Part, dice: &mut Dice| {
        tests.extend(keys.iter().map(|key| ok(key, part, dice)));
    };
    add(PHOTO, Part::Photo, dice);
    add(DATES, Part::Document, dice);
    if document.kind.has_back() {
        add(
            &["balancedLightBack", "sharpnessBack", "documentTypeSideCrosscheck"],
            Part::Photo,
            dice,
        );
    }
    if !document.mrz.is_empty() {
        add(MACHINE_LINES, Part::Document, dice);
    }
    if document.kind == DocumentKind::DrivingLicence {
        add(&["barcode2DDetected"], Part::Document, dice);
    }
    // When the barcode cannot be read, every cross-check is simply not there.
    if barcode_read == Some(true) {
        add(BARCODE, Part::Document, dice);
    }
    let mut checks = Checks {
        tests,
        spoof: dice.spread(0.0005, 0.04),
        match_confidence: if dice.chance(0.12) {
            dice.spread(0.66, 0.84)
        } else {
            dice.spread(0.88, 0.995)
        },
        existing_interview: None,
        barcode_read,
        reading,
    };
    claims(&mut checks, subject);
    if document.expires < now.date_naive() {
        set(&mut checks, "documentExpired", "FAIL", "EXPIRED");
    }
    match truth {
        Truth::TrueOwner { .. } => {}
        Truth::Attacker { method } => attack(&mut checks, method, dice),
        Truth::DocumentDefect { defect } => spoil(&mut checks, defect, dice),
    }
    checks
}

fn ok(key: &'static str, part: Part, dice: &mut Dice) -> Check {
    let value = match key {
        "tamperCheck" | "fakeCheck" | "alignment" => "PASSED".to_owned(),
        "documentExpired" => "NOT_EXPIRED".to_owned(),
        _ => dice.between(88, 100).to_string(),
    };
    Check { key, value, status: "OK", part }
}

fn set(checks: &mut Checks, key: &str, status: &'static str, value: &str) {
    for check in checks.tests.iter_mut().filter(|check| check.key == key) {
        check.status = status;
        value.clone_into(&mut check.value);
    }
}

/// The vendor's own comparison of names with the directory: equal but for capitals, or failed.
fn claims(checks: &mut Checks, subject: &Person) {
    let same = |read: &Option<String>, have: &Option<String>| {
        read.as_ref().map(|text| text.to_lowercase())
            == have.as_ref().map(|text| text.to_lowercase())
    };
    let surname = match (&checks.reading.paternal, &checks.reading.maternal) {
        (Some(paternal), Some(maternal)) => Some(format!("{paternal} {maternal}")),
        (paternal, _) => paternal.clone(),
    };
    let matches = [
        ("firstNameMatch", same(&checks.reading.given, &subject.given_name)),
        ("lastNameMatch", same(&surname, &subject.surname)),
    ];
    checks.tests.extend(matches.into_iter().map(|(key, same)| Check {
        key,
        value: key.to_owned(),
        status: if same { "OK" } else { "FAIL" },
        part: Part::Claims,
    }));
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most attackers pass every test")]
fn attack(checks: &mut Checks, method: Attack, dice: &mut Dice) {
    checks.match_confidence = match method {
        // Own document, own face: the vendor finds nothing to object to.
        Attack::Namesake
        | Attack::ParentChild
        | Attack::Sibling
        | Attack::AlteredBirthDate
        | Attack::SharedWord
        | Attack::SimilarName
        | Attack::MiddleConflict
        | Attack::SameFaceOtherName
        | Attack::SwappedPortrait
        | Attack::StolenOther => dice.spread(0.93, 0.995),
        Attack::LookAlike => dice.spread(0.79, 0.86),
        Attack::Twin => dice.spread(0.9, 0.97),
        Attack::StolenVictim => dice.spread(0.2, 0.42),
        Attack::Replay => dice.spread(0.9, 0.98),
    };
    match method {
        Attack::Replay => checks.spoof = dice.spread(0.52, 0.71),
        Attack::SwappedPortrait => set(checks, "visiblePhotoFeatures", "WARN", "58"),
        Attack::AlteredBirthDate => set(checks, "birthDateCrosscheck", "FAIL", "0"),
        _ => {}
    }
}

fn spoil(checks: &mut Checks, defect: Defect, dice: &mut Dice) {
    match defect {
        Defect::CheckDigit => {
            set(checks, "documentNumberCheckDigit", "FAIL", "0");
            set(checks, "compositeCheckDigit", "FAIL", "0");
        }
        Defect::Tampering => {
            set(checks, "tamperCheck", "FAIL", "FAILED");
            set(checks, "idAlterationCheckFront", "FAIL", "12");
        }
        Defect::ScreenCopy => set(checks, "screenIdLiveness", "FAIL", "3"),
        Defect::PaperCopy => set(checks, "paperIdLiveness", "FAIL", "7"),
        Defect::UnreadableBarcode => set(checks, "barcode2DDetected", "WARN", "0"),
        Defect::ZoneMismatch => {
            set(checks, "fullNameCrosscheck", "FAIL", "0");
            set(checks, "sexCrosscheck", "OK", "100");
        }
        Defect::BarcodeMismatch => {
            set(checks, "2DBarcodeContent", "FAIL", "0");
            set(checks, "documentNumberCrosscheck", "FAIL", "0");
        }
        Defect::Glare => {
            set(checks, "balancedLightFront", "WARN", "41");
            set(checks, "readabilityCheck", "WARN", "66");
            checks.reading.confidence = dice.spread(0.5, 0.7);
        }
        Defect::Blurred => {
            set(checks, "sharpnessFront", "WARN", "33");
            checks.reading.confidence = dice.spread(0.55, 0.72);
        }
        Defect::WrongSide => {
            set(checks, "documentTypeSideCrosscheck", "FAIL", "WRONG_DOCUMENT_SIDE")
        }
        Defect::ImpossibleDates => set(checks, "issueDateValidity", "FAIL", "0"),
        Defect::WrongType => set(checks, "documentClassification", "WARN", "62"),
        Defect::Expired | Defect::Purged | Defect::NoPortrait | Defect::Oversized => {}
    }
}
