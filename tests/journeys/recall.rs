//! A colleague recalls an approval, before it is carried out and after; the lists show what is left
//! to do, and to whom.

use desk::Desk;
use desk::Problem;
use desk::view::{
    CloseMatterRequest, DeliveryState, GiveMatterRequest, QueueRequest, QueueView,
    TickMatterRequest,
};
use review::{CaseId, Ended, Verdict};
use serde_json::json;

use crate::harness::World;
use crate::harness::steps::{decide, open_approvable, recorded};

#[tokio::test(flavor = "multi_thread")]
async fn a_recall_withdraws_an_approval_and_the_queue_shows_it() {
    let world = World::with_cases(4).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let tomasz = world.desk("tomasz", "tomasz.wilk").signed_in().await;
    let case = approved(&ana.desk, world.cases).await;
    seen_decided(&tomasz.desk, case).await;

    let recalled = tomasz.desk.recall(case).await.unwrap();
    assert!(!recalled.incident);
    // Pressed again, it answers the same.
    assert_eq!(tomasz.desk.recall(case).await.unwrap(), recalled);
    let escalated = QueueRequest { view: QueueView::Escalated, ..QueueRequest::default() };
    let rows = tomasz.desk.queue(escalated.clone()).await.unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [case]);
    // Whoever approved hears of it, by whom, and that nothing was carried out.
    let by = ana
        .until(async |desk| match desk.receipt(case).await.ok()?.state {
            DeliveryState::Recalled { by_name, incident: false, .. } => Some(by_name),
            _ => None,
        })
        .await;
    assert_eq!(by, recalled.by_name);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recall_that_comes_late_is_an_incident_until_everything_is_revoked() {
    let world = World::with_cases(2).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let mireille = world.desk("mireille", "mireille.okou").signed_in().await;
    let case = approved(&ana.desk, world.cases).await;
    // An operator enters both at the vendor, though only one was approved here.
    for interview in &world.plain()[..2] {
        enter(&world, interview).await;
    }
    let recalled = ana.desk.recall(case).await.unwrap();
    assert!(recalled.incident);
    let incident = mireille
        .until(async |desk| {
            let view = desk.matters().await.ok()?;
            (view.unexplained.len() == 1).then_some(())?;
            view.incidents.into_iter().next()
        })
        .await;
    let counts = mireille.desk.queue(QueueRequest::default()).await.unwrap().counts;
    let count = |view| counts.iter().find(|one| one.view == view).unwrap().count;
    let lists = [QueueView::Stuck, QueueView::Unexplained, QueueView::Incidents];
    assert_eq!(lists.map(count), [0, 1, 1]);

    let decided = QueueRequest { view: QueueView::Decided, ..QueueRequest::default() };
    let rows = mireille.desk.queue(decided).await.unwrap().rows;
    assert!(rows.iter().any(|row| row.id == case && row.recalled));

    let matter = incident.matter.id;
    let done = |what| TickMatterRequest { matter, what, done: true };
    let first = incident.matter.steps[0].what;
    let refused = ana.desk.tick_matter(done(first)).await;
    assert!(matches!(refused, Err(Problem::Closed { .. })), "{refused:?}");
    let view = mireille.desk.matters().await.unwrap();
    let me = view.responders.iter().find(|one| one.me).unwrap().id.clone();
    let owner = GiveMatterRequest { matter, owner: Some(me) };
    let taken = mireille.desk.give_matter(owner).await.unwrap();
    assert!(taken.incidents[0].mine);
    let revoked = taken.incidents[0].endings.iter().find(|one| one.ended == Ended::Revoked);
    assert!(!revoked.unwrap().closed.is_empty(), "nothing is revoked yet");
    for step in &incident.matter.steps {
        mireille.desk.tick_matter(done(step.what)).await.unwrap();
    }
    let ended = CloseMatterRequest { matter, ended: Ended::Revoked };
    let left = mireille.desk.close_matter(ended).await.unwrap();
    assert_eq!((left.incidents.len(), left.unexplained.len()), (0, 1));
}

async fn approved(desk: &Desk, cases: usize) -> CaseId {
    let case = open_approvable(desk, cases).await.id;
    desk.decide(decide(case, Verdict::Approve, "N-01")).await.unwrap();
    recorded(desk, case).await;
    case
}

/// Waits until a colleague's desk shows the case as decided, and as one to recall.
async fn seen_decided(desk: &Desk, case: CaseId) {
    crate::harness::desk::until(desk, async |desk| {
        let decided = QueueRequest { view: QueueView::Decided, ..QueueRequest::default() };
        let rows = desk.queue(decided).await.ok()?.rows;
        let row = rows.into_iter().find(|row| row.id == case)?;
        row.recall_closed.is_none().then_some(())
    })
    .await;
}

/// What an operator does in the vendor's dashboard.
async fn enter(world: &World, interview: &str) {
    let ready = world.sandbox.ready();
    let trust = entra::Trust::Sandbox { ca_certificate_pem: ready.ca_certificate.clone() };
    let url = format!("{}/dashboard/sessions/{interview}/review", ready.incode);
    let body = json!({ "operator": "Mireille Okou", "verdict": "APPROVED" });
    let http = entra::http_client(&trust).unwrap();
    assert!(http.post(url).json(&body).send().await.unwrap().status().is_success());
}
