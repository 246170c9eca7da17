//! Directory sync and search.

use serde_json::json;
use store::{Cursor, Group, GroupPage, MemberKind, Membership, PeoplePage, Store, Stream};
use uuid::Uuid;

use crate::sample::{self, later, now, person};

#[tokio::test]
async fn pages_and_cursor_move_together_over_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let state = store.sync_state(Stream::Users).await.unwrap();
    assert_eq!((state.cursor, state.resyncing), (None, true));
    people_page(&store, 0..3, &[], next("n1")).await;
    store.close().await;

    let store = sample::open(folder.path()).await;
    let state = store.sync_state(Stream::Users).await.unwrap();
    assert_eq!((state.cursor, state.synced_at), (Some(next("n1")), None));
    people_page(&store, 3..5, &[], delta("d1")).await;
    let state = store.sync_state(Stream::Users).await.unwrap();
    assert_eq!((state.cursor, state.resyncing), (Some(delta("d1")), false));
    assert_eq!(state.synced_at, Some(now()));
    assert_eq!(store.directory_counts().await.unwrap().people, 5);
}

#[tokio::test]
async fn a_delta_changes_only_what_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    people_page(&store, 0..5, &[], delta("d1")).await;
    people_page(&store, 4..6, &[person(0, "").id], delta("d2")).await;
    assert_eq!(store.directory_counts().await.unwrap().people, 5);
    assert!(store.person(person(0, "").id).await.unwrap().is_none());
    assert!(store.person(person(1, "").id).await.unwrap().is_some());
}

#[tokio::test]
async fn a_full_round_sweeps_what_it_did_not_name_at_its_end_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    people_page(&store, 0..5, &[], delta("d1")).await;
    store.begin_resync(Stream::Users).await.unwrap();
    assert_eq!(store.sync_state(Stream::Users).await.unwrap().cursor, None);
    people_page(&store, 0..2, &[], next("n1")).await;
    assert_eq!(store.directory_counts().await.unwrap().people, 5, "readable while it runs");
    // A round that is itself started over names nothing by what it had already seen.
    store.begin_resync(Stream::Users).await.unwrap();
    people_page(&store, 2..3, &[], next("n1")).await;
    people_page(&store, 6..7, &[], delta("d2")).await;
    assert_eq!(store.directory_counts().await.unwrap().people, 2);
    assert!(store.search_people("Name1", 5).await.unwrap().is_empty(), "nor findable");
    people_page(&store, 7..8, &[], delta("d3")).await;
    assert_eq!(store.directory_counts().await.unwrap().people, 3, "later rounds only add");
}

#[tokio::test]
async fn members_of_a_group_accumulate_over_pages() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    people_page(&store, 0..4, &[], delta("d")).await;
    group_page(&store, &[1], &[(1, 0, false), (1, 1, false)], next("n")).await;
    group_page(&store, &[1], &[(1, 2, false)], delta("d")).await;
    assert_eq!(store.directory_counts().await.unwrap().memberships, 3);
    group_page(&store, &[1], &[(1, 0, true), (1, 9, false)], delta("d2")).await;
    assert_eq!(store.directory_counts().await.unwrap().memberships, 3);
    assert_eq!(store.unknown_members(10).await.unwrap(), [person(9, "").id]);
    people_page(&store, 0..0, &[person(1, "").id], delta("d3")).await;
    assert_eq!(store.directory_counts().await.unwrap().memberships, 2, "gone with the person");
    store.begin_resync(Stream::Groups).await.unwrap();
    group_page(&store, &[2], &[(2, 3, false)], delta("d4")).await;
    let counts = store.directory_counts().await.unwrap();
    assert_eq!((counts.groups, counts.memberships), (1, 1));
}

#[tokio::test]
async fn a_person_has_direct_and_nested_groups_even_in_a_circle() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    people_page(&store, 0..1, &[], delta("d")).await;
    group_page(&store, &[1, 2, 3], &[(2, 0, false)], next("n")).await;
    let nested = |group: u128, member: u128| Membership {
        group: group_id(group),
        member: group_id(member),
        kind: MemberKind::Group,
        removed: false,
    };
    let page = GroupPage {
        groups: Vec::new(),
        removed: Vec::new(),
        members: vec![nested(1, 2), nested(2, 1)],
        cursor: delta("d"),
    };
    store.save_group_page(&page, now()).await.unwrap();
    let found = store.person(person(0, "").id).await.unwrap().unwrap();
    let groups: Vec<_> = found.groups.iter().map(|g| (g.id, g.direct)).collect();
    assert_eq!(groups, [(group_id(2), true), (group_id(1), false)]);
}

#[tokio::test]
async fn the_directory_is_as_old_as_its_oldest_feed() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    assert_eq!(store.directory_synced_at().await.unwrap(), None);
    people_page(&store, 0..1, &[], delta("d")).await;
    assert_eq!(store.directory_synced_at().await.unwrap(), Some(now()));
    let page =
        |cursor| GroupPage { groups: Vec::new(), removed: Vec::new(), members: Vec::new(), cursor };
    store.save_group_page(&page(next("n")), later(5)).await.unwrap();
    assert_eq!(store.directory_synced_at().await.unwrap(), None, "groups never complete");
    store.save_group_page(&page(delta("d")), later(9)).await.unwrap();
    assert_eq!(store.directory_synced_at().await.unwrap(), Some(now()));
}

#[tokio::test]
async fn people_are_found_by_the_beginnings_of_words() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let names = [
        "Łukasz Wójcik-Nowak",
        "Øystein Solberg",
        "Đorđe Petrović",
        "José Nuñez",
        "Jose\u{301} Pen\u{303}a",
        "Straße Weiß",
        "李 小龍",
        "O'Brien \"Bob\" AND OR NOT *",
    ];
    let people: Vec<_> = (0..).zip(names).map(|(n, name)| person(n, name)).collect();
    store.save_people(&people).await.unwrap();
    for (words, found) in [
        ("wojcik", vec![names[0]]),
        ("lukasz now", vec![names[0]]),
        ("WÓJC", vec![names[0]]),
        ("oystein", vec![names[1]]),
        ("dorde petrovic", vec![names[2]]),
        ("jose", vec![names[3], names[4]]),
        ("strasse", vec![names[5]]),
        ("李", vec![names[6]]),
        ("user6@tarn", vec![names[6]]),
        ("\"bob\" *", vec![names[7]]),
        ("and or not", vec![names[7]]),
        ("ojcik", vec![]),
        ("nobody", vec![]),
    ] {
        let mut seen: Vec<_> = store
            .search_people(words, 10)
            .await
            .unwrap()
            .into_iter()
            .map(|p| p.display_name)
            .collect();
        seen.sort();
        let mut found: Vec<_> = found.into_iter().map(str::to_owned).collect();
        found.sort();
        assert_eq!(seen, found, "{words}");
    }
    assert_eq!(store.search_people("", 3).await.unwrap().len(), 3);
    store.save_people(&[person(0, "Renamed Person")]).await.unwrap();
    assert!(store.search_people("wojcik", 5).await.unwrap().is_empty());
    assert_eq!(store.search_people("renamed", 5).await.unwrap().len(), 1);
}

async fn people_page(store: &Store, numbers: std::ops::Range<u128>, gone: &[Uuid], cursor: Cursor) {
    let people = numbers.map(|n| person(n, &format!("Name{n}"))).collect();
    let page = PeoplePage { people, removed: gone.to_vec(), cursor };
    store.save_people_page(&page, now()).await.unwrap();
}

async fn group_page(
    store: &Store,
    groups: &[u128],
    members: &[(u128, u128, bool)],
    cursor: Cursor,
) {
    let groups = groups.iter().map(|n| Group {
        id: group_id(*n),
        display_name: format!("Group {n}"),
        privileged: false,
        details: json!({}),
    });
    let members = members.iter().map(|(group, member, removed)| Membership {
        group: group_id(*group),
        member: person(*member, "").id,
        kind: MemberKind::Person,
        removed: *removed,
    });
    let page = GroupPage {
        groups: groups.collect(),
        removed: Vec::new(),
        members: members.collect(),
        cursor,
    };
    store.save_group_page(&page, now()).await.unwrap();
}

fn group_id(number: u128) -> Uuid {
    Uuid::from_u128(0x6000 + number)
}

fn next(link: &str) -> Cursor {
    Cursor::Next(link.to_owned())
}

fn delta(link: &str) -> Cursor {
    Cursor::Delta(link.to_owned())
}
