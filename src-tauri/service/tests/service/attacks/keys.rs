//! A thief has a reviewer's bearer token, or their session, but not their device.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use review::problem::Kind;
use review::*;

use super::siege::{Siege, Tried};
use crate::desk::Desk;

attacks! {
    attack_a_stolen_token_and_a_key_of_ones_own;
    attack_a_stolen_token_and_the_name_of_the_true_key: Signature;
    attack_a_flipped_bit_of_the_signature: Signature;
    attack_a_verdict_changed_after_signing: Signature;
    attack_a_revoked_key: KeyUnrevoked;
    attack_the_key_of_another_person: KeyOwned;
    attack_a_key_s_chain_forked: Chain;
    attack_a_key_under_a_name_that_reads_like_another: DeviceName;
    attack_a_key_enrolled_by_a_sign_in_for_another: SignInBound;
    attack_a_key_enrolled_by_another_person_s_sign_in: SignInOwn;
    attack_a_key_enrolled_by_the_session_of_this_morning: SignInFresh;
}

fn stranger() -> SigningKey {
    SigningKey::from_bytes(&rand::random())
}

/// With a key that was never enrolled. The sign-in is the reviewer's own, tricked out of them.
async fn attack_a_stolen_token_and_a_key_of_ones_own(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let own = std::mem::replace(&mut ana.key, stranger());
    let theirs = ana.approval(&file).await;
    siege.attack(&ana, &theirs, Kind::DeviceUnknown).await?;
    ana.key = own;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// The statement and the envelope name the true key; the signature is the thief's.
async fn attack_a_stolen_token_and_the_name_of_the_true_key(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let name = audit::envelope::key_id(&ana.key.verifying_key());
    let own = std::mem::replace(&mut ana.key, stranger());
    let theirs = ana.approval_with(&file, |claim| claim.device_key.clone_from(&name)).await;
    let forged = theirs.enveloped(|envelope| envelope.signatures[0].keyid.clone_from(&name));
    siege.attack(&ana, &forged, Kind::Unprocessable).await?;
    ana.key = own;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

async fn attack_a_flipped_bit_of_the_signature(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let flipped = good.enveloped(|envelope| envelope.signatures[0].sig[17] ^= 1);
    siege.attack(&ana, &flipped, Kind::Unprocessable).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

/// Ana signed a denial; what is sent says approve, with a sign-in for what it says.
async fn attack_a_verdict_changed_after_signing(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let denial = ana.prepare(&file, ana.claim(&file, Verdict::Deny)).await;
    let good = ana.approval(&file).await;
    let signature = audit::Envelope::from_json(denial.envelope.as_bytes()).unwrap().signatures;
    let changed = good.enveloped(|envelope| envelope.signatures = signature);
    siege.attack(&ana, &changed, Kind::Unprocessable).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

/// The laptop was lost, and its key revoked; the thief has it unlocked.
async fn attack_a_revoked_key(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let key = audit::envelope::key_id(&ana.key.verifying_key());
    let revoke = ana.http.delete(format!("{}/v1/devices/{key}", ana.url)).bearer_auth(&ana.token);
    assert_eq!(revoke.send().await.unwrap().status(), 204);
    siege.attack(&ana, &ana.approval(&file).await, Kind::DeviceUnknown).await?;
    ana.key = siege.ana().await.key;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// Tomasz's key under Ana's name: his desk was left open beside hers.
async fn attack_the_key_of_another_person(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let own = std::mem::replace(&mut ana.key, siege.tomasz().await.key);
    siege.attack(&ana, &ana.approval(&file).await, Kind::DeviceUnknown).await?;
    ana.key = own;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// The second statement of a key that says to follow another first one.
async fn attack_a_key_s_chain_forked(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let other = siege.another_case().await;
    let first = ana.open(other).await;
    ana.decide(&first, Verdict::Deny).await;
    let file = siege.opened(&ana).await;
    let forked = ana.approval_with(&file, |claim| claim.previous = Some("5a".repeat(32))).await;
    siege.attack(&ana, &forked, Kind::Unprocessable).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// In the list of devices the thief's would look like the reviewer's own.
async fn attack_a_key_under_a_name_that_reads_like_another(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    ana.key = stranger();
    let random: [u8; 32] = rand::random();
    let nonce = binding::enrolment_nonce(&own_key(&ana), &random);
    let id_token = ana.fresh_sign_in(nonce).await;
    for name in ["desk\u{202e}ksed", "a\ndesk", "de\u{2066}sk", "\u{7f}", " "] {
        let request = EnrolmentRequest {
            public_key: STANDARD.encode(own_key(&ana)),
            device_name: name.to_owned(),
            sign_in: SignInProof { id_token: id_token.clone(), random: STANDARD.encode(random) },
        };
        siege.refused(ana.post("v1/devices", &request).await, Kind::Malformed).await?;
    }
    siege.allowed(ana.enrol(&id_token, &random).await).await;
    Ok(())
}

/// The reviewer was led to sign in, but for a key that is not the thief's.
async fn attack_a_key_enrolled_by_a_sign_in_for_another(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let random: [u8; 32] = rand::random();
    let own = ana.fresh_sign_in(binding::enrolment_nonce(&own_key(&ana), &random)).await;
    ana.key = stranger();
    siege.refused(ana.enrol(&own, &random).await, Kind::SignInNotBound).await?;
    let bound = ana.fresh_sign_in(binding::enrolment_nonce(&own_key(&ana), &random)).await;
    siege.allowed(ana.enrol(&bound, &random).await).await;
    Ok(())
}

/// Tomasz signs in for a key that Ana's token enrols.
async fn attack_a_key_enrolled_by_another_person_s_sign_in(siege: &mut Siege) -> Tried {
    let (mut ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    ana.key = stranger();
    let random: [u8; 32] = rand::random();
    let nonce = binding::enrolment_nonce(&own_key(&ana), &random);
    let his = tomasz.fresh_sign_in(nonce.clone()).await;
    siege.refused(ana.enrol(&his, &random).await, Kind::SignInNotBound).await?;
    siege.allowed(ana.enrol(&ana.fresh_sign_in(nonce).await, &random).await).await;
    Ok(())
}

/// Somebody sits down at a browser that is still signed in.
async fn attack_a_key_enrolled_by_the_session_of_this_morning(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    ana.key = stranger();
    let random: [u8; 32] = rand::random();
    let nonce = binding::enrolment_nonce(&own_key(&ana), &random);
    siege.world.sandbox.faults().add(sandbox::Fault::OldAuthTime { seconds: 330 });
    let old = ana.fresh_sign_in(nonce.clone()).await;
    siege.world.sandbox.faults().clear();
    siege.refused(ana.enrol(&old, &random).await, Kind::SignInNotBound).await?;
    siege.allowed(ana.enrol(&ana.fresh_sign_in(nonce).await, &random).await).await;
    Ok(())
}

fn own_key(desk: &Desk) -> [u8; 32] {
    desk.key.verifying_key().to_bytes()
}
