//! Graph's pages, links, errors and throttling.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use entra::graph::{Cursor, DeltaStep, MemberKind, Priority, Start, UserChange};
use entra::{AccessTokens, Challenge, Error, Graph, Trust, http_client};
use futures::future::BoxFuture;
use futures::{StreamExt, TryStreamExt};
use secrecy::SecretString;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::minting::ANA;
use crate::standin::{Ask, Reply, Standin, tenant};

/// Tokens that count up, and what challenges came with.
#[derive(Default)]
pub struct Counted {
    challenges: Mutex<Vec<Option<Challenge>>>,
}

impl AccessTokens for Counted {
    fn access_token<'a>(
        &'a self,
        challenge: Option<&'a Challenge>,
    ) -> BoxFuture<'a, Result<SecretString, Error>> {
        let mut all = self.challenges.lock().unwrap();
        all.push(challenge.cloned());
        let token = SecretString::from(format!("token-{}", all.len()));
        Box::pin(async move { Ok(token) })
    }
}

pub fn client(standin: &Standin) -> (Graph, Arc<Counted>) {
    let tokens = Arc::new(Counted::default());
    let http = http_client(&standin.tenant.trust).unwrap();
    (Graph::new(http, &standin.tenant, tokens.clone()), tokens)
}

/// A Graph that gives these answers one after another, and then 404.
pub async fn saying(replies: impl IntoIterator<Item = Reply>) -> (Standin, Graph) {
    let mut replies: VecDeque<Reply> = replies.into_iter().collect();
    let standin = Standin::start(move |_| replies.pop_front()).await;
    let (graph, _) = client(&standin);
    (standin, graph)
}

fn fresh() -> Start {
    Start::Fresh { select: vec!["displayName".to_owned()], only: vec![ANA] }
}

fn page(values: Value, link: &str, target: &str) -> Value {
    let mut page = json!({ "value": values });
    page[format!("@odata.{link}")] = json!(target);
    page
}

fn error(status: u16, code: &str) -> Reply {
    Reply::json(status, json!({"error": {"code": code, "message": "secret words"}}))
        .with("request-id", "rid-1")
}

async fn steps(graph: &Graph, start: Start) -> Vec<Result<DeltaStep<UserChange>, Error>> {
    graph.users_delta_pages(start).collect().await
}

#[tokio::test]
async fn a_round_runs_page_by_page_and_resumes_anywhere() {
    let standin = Standin::start(|_| None).await;
    let origin = standin.origin.clone();
    standin.script(move |ask| {
        let link = |kind: &str, token: &str| {
            (kind.to_owned(), format!("{origin}/v1.0/users/delta?{token}"))
        };
        let ((kind, target), values) = match ask.query.as_str() {
            "$skiptoken=two" => (link("nextLink", "$skiptoken=three"), json!([])),
            "$skiptoken=three" => (
                link("deltaLink", "$deltatoken=end"),
                json!([{"id": ANA, "@removed": {"reason": "changed"}}]),
            ),
            "$deltatoken=end" => (link("deltaLink", "$deltatoken=end2"), json!([])),
            _ => (
                link("nextLink", "$skiptoken=two"),
                json!([{"id": ANA, "displayName": "Ana", "mail": null}]),
            ),
        };
        Some(Reply::json(200, page(values, &kind, &target)))
    });
    let (graph, _) = client(&standin);
    let graph = graph.with_priority(Priority::Low);
    let whole = steps(&graph, fresh()).await;
    assert_eq!(whole.len(), 3);
    let first = standin.asked("/users/delta")[0].clone();
    assert_eq!(first.query()["$filter"], format!("id eq '{ANA}'"));
    assert!(!first.query.contains('+') && first.query.contains("$select=displayName"));
    assert_eq!(first.header("authorization"), "Bearer token-1");
    assert_eq!(first.header("x-ms-throttle-priority"), "low");
    assert_eq!(first.header("return-client-request-id"), "true");
    assert!(first.header("client-request-id").parse::<Uuid>().is_ok());

    let Some(Ok(DeltaStep::Page(one))) = whole.first() else { panic!("{whole:?}") };
    assert!(!one.cursor.is_complete());
    // A cursor survives the store.
    let kept = serde_json::to_string(&one.cursor).unwrap();
    let resumed = steps(&graph, Start::At(serde_json::from_str(&kept).unwrap())).await;
    assert_eq!(resumed[..], whole[1..]);
    let Some(Ok(DeltaStep::Page(last))) = whole.last() else { panic!("{whole:?}") };
    assert!(last.cursor.is_complete());
    assert_eq!(last.changes, [UserChange::Removed { id: ANA, restorable: true }]);
    let next_round = steps(&graph, Start::At(last.cursor.clone())).await;
    assert!(matches!(&next_round[..], [Ok(DeltaStep::Page(page))] if page.changes.is_empty()));
}

#[tokio::test]
async fn no_request_goes_to_a_foreign_link() {
    let foreign = Standin::start(|_| Some(Reply::json(200, json!({"value": []})))).await;
    let (standin, graph) = saying([]).await;
    let port = Url::parse(&standin.origin).unwrap().port().unwrap();
    for link in [
        format!("{}/v1.0/users/delta?x", foreign.origin),
        format!("http://localhost:{port}/v1.0/users/delta"),
        format!("https://localhost.evil.example:{port}/v1.0/users/delta"),
        format!("https://localhost:{port}@evil.example/v1.0/users/delta"),
        format!("https://a:b@localhost:{port}/v1.0/users/delta"),
        format!("https://localhost:{port}/beta/users/delta"),
        format!("https://localhost:{port}/v1.0/../evil"),
        "/v1.0/users/delta".to_owned(),
        String::new(),
    ] {
        for name in ["nextLink", "deltaLink"] {
            let body = page(json!([]), name, &link);
            standin.script(move |_| Some(Reply::json(200, body.clone())));
            let outcome = graph.users_delta(fresh()).await;
            assert_eq!(outcome, Err(Error::ForeignLink), "{name} {link}");
            if name == "nextLink" {
                let listed: Result<Vec<_>, _> = graph.users(&["id"]).try_collect().await;
                assert_eq!(listed, Err(Error::ForeignLink), "list {link}");
            }
        }
        if let Ok(url) = Url::parse(&link) {
            let before = standin.asked_in_all();
            let outcome = graph.users_delta(Start::At(Cursor::Next(url))).await;
            assert_eq!(outcome, Err(Error::ForeignLink), "stored cursor {link}");
            assert_eq!(standin.asked_in_all(), before);
        }
    }
    assert_eq!(foreign.asked_in_all(), 0);
}

#[tokio::test]
async fn links_that_run_in_a_circle_are_noticed() {
    let standin = Standin::start(|_| None).await;
    let origin = standin.origin.clone();
    let mut count = 0;
    standin.script(move |_| {
        count += 1;
        let target = format!("{origin}/v1.0/users/delta?$skiptoken={}", count % 2);
        Some(Reply::json(200, page(json!([]), "nextLink", &target)))
    });
    let (graph, _) = client(&standin);
    let round = steps(&graph, fresh()).await;
    assert_eq!(round.last(), Some(&Err(Error::EndlessPages)));
    assert!(round.len() <= 4);
    let listed: Result<Vec<_>, _> = graph.users(&["id"]).try_collect().await;
    assert_eq!(listed, Err(Error::EndlessPages));
}

#[tokio::test]
async fn a_forgotten_cursor_asks_for_a_resync() {
    let (standin, graph) = saying([]).await;
    let ours = format!("{}/v1.0/users/delta?$deltatoken=", standin.origin);
    let nested = json!({"error": {"code": "", "innererror": {"code": "SyncStateNotFound"}}});
    let from = Some(Cursor::Next(Url::parse(&ours).unwrap()));
    let location = ours.clone();
    type Say = Box<dyn Fn() -> Reply + Send>;
    let cases: Vec<(Say, Option<Cursor>)> = vec![
        (Box::new(move || Reply::empty(410).with("location", &location)), from),
        (Box::new(|| Reply::empty(410).with("location", "https://evil.example/v1.0/x")), None),
        (Box::new(|| Reply::empty(410)), None),
        (Box::new(|| error(400, "resyncRequired")), None),
        (Box::new(|| error(404, "SYNCSTATENOTFOUND")), None),
        (Box::new(move || Reply::json(400, nested.clone())), None),
    ];
    for (say, from) in cases {
        standin.script(move |_| Some(say()));
        assert_eq!(steps(&graph, fresh()).await, [Ok(DeltaStep::Resync { from })]);
    }
}

#[tokio::test]
async fn odd_pages_are_told() {
    let link = |standin: &Standin| format!("{}/v1.0/users/delta?x", standin.origin);
    let (standin, graph) = saying([]).await;
    let good = link(&standin);
    let mut both = page(json!([]), "nextLink", &good);
    both["@odata.deltaLink"] = json!(good);
    for reply in [
        Reply::text(200, "text/html", "<html>Sign in</html>"),
        Reply::json(200, json!({"value": []})),
        Reply::json(200, both),
        Reply::json(200, page(json!("no list"), "deltaLink", &good)),
        Reply::json(200, page(json!([{"id": "no id"}]), "deltaLink", &good)),
        Reply::json(200, page(json!([[]]), "deltaLink", &good)),
    ] {
        let mut reply = Some(reply);
        standin.script(move |_| reply.take());
        let outcome = graph.users_delta(fresh()).await;
        assert!(matches!(outcome, Err(Error::UnexpectedAnswer { .. })), "{outcome:?}");
    }
}

#[tokio::test]
async fn groups_bring_their_members() {
    let (standin, graph) = saying([]).await;
    let target = format!("{}/v1.0/groups/delta?$deltatoken=1", standin.origin);
    let values = json!([{"id": ANA, "displayName": "G", "members@delta": [
        {"@odata.type": "#microsoft.graph.user", "id": ANA},
    ]}]);
    standin.script(move |_| Some(Reply::json(200, page(values.clone(), "deltaLink", &target))));
    let all: Vec<_> = graph.groups_delta_pages(fresh()).try_collect().await.unwrap();
    let [DeltaStep::Page(page)] = &all[..] else { panic!("{all:?}") };
    let [entra::graph::GroupChange::Changed { members, .. }] = &page.changes[..] else {
        panic!("{page:?}")
    };
    assert_eq!(members[0].kind, MemberKind::User);
    let latest = graph.users_delta_latest(&["id"]).await.unwrap();
    assert!(latest.is_complete());
    let asked: Ask = standin.asked("/users/delta").remove(0);
    assert_eq!(asked.query()["$deltatoken"], "latest");
}

#[tokio::test]
async fn throttling_is_waited_out_a_little() {
    let busy = |status| error(status, "TooManyRequests").with("retry-after", "0");
    let user = || Reply::json(200, json!({"id": ANA}));
    let (standin, graph) = saying([busy(429), busy(503), busy(504), user()]).await;
    assert_eq!(graph.user("x", &["id"]).await.unwrap().id, ANA);
    assert_eq!(standin.asked_in_all(), 4);

    let (standin, graph) = saying((0..9).map(|_| busy(429))).await;
    let outcome = graph.user("x", &["id"]).await;
    assert_eq!(outcome, Err(Error::Throttled { retry_after: Duration::ZERO }));
    assert_eq!(standin.asked_in_all(), 4);

    let long = error(429, "TooManyRequests").with("retry-after", "3000");
    let (standin, graph) = saying([long]).await;
    let outcome = graph.user("x", &["id"]).await;
    assert_eq!(outcome, Err(Error::Throttled { retry_after: Duration::from_secs(3000) }));
    assert_eq!(standin.asked_in_all(), 1);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let claims =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=";
    let header = format!(r#"Bearer realm="", error="insufficient_claims", claims="{claims}""#);
    for status in [401, 403] {
        let (header, user) = (header.clone(), json!({"id": ANA}));
        let mut count = 0;
        let standin = Standin::start(move |_| {
            count += 1;
            let refused = error(status, "x").with("www-authenticate", &header);
            Some(if count == 1 { refused } else { Reply::json(200, user.clone()) })
        })
        .await;
        let (graph, tokens) = client(&standin);
        assert!(graph.user("x", &["id"]).await.is_ok());
        let challenges = tokens.challenges.lock().unwrap().clone();
        assert_eq!(challenges.len(), 2);
        assert!(challenges[1].as_ref().unwrap().claims.is_some());
    }
    let again = move |_: &Ask| Some(error(401, "x").with("www-authenticate", &header));
    let standin = Standin::start(again).await;
    let (graph, _) = client(&standin);
    let outcome = graph.user("x", &["id"]).await;
    assert!(matches!(outcome, Err(Error::InteractionRequired { claims: Some(_), .. })));
    assert_eq!(standin.asked_in_all(), 2);
}

#[tokio::test]
async fn errors_keep_code_and_request_id_and_nothing_else() {
    let request_id = Some("rid-1".to_owned());
    let code = "Authorization_RequestDenied".to_owned();
    for (status, outcome) in [
        (403, Error::NotPermitted { code: code.clone(), request_id: request_id.clone() }),
        (404, Error::NotFound { request_id: request_id.clone() }),
        (
            400,
            Error::GraphRefused { status: 400, code: code.clone(), request_id: request_id.clone() },
        ),
        (501, Error::GraphRefused { status: 501, code, request_id: request_id.clone() }),
        (502, Error::Trouble { status: 502, request_id }),
    ] {
        let (_standin, graph) = saying([error(status, "Authorization_RequestDenied")]).await;
        let told = graph.user("x", &["id"]).await.unwrap_err();
        assert_eq!(told, outcome);
        assert!(!format!("{told:?} {told}").contains("secret"));
    }
}

#[tokio::test]
async fn an_unknown_certificate_is_not_trusted_and_nobody_is_offline() {
    let (standin, stranger) = (saying([]).await.0, saying([]).await.0);
    let wrong = tenant(&standin.origin, stranger.tenant.trust.clone());
    let graph = |tenant: &entra::Tenant| {
        let http = http_client(&tenant.trust).unwrap();
        Graph::new(http, tenant, Arc::new(Counted::default()))
    };
    let host = "localhost".to_owned();
    let outcome = graph(&wrong).user("x", &["id"]).await;
    assert_eq!(outcome, Err(Error::Untrusted { host: host.clone() }));
    assert_eq!(standin.asked_in_all(), 0);
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("https://localhost:{}", closed.local_addr().unwrap().port());
    drop(closed);
    let nobody = tenant(&origin, standin.tenant.trust.clone());
    assert_eq!(graph(&nobody).user("x", &["id"]).await, Err(Error::Offline { host }));
    assert!(http_client(&Trust::Platform).is_ok());
}
