//! A privileged account: two people approve, each alone, and the first one's desk hears of it.

use desk::Problem;
use desk::view::{DeliveryState, OpenCaseRequest, QueueRequest, QueueView};
use review::{Because, CaseState, Verdict};

use crate::harness::World;
use crate::harness::steps::{decide, open_approvable, recorded};

#[tokio::test(flavor = "multi_thread")]
async fn two_people_approve_for_a_privileged_account() {
    let mut world = World::empty().await;
    let interview = world.plain().remove(0);
    world.make_privileged(&interview);
    world.take_in(&interview).await;

    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let view = open_approvable(&ana.desk, 1).await;
    assert_eq!(view.facts.unwrap().two_people, [Because::Privileged]);
    let form = ana.desk.decision_form(view.id).await.unwrap();
    assert!(form.approving_does.iter().any(|line| line.contains("second person")), "{form:?}");
    ana.desk.decide(decide(view.id, Verdict::Approve, "N-01")).await.unwrap();
    ana.until(async |desk| {
        let receipt = desk.receipt(view.id).await.ok()?;
        (receipt.state == DeliveryState::AwaitsSecond && receipt.proof.is_some()).then_some(())
    })
    .await;
    let own = ana.desk.open_case(OpenCaseRequest { case: view.id, take_over_reason: None }).await;
    let Err(Problem::Closed { closed }) = own else { panic!("{own:?}") };
    assert_eq!(closed[0].code, "P-07");
    let open = QueueRequest::default();
    assert!(ana.desk.queue(open.clone()).await.unwrap().rows.is_empty(), "nothing for her to do");
    let second = QueueRequest { view: QueueView::Second, ..open };
    assert_eq!(ana.desk.queue(second).await.unwrap().rows.len(), 1);

    let tomasz = world.desk("tomasz", "tomasz.wilk").signed_in().await;
    let again = open_approvable(&tomasz.desk, 1).await;
    assert!(matches!(again.state, CaseState::SecondReview { .. }), "{:?}", again.state);
    tomasz.desk.decide(decide(view.id, Verdict::Approve, "N-01")).await.unwrap();
    recorded(&tomasz.desk, view.id).await;
    recorded(&ana.desk, view.id).await;
}
