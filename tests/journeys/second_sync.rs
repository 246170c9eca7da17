//! The first sync fetches the company, the second what changed; a cut in between costs a page.

use std::collections::BTreeSet;

use desk::view::Connection;
use sandbox::{Fault, Host, Place};
use serde_json::json;
use store::Cursor;

use crate::harness::{World, steps};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_sync_fetches_only_what_changed() {
    let mut world = World::with_cases(2).await;
    let between = world.watched().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    steps::queue_of(&ana.desk, 2).await;
    let status = ana.desk.sync_now().await.unwrap();
    assert_eq!(status.connection, Connection::Connected);
    let company = world.sandbox.company();
    assert_eq!(status.people as usize, company.people.len());
    assert_eq!(status.groups as usize, company.groups.len());
    let whole = world.sandbox.traffic().delta_pages();
    assert!(whole.iter().any(|page| page.whole), "the first sync begins from nothing");

    world.sandbox.traffic().clear();
    between.forget();
    let changes = json!({ "jobTitle": "Grinder of unlikely lenses" });
    let changes = changes.as_object().unwrap().clone();
    world.sandbox.patch_user("k.wojcik@tarnholm.example", changes).unwrap();
    let third = world.plain()[2].clone();
    world.take_in(&third).await;
    let before = steps::queue_of(&ana.desk, 2).await;
    let after = steps::queue_of(&ana.desk, 3).await;
    ana.desk.sync_now().await.unwrap();

    let kasia = world.sandbox.directory().user_id("k.wojcik@tarnholm.example").unwrap();
    let pages = world.sandbox.traffic().delta_pages();
    assert!(pages.iter().all(|page| !page.whole), "only delta links were asked: {pages:?}");
    let people: Vec<_> = pages.iter().filter(|page| page.feed == "users").collect();
    let moved: Vec<_> = people.iter().flat_map(|page| &page.objects).collect();
    assert_eq!(moved, [&kasia], "one person came, once");
    let groups = pages.iter().filter(|page| page.feed == "groups");
    assert_eq!(groups.map(|page| page.objects.len()).sum::<usize>(), 0);
    let asked = world.sandbox.traffic().counts();
    let of_graph: Vec<_> = asked.keys().filter(|path| path.starts_with("graph")).collect();
    let deltas = ["graph GET /v1.0/groups/delta", "graph GET /v1.0/users/delta"];
    assert!(deltas.iter().all(|delta| of_graph.iter().any(|path| path == delta)), "{of_graph:?}");

    let mut cases = BTreeSet::new();
    for exchange in between.exchanges() {
        if !exchange.path.starts_with("/v1/changes") {
            continue;
        }
        assert!(exchange.path.contains("cursor="), "{}", exchange.path);
        let page: review::ChangePage = serde_json::from_slice(&exchange.answer).unwrap();
        cases.extend(page.changes.into_iter().map(|row| row.id));
    }
    let new: BTreeSet<_> = after.into_iter().filter(|case| !before.contains(case)).collect();
    assert_eq!(cases, new, "one case came, and no other");
    let found = ana.desk.directory_search("wojcik".to_owned()).await.unwrap();
    let found = found.into_iter().find(|row| row.id == kasia.to_string()).unwrap();
    let person = ana.desk.person(found.id).await.unwrap();
    assert_eq!(person.job_title.as_deref(), Some("Grinder of unlikely lenses"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_cut_in_the_middle_of_paging_goes_on_from_there() {
    let world = World::empty().await;
    let cut = Fault::Broken { at: Place::new(Host::Graph, "/v1.0/users/delta") };
    world.sandbox.faults().add(Fault::PageSize { objects: 20, members: 500 });
    world.sandbox.faults().add(cut.after(3));
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let traffic = world.sandbox.traffic();
    traffic.wait_for(Host::Graph, "/v1.0/users/delta", 4).await;
    let kept = ana.closed().await;
    assert_eq!(kept.people, 60, "three pages, and not the broken one");
    assert!(matches!(kept.people_cursor, Some(Cursor::Next(_))));

    world.sandbox.faults().clear();
    let again = world.desk_again(&ana);
    again.desk.start().await;
    let all = world.sandbox.company().people.len();
    again
        .until(async |desk| (desk.status().await.ok()?.people as usize >= all).then_some(()))
        .await;
    let pages = traffic.delta_pages();
    let pages: Vec<_> =
        pages.iter().filter(|page| page.feed == "users" && page.whole).map(|p| p.page).collect();
    let mut once = pages.clone();
    once.dedup();
    assert!(once.is_sorted() && once[0] == 0, "no page came again but the broken one: {pages:?}");
    assert_eq!(once.len(), all.div_ceil(20));
    let kept = again.closed().await;
    assert!(matches!(kept.people_cursor, Some(Cursor::Delta(_))), "{:?}", kept.people_cursor);
}
