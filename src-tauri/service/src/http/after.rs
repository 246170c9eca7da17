//! Handlers for what comes after a verdict: recalls and matters.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use review::{
    CaseId, CloseRequest, Matter, MatterId, Matters, OwnerRequest, Recalled, StepRequest,
};

use super::auth::SignedIn;
use super::body::{Id, JsonBody};
use super::problem::{Answer, Refusal};
use crate::app::App;
use crate::decisions::quoted;
use crate::matters;

/// Needs an Idempotency-Key, a UUID of the caller's, and nothing else: no ceremony.
pub(super) async fn recall(
    State(app): State<App>,
    caller: SignedIn,
    Id(case): Id<CaseId>,
    headers: HeaderMap,
) -> Answer<Json<Recalled>> {
    let key = quoted(&headers, "idempotency-key")?
        .ok_or_else(|| Refusal::malformed("Idempotency-Key is required."))?;
    let key = key.parse().map_err(|_| Refusal::malformed("Idempotency-Key is not a UUID."))?;
    crate::recall::recall(&app, &caller, case, key).await.map(Json)
}

pub(super) async fn list_matters(
    State(app): State<App>,
    caller: SignedIn,
) -> Answer<Json<Matters>> {
    matters::list(&app, &caller).await.map(Json)
}

pub(super) async fn give_matter(
    State(app): State<App>,
    caller: SignedIn,
    Id(matter): Id<MatterId>,
    JsonBody(request): JsonBody<OwnerRequest>,
) -> Answer<Json<Matter>> {
    matters::give(&app, &caller, matter, &request).await.map(Json)
}

pub(super) async fn tick_matter(
    State(app): State<App>,
    caller: SignedIn,
    Id(matter): Id<MatterId>,
    JsonBody(request): JsonBody<StepRequest>,
) -> Answer<Json<Matter>> {
    matters::tick(&app, &caller, matter, request).await.map(Json)
}

pub(super) async fn close_matter(
    State(app): State<App>,
    caller: SignedIn,
    Id(matter): Id<MatterId>,
    JsonBody(request): JsonBody<CloseRequest>,
) -> Answer<StatusCode> {
    matters::close(&app, &caller, matter, request).await.map(|()| StatusCode::NO_CONTENT)
}
