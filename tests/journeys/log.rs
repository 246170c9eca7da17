//! A log that goes back is noticed, and nothing more counts as recorded.

use std::path::Path;

use desk::view::{DeliveryState, LogView};
use review::Verdict;

use crate::harness::{World, steps};

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_log_that_was_set_back() {
    let mut world = World::with_cases(3).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let cases = steps::queue_of(&ana.desk, 3).await;
    deny(&ana.desk, cases[0]).await;
    steps::recorded(&ana.desk, cases[0]).await;
    world.service_down().await;
    let folder = world.service_folder().join("service");
    let kept = world.path("kept");
    copy(&folder, &kept);
    world.service_up().await;
    deny(&ana.desk, cases[1]).await;
    steps::recorded(&ana.desk, cases[1]).await;

    world.service_down().await;
    std::fs::remove_dir_all(&folder).unwrap();
    copy(&kept, &folder);
    world.service_up().await;
    let what = ana
        .until(async |desk| match desk.status().await.ok()?.log {
            LogView::Broken { what } => Some(what),
            LogView::None | LogView::Verified { .. } => None,
        })
        .await;
    assert_eq!(what, "rollback");

    deny(&ana.desk, cases[2]).await;
    let attempted = ana
        .until(async |desk| {
            let receipt = desk.receipt(cases[2]).await.ok()?;
            (!receipt.can_take_back).then_some(receipt.state)
        })
        .await;
    assert!(!matches!(attempted, DeliveryState::Recorded), "{attempted:?}");
}

async fn deny(desk: &desk::Desk, case: review::CaseId) {
    steps::open_with_faces(desk, case).await.expect("a plain case has both faces");
    steps::judge_same(desk, case).await;
    desk.decide(steps::decide(case, Verdict::Deny, "D-02")).await.unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copy(&file.path(), &target);
        } else {
            std::fs::copy(file.path(), target).unwrap();
        }
    }
}
