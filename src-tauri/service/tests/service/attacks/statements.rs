//! A statement that is well signed and well signed in for, by a reviewer's own desk that was made
//! to lie: about another case, person, time, policy, purpose, or with other words beside it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use review::problem::Kind;
use review::*;
use uuid::Uuid;

use super::siege::{Siege, Tried};
use crate::desk::Prepared;

attacks! {
    attack_a_statement_about_another_case: SameCase;
    attack_a_statement_about_another_person: SameSubject;
    attack_a_statement_in_a_colleague_s_name: SameReviewer;
    attack_a_password_approval_used_for_the_second_factor: SameKind;
    attack_a_statement_at_an_earlier_revision: SameRevision;
    attack_a_case_that_changed_since_it_was_seen: PresentRevision;
    attack_under_the_policy_of_yesterday: PolicyInForce;
    attack_an_approval_kept_for_later: DecidedNow;
    attack_an_approval_of_tomorrow: DecidedNow;
    attack_with_a_key_set_that_nobody_fetched: KeySet;
    attack_a_note_changed_after_signing: Beside;
    attack_the_findings_of_another_report: Beside;
    attack_without_a_reason: Reasons;
    attack_with_a_denial_s_reason: Reasons;
    attack_with_what_the_caller_knew_as_a_reason: Reasons;
    attack_under_another_decision_s_key: SameDecision;
    attack_a_used_key_with_another_body;
    attack_a_request_sent_again_by_a_thief;
}

type Twist = fn(&mut DecisionClaim);

/// The same statement but for one thing.
async fn twisted(siege: &mut Siege, by: Kind, twist: Twist) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let lie = ana.approval_with(&file, twist).await;
    // It is sent to the case that it is to open, under the revision that this has.
    let lie = Prepared { case: file.summary.id, revision: file.summary.revision, ..lie };
    siege.attack(&ana, &lie, by).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

const WRONG: Kind = Kind::Unprocessable;

async fn attack_a_statement_about_another_case(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.case = CaseId(Uuid::now_v7())).await
}

/// The sign-in name was given to somebody else between view and decision; the ids were not.
async fn attack_a_statement_about_another_person(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.subject.as_mut().unwrap().object_id = Uuid::nil()).await
}

async fn attack_a_statement_in_a_colleague_s_name(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.reviewer.object_id = Uuid::from_u128(7)).await
}

/// R11: more is opened than was asked for.
async fn attack_a_password_approval_used_for_the_second_factor(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| {
        claim.kind = match claim.kind {
            CaseKind::PasswordReset => CaseKind::MfaRecovery,
            _ => CaseKind::PasswordReset,
        };
    })
    .await
}

async fn attack_a_statement_at_an_earlier_revision(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.revision -= 1).await
}

/// The case was given back and taken again; the approval is of what it was before.
async fn attack_a_case_that_changed_since_it_was_seen(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let before = siege.opened(&ana).await;
    ana.release(before.summary.id, before.lease.as_ref().unwrap().fence).await;
    let now = ana.open(before.summary.id).await;
    let stale = CaseFile { summary: before.summary, ..now.clone() };
    siege.attack(&ana, &ana.approval(&stale).await, Kind::Changed).await?;
    siege.control(&ana, &ana.approval(&now).await).await;
    Ok(())
}

async fn attack_under_the_policy_of_yesterday(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.policy_version -= 1).await
}

/// Approvals are not made in store for a day on which nobody looks.
async fn attack_an_approval_kept_for_later(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.decided_at -= TimeDelta::minutes(16)).await
}

async fn attack_an_approval_of_tomorrow(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.decided_at += TimeDelta::days(1)).await
}

/// The desk must have looked at the tenant's keys itself.
async fn attack_with_a_key_set_that_nobody_fetched(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.jwks_thumbprint = "x".to_owned()).await
}

async fn attack_a_note_changed_after_signing(siege: &mut Siege) -> Tried {
    beside(siege, |claim, digest| claim.note_digest = digest, |sent, said| sent.note = said).await
}

async fn attack_the_findings_of_another_report(siege: &mut Siege) -> Tried {
    let name = |claim: &mut DecisionClaim, digest| claim.findings_digest = digest;
    beside(siege, name, |sent, said| sent.findings = said).await
}

/// The statement names one text by its hash; another one comes beside it.
async fn beside(
    siege: &mut Siege,
    name: fn(&mut DecisionClaim, Option<String>),
    put: fn(&mut DecisionSubmission, Option<Salted>),
) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let salt: [u8; 32] = rand::random();
    let said = |text: &str| Salted { salt: STANDARD.encode(salt), text: text.to_owned() };
    let digest = audit::commitment::commit(&salt, b"as it was signed").to_hex();
    let signed = ana.approval_with(&file, |claim| name(claim, Some(digest))).await;
    let changed = signed.with(|sent| put(sent, Some(said("as it suits me"))));
    siege.attack(&ana, &changed, WRONG).await?;
    siege.control(&ana, &signed.with(|sent| put(sent, Some(said("as it was signed"))))).await;
    Ok(())
}

async fn attack_without_a_reason(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.reasons.clear()).await
}

async fn attack_with_a_denial_s_reason(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| claim.reasons = vec![ReasonCode("D-02".to_owned())]).await
}

/// R3: what anybody can look up is no ground, and there is no field for it.
async fn attack_with_what_the_caller_knew_as_a_reason(siege: &mut Siege) -> Tried {
    twisted(siege, WRONG, |claim| {
        claim.reasons.push(ReasonCode("knew birth date and manager".to_owned()));
    })
    .await
}

async fn attack_under_another_decision_s_key(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let other = Prepared { decision: DecisionId(Uuid::now_v7()), ..good.clone() };
    siege.attack(&ana, &other, WRONG).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

/// A denial was recorded under this key; an approval comes under the same.
async fn attack_a_used_key_with_another_body(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let denied = ana.open(siege.another_case().await).await;
    let (denial, _) = ana.decide(&denied, Verdict::Deny).await;
    let file = siege.opened(&ana).await;
    let again = ana.approval_with(&file, |claim| claim.decision = denial.decision).await;
    siege.attack(&ana, &again, WRONG).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// Word for word what Ana sent: by the same person it is one decision, by another it is none.
async fn attack_a_request_sent_again_by_a_thief(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    siege.attack(&tomasz, &good, Kind::SignInNotBound).await?;
    siege.control(&ana, &good).await;
    siege.attack(&tomasz, &good, WRONG).await?;
    assert_eq!(ana.send(&good).await.status(), 201);
    assert_eq!((siege.approvals().await, siege.carried().await), (1, 1));
    Ok(())
}
