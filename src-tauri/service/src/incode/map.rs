//! From the vendor's words to the reviewer's: checks and result.

use chrono::NaiveDate;
use claims::Document;
use claims::checks::{CheckOutcome, DocumentCheck};
use review::VendorResult;

use super::shapes::{Score, Test};

/// Tests that say how the person's name was matched, or that have a place of their own.
const ELSEWHERE: [&str; 3] = ["firstNameMatch", "lastNameMatch", "idAlreadyUsedCheck"];

/// Tests without which a document was not looked at; absent, they are *not performed* (R5).
const EXPECTED: [&str; 4] =
    ["tamperCheck", "screenIdLiveness", "paperIdLiveness", "readabilityCheck"];

/// The vendor's tests of the document, then what the data itself says as of `today`.
pub(crate) fn checks(score: &Score, document: &Document, today: NaiveDate) -> Vec<DocumentCheck> {
    let tests = vendor_tests(score);
    let mut checks: Vec<DocumentCheck> = EXPECTED
        .iter()
        .filter(|key| !tests.iter().any(|test| test.key.as_deref() == Some(**key)))
        .map(|key| check(key, CheckOutcome::NotPerformed))
        .collect();
    for test in tests {
        let Some(key) = test.key.as_deref().filter(|key| !ELSEWHERE.contains(key)) else {
            continue;
        };
        checks.push(check(key, outcome(test.status.as_deref())));
    }
    let part = |test: Option<&Test>| outcome(test.and_then(|test| test.status.as_deref()));
    let live = score.liveness.as_ref().and_then(|liveness| liveness.overall.as_ref());
    checks.push(check("liveness", part(live)));
    let face = score.face_recognition.as_ref().and_then(|face| face.overall.as_ref());
    checks.push(check("faceRecognition", part(face)));
    checks.extend(claims::checks::checks(document, today));
    checks
}

/// The vendor's own result, in one polarity: 1 is always good.
pub(crate) fn result(score: &Score) -> VendorResult {
    let face = score.face_recognition.as_ref();
    let match_percent = face.and_then(|face| face.overall.as_ref()).and_then(Test::number);
    let spoof = score.liveness.as_ref().and_then(|live| live.liveness_score.as_ref());
    VendorResult {
        face_match: match_percent.map(|percent| (percent / 100.0).clamp(0.0, 1.0)),
        liveness: spoof.and_then(Test::number).map(|spoof| (1.0 - spoof).clamp(0.0, 1.0)),
        overall: score.overall.as_ref().and_then(|test| test.status.as_deref()).map(word),
        face_used_elsewhere: face_elsewhere(score) == Some(true),
    }
}

/// Whether the vendor saw this face with other data; `None`: not performed.
pub(crate) fn face_elsewhere(score: &Score) -> Option<bool> {
    let used = vendor_tests(score)
        .into_iter()
        .find(|test| test.key.as_deref() == Some("idAlreadyUsedCheck"))?;
    match outcome(used.status.as_deref()) {
        CheckOutcome::Failed => Some(true),
        CheckOutcome::Passed | CheckOutcome::Warning => Some(false),
        CheckOutcome::NotPerformed | CheckOutcome::NotOnThisType => None,
    }
}

fn vendor_tests(score: &Score) -> Vec<&Test> {
    let Some(validation) = &score.id_validation else { return Vec::new() };
    let lists = [&validation.photo_security_and_quality, &validation.id_specific];
    lists.into_iter().flatten().flatten().take(200).collect()
}

fn outcome(status: Option<&str>) -> CheckOutcome {
    match status {
        Some("OK" | "MANUAL_OK") => CheckOutcome::Passed,
        Some("FAIL" | "MANUAL_FAIL") => CheckOutcome::Failed,
        Some("WARN" | "MANUAL" | "MANUAL_PENDING") => CheckOutcome::Warning,
        // UNKNOWN, absent, or a word of next year: never a pass.
        Some(_) | None => CheckOutcome::NotPerformed,
    }
}

fn check(key: &str, outcome: CheckOutcome) -> DocumentCheck {
    let label = label(key);
    let sentence = match outcome {
        CheckOutcome::Passed => format!("The vendor's test “{label}” passed."),
        CheckOutcome::Warning => format!("The vendor's test “{label}” was not certain."),
        CheckOutcome::Failed => format!("The vendor's test “{label}” failed."),
        CheckOutcome::NotPerformed => format!("The vendor did not perform “{label}”."),
        CheckOutcome::NotOnThisType => format!("This document has nothing for “{label}”."),
    };
    let id = format!("vendor_{}", word(key));
    DocumentCheck { id, label, outcome, sentence, fields: Vec::new() }
}

fn label(key: &str) -> String {
    let known = match key {
        "tamperCheck" => "Tampering",
        "idAlterationCheck" => "Alteration",
        "idAlterationCheckFront" => "Alteration, front",
        "idAlterationCheckBack" => "Alteration, back",
        "fakeCheck" => "Barcode data",
        "screenIdLiveness" => "Not a picture of a screen",
        "paperIdLiveness" => "Not a paper copy",
        "readabilityCheck" => "Readable",
        "liveness" => "Selfie is live",
        "faceRecognition" => "Vendor's face match",
        "documentExpired" => "Validity",
        "documentClassification" => "Document type",
        "balancedLightFront" => "Light, front",
        "balancedLightBack" => "Light, back",
        "sharpnessFront" => "Sharpness, front",
        "sharpnessBack" => "Sharpness, back",
        other => return split_words(&word(other)),
    };
    known.to_owned()
}

/// `birthDateCrosscheck` → `Birth date crosscheck`.
fn split_words(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
            out.push(c.to_ascii_lowercase());
        } else if out.is_empty() {
            out.push(c.to_ascii_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// A word of the vendor's, kept to letters and digits: it is shown and logged.
fn word(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(48).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn score(value: serde_json::Value) -> Score {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn polarities_are_turned_and_names_are_nobodys_check() {
        // The real fixture's habit: both names FAIL under an overall of OK.
        let score = score(json!({
            "idValidation": {
                "photoSecurityAndQuality": [{"value": "PASSED", "status": "OK", "key": "tamperCheck"}],
                "idSpecific": [{"value": "1", "status": "FAIL", "key": "screenIdLiveness"}],
                "customFields": [{"value": "x", "status": "FAIL", "key": "firstNameMatch"}],
                "somethingNew": {"a": 1}
            },
            "liveness": {"livenessScore": {"value": "0.0200", "status": "OK"},
                         "overall": {"value": "98.0", "status": "OK"}},
            "faceRecognition": {"overall": {"value": "91.5", "status": "OK"}},
            "overall": {"value": "100.0", "status": "OK", "key": null}
        }));
        let result = result(&score);
        assert_eq!(result.liveness, Some(0.98));
        assert_eq!(result.face_match, Some(0.915));
        assert_eq!(result.overall.as_deref(), Some("OK"));
        assert_eq!(face_elsewhere(&score), None);
        let checks = checks(&score, &Document::default(), NaiveDate::MIN);
        let of = |id: &str| checks.iter().find(|check| check.id == id).map(|check| check.outcome);
        assert_eq!(of("vendor_tamperCheck"), Some(CheckOutcome::Passed));
        assert_eq!(of("vendor_screenIdLiveness"), Some(CheckOutcome::Failed));
        assert_eq!(of("vendor_firstNameMatch"), None);
        assert_eq!(of("vendor_paperIdLiveness"), Some(CheckOutcome::NotPerformed));
    }

    #[test]
    fn an_absent_score_passes_nothing() {
        let checks = checks(&Score::default(), &Document::default(), NaiveDate::MIN);
        assert!(checks.iter().all(|check| check.outcome != CheckOutcome::Passed));
        let result = result(&Score::default());
        assert_eq!((result.face_match, result.liveness), (None, None));
    }
}
