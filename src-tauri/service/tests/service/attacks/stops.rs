//! R4 and R5: what no reviewer may approve, however good the story on the telephone. The same
//! person, document and reviewer; only what the vendor or the directory says is another thing.

use claims::checks::CheckOutcome;
use review::*;
use serde_json::{Map, Value, json};

use super::siege::{Siege, Tried};

attacks! {
    attack_a_tampered_document: Door("H-01");
    attack_a_document_with_an_altered_front: Door("H-01");
    attack_a_picture_of_a_screen: Door("H-01");
    attack_a_paper_copy: Door("H-01");
    attack_a_selfie_that_is_not_live: Door("H-01");
    attack_a_face_that_the_vendor_does_not_find_the_same: Door("H-01");
    attack_an_expired_document: Door("H-01");
    attack_another_birth_date: Door("H-05");
    attack_a_face_known_under_another_name: Door("H-06");
    attack_a_disabled_account: Door("H-07");
    attack_a_document_without_a_name: Door("E-04");
    attack_a_check_that_was_left_out;
}

const SCORE: &str = "/omni/get/score";
const OCR: &str = "/omni/get/ocr-data";

/// The vendor says something else of the session, and the case is closed for approve.
async fn said(siege: &mut Siege, path: &'static str, code: &'static str, alter: Alter) -> Tried {
    siege.world.vendor.alter(path, alter);
    closed(siege, code).await?;
    honest(siege).await;
    Ok(())
}

type Alter = fn(&mut Value);

async fn closed(siege: &mut Siege, code: &'static str) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    siege.attack(&ana, &ana.approval(&file).await, code).await
}

/// The control: the same session of the same person, as the vendor really has it.
async fn honest(siege: &mut Siege) {
    siege.anew().await;
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    siege.control(&ana, &ana.approval(&file).await).await;
}

fn fail(score: &mut Value, key: &str) {
    let tests = score["idValidation"]["photoSecurityAndQuality"].as_array_mut().unwrap();
    tests.retain(|test| test["key"] != key);
    tests.push(json!({ "key": key, "status": "FAIL", "value": "FAILED" }));
}

async fn attack_a_tampered_document(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| fail(score, "tamperCheck")).await
}

async fn attack_a_document_with_an_altered_front(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| fail(score, "idAlterationCheckFront")).await
}

async fn attack_a_picture_of_a_screen(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| fail(score, "screenIdLiveness")).await
}

async fn attack_a_paper_copy(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| fail(score, "paperIdLiveness")).await
}

async fn attack_a_selfie_that_is_not_live(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| {
        score["liveness"]["livenessScore"] = json!({ "value": "0.97", "status": "FAIL" });
        score["liveness"]["overall"] = json!({ "value": "3.0", "status": "FAIL" });
    })
    .await
}

async fn attack_a_face_that_the_vendor_does_not_find_the_same(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| {
        score["faceRecognition"]["overall"] = json!({ "value": "12.0", "status": "FAIL" });
    })
    .await
}

/// The vendor lets it pass; the data itself says that the document ended.
async fn attack_an_expired_document(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-01", |score| fail(score, "documentExpired")).await
}

/// Another person's birth date, in the page's own field.
async fn attack_another_birth_date(siege: &mut Siege) -> Tried {
    said(siege, OCR, "H-05", |read| {
        let born = read["birthDate"].as_i64().unwrap();
        // No slip of a pen: eleven years, four months and some days.
        read["birthDate"] = (born + 4_142 * 86_400_000).into();
        let gone = read.as_object_mut().unwrap();
        gone.retain(|key, _| !key.starts_with("mrz") && !key.starts_with("barcode"));
    })
    .await
}

async fn attack_a_face_known_under_another_name(siege: &mut Siege) -> Tried {
    said(siege, SCORE, "H-06", |score| fail(score, "idAlreadyUsedCheck")).await
}

/// Somebody left the company, and wants back in.
async fn attack_a_disabled_account(siege: &mut Siege) -> Tried {
    let left: Map<String, Value> = json!({ "accountEnabled": false }).as_object().unwrap().clone();
    let subject = siege.session().subject.to_string();
    siege.world.sandbox.patch_user(&subject, left).unwrap();
    closed(siege, "H-07").await?;
    honest(siege).await;
    Ok(())
}

async fn attack_a_document_without_a_name(siege: &mut Siege) -> Tried {
    said(siege, OCR, "E-04", |read| {
        let all = read.as_object_mut().unwrap();
        all.retain(|key, _| {
            key != "name" && !key.starts_with("mrz") && !key.starts_with("barcode")
        });
    })
    .await
}

/// R5: an attacker who can keep a check from being made gains nothing that looks like a pass.
async fn attack_a_check_that_was_left_out(siege: &mut Siege) -> Tried {
    siege.world.vendor.alter(SCORE, |score| {
        let tests = score["idValidation"]["photoSecurityAndQuality"].as_array_mut().unwrap();
        tests.retain(|test| test["key"] != "tamperCheck");
    });
    let passed = tampering(siege).await == CheckOutcome::Passed;
    siege.never(passed)?;
    siege.anew().await;
    let passed = tampering(siege).await == CheckOutcome::Passed;
    siege.always(passed, "a check that was made and passed is shown so");
    Ok(())
}

async fn tampering(siege: &mut Siege) -> CheckOutcome {
    let ana = siege.ana().await;
    let file: CaseFile = siege.opened(&ana).await;
    let checks = file.facts.unwrap().checks;
    checks.into_iter().find(|check| check.id == "vendor_tamperCheck").unwrap().outcome
}
