//! R7: what comes too often, or just after the profile was changed, is not for one tired person.
//! The security desk decides it.

use chrono::TimeDelta;
use review::*;

use super::siege::{Siege, Tried};
use crate::desk::{Desk, read};

attacks! {
    attack_a_second_reset_of_one_person: Door("V-01");
    attack_one_document_for_two_people: Door("V-02");
    attack_one_device_for_two_people: Door("V-03");
    attack_a_telephone_number_changed_just_before: Door("V-04");
    attack_a_manager_changed_just_before: Door("V-04");
}

/// Once opened by a reviewer it is escalated, and the security desk approves.
async fn lifted(siege: &mut Siege, ana: &mut Desk, file: &CaseFile) {
    ana.decide(file, Verdict::Escalate).await;
    let mireille = siege.mireille().await;
    let hers = mireille.open(file.summary.id).await;
    siege.control(&mireille, &mireille.approval(&hers).await).await;
}

/// The password in the morning, the second factor at noon.
async fn attack_a_second_reset_of_one_person(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    siege.case().await;
    let interview = siege.session().interview_id.clone();
    let second = siege.world.sandbox.capture_again(&interview).unwrap();
    let file = ana.open(siege.take_in(&second).await).await;
    siege.attack(&ana, &ana.approval(&file).await, "V-01").await?;
    lifted(siege, &mut ana, &file).await;
    Ok(())
}

async fn attack_one_document_for_two_people(siege: &mut Siege) -> Tried {
    siege.world.vendor.alter("/omni/get/ocr-data", |read| {
        read["documentNumber"] = "SPECIMEN7".into();
        read["issuingCountry"] = "VDR".into();
        let all = read.as_object_mut().unwrap();
        all.retain(|key, _| !key.starts_with("mrz") && !key.starts_with("barcode"));
    });
    of_two_people(siege, "V-02").await
}

async fn attack_one_device_for_two_people(siege: &mut Siege) -> Tried {
    siege.world.vendor.alter("/omni/get/device-info", |info| {
        info["deviceFingerprint"] = "one-telephone-for-everybody".into();
    });
    of_two_people(siege, "V-03").await
}

async fn of_two_people(siege: &mut Siege, code: &'static str) -> Tried {
    let mut ana = siege.ana().await;
    siege.another_case().await;
    let file = siege.opened(&ana).await;
    siege.attack(&ana, &ana.approval(&file).await, code).await?;
    lifted(siege, &mut ana, &file).await;
    Ok(())
}

/// The attacker's own number went into the profile yesterday.
async fn attack_a_telephone_number_changed_just_before(siege: &mut Siege) -> Tried {
    changed_before(siege, "mobilePhone").await
}

/// So did an accomplice as the manager who is told.
async fn attack_a_manager_changed_just_before(siege: &mut Siege) -> Tried {
    changed_before(siege, "manager").await
}

/// The same change, but a week earlier, is old news.
async fn changed_before(siege: &mut Siege, property: &str) -> Tried {
    let ana = siege.ana().await;
    let yesterday = (chrono::Utc::now() - TimeDelta::days(1)).timestamp_millis();
    let subject = siege.session().subject;
    let insert = format!(
        "INSERT INTO profile_changes (object_id, property, at)
         VALUES ('{subject}', '{property}', {yesterday})"
    );
    siege.world.tamper(&insert).await;
    let case = siege.case().await;
    let file = ana.open(case).await;
    siege.attack(&ana, &ana.approval(&file).await, "V-04").await?;
    siege.world.tamper("UPDATE profile_changes SET at = at - 7 * 86400000").await;
    let file: CaseFile = read(ana.get(&format!("v1/cases/{case}")).await).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}
