use serde_json::{Value, json};

use crate::client::{keyed, small};

#[tokio::test]
async fn a_session_tells_whom_it_is_about() {
    let (running, visitor) = small().await;
    let token = visitor.executive().await;
    for session in &running.company().sessions {
        let id = &session.interview_id;
        let (status, fields) = visitor.incode(&token, &format!("/omni/get/custom-fields?id={id}")).await;
        assert_eq!(status, 200);
        assert_eq!(fields["customFields"]["loginHint"], session.login_hint);
        assert_eq!(fields["customFields"]["useCase"], json!(session.kind));
        let (_, score) = visitor.incode(&token, &format!("/omni/get/score?id={id}")).await;
        assert!(score["overall"]["status"].is_string() && score["overall"]["value"].is_string());
        let (_, flat) = visitor.incode(&token, &format!("/omni/get/ocr-data?id={id}")).await;
        let (_, wrapped) = visitor.incode(&token, &format!("/omni/get/ocr-data/v2?id={id}")).await;
        assert_eq!(wrapped["ocrData"], flat);
        let path = format!("/omni/get/onboarding/status?id={id}");
        let (_, status) = visitor.incode(&token, &path).await;
        assert_eq!(status, json!({ "onboardingStatus": "ONBOARDING_FINISHED" }));
    }
}

#[tokio::test]
async fn keys_versions_and_tokens_are_asked_for() {
    let (running, visitor) = small().await;
    let address = format!("{}/omni/get/score?id=x", visitor.ready.incode);
    let plain = visitor.http.get(&address);
    let status = plain.send().await.unwrap().status();
    assert_eq!(status, 406);
    let status = visitor.http.get(&address).header("api-version", "1.0").send().await.unwrap().status();
    assert_eq!(status, 401);
    let response = keyed(visitor.http.get(&address)).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert!(response.headers().contains_key("processing-time"));
    let body: Value = response.json().await.unwrap();
    for field in ["timestamp", "status", "error", "message", "path"] {
        assert!(!body[field].is_null(), "{field}");
    }
    let token = visitor.executive().await;
    assert_eq!(visitor.incode(&token, "/omni/get/score?id=x").await.0, 404);
    running.clock().advance(chrono::Duration::hours(25));
    assert_eq!(visitor.incode(&token, "/omni/get/score?id=x").await.0, 401);
}

#[tokio::test]
async fn a_session_token_opens_its_own_session_only() {
    let (running, visitor) = small().await;
    let start = json!({ "countryCode": "ALL", "configurationId": "x",
        "customFields": { "loginHint": "k.wojcik@tarnholm.example", "useCase": "MFA_RECOVERY" } });
    let request = keyed(visitor.http.post(format!("{}/omni/start", visitor.ready.incode)));
    let body: Value = request.json(&start).send().await.unwrap().json().await.unwrap();
    let (token, id) = (body["token"].as_str().unwrap(), body["interviewId"].as_str().unwrap());
    let (_, fields) = visitor.incode(token, "/omni/get/custom-fields").await;
    assert_eq!(fields["customFields"], start["customFields"]);
    let other = &running.company().sessions[0].interview_id;
    assert_eq!(visitor.incode(token, &format!("/omni/get/score?id={other}")).await.0, 403);
    assert_eq!(visitor.incode(token, "/omni/finish-status").await.0, 200);
    let path = format!("/omni/get/onboarding/status?id={id}");
    assert_eq!(visitor.incode(token, &path).await.1["onboardingStatus"], "ONBOARDING_FINISHED");
}

#[tokio::test]
async fn a_purged_session_keeps_its_status_and_loses_the_rest() {
    let (running, visitor) = small().await;
    let token = visitor.executive().await;
    let id = running.company().sessions[0].interview_id.clone();
    let order = json!({ "filter": { "ids": [id] }, "config": { "deletePiiDataOnly": true } });
    let request = keyed(visitor.http.delete(format!("{}/omni/interviews", visitor.ready.incode)));
    let request = request.header("x-incode-hardware-id", &token).json(&order);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let (_, read) = visitor.incode(&token, &format!("/omni/get/ocr-data?id={id}")).await;
    assert_eq!(read, json!({}));
    let path = format!("/omni/get/onboarding/status?id={id}");
    assert_eq!(visitor.incode(&token, &path).await.0, 200);
}

#[tokio::test]
async fn an_operator_decides_once_in_the_dashboard() {
    let (running, visitor) = small().await;
    let id = running.company().sessions[0].interview_id.clone();
    let address = format!("{}/dashboard/sessions/{id}/review", visitor.ready.incode);
    let entry = json!({ "operator": "h.solberg", "verdict": "REJECTED" });
    let first = visitor.http.post(&address).json(&entry).send().await.unwrap();
    assert_eq!(first.status(), 200);
    assert_eq!(first.json::<Value>().await.unwrap()["onboardingStatus"], "MANUAL_REVIEW_REJECTED");
    let second = visitor.http.post(&address).json(&entry).send().await.unwrap();
    assert_eq!(second.status(), 409);
    let page = visitor.http.get(format!("{}/dashboard", visitor.ready.incode)).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("h.solberg"));
}
