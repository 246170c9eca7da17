//! R14: an approval is a fresh sign-in by the same person for this very statement. A thief with
//! token and device key has no such sign-in, or a false one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::problem::Kind;
use review::*;
use sandbox::Fault;

use super::siege::{Siege, Tried};
use crate::desk::Prepared;

attacks! {
    attack_an_approval_without_a_sign_in: SignIn;
    attack_a_sign_in_for_another_statement: SignInBound;
    attack_the_sign_in_that_enrolled_the_key: SignInBound;
    attack_a_sign_in_by_another_person: SignInOwn;
    attack_a_sign_in_of_an_hour_ago: SignInFresh;
    attack_an_id_token_with_another_nonce: SignInBound;
    attack_an_id_token_without_a_signature: IdToken;
    attack_an_id_token_with_a_false_signature: IdToken;
    attack_an_id_token_by_an_unknown_key: IdToken;
    attack_an_id_token_of_another_issuer: IdToken;
    attack_an_id_token_for_another_application: IdToken;
    attack_an_id_token_of_another_tenant;
    attack_an_id_token_that_ended: IdToken;
    attack_an_id_token_of_tomorrow: IdToken;
}

const NOT_BOUND: Kind = Kind::SignInNotBound;

async fn attack_an_approval_without_a_sign_in(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    siege.attack(&ana, &good.with(|sent| sent.sign_in = None), NOT_BOUND).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

/// A sign-in is used twice: it was made for another approval of the same case.
async fn attack_a_sign_in_for_another_statement(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let other = ana.approval(&file).await.sign_in();
    siege.attack(&ana, &good.with(|sent| sent.sign_in = Some(other)), NOT_BOUND).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

async fn attack_the_sign_in_that_enrolled_the_key(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let random: [u8; 32] = rand::random();
    let nonce = binding::enrolment_nonce(ana.key.verifying_key().as_bytes(), &random);
    let id_token = ana.fresh_sign_in(nonce).await;
    let enrolled = SignInProof { id_token, random: STANDARD.encode(random) };
    siege.attack(&ana, &good.with(|sent| sent.sign_in = Some(enrolled)), NOT_BOUND).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

async fn attack_a_sign_in_by_another_person(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let id_token = tomasz.fresh_sign_in(nonce_of(&good)).await;
    siege.attack(&ana, &with_token(&good, id_token), NOT_BOUND).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

/// `prompt=login` was not honoured: the browser's session answered.
async fn attack_a_sign_in_of_an_hour_ago(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::OldAuthTime { seconds: 3600 }).await
}

async fn attack_an_id_token_with_another_nonce(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::WrongNonce).await
}

async fn attack_an_id_token_without_a_signature(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::UnsignedIdToken).await
}

async fn attack_an_id_token_with_a_false_signature(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::BadSignature).await
}

async fn attack_an_id_token_by_an_unknown_key(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::UnknownKey).await
}

async fn attack_an_id_token_of_another_issuer(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::WrongIssuer).await
}

async fn attack_an_id_token_for_another_application(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::WrongAudience).await
}

/// The attacker has a tenant of their own, in which everybody is called what they like.
async fn attack_an_id_token_of_another_tenant(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::WrongTenant).await
}

async fn attack_an_id_token_that_ended(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::ExpiredIdToken).await
}

async fn attack_an_id_token_of_tomorrow(siege: &mut Siege) -> Tried {
    false_token(siege, Fault::FutureIdToken).await
}

/// The statement is signed, its nonce is right, the person is the right one: the token is not.
async fn false_token(siege: &mut Siege, fault: Fault) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    siege.world.sandbox.faults().add(fault);
    let id_token = ana.id_token_by_hand(siege.world.sandbox.ready(), nonce_of(&good)).await;
    siege.world.sandbox.faults().clear();
    siege.attack(&ana, &with_token(&good, id_token), NOT_BOUND).await?;
    let id_token = ana.id_token_by_hand(siege.world.sandbox.ready(), nonce_of(&good)).await;
    siege.control(&ana, &with_token(&good, id_token)).await;
    Ok(())
}

fn nonce_of(sent: &Prepared) -> String {
    let random: [u8; 32] = STANDARD.decode(sent.sign_in().random).unwrap().try_into().unwrap();
    binding::approval_nonce(&binding::statement_digest(&sent.payload()), &random)
}

fn with_token(sent: &Prepared, id_token: String) -> Prepared {
    let random = sent.sign_in().random;
    sent.with(|submission| submission.sign_in = Some(SignInProof { id_token, random }))
}
