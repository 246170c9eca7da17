//! A subject whose account changes while somebody reviews their case.

use review::problem::Kind;
use review::*;
use sandbox::{Fault, Host, Place};
use serde_json::{Map, Value, json};

use crate::desk::{Desk, problem, read};
use crate::world::{World, until};

fn patch(world: &World, subject: PersonRef, changes: Value) {
    let changes: Map<String, Value> = serde_json::from_value(changes).unwrap();
    world.sandbox.patch_user(&subject.object_id.to_string(), changes).unwrap();
}

/// An approval of what was on the screen before: refused, and the case is opened again.
async fn changed(ana: &Desk, file: &CaseFile) -> CaseFile {
    let stale = ana.prepare(file, ana.claim(file, Verdict::Approve)).await;
    let refused = problem(ana.send(&stale).await).await;
    assert_eq!(refused.status, 412);
    assert_eq!(refused.kind(), Some(Kind::Changed));
    assert_eq!(refused.current_revision, Some(file.summary.revision + 1));
    let again = ana.open(file.summary.id).await;
    assert_eq!(again.summary.revision, file.summary.revision + 1);
    again
}

/// An approval of the case as it is now: closed for approve by exactly this rule.
async fn closed(ana: &Desk, file: &CaseFile, code: &str) {
    let now = ana.prepare(file, ana.claim(file, Verdict::Approve)).await;
    let refused = problem(ana.send(&now).await).await;
    assert_eq!(refused.kind(), Some(Kind::Closed));
    let codes: Vec<&str> = refused.closed.iter().map(|closed| closed.code.as_str()).collect();
    assert_eq!(codes, [code]);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_subject_that_changed_under_the_reviewer_is_not_approved() {
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let subject = file.facts.as_ref().unwrap().subject;
    let cursor = ana.changes(None).await.cursor;

    // Another surname in the directory: the feed tells it, the claims stay as of the capture.
    patch(&world, subject, json!({ "surname": "Attacker" }));
    let edited = changed(&ana, &file).await;
    let facts = edited.facts.as_ref().unwrap();
    assert_eq!(facts.profile.surname, file.facts.as_ref().unwrap().profile.surname);
    let seen: Vec<&str> = facts.person.changes.iter().map(|one| one.property.as_str()).collect();
    assert_eq!(seen, ["surname"]);
    let fed = ana.changes(Some(&cursor)).await.changes;
    assert!(fed.iter().any(|row| row.id == file.summary.id));

    // The reviewer becomes the subject's manager.
    let manager = world.sandbox.directory().company().people.iter();
    let manager = manager.filter(|one| one.id == subject.object_id).find_map(|one| one.manager);
    patch(&world, subject, json!({ "manager": ana.person.object_id }));
    let reports = changed(&ana, &edited).await;
    closed(&ana, &reports, "P-04").await;

    // Disabled.
    patch(&world, subject, json!({ "manager": manager, "accountEnabled": false }));
    let disabled = changed(&ana, &reports).await;
    closed(&ana, &disabled, "H-07").await;

    // Enabled again, and a member of a group that carries a role.
    patch(&world, subject, json!({ "accountEnabled": true }));
    let company = world.sandbox.company();
    let carries = company.groups.iter().find(|one| one.is_assignable_to_role == Some(true));
    let carries = carries.unwrap().id.to_string();
    let member = subject.object_id.to_string();
    world.sandbox.directory().add_member(&carries, &member).unwrap();
    let privileged = changed(&ana, &disabled).await;
    let asked = second_person(privileged.facts.as_ref().unwrap(), &[], &Policy::strict());
    assert_eq!(asked, [Because::Privileged, Because::ProfileEdited]);
    assert!(privileged.summary.marks.contains(&Mark::Privileged));

    // A directory that does not answer passes nothing.
    world.sandbox.directory().remove_member(&carries, &member).unwrap();
    let down = Place::new(Host::Graph, format!("/v1.0/users/{member}"));
    world.sandbox.faults().add(Fault::Unavailable { at: down, retry_after: None });
    let blind = ana.prepare(&privileged, ana.claim(&privileged, Verdict::Approve)).await;
    let refused = problem(ana.send(&blind).await).await;
    assert_eq!(refused.kind(), Some(Kind::Unavailable));
    world.sandbox.faults().clear();

    // The control: everything as it should be, and opened as it is now. Edited after the capture,
    // it takes a second person.
    let whole = changed(&ana, &privileged).await;
    ana.decide(&whole, Verdict::Approve).await;
    let row = ana.changes(None).await.changes.into_iter().find(|row| row.id == whole.summary.id);
    assert!(matches!(row.unwrap().state, CaseState::SecondReview { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_the_session_finds_what_changed_in_every_case_of_the_person() {
    let world = World::with_cases(24).await;
    let ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let subject = file.facts.as_ref().unwrap().subject;
    let sessions = &world.sandbox.company().sessions;
    let of = |one: &&sandbox::company::Session| one.subject == subject.object_id;
    let first = sessions.iter().find(of).unwrap().interview_id.clone();
    let second = world.sandbox.capture_again(&first).unwrap();
    let mireille = world.desk("mireille.okou").await;
    let body = json!({ "interview_ids": [second] });
    assert_eq!(mireille.post("v1/intake", &body).await.status(), 202);
    world.wait_until_in(25).await;
    let rows = || async { ana.changes(None).await.changes };
    let before = rows().await;
    let other = before.iter().max_by_key(|row| row.number.0.clone()).unwrap().clone();
    let own = before.iter().find(|row| row.id == file.summary.id).unwrap().clone();

    patch(&world, subject, json!({ "manager": ana.person.object_id }));
    let body = json!({ "interview_ids": [first] });
    assert_eq!(mireille.post("v1/intake", &body).await.status(), 202);
    until(async || {
        let rows = rows().await;
        [&own, &other].into_iter().all(|before| {
            rows.iter().any(|row| row.id == before.id && row.revision == before.revision + 1)
        })
    })
    .await;
    let again = ana.open(own.id).await;
    let reviewer: Reviewer = read(ana.get("v1/me").await).await;
    let door = ana.door(&again, &reviewer, Verdict::Deny);
    assert_eq!(door.closed.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["P-04"]);
}
