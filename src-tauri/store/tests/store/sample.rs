//! Invented people, cases and decisions.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use review::{
    CaseFile, CaseId, CaseKind, CaseNumber, CaseState, CaseSummary, DecisionClaim, DecisionId,
    DecisionSubmission, PersonRef, Receipt, Verdict,
};
use secrecy::{SecretBox, SecretString};
use uuid::Uuid;

use store::{Account, DatabaseKey, NewDecision, Person, Store};

pub const KEY: [u8; 32] = [0x5a; 32];

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

pub fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

pub async fn open(folder: &Path) -> Store {
    Store::open_with_key(folder, DatabaseKey::from_bytes(KEY)).await.unwrap()
}

pub fn ana() -> PersonRef {
    PersonRef { tenant_id: Uuid::from_u128(1), object_id: Uuid::from_u128(0xa) }
}

pub fn tomasz() -> PersonRef {
    PersonRef { tenant_id: Uuid::from_u128(1), object_id: Uuid::from_u128(0xb) }
}

pub fn account(person: PersonRef) -> Account {
    Account {
        person,
        name: "Ana Ferreira".to_owned(),
        user_principal_name: "ana.ferreira@tarnholm.example".to_owned(),
        roles: vec![review::Role::RecoveryReview],
        signed_in_at: now(),
    }
}

pub fn token(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

pub fn case(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(0xca5e_0000 + number))
}

pub fn summary(number: u128, revision: u64) -> CaseSummary {
    CaseSummary {
        id: case(number),
        number: CaseNumber(format!("CS-{}", 20_400 + number)),
        kind: CaseKind::MfaRecovery,
        state: CaseState::Open,
        revision,
        person_masked: "K••• W•••".to_owned(),
        department: Some("Optics".to_owned()),
        marks: Vec::new(),
        opened_at: later(number as i64),
        due_at: later(3600 + number as i64),
        held_by: None,
    }
}

/// Ana is signed in and has a case open: what pictures can be kept for.
pub async fn open_case(store: &Store, number: u128) {
    store.sign_in(&account(ana()), &token("open")).await.unwrap();
    let file = CaseFile {
        summary: summary(number, 1),
        lease: None,
        evidence: Vec::new(),
        blind: true,
        judgements: Vec::new(),
        facts: None,
    };
    store.save_case_file(&file, now()).await.unwrap();
}

pub fn person(number: u128, name: &str) -> Person {
    Person {
        id: Uuid::from_u128(0x9e_0000 + number),
        display_name: name.to_owned(),
        user_principal_name: format!("user{number}@tarnholm.example"),
        mail: None,
        job_title: None,
        department: Some("Optics".to_owned()),
        account_enabled: Some(true),
        details: serde_json::json!({}),
    }
}

/// A decision that continues the person's chain.
pub async fn decision(store: &Store, person: PersonRef, number: u128) -> NewDecision {
    let key = match store.device_key(person).await.unwrap() {
        Some(key) => key,
        None => {
            let seed = SecretBox::new(Box::new([9; 32]));
            let key_id = format!("key of {}", person.object_id);
            store.keep_device_key(person, &key_id, &seed, now()).await.unwrap();
            store.device_key(person).await.unwrap().unwrap()
        }
    };
    let claim = DecisionClaim {
        decision: DecisionId(Uuid::now_v7()),
        case: case(number),
        kind: CaseKind::MfaRecovery,
        revision: 3,
        fence: 1,
        subject: Some(tomasz()),
        verdict: Verdict::Deny,
        reasons: Vec::new(),
        note_digest: None,
        findings_digest: None,
        faces: None,
        seen: Vec::new(),
        policy_version: 1,
        reviewer: person,
        device_key: key.key_id,
        sequence: key.next_sequence,
        previous: key.previous.map(hex::encode),
        jwks_thumbprint: "0".repeat(64),
        desk_version: "0.1.0".to_owned(),
        decided_at: now(),
    };
    let envelope = format!("{{\"envelope\":\"{}\"}}", claim.decision);
    let submission = DecisionSubmission { envelope, sign_in: None, note: None, findings: None };
    NewDecision { claim, submission }
}

pub fn receipt(decision: DecisionId) -> Receipt {
    Receipt {
        decision,
        log_index: 7,
        entry: String::new(),
        salt: String::new(),
        proof: String::new(),
        recorded_at: now(),
    }
}
