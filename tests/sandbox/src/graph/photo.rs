//! Profile pictures.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bearer::Caller;
use super::refusal::Refusal;
use super::user::{READ, find};
use crate::world::{Shared, World};

/// Sizes that Graph offers, in pixels.
const SIZES: &[u32] = &[48, 64, 96, 120, 240, 360, 432, 504, 648];

/// `GET /users/{id}/photo`.
pub(crate) async fn metadata(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
) -> Result<Json<Value>, Refusal> {
    described(&world, &caller, &name, 648)
}

/// `GET /users/{id}/photos/{size}`.
pub(crate) async fn sized_metadata(
    State(world): State<Shared>,
    Path((name, size)): Path<(String, String)>,
    caller: Caller,
) -> Result<Json<Value>, Refusal> {
    described(&world, &caller, &name, pixels(&size)?)
}

/// `GET /users/{id}/photo/$value`.
pub(crate) async fn original(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
) -> Result<Response, Refusal> {
    picture(&world, &caller, &name, 648).await
}

/// `GET /users/{id}/photos/{size}/$value`.
pub(crate) async fn sized(
    State(world): State<Shared>,
    Path((name, size)): Path<(String, String)>,
    caller: Caller,
) -> Result<Response, Refusal> {
    picture(&world, &caller, &name, pixels(&size)?).await
}

fn pixels(size: &str) -> Result<u32, Refusal> {
    let side = size.split_once('x').and_then(|(w, h)| (w == h).then(|| w.parse().ok())?);
    side.filter(|side| SIZES.contains(side)).ok_or_else(|| Refusal::not_found("photo"))
}

fn owner(world: &World, caller: &Caller, name: &str) -> Result<Uuid, Refusal> {
    let directory = world.directory.state();
    let id = find(&directory, name)?;
    if caller.person != Some(id) {
        caller.may(READ)?;
    }
    let has = directory.user(id).is_some_and(|user| user.has_photo);
    if has { Ok(id) } else { Err(none()) }
}

fn none() -> Refusal {
    Refusal::new(axum::http::StatusCode::NOT_FOUND, "ImageNotFound", "The photo wasn't found.")
}

fn described(
    world: &World,
    caller: &Caller,
    name: &str,
    side: u32,
) -> Result<Json<Value>, Refusal> {
    let id = owner(world, caller, name)?;
    Ok(Json(json!({
        "@odata.context": format!("{}/v1.0/$metadata#users('{name}')/photo/$entity", world.tenant.graph),
        "@odata.mediaContentType": "image/jpeg",
        "@odata.mediaEtag": format!("W/\"{}\"", id.simple()),
        "id": format!("{side}x{side}"), "height": side, "width": side,
    })))
}

async fn picture(
    world: &Shared,
    caller: &Caller,
    name: &str,
    side: u32,
) -> Result<Response, Refusal> {
    let id = owner(world, caller, name)?;
    let company = world.directory.company().clone();
    let drawn = tokio::task::spawn_blocking(move || {
        company.person(id).and_then(|person| crate::drawing::draw_photo(person, side))
    });
    let bytes = drawn.await.ok().flatten().ok_or_else(none)?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response())
}
