//! The vendor's dashboard, as far as a demo and tests need one.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::refusal::Refusal;
use super::session::Verdict;
use super::webhook::Target;
use super::{capture, webhook};
use crate::entra::{document, escape};
use crate::guard::lock;
use crate::world::{Shared, World};

/// `GET /dashboard/webhook`.
pub(crate) async fn webhook(State(world): State<Shared>) -> Json<Option<Target>> {
    Json(world.incode.target())
}

/// `PUT /dashboard/webhook {"url", "headers"?}`: one hint per waiting session follows.
pub(crate) async fn set_webhook(
    State(world): State<Shared>,
    Json(target): Json<Target>,
) -> StatusCode {
    webhook::set_target(&world, target);
    StatusCode::NO_CONTENT
}

/// `DELETE /dashboard/webhook`.
pub(crate) async fn no_webhook(State(world): State<Shared>) -> StatusCode {
    webhook::forget_target(&world);
    StatusCode::NO_CONTENT
}

/// `GET /dashboard/sessions`: `[{"interviewId","onboardingStatus","review","evidenceOf"}]`.
pub(crate) async fn sessions(State(world): State<Shared>) -> Json<Vec<Value>> {
    Json(listed(&world))
}

#[derive(Deserialize)]
pub(crate) struct Again {
    like: String,
}

/// `POST /dashboard/sessions {"like": interviewId}`: the same person captures again.
pub(crate) async fn again(
    State(world): State<Shared>,
    Json(again): Json<Again>,
) -> Result<Response, Refusal> {
    let id = capture::again(&world, &again.like);
    let id = id.ok_or_else(|| Refusal::no_session("/dashboard/sessions"))?;
    Ok((StatusCode::CREATED, Json(json!({ "interviewId": id }))).into_response())
}

/// `POST /dashboard/sessions/{interviewId}/captures {"like": interviewId}`: the same session again,
/// with that one's document and faces.
pub(crate) async fn photographed_again(
    State(world): State<Shared>,
    Path(interview): Path<String>,
    Json(again): Json<Again>,
) -> Result<StatusCode, Refusal> {
    let done = capture::photographed_again(&world, &interview, &again.like);
    done.ok_or_else(|| Refusal::no_session("/dashboard/sessions/{interviewId}/captures"))?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Entry {
    operator: String,
    verdict: Verdict,
}

/// `POST /dashboard/sessions/{interviewId}/review {"operator","verdict"}`, as JSON or by the
/// page's form.
pub(crate) async fn review(
    State(world): State<Shared>,
    Path(interview): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let path = "/dashboard/sessions/{interviewId}/review";
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let by_form = kind.starts_with("application/x-www-form-urlencoded");
    let entry = if by_form { from_form(&body) } else { serde_json::from_slice(&body).ok() };
    let entry = entry.filter(|entry| !entry.operator.trim().is_empty()).ok_or_else(|| {
        let message = "An operator, and APPROVED or REJECTED, are needed.";
        Refusal::new(StatusCode::BAD_REQUEST, message, path)
    })?;
    let live = world.incode.live(&interview).ok_or_else(|| Refusal::no_session(path))?;
    if !live.waits_for_review() {
        let message = "The session does not wait for review.";
        return Err(Refusal::new(StatusCode::CONFLICT, message, path));
    }
    capture::review(&world, &interview, entry.operator.trim(), entry.verdict)
        .ok_or_else(|| Refusal::no_session(path))?;
    if by_form {
        return Ok(Redirect::to("/dashboard").into_response());
    }
    let status = world.incode.status(&interview);
    Ok(Json(json!({ "interviewId": interview, "onboardingStatus": status })).into_response())
}

/// `GET /dashboard`: the same for people.
pub(crate) async fn page(State(world): State<Shared>) -> Html<String> {
    let rows: String = listed(&world).iter().map(row).collect();
    let body = format!(
        "<h1>Sessions</h1><p class=\"note\">Sandbox of the verification vendor.</p>\
         <table><tr><th>Interview<th>Status<th>Review</tr>{rows}</table>"
    );
    Html(document("Sessions", &body))
}

fn row(session: &Value) -> String {
    let text = |name: &str| escape(session[name].as_str().unwrap_or_default());
    let (id, status) = (text("interviewId"), text("onboardingStatus"));
    let review = match session["review"]["operator"].as_str() {
        Some(operator) => escape(operator),
        None => format!(
            "<form method=\"post\" action=\"/dashboard/sessions/{id}/review\">\
             <input name=\"operator\" placeholder=\"Operator\" required>\
             <button name=\"verdict\" value=\"APPROVED\">Approve</button>\
             <button name=\"verdict\" value=\"REJECTED\">Reject</button></form>"
        ),
    };
    format!("<tr><td>{id}<td>{status}<td>{review}</tr>")
}

fn from_form(body: &[u8]) -> Option<Entry> {
    let mut fields = serde_json::Map::new();
    for (name, value) in url::form_urlencoded::parse(body) {
        fields.insert(name.into_owned(), value.into_owned().into());
    }
    serde_json::from_value(fields.into()).ok()
}

fn listed(world: &World) -> Vec<Value> {
    let sessions = lock(&world.incode.sessions);
    let one = |(id, live): (&String, &super::session::Live)| json!({ "interviewId": id, "onboardingStatus": live.status, "review": live.review, "evidenceOf": live.source });
    sessions.iter().map(one).collect()
}
