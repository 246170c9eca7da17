//! Pictures are deleted when their time is over, and what was signed about them still verifies.

use review::*;

use crate::desk::{Desk, live};
use crate::world::{World, until};

const DAY: i64 = 86_400;

/// How many pictures of a case are still there, by the database and on the disk.
async fn there(world: &World, file: &CaseFile) -> (i64, usize) {
    let sql = format!(
        "SELECT count(*) FROM evidence WHERE state = 'live' AND case_id = '{}'",
        file.summary.id
    );
    let folder = world.directory.path().join("service").join("evidence");
    let on_disk = live(file).filter(|item| folder.join(format!("{}.sealed", item.id)).exists());
    (world.ask(&sql).await.unwrap(), on_disk.count())
}

async fn denied(desk: &mut Desk) -> CaseFile {
    let file = desk.approvable().await;
    desk.decide(&file, Verdict::Deny).await;
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_go_when_their_time_is_over_and_others_stay() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let due = denied(&mut ana).await;
    let looked_into = denied(&mut ana).await;
    let open = ana.approvable().await;
    let kept = live(&open).count();
    assert!(there(&world, &due).await.1 > 0);
    world
        .tamper(&format!(
            "INSERT INTO matters (id, kind, case_id, since, why)
             VALUES ('a', 'incident', '{}', 0, 'recalled')",
            looked_into.summary.id
        ))
        .await;
    world.advance(31 * DAY);
    until(async || there(&world, &due).await == (0, 0)).await;
    // The round that deleted these saw the others too.
    assert_eq!(there(&world, &looked_into).await.1, live(&looked_into).count(), "held");
    assert_eq!(there(&world, &open).await, (i64::try_from(kept).unwrap(), kept), "undecided");
    for item in live(&due) {
        let sql = format!("SELECT commitment FROM evidence WHERE id = '{}'", item.id);
        assert_eq!(world.ask::<String>(&sql).await.as_ref(), Some(&item.commitment));
    }
    // Looked into and closed, it is not held any more.
    world.tamper("UPDATE matters SET closed_at = 1 WHERE id = 'a'").await;
    until(async || there(&world, &looked_into).await == (0, 0)).await;
}
