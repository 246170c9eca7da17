//! What the vendor read and thought: score, extracted data, custom fields, device.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::access::Access;
use super::refusal::Refusal;
use crate::company::Session;
use crate::world::{Shared, World};

/// `GET /omni/get/score`.
pub(crate) async fn score(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    let unjudged = json!({ "overall": { "value": "0.0", "status": "UNKNOWN", "key": null } });
    told(&world, &access, Session::score_json, unjudged)
}

/// `GET /omni/get/ocr-data`, flat.
pub(crate) async fn ocr_data(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    told(&world, &access, Session::ocr_json, json!({}))
}

/// `GET /omni/get/ocr-data/v2`, wrapped.
pub(crate) async fn ocr_data_v2(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    let Json(flat) = told(&world, &access, Session::ocr_json, json!({}))?;
    Ok(Json(json!({ "ocrData": flat })))
}

/// `GET /omni/get/custom-fields`: whom a session is about and why. A purge leaves them.
pub(crate) async fn custom_fields(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    let live = world.incode.live(access.interview()?);
    let live = live.ok_or_else(|| Refusal::no_session(&access.path))?;
    if let Some(fields) = live.custom_fields {
        return Ok(Json(json!({ "customFields": fields })));
    }
    let session = live.source.and_then(|id| world.directory.company().session(&id));
    Ok(Json(session.map_or_else(|| json!({ "customFields": {} }), Session::custom_fields_json)))
}

/// `GET /omni/get/device-info`.
pub(crate) async fn device_info(
    State(world): State<Shared>,
    access: Access,
) -> Result<Json<Value>, Refusal> {
    told(&world, &access, Session::device_json, json!({}))
}

fn told(
    world: &World,
    access: &Access,
    json: impl Fn(&Session) -> Value,
    nothing: Value,
) -> Result<Json<Value>, Refusal> {
    let interview = access.interview()?;
    if world.incode.status(interview).is_none() {
        return Err(Refusal::no_session(&access.path));
    }
    Ok(Json(world.incode.captured(interview).map_or(nothing, json)))
}
