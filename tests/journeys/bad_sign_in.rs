//! Answers of the sign-in service that must not be believed. Each has its words, and leaves the
//! store as it was.

use desk::problem::SignInCause;
use desk::view::SessionState;
use sandbox::{Fault, Host, Place};

use crate::harness::{World, words};

#[tokio::test(flavor = "multi_thread")]
async fn each_answer_that_must_not_be_believed_is_refused_in_words_and_leaves_no_trace() {
    let world = World::empty().await;
    let ready = world.sandbox.ready();
    let discovery = "/{tenant}/v2.0/.well-known";
    let at = |path: &str| Place::new(Host::Entra, path);
    let other_issuer = format!("{}-other/v2.0", ready.authority);
    let cases = [
        (Fault::MalformedDiscovery, untrusted("discovery")),
        (Fault::Html { at: at(discovery) }, untrusted("discovery")),
        (Fault::Garbled { at: at(discovery) }, untrusted("discovery")),
        (Fault::DiscoveryIssuer { issuer: other_issuer }, untrusted("issuer")),
        (Fault::Unavailable { at: at(discovery), retry_after: None }, SignInCause::Unreachable),
        (Fault::Html { at: at("/{tenant}/oauth2/v2.0/token") }, untrusted("malformed")),
        (Fault::Html { at: at("/{tenant}/discovery/v2.0/keys") }, untrusted("malformed")),
        (Fault::WrongIssuer, untrusted("issuer")),
        (Fault::WrongNonce, untrusted("nonce")),
        (Fault::WrongAudience, untrusted("audience")),
        (Fault::WrongTenant, SignInCause::OtherTenant),
        (Fault::ExpiredIdToken, untrusted("expired")),
        (Fault::FutureIdToken, untrusted("not_yet")),
        (Fault::UnsignedIdToken, untrusted("algorithm")),
        (Fault::UnknownKey, untrusted("key")),
        (Fault::BadSignature, untrusted("signature")),
    ];
    let mut desk = world.desk("ana", "ana.ferreira");
    desk.desk.start().await;
    let before = desk.closed().await;
    for (fault, wanted) in cases {
        world.sandbox.faults().set([fault.clone()]);
        desk = world.desk_again(&desk);
        desk.desk.start().await;
        let session = desk.desk.sign_in().await.unwrap();
        let SessionState::Blocked { cause, .. } = session.state else {
            panic!("{fault:?} let in: {:?}", session.state)
        };
        assert_eq!(cause, wanted, "{fault:?}");
        assert!(!sentence(&cause).is_empty());
        let after = desk.closed().await;
        assert_eq!(after, before, "{fault:?} left something behind");
    }
    world.sandbox.faults().clear();
    let mended = world.desk_again(&desk).signed_in().await;
    assert!(mended.closed().await.has_token);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_whose_sign_in_must_not_be_believed_is_not_made() {
    use crate::harness::steps;
    let world = World::with_cases(4).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = steps::open_approvable(&ana.desk, world.cases).await.id;
    for (fault, wanted) in
        [(Fault::WrongNonce, "not_bound"), (Fault::OldAuthTime { seconds: 3600 }, "not_fresh")]
    {
        world.sandbox.faults().set([fault]);
        let decided = ana.desk.decide(steps::decide(case, review::Verdict::Approve, "N-01")).await;
        let refused = desk::Problem::StepUpFailed { cause: wanted.to_owned() };
        assert_eq!(decided.unwrap_err(), refused);
        words::sentence("frame", "step_up_failed: {", wanted);
    }
    let kept = ana.closed().await;
    assert_eq!((kept.decisions, kept.outbox.waiting), (0, 0));
}

fn untrusted(what: &str) -> SignInCause {
    SignInCause::Untrusted { what: what.to_owned() }
}

fn sentence(cause: &SignInCause) -> String {
    match cause {
        SignInCause::Untrusted { what } => words::sentence("session", "    untrusted: {", what),
        SignInCause::OtherTenant => words::sentence("session", "causes: {", "other_tenant"),
        SignInCause::Unreachable => words::sentence("session", "causes: {", "unreachable"),
        other => panic!("{other:?} was not expected"),
    }
}
