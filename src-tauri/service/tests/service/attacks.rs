//! Attacks on the public interface. Each stands beside what differs in one thing and is allowed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use review::problem::Kind;
use review::*;
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Desk, Prepared, live, problem, read};
use crate::world::World;

async fn refused(desk: &Desk, prepared: &Prepared) -> (Option<Kind>, Vec<String>) {
    let problem = problem(desk.send(prepared).await).await;
    (problem.kind(), problem.closed.iter().map(|closed| closed.code.clone()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_stolen_bearer_decides_nothing_without_the_device_key() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let own = std::mem::replace(&mut ana.key, SigningKey::from_bytes(&rand::random()));
    // With the thief's own key, unknown here.
    let stolen = ana.prepare(&file, ana.claim(&file, Verdict::Deny)).await;
    assert_eq!(refused(&ana, &stolen).await.0, Some(Kind::DeviceUnknown));
    // Naming the true key, signed by the thief's.
    let mut claim = ana.claim(&file, Verdict::Deny);
    claim.device_key = audit::envelope::key_id(&own.verifying_key());
    let forged = ana.prepare(&file, claim).await;
    assert_eq!(refused(&ana, &forged).await.0, Some(Kind::Unprocessable));
    // A key that the thief can't enrol: the sign-in names another key.
    let random: [u8; 32] = rand::random();
    let id_token = ana.fresh_sign_in("another nonce".to_owned()).await;
    let answer = problem(ana.enrol(&id_token, &random).await).await;
    assert_eq!(answer.kind(), Some(Kind::SignInNotBound));
    // The control: the true key.
    ana.key = own;
    ana.decide(&file, Verdict::Deny).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_old_sign_in_enrols_no_key() {
    let world = World::empty(1).await;
    let mut ana = world.desk("ana.ferreira").await;
    ana.key = SigningKey::from_bytes(&rand::random());
    let random: [u8; 32] = rand::random();
    let nonce = binding::enrolment_nonce(ana.key.verifying_key().as_bytes(), &random);
    world.sandbox.faults().add(sandbox::Fault::OldAuthTime { seconds: 330 });
    let old = ana.fresh_sign_in(nonce.clone()).await;
    world.sandbox.faults().clear();
    let answer = problem(ana.enrol(&old, &random).await).await;
    assert_eq!(answer.kind(), Some(Kind::SignInNotBound));
    // Nor does any sign-in under a name that looks like another.
    let fresh = ana.fresh_sign_in(nonce.clone()).await;
    for name in ["desk\u{202e}ksed", "a\ndesk", "de\u{2066}sk", "\u{7f}"] {
        let request = EnrolmentRequest {
            public_key: STANDARD.encode(ana.key.verifying_key().as_bytes()),
            device_name: name.to_owned(),
            sign_in: SignInProof { id_token: fresh.clone(), random: STANDARD.encode(random) },
        };
        let answer = problem(ana.post("v1/devices", &request).await).await;
        assert_eq!(answer.kind(), Some(Kind::Malformed), "{name:?}");
    }
    // The control: the same nonce, and the person just proved who they are.
    let fresh = ana.fresh_sign_in(nonce).await;
    assert_eq!(ana.enrol(&fresh, &random).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_approval_needs_its_own_fresh_sign_in_of_the_same_person() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let tomasz = world.desk("tomasz.wilk").await;
    let file = ana.approvable().await;
    let good = ana.prepare(&file, ana.claim(&file, Verdict::Approve)).await;
    let with = |sign_in: Option<SignInProof>| {
        let mut submission: DecisionSubmission = serde_json::from_slice(&good.body).unwrap();
        submission.sign_in = sign_in;
        Prepared { body: serde_json::to_vec(&submission).unwrap(), ..good.clone() }
    };
    let submission: DecisionSubmission = serde_json::from_slice(&good.body).unwrap();
    let own = submission.sign_in.unwrap();
    let not_bound = Some(Kind::SignInNotBound);
    assert_eq!(refused(&ana, &with(None)).await.0, not_bound);
    // The sign-in of another statement.
    let other = ana.prepare(&file, ana.claim(&file, Verdict::Approve)).await;
    let other: DecisionSubmission = serde_json::from_slice(&other.body).unwrap();
    assert_eq!(refused(&ana, &with(other.sign_in)).await.0, not_bound);
    // The right nonce, signed in as somebody else.
    let payload = audit::Envelope::from_json(good.envelope.as_bytes()).unwrap().payload;
    let random: [u8; 32] = STANDARD.decode(&own.random).unwrap().try_into().unwrap();
    let nonce = binding::approval_nonce(&binding::statement_digest(&payload), &random);
    let id_token = tomasz.fresh_sign_in(nonce.clone()).await;
    let foreign = SignInProof { id_token, random: own.random.clone() };
    assert_eq!(refused(&ana, &with(Some(foreign))).await.0, not_bound);
    // The right nonce and person, but an old proof of who they are.
    world.sandbox.faults().add(sandbox::Fault::OldAuthTime { seconds: 3600 });
    let id_token = ana.fresh_sign_in(nonce).await;
    world.sandbox.faults().clear();
    let old = SignInProof { id_token, random: own.random.clone() };
    assert_eq!(refused(&ana, &with(Some(old))).await.0, not_bound);
    // The control.
    assert_eq!(ana.send(&good).await.status(), 201);
    ana.sequence += 1;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_evidence_is_withheld_until_the_faces_are_judged() {
    let world = World::with_cases(24).await;
    let ana = world.desk("ana.ferreira").await;
    let whole = ana.approvable().await;
    let document = live(&whole).find(|item| item.role == EvidenceRole::DocumentFront).unwrap().id;
    let case = whole.summary.id;
    ana.release(case, whole.lease.as_ref().unwrap().fence).await;

    let tomasz = world.desk("tomasz.wilk").await;
    let path = format!("v1/cases/{case}/evidence/{document}");
    // Without a lease nothing, with one the faces only.
    assert_eq!(problem(tomasz.get(&path).await).await.kind(), Some(Kind::LeaseLost));
    let lease = tomasz.lease(case).await;
    let file = tomasz.file(case).await;
    assert!(file.evidence.iter().all(|item| item.role.is_face()));
    assert_eq!(problem(tomasz.get(&path).await).await.kind(), Some(Kind::Closed));
    // An answer about pictures that were never fetched is none.
    let guess = tomasz.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
    assert_eq!(problem(guess).await.kind(), Some(Kind::Closed));
    for item in live(&file) {
        tomasz.see(case, item).await;
    }
    let judged = tomasz.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
    assert_eq!(judged.status(), 200);
    assert_eq!(tomasz.get(&path).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_approval_of_what_was_never_fetched_is_closed() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let case = file.summary.id;
    ana.release(case, file.lease.as_ref().unwrap().fence).await;
    // Tomasz answers for the faces and says that he saw everything, but fetched the faces only.
    let tomasz = world.desk("tomasz.wilk").await;
    let lease = tomasz.lease(case).await;
    for item in live(&tomasz.file(case).await) {
        tomasz.see(case, item).await;
    }
    tomasz.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
    let unseen = tomasz.file(case).await;
    let blind = tomasz.prepare(&unseen, tomasz.claim(&unseen, Verdict::Approve)).await;
    let (kind, codes) = refused(&tomasz, &blind).await;
    assert_eq!(kind, Some(Kind::Closed));
    assert!(codes.iter().all(|code| code == "E-02") && !codes.is_empty(), "{codes:?}");
    // Too small to read counts as unseen as well.
    for item in live(&unseen) {
        tomasz.see(case, item).await;
    }
    let mut small = tomasz.claim(&unseen, Verdict::Approve);
    small.seen.iter_mut().for_each(|seen| seen.longest_side = 100);
    let small = tomasz.prepare(&unseen, small).await;
    assert_eq!(refused(&tomasz, &small).await.0, Some(Kind::Closed));
    // The control: all of it, large enough.
    let good = tomasz.prepare(&unseen, tomasz.claim(&unseen, Verdict::Approve)).await;
    assert_eq!(tomasz.send(&good).await.status(), 201);
    ana.sequence = 0;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_statement_that_is_not_the_service_s_own_facts_is_refused() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let good = ana.claim(&file, Verdict::Deny);
    type Twist = fn(&mut DecisionClaim);
    let twists: [(&str, Twist); 12] = [
        ("another subject", |c| c.subject.as_mut().unwrap().object_id = Uuid::nil()),
        ("no subject", |c| c.subject = None),
        ("another reviewer", |c| c.reviewer.object_id = Uuid::nil()),
        ("another policy", |c| c.policy_version = 2),
        ("an unknown reason", |c| c.reasons = vec![ReasonCode("X-99".to_owned())]),
        ("no reason", |c| c.reasons.clear()),
        ("a better face answer", |c| c.faces.as_mut().unwrap().sureness = Sureness::Very),
        ("no face answer", |c| c.faces = None),
        ("tomorrow", |c| c.decided_at += chrono::TimeDelta::days(1)),
        ("a note that is not there", |c| c.note_digest = Some("0".repeat(64))),
        ("a place in the chain without a previous", |c| c.sequence = 7),
        ("a thumbprint that is none", |c| c.jwks_thumbprint = "x".to_owned()),
    ];
    for (what, twist) in twists {
        let mut claim = good.clone();
        twist(&mut claim);
        let prepared = ana.prepare(&file, claim).await;
        let (kind, _) = refused(&ana, &prepared).await;
        assert_eq!(kind, Some(Kind::Unprocessable), "{what}");
    }
    let mut fence = good.clone();
    fence.fence += 1;
    let fence = ana.prepare(&file, fence).await;
    assert_eq!(refused(&ana, &fence).await.0, Some(Kind::LeaseLost));
    // Evidence by another hash, and evidence left out.
    let mut other = file.clone();
    other.evidence[0].commitment = "0".repeat(64);
    let other = ana.prepare(&other, good.clone()).await;
    assert_eq!(refused(&ana, &other).await.0, Some(Kind::Unprocessable));
    let mut fewer = file.clone();
    fewer.evidence.pop();
    let fewer = ana.prepare(&fewer, good.clone()).await;
    assert_eq!(refused(&ana, &fewer).await.0, Some(Kind::Unprocessable));
    // The control.
    let good = ana.prepare(&file, good).await;
    assert_eq!(ana.send(&good).await.status(), 201);
    ana.sequence += 1;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_revoked_key_decides_nothing_more() {
    let world = World::with_cases(8).await;
    let mut ana = world.desk("ana.ferreira").await;
    let cases = ana.changes(None).await.changes;
    let first = ana.open(cases[0].id).await;
    let second = ana.open(cases[1].id).await;
    ana.decide(&first, Verdict::Deny).await;
    let key = audit::envelope::key_id(&ana.key.verifying_key());
    let revoke = |desk: &Desk| {
        let url = format!("{}/v1/devices/{key}", desk.url);
        desk.http.delete(url).bearer_auth(&desk.token).send()
    };
    let tomasz = world.desk("tomasz.wilk").await;
    assert_eq!(revoke(&tomasz).await.unwrap().status(), 404);
    assert_eq!(revoke(&ana).await.unwrap().status(), 204);
    let late = ana.prepare(&second, ana.claim(&second, Verdict::Deny)).await;
    assert_eq!(refused(&ana, &late).await.0, Some(Kind::DeviceUnknown));
    let listed: Vec<serde_json::Value> = read(ana.get("v1/devices").await).await;
    assert!(listed.iter().any(|one| one["device_key"] == key && !one["revoked_at"].is_null()));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_the_helpdesk_sees_onboarding_only() {
    let world = World::with_cases(30).await;
    let ana = world.desk("ana.ferreira").await;
    let priya = world.desk("priya.nair").await;
    let all = ana.changes(None).await.changes;
    let hers = priya.changes(None).await.changes;
    assert!(hers.iter().all(|row| row.kind == CaseKind::Onboarding));
    let onboarding = all.iter().filter(|row| row.kind == CaseKind::Onboarding).count();
    assert_eq!(hers.len(), onboarding);
    assert!(!hers.is_empty() && all.len() > hers.len());
    let recovery = all.iter().find(|row| row.kind != CaseKind::Onboarding).unwrap().id;
    assert_eq!(problem(priya.get(&format!("v1/cases/{recovery}")).await).await.status, 404);
    let lease = priya.post(&format!("v1/cases/{recovery}/lease"), &json!({})).await;
    assert_eq!(problem(lease).await.status, 404);
    // Nobody without a role sees anything; an auditor reads rows and decides nothing.
    let idris = world.desk("idris.khan").await;
    let nothing = problem(idris.get("v1/changes").await).await;
    assert_eq!(nothing.kind(), Some(Kind::RoleMissing));
    let henrik = world.desk("henrik.solberg").await;
    assert_eq!(henrik.changes(None).await.changes.len(), all.len());
    let lease = henrik.post(&format!("v1/cases/{recovery}/lease"), &json!({})).await;
    assert_eq!(problem(lease).await.kind(), Some(Kind::RoleMissing));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_tokens_that_are_not_the_tenant_s_open_nothing() {
    let world = World::with_cases(4).await;
    let ana = world.desk("ana.ferreira").await;
    let id_token = ana.fresh_sign_in("n".to_owned()).await;
    let mut parts = ana.token.split('.').map(str::to_owned).collect::<Vec<_>>();
    parts[2] = STANDARD.encode([0; 256]).replace(['+', '/', '='], "A");
    for token in ["", "x", "a.b.c", &id_token, &parts.join("."), &"x".repeat(20_000)] {
        let request = ana.http.get(format!("{}/v1/changes", ana.url)).bearer_auth(token);
        let answer = request.send().await.unwrap();
        assert!([401, 431].contains(&answer.status().as_u16()), "{}", answer.status());
    }
    assert_eq!(ana.get("v1/changes").await.status(), 200);
}
