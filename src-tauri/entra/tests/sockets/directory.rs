//! People, roles, mail and batches.

use std::time::Duration;

use chrono::NaiveDate;
use entra::Error;
use entra::graph::{RolePath, RoleState, User};
use futures::TryStreamExt;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::graph::{client, saying};
use crate::minting::ANA;
use crate::standin::{Reply, Standin};

const BOSS: Uuid = Uuid::from_u128(0xb055);
const GROUP: Uuid = Uuid::from_u128(0x6009);
const REACH: Uuid = Uuid::from_u128(0x4eac);
const ROLE: Uuid = Uuid::from_u128(0x7292);

#[tokio::test]
async fn a_user_is_read_with_nulls_and_extensions() {
    let body = json!({
        "@odata.context": "x", "id": ANA, "displayName": "Ana", "mail": null, "otherMails": null,
        "businessPhones": ["1"], "accountEnabled": true, "createdDateTime": "2020-01-02T03:04:05Z",
        "onPremisesExtensionAttributes": {"extensionAttribute1": "x"},
    });
    let (standin, graph) = saying([Reply::json(200, body)]).await;
    let user = graph.user("ana+x@tarnholm.example/..", &User::SELECT).await.unwrap();
    assert_eq!((user.id, user.mail, user.business_phones.len()), (ANA, None, 1));
    assert_eq!(user.more["onPremisesExtensionAttributes"]["extensionAttribute1"], "x");
    assert!(standin.asked("/v1.0/users/ana+x@tarnholm.example%2F..").len() == 1);
}

#[tokio::test]
async fn lists_are_read_to_the_end() {
    let standin = Standin::start(|_| None).await;
    let origin = standin.origin.clone();
    standin.script(move |ask| {
        let user =
            |kind: &str| json!({"@odata.type": format!("#microsoft.graph.{kind}"), "id": ANA});
        let mut body = json!({"value": [user("user"), user("group"), user("device")]});
        if ask.query().contains_key("$top") {
            let next = format!("{origin}{}?$skiptoken=2", ask.path);
            body = json!({"value": [], "@odata.nextLink": next});
        }
        Some(Reply::json(200, body))
    });
    let (graph, _) = client(&standin);
    let pages: Vec<Vec<User>> = graph.group_users(GROUP, &["id"]).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1]);
    let pages: Vec<Vec<User>> = graph.users(&["id"]).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [0, 3]);
}

#[tokio::test]
async fn a_birthday_is_asked_for_alone() {
    let body = json!({"id": ANA, "birthday": "1990-01-15T08:00:00Z"});
    let (standin, graph) = saying([Reply::json(200, body), Reply::json(200, json!({}))]).await;
    let birthday = graph.birthday(ANA).await.unwrap();
    assert_eq!(birthday, NaiveDate::from_ymd_opt(1990, 1, 15));
    assert_eq!(standin.asked(&ANA.to_string())[0].query, "$select=birthday");
    assert_eq!(graph.birthday(ANA).await, Ok(None));
}

#[tokio::test]
async fn managers_are_followed_up_and_never_round() {
    let standin = Standin::start(|ask| {
        let above = if ask.path.contains(&ANA.to_string()) { BOSS } else { ANA };
        Some(Reply::json(200, json!({"id": above, "displayName": "x"})))
    })
    .await;
    let (graph, _) = client(&standin);
    let chain = graph.manager_chain(ANA).await.unwrap();
    assert_eq!(chain.iter().map(|manager| manager.id).collect::<Vec<_>>(), [BOSS]);
    let (_standin, graph) = saying([]).await;
    assert_eq!(graph.manager_chain(ANA).await, Ok(Vec::new()));
}

#[tokio::test]
async fn roles_are_found_directly_and_through_groups_held_and_within_reach() {
    let standin = Standin::start(|ask| {
        let held = |name: &str| {
            json!({"value": [{"roleDefinitionId": ROLE, "principalId": ANA,
                "roleDefinition": {"templateId": ROLE, "displayName": name}}]})
        };
        let filter = ask.query().get("$filter").cloned().unwrap_or_default();
        let body = if ask.is("/microsoft.graph.group") {
            assert_eq!(ask.header("consistencylevel"), "eventual");
            json!({"value": [
                {"id": GROUP, "displayName": "g", "isAssignableToRole": true},
                {"id": BOSS, "displayName": "h", "isAssignableToRole": null},
            ]})
        } else if ask.is("/privilegedAccess/group/eligibilityScheduleInstances") {
            assert_eq!(filter, format!("principalId eq '{ANA}'"));
            json!({"value": [{"principalId": ANA, "groupId": REACH},
                {"principalId": ANA, "groupId": GROUP}]})
        } else if ask.is("/roleAssignments") && filter.contains(&REACH.to_string()) {
            held("User Administrator")
        } else if ask.is("/roleAssignments") && filter == format!("principalId eq '{ANA}'") {
            held("Helpdesk Administrator")
        } else if ask.is("/roleEligibilityScheduleInstances") && filter.contains(&GROUP.to_string())
        {
            held("Global Administrator")
        } else {
            assert!(!filter.contains(&BOSS.to_string()), "not a role-assignable group");
            json!({"value": []})
        };
        Some(Reply::json(200, body))
    })
    .await;
    let (graph, _) = client(&standin);
    let roles = graph.directory_roles(ANA).await.unwrap();
    let brief: Vec<_> =
        roles.iter().map(|role| (role.name.as_str(), role.state, role.path.clone())).collect();
    assert_eq!(
        brief,
        [
            ("Helpdesk Administrator", RoleState::Active, RolePath::Direct),
            ("Global Administrator", RoleState::Eligible, RolePath::ThroughGroup { group: GROUP }),
            ("User Administrator", RoleState::Eligible, RolePath::ThroughGroup { group: REACH }),
        ]
    );
    assert_eq!(roles[0].template_id, ROLE);
}

#[tokio::test]
async fn without_a_licence_nobody_is_eligible() {
    let standin = Standin::start(|ask| {
        let refused = json!({"error": {"code": "AadPremiumLicenseRequired"}});
        Some(if ask.path.to_lowercase().ends_with("eligibilityscheduleinstances") {
            Reply::json(400, refused)
        } else {
            Reply::json(200, json!({"value": []}))
        })
    })
    .await;
    let (graph, _) = client(&standin);
    assert_eq!(graph.directory_roles(ANA).await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_photo_is_bytes_or_nothing_and_never_too_many() {
    let image = Reply::text(200, "image/jpeg", "jpeg");
    let long = Reply::text(200, "image/jpeg", &"x".repeat(5 * 1024 * 1024));
    let none = Reply::json(404, json!({"error": {"code": "ImageNotFound"}}));
    let (_standin, graph) = saying([image, none, long]).await;
    let photo = graph.photo(ANA).await.unwrap().unwrap();
    assert_eq!(
        (photo.bytes, photo.content_type.as_deref()),
        (b"jpeg".to_vec(), Some("image/jpeg"))
    );
    assert_eq!(graph.photo(ANA).await, Ok(None));
    assert!(matches!(graph.photo(ANA).await, Err(Error::UnexpectedAnswer { .. })));
}

#[tokio::test]
async fn mail_is_sent_once() {
    let busy = Reply::empty(429).with("retry-after", "0");
    let (standin, graph) = saying([busy, Reply::empty(202)]).await;
    graph.send_mail("desk@x.example", "ana@x.example", "Subject", "Text").await.unwrap();
    let asked = standin.asked("/v1.0/users/desk@x.example/sendMail");
    assert_eq!(asked.len(), 2, "429 means that nothing was sent");
    let message = &asked[1].json()["message"];
    assert_eq!(message["toRecipients"][0]["emailAddress"]["address"], "ana@x.example");
    assert_eq!(message["body"], json!({"contentType": "Text", "content": "Text"}));

    let unclear = Reply::empty(503).with("retry-after", "0");
    let (standin, graph) = saying([unclear]).await;
    let outcome = graph.send_mail("desk@x.example", "ana@x.example", "s", "t").await;
    assert_eq!(outcome, Err(Error::Trouble { status: 503, request_id: None }));
    assert_eq!(standin.asked_in_all(), 1, "it may have been sent");
}

#[tokio::test]
async fn a_batch_keeps_order_and_asks_again_only_for_what_was_throttled() {
    let standin = Standin::start(|ask| {
        let requests = ask.json()["requests"].as_array().unwrap().clone();
        let again = requests.len() == 1;
        let mut responses: Vec<Value> = requests
            .iter()
            .filter_map(|one| {
                let (id, url) = (one["id"].clone(), one["url"].as_str().unwrap());
                let (status, headers, body) = match url {
                    "/busy" if !again => (429, json!({"Retry-After": "0"}), json!({})),
                    "/gone" => (404, json!({}), json!({"error": {"code": "x"}})),
                    "/long" => (429, json!({"retry-after": "900"}), json!({})),
                    "/silent" => return None,
                    _ => (200, json!({}), json!({"url": url})),
                };
                Some(json!({"id": id, "status": status, "headers": headers, "body": body}))
            })
            .collect();
        responses.reverse();
        Some(Reply::json(200, json!({ "responses": responses })))
    })
    .await;
    let (graph, _) = client(&standin);
    let paths: Vec<String> = ["/a", "/busy", "/gone", "/long", "/b"].map(str::to_owned).into();
    let outcomes = graph.batch(&paths).await.unwrap();
    assert_eq!(
        outcomes,
        [
            Ok(json!({"url": "/a"})),
            Ok(json!({"url": "/busy"})),
            Err(Error::NotFound { request_id: None }),
            Err(Error::Throttled { retry_after: Duration::from_secs(900) }),
            Ok(json!({"url": "/b"})),
        ]
    );
    let asked = standin.asked("/v1.0/$batch");
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[1].json()["requests"].as_array().unwrap().len(), 1);

    let many: Vec<String> = (0..45).map(|at| format!("/{at}")).collect();
    let outcomes = graph.batch(&many).await.unwrap();
    let expected: Vec<_> = many.iter().map(|url| Ok(json!({ "url": url }))).collect();
    assert_eq!(outcomes, expected);
    assert_eq!(standin.asked("/v1.0/$batch").len(), 5);
    let silent = graph.batch(&["/silent".to_owned(), "/a".to_owned()]).await.unwrap();
    assert!(matches!(silent[0], Err(Error::UnexpectedAnswer { .. })) && silent[1].is_ok());
}
