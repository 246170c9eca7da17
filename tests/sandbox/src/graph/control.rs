//! Switches and changes for tests outside this process. No token is asked for: loopback only.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::Duration;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::directory::{NoSuchObject, Removal};
use crate::fault::Switch;
use crate::world::Shared;

/// `GET /control/faults`.
pub(crate) async fn faults(State(world): State<Shared>) -> Json<Vec<Switch>> {
    Json(world.faults.list())
}

/// `PUT /control/faults`: these and no others.
pub(crate) async fn set_faults(
    State(world): State<Shared>,
    Json(switches): Json<Vec<Switch>>,
) -> StatusCode {
    world.faults.set(switches);
    StatusCode::NO_CONTENT
}

/// `POST /control/faults`: one more.
pub(crate) async fn add_fault(
    State(world): State<Shared>,
    Json(switch): Json<Switch>,
) -> StatusCode {
    world.faults.add(switch);
    StatusCode::NO_CONTENT
}

/// `DELETE /control/faults`: everything works again.
pub(crate) async fn clear_faults(State(world): State<Shared>) -> StatusCode {
    world.faults.clear();
    StatusCode::NO_CONTENT
}

/// `GET /control/requests`: how often each host and path was asked.
pub(crate) async fn requests(State(world): State<Shared>) -> Json<BTreeMap<String, usize>> {
    Json(world.traffic.counts())
}

/// `DELETE /control/requests`: counts from nought again.
pub(crate) async fn forget_requests(State(world): State<Shared>) -> StatusCode {
    world.traffic.clear();
    StatusCode::NO_CONTENT
}

/// `GET /control/tokens`: every token that a person's sign-in brought, for tests that look where
/// none belongs.
pub(crate) async fn tokens(State(world): State<Shared>) -> Json<BTreeSet<String>> {
    Json(world.traffic.tokens())
}

#[derive(Deserialize)]
pub(crate) struct Advance {
    advance_seconds: i64,
}

/// `POST /control/clock {"advance_seconds": n}`.
pub(crate) async fn advance(
    State(world): State<Shared>,
    Json(advance): Json<Advance>,
) -> Json<Value> {
    world.clock.advance(Duration::seconds(advance.advance_seconds));
    Json(json!({ "now": world.clock.now() }))
}

/// `POST /control/keys/rotate`.
pub(crate) async fn rotate_keys(State(world): State<Shared>) -> StatusCode {
    match world.entra.rotate_keys() {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// `POST /control/users` with properties.
pub(crate) async fn add_user(
    State(world): State<Shared>,
    Json(properties): Json<Map<String, Value>>,
) -> Response {
    let id = world.directory.add_user(properties);
    (StatusCode::CREATED, Json(json!({ "id": id }))).into_response()
}

/// `PATCH /control/users/{id or name}`: properties, and `manager`.
pub(crate) async fn patch_user(
    State(world): State<Shared>,
    Path(name): Path<String>,
    Json(changes): Json<Map<String, Value>>,
) -> StatusCode {
    done(world.directory.patch_user(&name, changes))
}

#[derive(Deserialize)]
pub(crate) struct Removing {
    #[serde(default)]
    permanent: bool,
}

impl Removing {
    const fn removal(&self) -> Removal {
        if self.permanent { Removal::Deleted } else { Removal::Changed }
    }
}

/// `DELETE /control/users/{id or name}[?permanent=true]`.
pub(crate) async fn remove_user(
    State(world): State<Shared>,
    Path(name): Path<String>,
    Query(removing): Query<Removing>,
) -> StatusCode {
    done(world.directory.remove_user(&name, removing.removal()))
}

/// `POST /control/users/{id}/restore`.
pub(crate) async fn restore_user(
    State(world): State<Shared>,
    Path(name): Path<String>,
) -> StatusCode {
    done(world.directory.restore_user(&name))
}

/// `POST /control/users/{id or name}/revoke`: ends all sessions.
pub(crate) async fn revoke_user(
    State(world): State<Shared>,
    Path(name): Path<String>,
) -> StatusCode {
    done(world.revoke(&name))
}

/// `PATCH /control/groups/{id}`.
pub(crate) async fn patch_group(
    State(world): State<Shared>,
    Path(name): Path<String>,
    Json(changes): Json<Map<String, Value>>,
) -> StatusCode {
    done(world.directory.patch_group(&name, changes))
}

/// `DELETE /control/groups/{id}[?permanent=true]`.
pub(crate) async fn remove_group(
    State(world): State<Shared>,
    Path(name): Path<String>,
    Query(removing): Query<Removing>,
) -> StatusCode {
    done(world.directory.remove_group(&name, removing.removal()))
}

/// `PUT /control/groups/{id}/members/{member}`.
pub(crate) async fn add_member(
    State(world): State<Shared>,
    Path((group, member)): Path<(String, String)>,
) -> StatusCode {
    done(world.directory.add_member(&group, &member))
}

/// `DELETE /control/groups/{id}/members/{member}`.
pub(crate) async fn remove_member(
    State(world): State<Shared>,
    Path((group, member)): Path<(String, String)>,
) -> StatusCode {
    done(world.directory.remove_member(&group, &member))
}

fn done(result: Result<(), NoSuchObject>) -> StatusCode {
    match result {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(NoSuchObject) => StatusCode::NOT_FOUND,
    }
}
