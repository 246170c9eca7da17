//! A session from its start to its end.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::access::{Access, Integration};
use super::refusal::Refusal;
use super::session::{Live, OnboardingStatus, Verdict};
use super::{capture, webhook};
use crate::world::Shared;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Start {
    interview_id: Option<String>,
    external_id: Option<String>,
    custom_fields: Option<Map<String, Value>>,
}

/// `POST /omni/start`: a new session, or a new token for one that is there.
pub(crate) async fn start(
    State(world): State<Shared>,
    _: Integration,
    Json(start): Json<Start>,
) -> Result<Json<Value>, Refusal> {
    let interview = match start.interview_id {
        Some(id) if world.incode.live(&id).is_some() => id,
        Some(_) => return Err(Refusal::no_session("/omni/start")),
        None => {
            let id = capture::new_id();
            let mut live = Live::new(None);
            live.external_id = start.external_id;
            live.custom_fields = start.custom_fields;
            world.incode.keep(id.clone(), live);
            id
        }
    };
    Ok(Json(json!({
        "token": world.incode.tokens.session(&interview),
        "interviewId": interview,
        "interviewCode": null,
        "clientId": webhook::CLIENT_ID,
        "env": "sandbox",
        "flowType": "onboarding",
        "idCaptureTimeout": 40,
        "selfieCaptureTimeout": 40,
        "idCaptureRetries": 3,
        "selfieCaptureRetries": 3,
    })))
}

/// `GET /omni/get/onboarding/status`.
pub(crate) async fn status(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    let status = world.incode.status(access.interview()?);
    let status = status.ok_or_else(|| Refusal::no_session(&access.path))?;
    Ok(Json(json!({ "onboardingStatus": status })))
}

/// `GET /omni/finish-status`: ends the capture and fires the webhook.
pub(crate) async fn finish(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    let interview = access.interview()?;
    let ended = world.incode.change(interview, |live| {
        let open = live.status == OnboardingStatus::Unknown;
        if open {
            live.status = OnboardingStatus::OnboardingFinished;
        }
        open
    });
    if ended.ok_or_else(|| Refusal::no_session(&access.path))? {
        webhook::send(&world, interview);
    }
    Ok(Json(json!({ "redirectionUrl": "", "action": "none" })))
}

/// `POST /omni/process/approve`: documented for enrolment. That it also ends a claims review is
/// assumed here, because the desk's automatic outlet has nothing better to call.
pub(crate) async fn approve(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    decide(&world, &access, Verdict::Approved)
}

/// `POST /omni/process/reject`: not documented at all; see [`approve`].
pub(crate) async fn reject(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    decide(&world, &access, Verdict::Rejected)
}

fn decide(world: &Shared, access: &Access, verdict: Verdict) -> Result<Json<Value>, Refusal> {
    if !access.executive {
        let message = "An executive token is needed.";
        return Err(Refusal::new(StatusCode::FORBIDDEN, message, &access.path));
    }
    let interview = access.interview()?;
    capture::review(world, interview, "api", verdict)
        .ok_or_else(|| Refusal::no_session(&access.path))?;
    Ok(Json(json!({ "success": true, "uuid": interview, "token": null })))
}
