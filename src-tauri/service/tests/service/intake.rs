//! How cases come in, and what hostile hints do.

use serde_json::{Value, json};

use crate::desk::{live, problem, read};
use crate::vendor::picture;
use crate::world::{World, until};

#[tokio::test(flavor = "multi_thread")]
async fn hints_bring_cases_and_hostile_ones_bring_nothing() {
    let world = World::empty(6).await;
    let desk = world.desk("mireille.okou").await;
    let hook = format!("{}/v1/webhooks/incode", desk.url);
    let hint = async |body: String| {
        desk.http.post(&hook).body(body).send().await.unwrap().status().as_u16()
    };
    let hostile = [
        String::new(),
        "null".to_owned(),
        "[".repeat(5000),
        "{\"interviewId\": 7}".to_owned(),
        "{\"interviewId\": \"../../../etc/passwd\"}".to_owned(),
        "{\"interviewId\": \"x' OR 1=1 --\"}".to_owned(),
        format!("{{\"interviewId\": \"{}\"}}", "a".repeat(60)),
        "<html>".to_owned(),
        "\u{0}\u{0}".to_owned(),
    ];
    for body in hostile {
        assert_eq!(hint(body).await, 200);
    }
    assert_eq!(hint("x".repeat(100_000)).await, 413);
    let ids = world.interview_ids();
    for id in &ids {
        // Twice, as the vendor does.
        for _ in 0..2 {
            let body = json!({ "interviewId": id, "onboardingStatus": "ONBOARDING_FINISHED" });
            assert_eq!(hint(body.to_string()).await, 200);
        }
    }
    world.wait_until_in(ids.len()).await;
    assert_eq!(desk.changes(None).await.changes.len(), ids.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_brings_cases_once() {
    let world = World::empty(4).await;
    let desk = world.desk("mireille.okou").await;
    let ids = world.interview_ids();
    let csv = format!("interview_id;note\n{}\nnot an id\n{}\n", ids[0], ids[1]);
    let send = async || {
        let request = desk.http.post(format!("{}/v1/intake", desk.url));
        let request = request.bearer_auth(&desk.token).header("content-type", "text/csv");
        read::<Value>(request.body(csv.clone()).send().await.unwrap()).await
    };
    assert_eq!(send().await, json!({ "queued": 2, "known": 0, "refused": [2] }));
    world.wait_until_in(2).await;
    assert_eq!(send().await["known"], 2);
    let helpdesk = world.desk("priya.nair").await;
    let answer = helpdesk.post("v1/intake", &json!({ "interview_ids": ids })).await;
    assert_eq!(problem(answer).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_on_disk_is_sealed_and_what_is_shown_is_the_vendor_s() {
    let world = World::with_cases(10).await;
    let ana = world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let facts = file.facts.as_ref().unwrap();
    let session = world
        .sandbox
        .company()
        .sessions
        .iter()
        .find(|session| session.subject == facts.subject.object_id);
    let interview = &session.unwrap().interview_id;
    // Not every session has a crop; every one that can be approved has a selfie.
    let item = live(&file).find(|item| item.role == review::EvidenceRole::Selfie).unwrap();
    assert_eq!(ana.see(file.summary.id, item).await, picture(interview, "selfie"));

    let names = [
        facts.person.display_name.clone(),
        facts.document.document_number.clone().unwrap(),
        facts.document.surname.clone().unwrap(),
        format!("{interview} selfie"),
    ];
    let mut files = vec![world.directory.path().join("service")];
    let mut bytes = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let content = std::fs::read(&path).unwrap();
        bytes += content.len();
        for name in &names {
            let found = content.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "personal data in {}", path.display());
        }
    }
    assert!(bytes > 100_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_tells_changes_once() {
    let world = World::with_cases(5).await;
    let ana = world.desk("ana.ferreira").await;
    let page = ana.changes(None).await;
    assert_eq!((page.changes.len(), page.more), (5, false));
    assert!(page.changes[0].number.0.starts_with("CS-204"));
    assert!(ana.changes(Some(&page.cursor)).await.changes.is_empty());
    // Page by page it is the same.
    let url = format!("{}/v1/changes?limit=2", ana.url);
    let first: review::ChangePage =
        read(ana.http.get(&url).bearer_auth(&ana.token).send().await.unwrap()).await;
    assert!(first.more && first.changes.len() == 2);
    assert_eq!(ana.changes(Some(&first.cursor)).await.changes.len(), 3);
    // Nothing new: 304.
    let answer = ana.get(&format!("v1/changes?cursor={}", page.cursor)).await;
    let tag = answer.headers()["etag"].clone();
    let request = ana.http.get(format!("{}/v1/changes?cursor={}", ana.url, page.cursor));
    let again = request.bearer_auth(&ana.token).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
    ana.lease(page.changes[0].id).await;
    until(async || ana.changes(Some(&page.cursor)).await.changes.len() == 1).await;
    assert_eq!(problem(ana.get("v1/changes?cursor=AAAA").await).await.status, 400);
    let foreign = "AAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(problem(ana.get(&format!("v1/changes?cursor={foreign}")).await).await.status, 410);
}

/// The service's own file, beside the running service.
async fn database(world: &World) -> sqlx::SqlitePool {
    let file = world.directory.path().join("service/service.sqlite");
    sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_hints_look_no_sooner_at_what_was_just_looked_at() {
    let world = World::with_cases(4).await;
    let desk = world.desk("mireille.okou").await;
    let database = database(&world).await;
    let interview = world.interview_ids().remove(0);
    let row = async || -> (i64, i64, i64) {
        sqlx::query_as(
            "SELECT coalesce(looked_at, 0), next_at, heard FROM sessions WHERE interview_id = ?",
        )
        .bind(&interview)
        .fetch_one(&database)
        .await
        .unwrap()
    };
    until(async || row().await.0 > 0).await;
    let (looked_before, next_before, heard_before) = row().await;
    assert!(next_before > looked_before + 60_000, "nothing is to be looked at for a while");
    let hint = json!({ "interviewId": interview }).to_string();
    for _ in 0..10 {
        let hook = desk.http.post(format!("{}/v1/webhooks/incode", desk.url));
        assert_eq!(hook.body(hint.clone()).send().await.unwrap().status(), 200);
        let (looked_at, next_at, _) = row().await;
        assert!(next_at >= looked_at + 10_000, "pulled forward by {}", looked_at - next_at);
    }
    // None was lost either.
    assert_eq!(row().await.2, heard_before + 10);
    world.advance(30);
    until(async || row().await.0 > looked_before).await;
    // An operator does not wait.
    world.advance(1);
    let (looked_before, ..) = row().await;
    let body = json!({ "interview_ids": [interview] });
    assert_eq!(desk.post("v1/intake", &body).await.status(), 202);
    until(async || row().await.0 > looked_before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_flood_of_hints_keeps_no_operator_out() {
    let world = World::empty(2).await;
    let desk = world.desk("mireille.okou").await;
    let database = database(&world).await;
    // As many as are let wait, none of them due.
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
         INSERT INTO sessions (interview_id, heard_at, state, next_at)
             SELECT printf('%024x', i), 0, 'waiting', 9000000000000 FROM n",
    )
    .execute(&database)
    .await
    .unwrap();
    let ids = world.interview_ids();
    let hook = desk.http.post(format!("{}/v1/webhooks/incode", desk.url));
    let hint = json!({ "interviewId": ids[0] }).to_string();
    assert_eq!(hook.body(hint).send().await.unwrap().status(), 200);
    let known: i64 = sqlx::query_scalar("SELECT count(*) FROM sessions WHERE interview_id = ?")
        .bind(&ids[0])
        .fetch_one(&database)
        .await
        .unwrap();
    assert_eq!(known, 0, "a hint beyond the limit is dropped");
    let answer: Value = read(desk.post("v1/intake", &json!({ "interview_ids": ids })).await).await;
    assert_eq!(answer, json!({ "queued": 2, "known": 0, "refused": [] }));
    world.wait_until_in(2).await;
}
