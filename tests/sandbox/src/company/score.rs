//! The vendor's score, with its habits: every number is a string, liveness counts down and face
//! match counts up, a test that was not performed is absent, and `overall` is OK beside a failed
//! name.

use serde_json::{Value, json};

use super::session::{Check, Part, Session};

/// The answer to `GET /omni/get/score`.
pub fn score(session: &Session) -> Value {
    let checks = &session.checks;
    let part = |part: Part| -> Vec<Value> {
        checks.tests.iter().filter(|check| check.part == part).map(test).collect()
    };
    let hard =
        |part: Part| checks.tests.iter().any(|check| check.part == part && check.status == "FAIL");
    // A failed claim does not count here: it is what sends a session to manual review, and the
    // vendor's own fixture shows both names FAIL under an overall of OK.
    let document = if hard(Part::Photo) || hard(Part::Document) { "FAIL" } else { "OK" };
    let live = if checks.spoof < 0.5 { "OK" } else { "FAIL" };
    let same = match checks.match_confidence {
        confidence if confidence >= 0.85 => "OK",
        confidence if confidence >= 0.6 => "WARN",
        _ => "FAIL",
    };
    let overall = match [document, live, same] {
        all if all.contains(&"FAIL") => "FAIL",
        all if all.contains(&"WARN") => "WARN",
        _ => "OK",
    };
    let confidence = format!("{:.1}", checks.reading.confidence * 100.0);
    let value = if overall == "OK" { "100.0" } else { "41.3" };
    json!({
        "idValidation": {
            "photoSecurityAndQuality": part(Part::Photo),
            "idSpecific": part(Part::Document),
            "customFields": part(Part::Claims),
            "appliedRule": null,
            "overall": { "value": if document == "OK" { "99.0" } else { "0.0" }, "status": document },
        },
        "liveness": {
            "livenessScore": { "value": format!("{:.4}", checks.spoof), "status": live },
            "photoQuality": { "value": if live == "OK" { "PASSED" } else { "LOW" } },
            "overall": { "value": format!("{:.1}", (1.0 - checks.spoof) * 100.0), "status": live },
        },
        "faceRecognition": {
            "existingUser": checks.existing_interview.is_some(),
            "existingInterviewId": checks.existing_interview,
            "maskCheck": { "value": "0.0", "status": "OK" },
            "lensesCheck": { "status": "OK" },
            "faceBrightness": { "status": "OK" },
            "overall": { "value": format!("{:.1}", checks.match_confidence * 100.0), "status": same },
        },
        "idOcrConfidence": { "overallConfidence": { "value": confidence, "status": "OK", "key": null } },
        "overall": { "value": value, "status": overall, "key": null },
        "reasonMsg": reason(session, overall),
    })
}

fn test(check: &Check) -> Value {
    json!({ "value": check.value, "status": check.status, "key": check.key })
}

fn reason(session: &Session, overall: &str) -> &'static str {
    let failed = |part: Part| {
        session.checks.tests.iter().any(|check| check.part == part && check.status == "FAIL")
    };
    if overall == "OK" && failed(Part::Claims) {
        "This session passed because it passed all of Incode's tests"
    } else if session.checks.spoof >= 0.5 {
        "This session didn't pass because liveness detection failed"
    } else if failed(Part::Photo) || failed(Part::Document) {
        "This session didn't pass because ID validation failed"
    } else if overall == "OK" {
        "This session passed because it passed all of Incode's tests"
    } else {
        "This session needs a manual check because the face match was not certain"
    }
}
