#![expect(
    clippy::disallowed_methods,
    reason = "a test of what the sandbox drew; nothing here came from outside"
)]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sandbox::{Fault, Options, Sandbox};
use serde_json::{Value, json};

use crate::client::{Visitor, keyed, small};

#[tokio::test]
async fn a_session_tells_whom_it_is_about() {
    let (running, visitor) = small().await;
    let token = visitor.executive().await;
    for session in &running.company().sessions {
        let id = &session.interview_id;
        let (status, fields) =
            visitor.incode(&token, &format!("/omni/get/custom-fields?id={id}")).await;
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
async fn a_session_that_is_photographed_again_shows_other_evidence_of_the_same_subject() {
    let (_running, visitor) = small().await;
    let token = visitor.executive().await;
    let list = format!("{}/dashboard/sessions", visitor.ready.incode);
    let sessions: Vec<Value> = visitor.http.get(&list).send().await.unwrap().json().await.unwrap();
    let id = |index: usize| sessions[index]["interviewId"].as_str().unwrap();
    let told = async |what: &str, id: &str| {
        visitor.incode(&token, &format!("/omni/get/{what}?id={id}")).await.1
    };
    let fields = told("custom-fields", id(0)).await;
    assert_ne!(told("ocr-data", id(0)).await, told("ocr-data", id(1)).await);
    let captures = format!("{list}/{}/captures", id(0));
    let again = visitor.http.post(captures).json(&json!({ "like": id(1) }));
    assert_eq!(again.send().await.unwrap().status(), 204);
    assert_eq!(told("custom-fields", id(0)).await, fields);
    assert_eq!(told("ocr-data", id(0)).await, told("ocr-data", id(1)).await);
    let nobody = visitor.http.post(format!("{list}/none/captures")).json(&json!({ "like": id(1) }));
    assert_eq!(nobody.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn keys_versions_and_tokens_are_asked_for() {
    let (running, visitor) = small().await;
    let address = format!("{}/omni/get/score?id=x", visitor.ready.incode);
    let plain = visitor.http.get(&address);
    let status = plain.send().await.unwrap().status();
    assert_eq!(status, 406);
    let status =
        visitor.http.get(&address).header("api-version", "1.0").send().await.unwrap().status();
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
    let page =
        visitor.http.get(format!("{}/dashboard", visitor.ready.incode)).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("h.solberg"));
}

#[tokio::test]
async fn images_are_there_and_stay_the_same_until_told() {
    let (running, visitor) = small().await;
    let token = visitor.executive().await;
    let session = running
        .company()
        .sessions
        .iter()
        .find(|s| s.picture(sandbox::company::ImageKind::CroppedFace).is_some())
        .unwrap();
    let id = &session.interview_id;
    let fetch = async |path: &str, names: Value| -> Value {
        let address = format!("{}/omni/get/images{path}?id={id}", visitor.ready.incode);
        let request = keyed(visitor.http.post(address)).header("x-incode-hardware-id", &token);
        request.json(&json!({ "images": names })).send().await.unwrap().json().await.unwrap()
    };
    let inline = fetch("", json!(["croppedFace", "noSuchImage"])).await;
    assert_eq!(inline.as_object().unwrap().len(), 1, "what is not there is left out");
    let bytes = BASE64_STANDARD.decode(inline["croppedFace"].as_str().unwrap()).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap();
    assert!(picture.width() >= 300 && picture.height() >= 300);
    assert_eq!(fetch("", json!(["croppedFace"])).await, inline);

    let links = fetch("/v2", json!(["croppedFace"])).await;
    let link = links["images"][0]["url"].as_str().unwrap().to_owned();
    let get = || async { visitor.http.get(&link).send().await.unwrap() };
    assert_eq!(get().await.bytes().await.unwrap(), bytes);
    running.clock().advance(chrono::Duration::minutes(61));
    assert_eq!(get().await.status(), 403);

    running.faults().add(Fault::EvidenceChanged { interview: Some(id.clone()) });
    let (one, other) =
        (fetch("", json!(["croppedFace"])).await, fetch("", json!(["croppedFace"])).await);
    assert!(one != inline && other != inline && one != other);
    running.faults().set([Fault::NotAnImage]);
    let text = fetch("", json!(["croppedFace"])).await;
    let text = BASE64_STANDARD.decode(text["croppedFace"].as_str().unwrap()).unwrap();
    assert!(image::load_from_memory(&text).is_err());
}

#[tokio::test]
async fn an_answer_above_ten_megabytes_is_a_bad_gateway() {
    let running = Sandbox::start(Options { people: 200, ..Options::default() }).await.unwrap();
    let visitor = Visitor::new(running.ready());
    let token = visitor.executive().await;
    let large = |s: &&sandbox::company::Session| s.pictures.iter().any(|p| p.oversized);
    let id = &running.company().sessions.iter().find(large).unwrap().interview_id;
    let address = format!("{}/omni/get/images?id={id}", visitor.ready.incode);
    let request = keyed(visitor.http.post(address)).header("x-incode-hardware-id", &token);
    let wanted = json!({ "images": ["fullFrameFrontID"] });
    assert_eq!(request.json(&wanted).send().await.unwrap().status(), 502);
}

#[tokio::test]
async fn a_photo_is_a_jpeg_or_not_found() {
    let (running, visitor) = small().await;
    let token = visitor.service_token().await;
    for has in [true, false] {
        let person = running.company().people.iter().find(|p| p.has_photo == has).unwrap();
        let path = format!("/v1.0/users/{}/photos/96x96/$value", person.id);
        let request = visitor.http.get(format!("{}{path}", visitor.ready.graph));
        let response = request.bearer_auth(&token).send().await.unwrap();
        assert_eq!(response.status(), if has { 200 } else { 404 });
        if has {
            let picture = image::load_from_memory(&response.bytes().await.unwrap()).unwrap();
            assert_eq!((picture.width(), picture.height()), (96, 96));
        }
    }
}
