//! `POST /$batch` (GD concepts/json-batching.md).

use std::collections::BTreeMap;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower::ServiceExt as _;

use super::refusal::Refusal;
use crate::fault::Host;
use crate::front;
use crate::world::Shared;

const MOST: usize = 20;

#[derive(Deserialize)]
pub(crate) struct Batch {
    requests: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    id: String,
    method: String,
    url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Option<Value>,
    #[serde(default)]
    depends_on: Vec<String>,
}

/// Up to 20 requests in one; each has its own status, and a failed dependency gives 424.
pub(crate) async fn batch(
    State(world): State<Shared>,
    headers: HeaderMap,
    Json(batch): Json<Batch>,
) -> Result<Json<Value>, Refusal> {
    if batch.requests.is_empty() || batch.requests.len() > MOST {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            format!("Number of batch request steps exceeds the maximum value of '{MOST}'."),
        ));
    }
    let mut statuses: BTreeMap<String, u16> = BTreeMap::new();
    let mut responses = Vec::new();
    for part in batch.requests {
        let failed = part
            .depends_on
            .iter()
            .any(|id| statuses.get(id).is_none_or(|status| !(200..300).contains(status)));
        let response = if failed {
            json!({ "id": part.id, "status": 424, "headers": {}, "body": { "error": {
                "code": "FailedDependency", "message": "A request that it depends on failed." } } })
        } else {
            run(&world, &headers, &part).await
        };
        let status = response["status"].as_u64().and_then(|s| u16::try_from(s).ok());
        statuses.insert(part.id, status.unwrap_or_default());
        // Graph promises no order; the reverse makes sure that nobody counts on one.
        responses.insert(0, response);
    }
    Ok(Json(json!({ "responses": responses })))
}

async fn run(world: &Shared, outer: &HeaderMap, part: &Part) -> Value {
    let method = part.method.parse().unwrap_or(Method::GET);
    let uri = format!("/v1.0/{}", part.url.trim_start_matches('/'));
    let mut request = Request::builder().method(method).uri(uri);
    if let Some(token) = outer.get(header::AUTHORIZATION) {
        request = request.header(header::AUTHORIZATION, token);
    }
    for (name, value) in &part.headers {
        request = request.header(name, value);
    }
    let body = part.body.as_ref().map(Value::to_string).unwrap_or_default();
    let Ok(request) = request.body(Body::from(body)) else {
        return json!({ "id": part.id, "status": 400, "headers": {}, "body": null });
    };
    // The front again, so that faults and counts reach the parts too.
    let routes = front::serve(Host::Graph, super::routes(), world);
    let Ok(response) = routes.oneshot(request).await;
    told(&part.id, response).await
}

async fn told(id: &str, response: Response) -> Value {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let text = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let kind = text("content-type").unwrap_or_default();
    let body = if kind.starts_with("application/json") {
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    } else if bytes.is_empty() {
        Value::Null
    } else {
        BASE64_STANDARD.encode(&bytes).into()
    };
    let names = ["content-type", "retry-after", "location", "cache-control", "www-authenticate"];
    let headers: Map<String, Value> =
        names.iter().filter_map(|name| Some(((*name).to_owned(), text(name)?.into()))).collect();
    json!({ "id": id, "status": parts.status.as_u16(), "headers": headers, "body": body })
}
