//! The handlers of the policy's routes.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use review::{PolicyChangeId, PolicyProposal, PolicySignature, PolicyState, PolicyVersion};

use super::auth::SignedIn;
use super::body::{Id, JsonBody};
use super::problem::Answer;
use super::routes::tagged;
use crate::app::App;
use crate::policy;

pub(super) async fn state(
    State(app): State<App>,
    _: SignedIn,
    headers: HeaderMap,
) -> Answer<Response> {
    let mut db = app.store.snapshot().await?;
    let state = policy::state(&mut db, &app, app.now()).await?;
    let text = serde_json::to_vec(&state).map_err(|_| crate::Error::corrupt("policy"))?;
    Ok(tagged(state, &headers, &format!("\"{}\"", audit::Hash::of(&text).to_hex())))
}

pub(super) async fn versions(
    State(app): State<App>,
    _: SignedIn,
) -> Answer<Json<Vec<PolicyVersion>>> {
    let mut db = app.store.snapshot().await?;
    Ok(Json(policy::versions(&mut db, &app).await?))
}

pub(super) async fn propose(
    State(app): State<App>,
    caller: SignedIn,
    JsonBody(proposal): JsonBody<PolicyProposal>,
) -> Answer<(StatusCode, Json<PolicyState>)> {
    let state = policy::propose(&app, &caller, &proposal).await?;
    Ok((StatusCode::CREATED, Json(state)))
}

pub(super) async fn approve(
    State(app): State<App>,
    caller: SignedIn,
    Id(change): Id<PolicyChangeId>,
    JsonBody(signature): JsonBody<PolicySignature>,
) -> Answer<Json<PolicyState>> {
    policy::approve(&app, &caller, change, &signature).await.map(Json)
}

pub(super) async fn withdraw(
    State(app): State<App>,
    caller: SignedIn,
    Id(change): Id<PolicyChangeId>,
    JsonBody(signature): JsonBody<PolicySignature>,
) -> Answer<Json<PolicyState>> {
    policy::withdraw(&app, &caller, change, &signature).await.map(Json)
}
