//! No secret and no personal datum is written anywhere but sealed: not in a log at any level, not in
//! the store's files, not in temporary or cache folders, not in arguments or environments.
//!
//! A whole review is made by a desk in a process of its own, all of whose folders are the journey's;
//! then everything that it left is searched, in every form of every value. Leaks made on purpose
//! are found by the same search.

mod folders;
pub mod scene;
mod values;

use std::collections::BTreeSet;

use sandbox::leak::Planted;
use sandbox::{Fault, Host, Place};
use serde_json::json;

use self::folders::Folders;
use crate::harness::World;

/// A job that nobody has, of somebody in the directory.
const JOB: &str = "Zzyzxine Quillbane of the Third Lens";
/// What the reviewer writes beside a decision.
const NOTE: &str = "Vexholm tarrasque, seen beside the window";
/// What the reviewer began to write.
const DRAFT: &str = "Murgatroyd half a thought about gannets";

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_review_writes_nothing_secret_or_personal() {
    let mut world = World::empty().await;
    let interviews = world.plain()[..4].to_vec();
    let subjects: Vec<_> = interviews
        .iter()
        .map(|interview| world.sandbox.company().session(interview).unwrap().clone())
        .collect();
    for subject in &subjects {
        let job = json!({ "jobTitle": JOB }).as_object().unwrap().clone();
        world.sandbox.patch_user(&subject.login_hint, job).unwrap();
    }
    for interview in &interviews {
        world.take_in(interview).await;
    }
    let between = world.watched().await;
    // A failure is logged with its chain: the first sync meets one.
    let users = Place::new(Host::Graph, "/v1.0/users/delta");
    world.sandbox.faults().add(Fault::Garbled { at: users }.times(1));
    let place = Folders::new(&world);
    let mut desk = place.start(&world, "review");
    let said = desk.says().await;
    assert_eq!(said.as_deref(), Some("before sign-out"), "{}", place.complaint());
    place.note_process(desk.id());
    let reviewed = between.exchanges();
    let live = values::secrets_of(&world, &place, &reviewed);
    let at_work = place.search(&live);
    desk.go_on().await;
    desk.must_say("signed out").await;
    desk.must_end().await;

    let mut values = values::secrets_of(&world, &place, &between.exchanges());
    values.extend(values::personal_of(&world, &subjects));
    values.push(("device seed".to_owned(), values::device_seed(&world, &place).await));
    for name in ["database key", "device seed", "picture key", "picture", "token", "name"] {
        let planted = values.iter().filter(|(planted, _)| planted.starts_with(name)).count();
        assert!(planted > 0, "no {name} was planted");
    }
    assert_eq!(at_work, [], "while the desk was at work");
    assert_eq!(place.search(&values), [], "after the sign-out");

    // The service keeps the reviewer's name, and of the case nothing but sealed.
    let planted = values.iter().filter(|(name, _)| !name.contains("name of ana.ferreira"));
    let planted = Planted::new(planted.cloned()).unwrap();
    let service = world.service_folder().join("service");
    assert_eq!(planted.below(&service).unwrap(), [], "at the service");

    // What was searched is what there was to search.
    let log = std::fs::read_to_string(place.log()).unwrap();
    for part in ["desk::", "entra::", "reqwest::", "hyper_util::", "h2::"] {
        assert!(log.contains(&format!(" {part}")), "the log has no line of {part}");
    }
    assert!(log.contains("TRACE") && log.lines().count() > 1000);
    assert!(place.children() > 4, "every decoder noted its arguments and environment");
    assert!(place.data().join("store.db").metadata().unwrap().len() > 100_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn leaks_made_on_purpose_are_found() {
    let world = World::empty().await;
    let place = Folders::new(&world);
    let mut desk = place.start(&world, "leaks");
    desk.must_say("leaking").await;
    place.note_process(desk.id());
    desk.go_on().await;
    desk.must_end().await;
    let values = [("job", JOB), ("note", NOTE), ("draft", DRAFT)];
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
        .collect();
    let leaks = place.search(&values);
    let found: BTreeSet<_> = leaks
        .iter()
        .map(|leak| (place.part_of(&leak.place), leak.name.as_str(), leak.form))
        .collect();
    let made = [
        ("children", "draft", "base64"),
        ("children", "note", "itself"),
        ("data", "job", "itself"),
        ("data", "note", "UTF-16LE"),
        ("home", "draft", "base64"),
        ("logs", "job", "hex"),
        ("logs", "note", "itself"),
        ("tmp", "job", "itself"),
        ("tmp", "note", "capital hex"),
    ];
    assert_eq!(found, BTreeSet::from(made));
}
