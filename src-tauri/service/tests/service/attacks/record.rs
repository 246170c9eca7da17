//! What comes of a decision: nobody but the service's own record says that there was an approval.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::problem::Kind;
use review::*;
use serde_json::{Value, json};

use super::siege::{Siege, Tried};
use crate::desk::{Desk, read};

attacks! {
    attack_a_hint_that_says_approved;
    attack_a_hint_of_a_session_that_is_none;
    attack_the_list_of_hand_offs: HandOff;
    attack_a_log_entry_changed_on_the_disk;
}

/// The vendor's hints carry no signature: anybody can send one.
async fn attack_a_hint_that_says_approved(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let lie = json!({
        "interviewId": siege.session().interview_id,
        "onboardingStatus": "MANUAL_REVIEW_APPROVED",
        "review": { "verdict": "APPROVED", "operator": "Mireille Okou" },
    });
    hint(siege, &lie).await;
    let rows = ana.changes(None).await.changes;
    let open = rows.iter().all(|row| row.state == CaseState::Open);
    siege.never(!open || siege.carried().await > 0)?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// Nor does a hint make a case of what the vendor does not know.
async fn attack_a_hint_of_a_session_that_is_none(siege: &mut Siege) -> Tried {
    hint(siege, &json!({ "interviewId": "no-such-session", "useCase": "PASSWORD_RESET" })).await;
    let case = siege.case().await;
    let only = siege.count("SELECT count(*) FROM cases").await == 1;
    siege.never(!only)?;
    let ana = siege.ana().await;
    let file = ana.open(case).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

async fn hint(siege: &Siege, body: &Value) {
    let url = format!("{}/v1/webhooks/incode", siege.world.ready().url);
    let answer = reqwest::Client::new().post(url).json(body).send().await.unwrap();
    assert_eq!(answer.status(), 200, "it is told nothing");
}

/// Who reviews does not also enter the verdict at the vendor.
async fn attack_the_list_of_hand_offs(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let sent = ana.approval(&file).await;
    siege.control(&ana, &sent).await;
    let take = format!("v1/handoff/{}/take", sent.decision);
    siege.refused(ana.get("v1/handoff").await, Kind::RoleMissing).await?;
    siege.refused(ana.post(&take, &json!({})).await, Kind::RoleMissing).await?;
    let mireille = siege.mireille().await;
    siege.allowed(mireille.get("v1/handoff").await).await;
    siege.allowed(mireille.post(&take, &json!({})).await).await;
    Ok(())
}

/// Whoever has the database makes another decision of the one that was logged.
async fn attack_a_log_entry_changed_on_the_disk(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let (_, receipt) = ana.decide(&file, Verdict::Deny).await;
    let proved = proves(siege, &ana, &receipt).await;
    siege.always(proved, "the true entry is proved");
    let other = "UPDATE log_entries SET entry = cast(replace(cast(entry AS TEXT), '\"commitment\":\"', \
                 '\"commitment\":\"0') AS BLOB) WHERE log_index = ";
    siege.world.tamper(&format!("{other}{}", receipt.log_index)).await;
    let proved = proves(siege, &ana, &receipt).await;
    siege.never(proved)
}

/// Whether the log, as it is served now, proves the entry that it serves.
async fn proves(siege: &Siege, desk: &Desk, receipt: &Receipt) -> bool {
    let ready = siege.world.ready();
    let index = receipt.log_index;
    let page: Value = read(desk.get(&format!("v1/log/entries?from={index}&limit=1")).await).await;
    let entry = STANDARD.decode(page["entries"][0].as_str().unwrap()).unwrap();
    let proof = desk.get(&format!("v1/log/proof/{index}")).await.text().await.unwrap();
    let verifier: audit::NoteVerifier = ready.log_key.parse().unwrap();
    let proof = audit::Receipt::parse(&proof).unwrap();
    proof.verify(&entry, &ready.log_origin, &verifier).is_ok()
}
