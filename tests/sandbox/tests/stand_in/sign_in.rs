use serde_json::json;

use crate::client::{ANA, Visitor, claims, origin, small};

#[tokio::test]
async fn a_code_gives_the_tokens_of_the_person_who_was_picked() {
    let (_running, visitor) = small().await;
    let body = visitor.tokens(ANA, &[]).await;
    let id = claims(&body["id_token"]);
    assert_eq!(id["iss"], format!("{}/v2.0", visitor.ready.authority));
    assert_eq!(id["aud"], visitor.ready.client_id);
    assert_eq!(id["tid"], visitor.ready.tenant_id);
    assert_eq!(id["nonce"], "a nonce");
    assert_eq!(id["preferred_username"], ANA);
    assert_eq!(id["roles"], json!(["Recovery.Review"]));
    assert_eq!(id["ver"], "2.0");
    for claim in ["oid", "name", "auth_time", "sid", "login_hint", "sub", "uti"] {
        assert!(!id[claim].is_null(), "{claim}");
    }
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], body["ext_expires_in"]);
    assert!((3_600..5_400).contains(&body["expires_in"].as_i64().unwrap()));
}

#[tokio::test]
async fn a_code_works_once_and_with_its_verifier_only() {
    let (_running, visitor) = small().await;
    let code = visitor.sign_in(ANA, &[]).await["code"].clone();
    let wrong = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", "http://localhost:49152"),
        ("code_verifier", "another"),
    ];
    let (status, body) = visitor.token(&wrong).await;
    assert_eq!((status, &body["error_codes"]), (400, &json!([501_481])));
    assert_eq!(visitor.redeem(&code).await.0, 200);
    let (status, body) = visitor.redeem(&code).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_grant")));
    assert_eq!(body["error_codes"], json!([54_005]));
    assert!(body["error_description"].as_str().unwrap().starts_with("AADSTS54005: "));
    for field in ["trace_id", "correlation_id", "timestamp"] {
        assert!(body[field].is_string(), "{field}");
    }
}

#[tokio::test]
async fn a_session_signs_in_by_itself_until_a_fresh_one_is_demanded() {
    let (running, visitor) = small().await;
    let picker = visitor.open(&visitor.authorize(&[]), "").await;
    let first = visitor.pick(&picker, ANA, "").await;
    let again = visitor.open(&visitor.authorize(&[("prompt", "none")]), &first.cookie).await;
    running.clock().advance(chrono::Duration::minutes(10));
    let (_, old) = visitor.redeem(&again.fields["code"]).await;
    // The code is ten minutes old by now.
    assert_eq!(old["error_codes"], json!([70_008]));
    let silent = visitor.open(&visitor.authorize(&[]), &first.cookie).await;
    let (_, silent) = visitor.redeem(&silent.fields["code"]).await;
    let picker = visitor.open(&visitor.authorize(&[("prompt", "login")]), &first.cookie).await;
    let fresh = visitor.pick(&picker, ANA, &first.cookie).await;
    let (_, fresh) = visitor.redeem(&fresh.fields["code"]).await;
    let time = |body: &serde_json::Value| claims(&body["id_token"])["auth_time"].as_i64().unwrap();
    assert!(time(&fresh) - time(&silent) >= 600);
}

#[tokio::test]
async fn without_a_session_a_silent_request_is_told_to_sign_in() {
    let (_running, visitor) = small().await;
    let page = visitor.open(&visitor.authorize(&[("prompt", "none")]), "").await;
    assert_eq!(page.fields["error"], "login_required");
    assert_eq!(page.fields["state"], "a state");
    assert!(page.fields["error_description"].starts_with("AADSTS50058: "));
}

#[tokio::test]
async fn a_hint_puts_its_account_first() {
    let (_running, visitor) = small().await;
    let page = visitor.open(&visitor.authorize(&[("login_hint", ANA)]), "").await;
    let first = page.text.split("<button").nth(1).unwrap();
    assert!(first.contains(ANA) && first.contains("data-preselected"));
}

#[tokio::test]
async fn what_cannot_go_back_to_the_client_ends_on_a_page() {
    let (_running, visitor) = small().await;
    let cases = [
        ("redirect_uri", "http://localhost:1/cb", "AADSTS50011"),
        ("redirect_uri", "https://desk.example", "AADSTS50011"),
        ("client_id", "00000000-0000-0000-0000-000000000001", "AADSTS700016"),
    ];
    for (name, value, code) in cases {
        let page = visitor.open(&visitor.authorize(&[(name, value)]), "").await;
        assert_eq!(page.status, 400);
        assert!(page.text.contains(code), "{code}");
        assert!(page.location.is_none() && !page.text.contains("<form"));
    }
}

#[tokio::test]
async fn a_query_response_comes_back_with_a_slash() {
    let (_running, visitor) = small().await;
    let picker = visitor.open(&visitor.authorize(&[("response_mode", "query")]), "").await;
    let page = visitor.pick(&picker, ANA, "").await;
    assert!(page.location.unwrap().starts_with("http://localhost:49152/?code="));
}

#[tokio::test]
async fn cancelling_is_an_access_denied() {
    let (_running, visitor) = small().await;
    let picker = visitor.open(&visitor.authorize(&[]), "").await;
    let mut fields = picker.fields.clone();
    fields.insert("cancel".to_owned(), "1".to_owned());
    let address = format!("{}{}", origin(&visitor.ready.authority), picker.action);
    let text = visitor.http.post(address).form(&fields).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("access_denied") && text.contains("AADSTS65004"));
}

#[tokio::test]
async fn a_refresh_token_serves_other_resources_and_rotates() {
    let (_running, visitor) = small().await;
    let first = visitor.tokens(ANA, &[]).await;
    let scope = format!("api://{}/desk.access", visitor.ready.service_client_id);
    let old = first["refresh_token"].as_str().unwrap();
    let grant = [("grant_type", "refresh_token"), ("refresh_token", old), ("scope", &scope)];
    let (status, body) = visitor.token(&grant).await;
    assert_eq!(status, 200, "{body}");
    assert_ne!(body["refresh_token"], first["refresh_token"]);
    let access = claims(&body["access_token"]);
    assert_eq!(access["aud"], visitor.ready.service_client_id);
    assert_eq!(access["scp"], "desk.access");
    let both = format!("{scope} {}/User.Read.All", visitor.ready.graph);
    let (_, body) = visitor.token(&[grant[0], grant[1], ("scope", &both)]).await;
    assert_eq!(body["error_codes"], json!([28_000]));
}

#[tokio::test]
async fn clients_prove_what_they_are() {
    let (_running, visitor) = small().await;
    let Visitor { ready, .. } = &visitor;
    let scope = format!("{}/.default", ready.graph);
    let grant = [("grant_type", "client_credentials"), ("scope", scope.as_str())];
    let code = |body: serde_json::Value| body["error_codes"][0].as_u64().unwrap();
    let (status, body) = visitor.token(&[grant[0], grant[1], ("client_secret", "x")]).await;
    assert_eq!((status, code(body)), (401, 700_025));
    let service = ("client_id", ready.service_client_id.as_str());
    let (_, body) = visitor.token(&[grant[0], grant[1], service]).await;
    assert_eq!(code(body), 7_000_218);
    let (_, body) = visitor.token(&[grant[0], grant[1], service, ("client_secret", "x")]).await;
    assert_eq!(code(body), 7_000_215);
}

#[tokio::test]
async fn a_disabled_account_does_not_get_in() {
    let (running, visitor) = small().await;
    let off = json!({ "accountEnabled": false });
    running.patch_user(ANA, off.as_object().unwrap().clone()).unwrap();
    let picker = visitor.open(&visitor.authorize(&[]), "").await;
    let page = visitor.pick(&picker, ANA, "").await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("AADSTS50057"));
}
