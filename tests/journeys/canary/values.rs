//! What must not be found: secrets as they were really made, and what is personal.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use review::CaseFile;
use review::evidence::seal_context;
use sandbox::company::Session;
use secrecy::ExposeSecret;
use store::Store;

use super::folders::Folders;
use super::{DRAFT, JOB, NOTE};
use crate::harness::World;
use crate::harness::between::Exchange;

type Value = (String, Vec<u8>);

/// Tokens, keys, and the pictures themselves.
pub fn secrets_of(world: &World, place: &Folders, exchanges: &[Exchange]) -> Vec<Value> {
    let tokens = world.sandbox.traffic().tokens().into_iter().enumerate();
    let mut values: Vec<Value> =
        tokens.map(|(n, token)| (format!("token {n}"), token.into_bytes())).collect();
    for entry in place.keyring.entries().into_values() {
        let entry: serde_json::Value = serde_json::from_slice(&entry).unwrap();
        let key = hex::decode(entry["key"].as_str().unwrap()).unwrap();
        values.push(("database key".to_owned(), key));
    }
    values.extend(pictures(exchanges));
    values
}

/// Names, numbers, and what the reviewer wrote.
pub fn personal_of(world: &World, subjects: &[Session]) -> Vec<Value> {
    let company = world.sandbox.company();
    let mut texts = vec![
        ("job".to_owned(), JOB.to_owned()),
        ("note".to_owned(), NOTE.to_owned()),
        ("draft".to_owned(), DRAFT.to_owned()),
    ];
    for (n, subject) in subjects.iter().enumerate() {
        let person = company.person(subject.subject).unwrap();
        texts.push((format!("name {n} in the directory"), person.display_name.clone()));
        texts.push((format!("name {n} on the document"), subject.document.surname.clone()));
        texts.push((format!("sign-in name {n}"), person.user_principal_name.clone()));
        texts.push((format!("document number {n}"), subject.document.number.clone()));
    }
    for name in ["ana.ferreira", "k.wojcik"] {
        let upn = format!("{name}@tarnholm.example");
        let person = company.by_user_principal_name(&upn).unwrap();
        texts.push((format!("name of {name}"), person.display_name.clone()));
        texts.push((format!("sign-in name of {name}"), upn));
    }
    // Shorter ones would be found by accident.
    let texts = texts.into_iter().filter(|(_, text)| text.len() >= 8);
    texts.map(|(name, text)| (name, text.into_bytes())).collect()
}

/// The device's signing key, read from the closed store with its own key.
pub async fn device_seed(world: &World, place: &Folders) -> Vec<u8> {
    let keyring = crate::harness::keyring::Shared(place.keyring.0.clone());
    let store = Store::open(&place.data(), std::sync::Arc::new(keyring)).await.unwrap();
    let ready = world.sandbox.ready();
    let ana = world.sandbox.directory().user_id("ana.ferreira@tarnholm.example").unwrap();
    let ana = review::PersonRef { tenant_id: ready.tenant_id.parse().unwrap(), object_id: ana };
    let key = store.device_key(ana).await.unwrap().unwrap();
    store.close().await;
    key.seed.expose_secret().to_vec()
}

/// The keys under which pictures were released, and the pictures that they opened.
fn pictures(exchanges: &[Exchange]) -> Vec<Value> {
    let mut values = Vec::new();
    for exchange in exchanges {
        let Ok(file) = serde_json::from_slice::<CaseFile>(&exchange.answer) else { continue };
        for item in &file.evidence {
            let Some(key) = &item.key else { continue };
            let key = BASE64_STANDARD.decode(key).unwrap();
            let path = format!("/v1/cases/{}/evidence/{}", file.summary.id, item.id);
            let sealed = exchanges.iter().filter(|e| e.path == path && e.status == Some(200));
            let context = seal_context(file.summary.id, item.id);
            for sealed in sealed {
                let (nonce, ciphertext) = sealed.answer.split_at(24);
                let payload = Payload { msg: ciphertext, aad: context.as_bytes() };
                let cipher = XChaCha20Poly1305::new_from_slice(&key).unwrap();
                if let Ok(picture) = cipher.decrypt(XNonce::from_slice(nonce), payload) {
                    values.push((format!("picture {}", item.id), picture));
                }
            }
            values.push((format!("picture key {}", item.id), key));
        }
    }
    values
}
