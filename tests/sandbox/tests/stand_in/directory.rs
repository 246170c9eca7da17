use serde_json::{Value, json};

use sandbox::{Fault, Host};

use crate::client::{ANA, Visitor, small};

async fn token(visitor: &Visitor) -> String {
    visitor.tokens(ANA, &[]).await["access_token"].as_str().unwrap().to_owned()
}

/// All objects of a round, how many pages it took, and its delta link.
async fn round(visitor: &Visitor, token: &str, link: &str) -> (Vec<Value>, usize, String) {
    let (mut link, mut objects) = (link.to_owned(), Vec::new());
    for pages in 1.. {
        let (status, body) = visitor.graph(token, &link).await;
        assert_eq!(status, 200, "{body}");
        objects.extend(body["value"].as_array().unwrap().clone());
        let (next, delta) = (&body["@odata.nextLink"], &body["@odata.deltaLink"]);
        assert!(next.is_string() != delta.is_string(), "a page never has both");
        if let Some(delta) = delta.as_str() {
            return (objects, pages, delta.to_owned());
        }
        link = next.as_str().unwrap().to_owned();
    }
    unreachable!()
}

#[tokio::test]
async fn a_second_round_fetches_only_changes() {
    let (running, visitor) = small().await;
    let token = token(&visitor).await;
    let (people, pages, link) =
        round(&visitor, &token, "/users/delta?$select=displayName,department").await;
    assert_eq!((people.len(), pages), (250, 2));
    assert_eq!(round(&visitor, &token, &link).await.0, Vec::<Value>::new());

    let change = json!({ "department": "Metrology", "city": "Tarnholm" });
    running.patch_user(ANA, change.as_object().unwrap().clone()).unwrap();
    let other = people[7]["id"].as_str().unwrap();
    let unseen = json!({ "mobilePhone": "+1" });
    running.patch_user(other, unseen.as_object().unwrap().clone()).unwrap();
    let (changed, pages, link) = round(&visitor, &token, &link).await;
    assert_eq!((changed.len(), pages), (1, 1), "a property that was not selected is no change");
    assert_eq!(changed[0]["department"], "Metrology");
    assert!(changed[0].get("city").is_none());

    running.directory().remove_user(other, sandbox::directory::Removal::Deleted).unwrap();
    let (gone, _, _) = round(&visitor, &token, &link).await;
    assert_eq!(gone, [json!({ "id": other, "@removed": { "reason": "deleted" } })]);
}

#[tokio::test]
async fn latest_gives_a_link_and_nothing_else() {
    let (running, visitor) = small().await;
    let token = token(&visitor).await;
    let (people, pages, link) = round(&visitor, &token, "/users/delta?$deltatoken=latest").await;
    assert_eq!((people.len(), pages), (0, 1));
    let change = json!({ "jobTitle": null });
    running.patch_user(ANA, change.as_object().unwrap().clone()).unwrap();
    let (changed, _, _) = round(&visitor, &token, &link).await;
    assert_eq!(changed[0]["jobTitle"], Value::Null, "null says that it was cleared");
}

#[tokio::test]
async fn memberships_are_told_in_chunks_and_then_by_change() {
    let (running, visitor) = small().await;
    let token = visitor.service_token().await;
    running.faults().add(Fault::PageSize { objects: 10, members: 40 });
    let group = running.company().groups.iter().find(|g| g.members.len() > 100).unwrap();
    let link = format!("/groups/delta?$select=displayName,members&$filter=id eq '{}'", group.id);
    let (chunks, pages, link) = round(&visitor, &token, &link).await;
    assert!(chunks.len() > 2 && pages == chunks.len());
    assert!(chunks.iter().all(|chunk| chunk["id"] == group.id.to_string()));
    let told: usize = chunks.iter().map(|c| c["members@delta"].as_array().unwrap().len()).sum();
    assert_eq!(told, group.members.len() + group.nested.len());

    let left = group.members[0].to_string();
    running.directory().remove_member(&group.id.to_string(), &left).unwrap();
    let (changed, _, _) = round(&visitor, &token, &link).await;
    let ended = json!([{ "@odata.type": "#microsoft.graph.user", "id": left,
        "@removed": { "reason": "deleted" } }]);
    assert_eq!(changed[0]["members@delta"], ended);
}

#[tokio::test]
async fn an_old_delta_token_asks_for_a_new_beginning() {
    let (running, visitor) = small().await;
    let token = token(&visitor).await;
    let (_, _, link) = round(&visitor, &token, "/users/delta?$select=displayName").await;
    running.faults().add(Fault::DeltaExpired { status: 400 }.times(1));
    let (status, body) = visitor.graph(&token, &link).await;
    assert_eq!((status, &body["error"]["code"]), (400, &json!("syncStateNotFound")));
    running.faults().add(Fault::DeltaExpired { status: 410 }.times(1));
    let response = visitor.http.get(&link).bearer_auth(&token).send().await.unwrap();
    assert_eq!(response.status(), 410);
    let location = response.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(round(&visitor, &token, &location).await.0.len(), 250);
}

#[tokio::test]
async fn date_of_birth_is_for_one_person_at_a_time() {
    let (_running, visitor) = small().await;
    let token = token(&visitor).await;
    let (status, one) = visitor.graph(&token, &format!("/users/{ANA}?$select=birthday")).await;
    assert_eq!(status, 200);
    assert!(one.get("birthday").is_some());
    for path in ["/users?$select=birthday", "/users/delta?$select=birthday"] {
        let (status, body) = visitor.graph(&token, path).await;
        assert_eq!((status, &body["error"]["code"]), (501, &json!("NotImplemented")), "{path}");
    }
}

#[tokio::test]
async fn lists_filter_and_page() {
    let (_running, visitor) = small().await;
    let token = token(&visitor).await;
    let (_, page) = visitor.graph(&token, "/users?$top=100&$select=id").await;
    let (_, page2) = visitor.graph(&token, page["@odata.nextLink"].as_str().unwrap()).await;
    let (_, page3) = visitor.graph(&token, page2["@odata.nextLink"].as_str().unwrap()).await;
    let counts = [&page, &page2, &page3].map(|p| p["value"].as_array().unwrap().len());
    assert_eq!(counts, [100, 100, 50]);
    assert!(page3.get("@odata.nextLink").is_none());
    let path =
        "/users?$filter=startswith(userPrincipalName,'ana.ferreira')&$select=userPrincipalName";
    let (_, found) = visitor.graph(&token, path).await;
    assert_eq!(found["value"], json!([{ "userPrincipalName": ANA }]));
    let (status, body) = visitor.graph(&token, "/users?$filter=accountEnabled ne true").await;
    assert_eq!((status, &body["error"]["code"]), (400, &json!("Request_UnsupportedQuery")));
}

#[tokio::test]
async fn roles_in_force_are_told_from_roles_that_may_be_taken_up() {
    let (running, visitor) = small().await;
    let token = visitor.service_token().await;
    let root = "/roleManagement/directory";
    for (relation, wanted) in [
        ("roleAssignments", sandbox::company::AssignmentState::Active),
        ("roleEligibilityScheduleInstances", sandbox::company::AssignmentState::Eligible),
    ] {
        let (status, body) = visitor.graph(&token, &format!("{root}/{relation}?$top=999")).await;
        assert_eq!(status, 200, "{body}");
        let roles = running.company().directory_roles.iter();
        let known = roles.flat_map(|r| &r.assignments).filter(|a| a.state == wanted).count();
        assert!(known > 0);
        assert_eq!(body["value"].as_array().unwrap().len(), known, "{relation}");
    }
}

#[tokio::test]
async fn permissions_are_checked() {
    let (_running, visitor) = small().await;
    let token = token(&visitor).await;
    let path = "/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";
    let (status, body) = visitor.graph(&token, path).await;
    assert_eq!((status, &body["error"]["code"]), (403, &json!("Authorization_RequestDenied")));
    let (status, body) = visitor.graph("no.token.atall", "/users").await;
    assert_eq!((status, &body["error"]["code"]), (401, &json!("InvalidAuthenticationToken")));
}

#[tokio::test]
async fn a_revoked_person_meets_a_claims_challenge() {
    let (running, visitor) = small().await;
    let capable = r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#;
    let body = visitor.tokens(ANA, &[("claims", capable)]).await;
    let token = body["access_token"].as_str().unwrap();
    assert_eq!(visitor.graph(token, "/users?$top=1").await.0, 200);
    running.revoke(ANA).unwrap();
    let address = format!("{}/v1.0/users", visitor.ready.graph);
    let response = visitor.http.get(address).bearer_auth(token).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let challenge = response.headers()["www-authenticate"].to_str().unwrap();
    assert!(challenge.contains("error=\"insufficient_claims\"") && challenge.contains("claims=\""));
    let refresh = body["refresh_token"].as_str().unwrap();
    let (_, refused) =
        visitor.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await;
    assert_eq!(refused["error_codes"], json!([50_173]));
    let again = visitor.tokens(ANA, &[("prompt", "login")]).await;
    let token = again["access_token"].as_str().unwrap();
    assert_eq!(visitor.graph(token, "/users?$top=1").await.0, 200);
}

#[tokio::test]
async fn an_error_carries_the_ids_of_its_request() {
    let (_running, visitor) = small().await;
    let address = format!("{}/v1.0/users", visitor.ready.graph);
    let own = "11111111-2222-3333-4444-555555555555";
    let request = visitor.http.get(address).header("client-request-id", own);
    let response = request.send().await.unwrap();
    let id = response.headers()["request-id"].to_str().unwrap().to_owned();
    assert_eq!(response.headers()["client-request-id"], own);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["innerError"]["request-id"], id);
    assert_eq!(body["error"]["innerError"]["client-request-id"], own);
}

#[tokio::test]
async fn requests_can_be_counted_and_waited_for() {
    let (running, visitor) = small().await;
    let token = token(&visitor).await;
    running.traffic().clear();
    visitor.graph(&token, "/users?$top=1").await;
    running.traffic().wait_for(Host::Graph, "/v1.0/users", 1).await;
    assert_eq!(running.traffic().counts()["graph GET /v1.0/users"], 1);
}
