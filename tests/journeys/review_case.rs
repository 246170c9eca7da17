//! Open a case, judge the faces, decide, and have it recorded with a verified receipt.

use desk::Problem;
use desk::view::{DeliveryState, OpenCaseRequest};
use review::Verdict;

use crate::harness::World;
use crate::harness::steps::{
    decide, judge_same, open_approvable, open_first, queue_of, recorded, settled,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_judged_blind_approved_by_a_fresh_sign_in_and_recorded() {
    let world = World::with_cases(4).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = open_approvable(&ana.desk, world.cases).await.id;
    ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap();
    let proof = recorded(&ana.desk, case).await.proof.unwrap();
    assert!(proof.index < proof.size);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_waits_for_the_service_and_survives_a_restart() {
    let mut world = World::with_cases(2).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = open_first(&ana.desk, world.cases).await.id;
    judge_same(&ana.desk, case).await;
    world.service_down().await;
    let queued = ana.desk.decide(decide(case, Verdict::Deny, "D-02")).await.unwrap();
    assert!(matches!(queued.state, DeliveryState::Queued { .. }), "{:?}", queued.state);
    ana.desk.close().await;
    world.service_up().await;
    let again = world.desk_again(&ana);
    again.desk.start().await;
    let receipt = recorded(&again.desk, case).await;
    assert_eq!(receipt.decision, queued.decision);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_and_one_case_have_one_effect() {
    let world = World::with_cases(2).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = open_first(&ana.desk, world.cases).await.id;
    judge_same(&ana.desk, case).await;
    let tomasz = world.desk("tomasz", "tomasz.wilk").signed_in().await;
    queue_of(&tomasz.desk, world.cases).await;
    let held = tomasz.desk.open_case(OpenCaseRequest { case, take_over_reason: None }).await;
    assert!(matches!(held, Err(Problem::Held { .. })), "{held:?}");
    let reason = Some("shift hand-over".to_owned());
    tomasz.desk.open_case(OpenCaseRequest { case, take_over_reason: reason }).await.unwrap();
    settled(&tomasz.desk, case).await;
    judge_same(&tomasz.desk, case).await;
    tomasz.desk.decide(decide(case, Verdict::Deny, "D-02")).await.unwrap();
    recorded(&tomasz.desk, case).await;
    // Ana's desk may not have heard yet: whatever it lets through, the service refuses.
    if ana.desk.decide(decide(case, Verdict::Deny, "D-02")).await.is_ok() {
        let state = ana
            .until(async |desk| {
                let state = desk.receipt(case).await.ok()?.state;
                (!matches!(state, DeliveryState::Queued { .. })).then_some(state)
            })
            .await;
        assert!(
            matches!(state, DeliveryState::AlreadyDecided { .. } | DeliveryState::RefusedChanged),
            "{state:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_by_another_account_is_not_made() {
    let world = World::with_cases(4).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let case = open_approvable(&ana.desk, world.cases).await.id;
    ana.browser.use_account("tomasz.wilk");
    let refused = ana.desk.decide(decide(case, Verdict::Approve, "N-01")).await;
    assert!(matches!(refused, Err(Problem::StepUpFailed { .. })), "{refused:?}");
    assert_eq!(ana.desk.receipt(case).await.unwrap_err(), Problem::NotFound);
}
