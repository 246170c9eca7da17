//! Server and interface document agree, and every refusal is a problem document.

use std::collections::BTreeSet;

use jsonschema::Validator;
use reqwest::{Method, Response};
use review::Verdict;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::world::World;

const DOCUMENT: &str = include_str!("../../openapi.yaml");
const SCHEMAS: &str =
    concat!(include_str!("../../openapi/schemas.yaml"), include_str!("../../openapi/policy.yaml"));

/// The document with its schema files moved in, so that each reference is a local one.
fn document() -> Value {
    let moved_in = "'#/components/schemas/";
    let document = DOCUMENT.replace("'./openapi/schemas.yaml#/", moved_in);
    let document = document.replace("'./openapi/policy.yaml#/", moved_in);
    let schemas = SCHEMAS.replace("'./schemas.yaml#/", "'#/").replace("'#/", moved_in);
    let mut document: Value = serde_yaml_ng::from_str(&document).unwrap();
    document["components"]["schemas"] = serde_yaml_ng::from_str(&schemas).unwrap();
    document
}

#[test]
fn every_route_is_in_the_document_and_every_path_is_a_route() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let routed: BTreeSet<(String, String)> = service::ROUTES
        .iter()
        .flat_map(|(path, methods)| methods.iter().map(|m| ((*path).to_owned(), (*m).to_owned())))
        .collect();
    let methods = ["get", "post", "put", "patch", "delete"];
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| methods.contains(&key.as_str()))
        {
            described.insert((path.clone(), method.clone()));
        }
    }
    assert_eq!(routed, described);
}

/// The desk's end is held to the same files by crate review's own test.
#[test]
fn the_golden_files_are_what_the_document_says() {
    let document = document();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../review/tests/review/wire");
    let mut checked = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let name = stem.split('-').next().unwrap();
        if name == "Statement" {
            continue; // It travels as the payload of an envelope, which is opaque to the interface.
        }
        let value: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        assert_eq!(complaints(&document, &schema, &value), Vec::<String>::new(), "{stem}");
        checked += 1;
    }
    assert!(checked >= 17, "{checked} files only");
}

/// Checks an answer against what the document says of this operation.
async fn agrees(document: &Value, path: &str, method: &str, answer: Response) -> Value {
    let status = answer.status().as_u16().to_string();
    let responses = &document["paths"][path][method]["responses"];
    let described = responses.get(&status).unwrap_or(&responses["default"]);
    let described = match described["$ref"].as_str() {
        Some(name) => document.pointer(name.strip_prefix('#').unwrap()).unwrap(),
        None => described,
    };
    assert!(described.is_object(), "{method} {path} does not describe {status}");
    let media = answer.headers().get("content-type").map(|value| value.to_str().unwrap());
    let media = media.map(|value| value.split(';').next().unwrap().to_owned());
    let bytes = answer.bytes().await.unwrap();
    let Some(contents) = described["content"].as_object() else {
        assert!(bytes.is_empty(), "{method} {path} {status} has a body");
        return Value::Null;
    };
    let media = media.unwrap();
    let content = contents.get(&media).unwrap_or_else(|| panic!("{method} {path}: {media}"));
    if !media.ends_with("json") {
        return Value::Null;
    }
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    let errors = complaints(document, &content["schema"], &value);
    assert!(errors.is_empty(), "{method} {path} {status}: {errors:#?}");
    value
}

fn complaints(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [schema],
        "components": document["components"],
    });
    let validator: Validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors = validator.iter_errors(value);
    errors.map(|error| format!("{}: {error}", error.instance_path)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_s_answers_are_what_the_document_says() {
    let document = document();
    let world = World::with_cases(24).await;
    let mut ana = world.desk("ana.ferreira").await;
    let responder = world.desk("mireille.okou").await;
    let get = async |desk: &Desk, path: &str, actual: &str| {
        agrees(&document, path, "get", desk.get(actual).await).await
    };
    get(&ana, "/healthz", "healthz").await;
    get(&ana, "/v1/me", "v1/me").await;
    get(&ana, "/v1/policy", "v1/policy").await;
    get(&ana, "/v1/policy/versions", "v1/policy/versions").await;
    get(&ana, "/v1/changes", "v1/changes").await;
    get(&ana, "/v1/changes", "v1/changes?cursor=x").await;
    get(&ana, "/v1/devices", "v1/devices").await;
    let case = ana.changes(None).await.changes[0].id;
    get(&ana, "/v1/cases/{case}", &format!("v1/cases/{case}")).await;
    let path = format!("v1/cases/{case}/lease");
    let lease = ana.post(&path, &json!({})).await;
    let lease = agrees(&document, "/v1/cases/{case}/lease", "post", lease).await;
    let held = responder.post(&path, &json!({})).await;
    agrees(&document, "/v1/cases/{case}/lease", "post", held).await;
    let release = json!({ "fence": lease["fence"], "note": "n" });
    let released = ana.post(&format!("v1/cases/{case}/release"), &release).await;
    agrees(&document, "/v1/cases/{case}/release", "post", released).await;
    let taken = responder.post("v1/take-next", &json!({})).await;
    agrees(&document, "/v1/take-next", "post", taken).await;

    let file = ana.approvable().await;
    let case = file.summary.id;
    get(&ana, "/v1/cases/{case}", &format!("v1/cases/{case}")).await;
    let judged = ana
        .judge(
            case,
            file.lease.as_ref().unwrap().fence,
            uuid::Uuid::now_v7(),
            review::FaceAnswer::Different,
        )
        .await;
    agrees(&document, "/v1/cases/{case}/faces", "post", judged).await;
    let item = &file.evidence[0];
    let path = format!("v1/cases/{case}/evidence/{}", item.id);
    get(&ana, "/v1/cases/{case}/evidence/{evidence}", &path).await;
    let prepared = ana.prepare(&file, ana.claim(&file, Verdict::Approve)).await;
    let recorded = ana.send(&prepared).await;
    assert_eq!(recorded.status(), 201);
    agrees(&document, "/v1/cases/{case}/decisions", "post", recorded).await;
    ana.sequence += 1;
    let path = format!("v1/decisions/{}", prepared.decision);
    get(&ana, "/v1/decisions/{decision}", &path).await;
    get(&responder, "/v1/handoff", "v1/handoff").await;
    get(&ana, "/v1/handoff", "v1/handoff").await;
    let take = format!("v1/handoff/{}/take", prepared.decision);
    let taken = responder.post(&take, &json!({})).await;
    agrees(&document, "/v1/handoff/{decision}/take", "post", taken).await;
    after(&document, &ana, &responder, case).await;
    get(&ana, "/v1/log/checkpoint", "v1/log/checkpoint").await;
    get(&ana, "/v1/log/proof/{index}", "v1/log/proof/0").await;
    get(&ana, "/v1/log/consistency", "v1/log/consistency?from=1&to=2").await;
    get(&ana, "/v1/log/entries", "v1/log/entries?from=0").await;
    let intake = responder.post("v1/intake", &json!({ "interview_ids": ["aaaaaaaaaaaa"] })).await;
    agrees(&document, "/v1/intake", "post", intake).await;
    let hint = ana.post("v1/webhooks/incode", &json!({})).await;
    agrees(&document, "/v1/webhooks/incode", "post", hint).await;
}

/// The case was approved and is in an operator's hands: its recall opens an incident.
async fn after(document: &Value, ana: &Desk, responder: &Desk, case: review::CaseId) {
    let url = format!("{}/v1/cases/{case}/recall", ana.url);
    let recall = ana.http.post(url).bearer_auth(&ana.token);
    let recall = recall.header("Idempotency-Key", format!("\"{}\"", uuid::Uuid::now_v7()));
    let path = "/v1/cases/{case}/recall";
    let recalled = agrees(document, path, "post", recall.send().await.unwrap()).await;
    let incident = recalled["incident"].as_str().unwrap();
    let listed = responder.get("v1/matters").await;
    agrees(document, "/v1/matters", "get", listed).await;
    let mine = json!({ "owner": responder.person.object_id });
    let step = json!({ "what": "sign_in_sessions", "done": true });
    let ended = json!({ "ended": "not_used" });
    for (last, body) in [("owner", &mine), ("steps", &step), ("close", &ended)] {
        let path = format!("/v1/matters/{{matter}}/{last}");
        let answer = responder.post(&format!("v1/matters/{incident}/{last}"), body).await;
        assert!(answer.status().is_success());
        agrees(document, &path, "post", answer).await;
    }
    let listed = responder.get("v1/matters").await;
    agrees(document, "/v1/matters", "get", listed).await;
    let again = responder.post(&format!("v1/matters/{incident}/close"), &ended).await;
    agrees(document, "/v1/matters/{matter}/close", "post", again).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_a_problem_document() {
    let world = World::with_cases(3).await;
    let ana = world.desk("ana.ferreira").await;
    let case = ana.changes(None).await.changes[0].id;
    // A refusal that leaves a body unread ends its connection: each request has its own.
    let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    let send = async |method: Method, path: &str, kind: Option<&str>, body: &str| {
        let mut request = http.request(method, format!("{}/{path}", ana.url));
        request = request.bearer_auth(&ana.token).body(body.to_owned());
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = request.send().await.unwrap();
        let headers = answer.headers().clone();
        assert_eq!(headers["content-type"], "application/problem+json", "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        let problem: review::Problem = answer.json().await.unwrap();
        problem.status
    };
    let json_type = Some("application/json");
    let lease = format!("v1/cases/{case}/lease");
    let decisions = format!("v1/cases/{case}/decisions");
    assert_eq!(send(Method::GET, "nothing", None, "").await, 404);
    assert_eq!(send(Method::GET, "v1/cases/none", None, "").await, 404);
    assert_eq!(send(Method::PUT, "v1/changes", None, "").await, 405);
    assert_eq!(send(Method::POST, &lease, None, "{}").await, 415);
    assert_eq!(send(Method::POST, &lease, json_type, "{").await, 400);
    assert_eq!(send(Method::POST, &lease, json_type, &" ".repeat(70_000)).await, 413);
    assert_eq!(send(Method::GET, "v1/log/entries", None, "").await, 400);
    // A decision without its headers.
    assert_eq!(send(Method::POST, &decisions, json_type, "{}").await, 400);
    let keyed = ana.http.post(format!("{}/{decisions}", ana.url)).bearer_auth(&ana.token);
    let keyed = keyed.header("Idempotency-Key", format!("\"{}\"", uuid::Uuid::now_v7()));
    let keyed = keyed.header("content-type", "application/json").body("{}");
    assert_eq!(keyed.send().await.unwrap().status(), 428);
    // Nobody: 401, and how to come in.
    let answer = ana.http.get(format!("{}/v1/changes", ana.url)).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.headers()["www-authenticate"], "Bearer");
}
