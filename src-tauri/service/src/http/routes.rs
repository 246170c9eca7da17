//! One short handler for each route.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::{
    CaseFile, CaseId, CaseSummary, DecisionId, DecisionStatus, Enrolment, EnrolmentRequest,
    EvidenceId, FaceSubmission, HandOff, Lease, LeaseRequest, Reviewer, Role,
};
use serde::{Deserialize, Serialize};

use super::after;
use super::auth::SignedIn;
use super::body::{Asked, Id, Ids, JsonBody, LARGE, SMALL, bounded, is_media_type, parse};
use super::policy;
use super::problem::{Answer, Refusal};
use crate::app::App;
use crate::cases::{feed, file};
use crate::devices::{self, Device};
use crate::intake::{self, Accepted, Heard, images};
use crate::{decisions, evidence, faces, handoff, leases, log};

/// Every route and its methods, as the interface document lists them.
pub const ROUTES: [(&str, &[&str]); 31] = [
    ("/healthz", &["get"]),
    ("/v1/webhooks/incode", &["post"]),
    ("/v1/intake", &["post"]),
    ("/v1/me", &["get"]),
    ("/v1/policy", &["get"]),
    ("/v1/policy/versions", &["get"]),
    ("/v1/policy/changes", &["post"]),
    ("/v1/policy/changes/{change}/approval", &["post"]),
    ("/v1/policy/changes/{change}/withdrawal", &["post"]),
    ("/v1/changes", &["get"]),
    ("/v1/take-next", &["post"]),
    ("/v1/cases/{case}", &["get"]),
    ("/v1/cases/{case}/lease", &["post"]),
    ("/v1/cases/{case}/release", &["post"]),
    ("/v1/cases/{case}/faces", &["post"]),
    ("/v1/cases/{case}/evidence/{evidence}", &["get"]),
    ("/v1/cases/{case}/decisions", &["post"]),
    ("/v1/cases/{case}/recall", &["post"]),
    ("/v1/decisions/{decision}", &["get"]),
    ("/v1/devices", &["get", "post"]),
    ("/v1/devices/{device_key}", &["delete"]),
    ("/v1/log/checkpoint", &["get"]),
    ("/v1/log/proof/{index}", &["get"]),
    ("/v1/log/consistency", &["get"]),
    ("/v1/log/entries", &["get"]),
    ("/v1/handoff", &["get"]),
    ("/v1/handoff/{decision}/take", &["post"]),
    ("/v1/matters", &["get"]),
    ("/v1/matters/{matter}/owner", &["post"]),
    ("/v1/matters/{matter}/steps", &["post"]),
    ("/v1/matters/{matter}/close", &["post"]),
];

pub(super) fn routes() -> Router<App> {
    ROUTES.iter().fold(Router::new(), |router, (path, _)| match handlers(path) {
        Some(handlers) => router.route(path, handlers),
        None => router,
    })
}

fn handlers(path: &str) -> Option<MethodRouter<App>> {
    Some(match path {
        "/healthz" => get(health),
        "/v1/webhooks/incode" => post(webhook),
        "/v1/intake" => post(intake_by_id),
        "/v1/me" => get(me),
        "/v1/policy" => get(policy::state),
        "/v1/policy/versions" => get(policy::versions),
        "/v1/policy/changes" => post(policy::propose),
        "/v1/policy/changes/{change}/approval" => post(policy::approve),
        "/v1/policy/changes/{change}/withdrawal" => post(policy::withdraw),
        "/v1/changes" => get(changes),
        "/v1/take-next" => post(take_next),
        "/v1/cases/{case}" => get(case),
        "/v1/cases/{case}/lease" => post(lease),
        "/v1/cases/{case}/release" => post(release),
        "/v1/cases/{case}/faces" => post(judge_faces),
        "/v1/cases/{case}/evidence/{evidence}" => get(fetch_evidence),
        "/v1/cases/{case}/decisions" => post(decide),
        "/v1/cases/{case}/recall" => post(after::recall),
        "/v1/decisions/{decision}" => get(decision),
        "/v1/devices" => get(list_devices).post(enrol),
        "/v1/devices/{device_key}" => delete(revoke),
        "/v1/log/checkpoint" => get(checkpoint),
        "/v1/log/proof/{index}" => get(proof),
        "/v1/log/consistency" => get(consistency),
        "/v1/log/entries" => get(entries),
        "/v1/handoff" => get(list_handoffs),
        "/v1/handoff/{decision}/take" => post(take_handoff),
        "/v1/matters" => get(after::list_matters),
        "/v1/matters/{matter}/owner" => post(after::give_matter),
        "/v1/matters/{matter}/steps" => post(after::tick_matter),
        "/v1/matters/{matter}/close" => post(after::close_matter),
        _ => return None,
    })
}

async fn health(State(app): State<App>) -> Answer<StatusCode> {
    let _: i64 = sqlx::query_scalar("SELECT 1").fetch_one(app.store.read()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A hint, from anybody: whatever it says is fetched from the vendor, or ignored.
async fn webhook(State(app): State<App>, request: Request) -> Answer<StatusCode> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Hint {
        interview_id: String,
    }
    if !knows_secret(&app, request.headers()) {
        return Ok(StatusCode::OK);
    }
    let bytes = bounded(request, SMALL).await?;
    if let Ok(hint) = serde_json::from_slice::<Hint>(&bytes) {
        intake::hear(&app, &[hint.interview_id], Heard::Hint).await?;
    }
    Ok(StatusCode::OK)
}

fn knows_secret(app: &App, headers: &HeaderMap) -> bool {
    use secrecy::ExposeSecret as _;
    let incode = &app.config.incode;
    let (Some(name), Some(secret)) = (&incode.webhook_header, &incode.webhook_secret) else {
        return true;
    };
    let sent = headers.get(name.as_str()).map(HeaderValue::as_bytes).unwrap_or_default();
    // Compared as hashes: how long it takes tells nothing of the secret.
    audit::Hash::of(sent) == audit::Hash::of(secret.expose_secret().as_bytes())
}

async fn intake_by_id(
    State(app): State<App>,
    caller: SignedIn,
    request: Request,
) -> Answer<(StatusCode, Json<Accepted>)> {
    #[derive(Deserialize)]
    struct Ids {
        interview_ids: Vec<String>,
    }
    caller.need(&[Role::RecoveryReview, Role::SecurityRespond])?;
    let ids = if is_media_type(&request, "text/csv") {
        let bytes = bounded(request, SMALL).await?;
        let text = std::str::from_utf8(&bytes);
        lines(text.map_err(|_| Refusal::malformed("The list is not UTF-8."))?)
    } else if is_media_type(&request, "application/json") {
        parse::<Ids>(&bounded(request, SMALL).await?)?.interview_ids
    } else {
        return Err(Refusal::unsupported_media_type("application/json or text/csv"));
    };
    if ids.is_empty() || ids.len() > intake::MOST_IDS {
        return Err(Refusal::malformed("Between 1 and 1,000 interview ids are taken."));
    }
    Ok((StatusCode::ACCEPTED, Json(intake::hear(&app, &ids, Heard::Operator).await?)))
}

/// The first column of each line, without a heading.
fn lines(csv: &str) -> Vec<String> {
    csv.lines()
        .map(|line| line.split([',', ';']).next().unwrap_or_default())
        .map(|cell| cell.trim().trim_matches('"').to_owned())
        .filter(|cell| !cell.is_empty() && !cell.eq_ignore_ascii_case("interview_id"))
        .collect()
}

async fn me(caller: SignedIn) -> Json<Reviewer> {
    Json(caller.reviewer)
}

/// With its entity tag; 304 for whoever has it already.
pub(super) fn tagged(answer: impl Serialize, headers: &HeaderMap, etag: &str) -> Response {
    let Ok(tag) = HeaderValue::from_str(etag) else { return Json(answer).into_response() };
    let mut response = if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(answer).into_response()
    };
    response.headers_mut().insert(header::ETAG, tag);
    response
}

#[derive(Deserialize)]
struct Since {
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn changes(
    State(app): State<App>,
    caller: SignedIn,
    headers: HeaderMap,
    Asked(since): Asked<Since>,
) -> Answer<Response> {
    let limit = since.limit.unwrap_or(feed::PAGE);
    let feed::Page { page, etag } =
        feed::page(&app, &caller.reviewer, since.cursor.as_deref(), limit).await?;
    Ok(tagged(page, &headers, &etag))
}

#[derive(Serialize)]
struct Taken {
    case: Option<CaseId>,
}

async fn take_next(State(app): State<App>, caller: SignedIn) -> Answer<Json<Taken>> {
    let case = leases::take_next(&app, &caller).await?;
    if let Some(case) = case {
        fetch_ahead(&app, case);
    }
    Ok(Json(Taken { case }))
}

async fn case(State(app): State<App>, caller: SignedIn, Id(case): Id<CaseId>) -> Answer<Response> {
    let mut db = app.store.snapshot().await?;
    let stored = leases::visible(&mut db, &app, &caller, case).await?;
    drop(db);
    let me = caller.reviewer.person;
    if stored.is_held_by(me, stored.fence, app.now()) && !stored.images_here {
        let limit = std::time::Duration::from_secs(25);
        match tokio::time::timeout(limit, images::ensure(&app, case)).await {
            Ok(fetched) => fetched?,
            Err(_) => return Err(Refusal::pictures_on_their_way()),
        }
    }
    let mut tx = app.store.write().await?;
    let stored = leases::visible(&mut tx, &app, &caller, case).await?;
    let file = file::file(&mut tx, &app, &stored, &caller.reviewer, app.now()).await?;
    tx.commit().await?;
    Ok(with_revision(file))
}

fn with_revision(file: CaseFile) -> Response {
    let tag = HeaderValue::from_str(&format!("\"{}\"", file.summary.revision));
    let mut response = Json(file).into_response();
    if let Ok(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

async fn lease(
    State(app): State<App>,
    caller: SignedIn,
    Id(case): Id<CaseId>,
    JsonBody(request): JsonBody<LeaseRequest>,
) -> Answer<Json<Lease>> {
    let lease = leases::take(&app, &caller, case, &request).await?;
    fetch_ahead(&app, case);
    Ok(Json(lease))
}

/// Whoever takes a case opens it next: its pictures should be here by then.
fn fetch_ahead(app: &App, case: CaseId) {
    let app = app.clone();
    tokio::spawn(async move {
        tokio::select! {
            fetched = images::ensure(&app, case) => if let Err(error) = fetched {
                tracing::warn!(%case, %error, "pictures could not be fetched ahead");
            },
            () = app.stopping.cancelled() => {}
        }
    });
}

async fn release(
    State(app): State<App>,
    caller: SignedIn,
    Id(case): Id<CaseId>,
    JsonBody(release): JsonBody<Release>,
) -> Answer<Json<CaseSummary>> {
    leases::release(&app, &caller, case, release.fence, &release.note).await.map(Json)
}

#[derive(Deserialize)]
struct Release {
    fence: u64,
    #[serde(default)]
    note: String,
}

async fn judge_faces(
    State(app): State<App>,
    caller: SignedIn,
    Id(case): Id<CaseId>,
    JsonBody(submission): JsonBody<FaceSubmission>,
) -> Answer<Response> {
    faces::keep(&app, &caller, case, &submission).await.map(with_revision)
}

async fn fetch_evidence(
    State(app): State<App>,
    caller: SignedIn,
    Ids(case, evidence): Ids<CaseId, EvidenceId>,
) -> Answer<Response> {
    let mut db = app.store.snapshot().await?;
    let stored = leases::visible(&mut db, &app, &caller, case).await?;
    faces::shows_pictures(&mut db, &caller, app.now()).await?;
    drop(db);
    let sealed = evidence::fetch(&app, &stored, evidence, caller.reviewer.person).await?;
    let digest = format!("sha-256=:{}:", STANDARD.encode(sealed.digest));
    let mut response = sealed.body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(digest) = HeaderValue::from_str(&digest) {
        headers.insert("repr-digest", digest);
    }
    Ok(response)
}

async fn decide(
    State(app): State<App>,
    caller: SignedIn,
    Id(case): Id<CaseId>,
    headers: HeaderMap,
    request: Request,
) -> Answer<Response> {
    if !is_media_type(&request, "application/json") {
        return Err(Refusal::unsupported_media_type("application/json"));
    }
    let bytes = bounded(request, LARGE).await?;
    let asked = decisions::Asked::read(case, &headers, &bytes)?;
    let receipt = decisions::decide(&app, &caller, asked).await?;
    let location = format!("/v1/decisions/{}", receipt.decision);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(receipt)).into_response())
}

async fn decision(
    State(app): State<App>,
    caller: SignedIn,
    Id(decision): Id<DecisionId>,
) -> Answer<Json<DecisionStatus>> {
    decisions::status::of(&app, &caller, decision).await.map(Json)
}

async fn enrol(
    State(app): State<App>,
    caller: SignedIn,
    JsonBody(request): JsonBody<EnrolmentRequest>,
) -> Answer<Json<Enrolment>> {
    devices::enrol(&app, &caller, &request).await.map(Json)
}

async fn list_devices(State(app): State<App>, caller: SignedIn) -> Answer<Json<Vec<Device>>> {
    devices::list(&app, &caller).await.map(Json)
}

async fn revoke(
    State(app): State<App>,
    caller: SignedIn,
    Id(device_key): Id<String>,
) -> Answer<StatusCode> {
    devices::revoke(&app, &caller, &device_key).await.map(|()| StatusCode::NO_CONTENT)
}

async fn checkpoint(State(app): State<App>, _: SignedIn) -> Answer<String> {
    let mut db = app.store.snapshot().await?;
    let head = log::head(&mut db).await?.ok_or_else(Refusal::not_found)?;
    Ok(head.checkpoint)
}

async fn proof(State(app): State<App>, _: SignedIn, Id(index): Id<u64>) -> Answer<String> {
    let mut db = app.store.snapshot().await?;
    let head = log::head(&mut db).await?.ok_or_else(Refusal::not_found)?;
    if index >= head.size {
        return Err(Refusal::not_found());
    }
    Ok(log::proof(&mut db, index, head).await?)
}

#[derive(Deserialize)]
struct Between {
    from: u64,
    to: u64,
}

/// Hashes in base64, one a line.
async fn consistency(
    State(app): State<App>,
    _: SignedIn,
    Asked(Between { from, to }): Asked<Between>,
) -> Answer<String> {
    let mut db = app.store.snapshot().await?;
    let head = log::head(&mut db).await?.ok_or_else(Refusal::not_found)?;
    if from > to || to > head.size {
        return Err(Refusal::malformed("from and to are sizes of this log, in this order."));
    }
    let proof = log::consistency(&mut db, from, to).await?;
    Ok(proof.iter().map(|hash| format!("{hash}\n")).collect())
}

#[derive(Deserialize)]
struct EntriesFrom {
    from: u64,
    limit: Option<u64>,
}

/// Entries' exact bytes, base64.
#[derive(Serialize)]
struct EntriesPage {
    from: u64,
    entries: Vec<String>,
}

async fn entries(
    State(app): State<App>,
    _: SignedIn,
    Asked(asked): Asked<EntriesFrom>,
) -> Answer<Json<EntriesPage>> {
    if asked.from > audit::log::MAX_SIZE {
        return Err(Refusal::malformed("from is out of range."));
    }
    let mut db = app.store.snapshot().await?;
    let limit = asked.limit.unwrap_or(log::PAGE);
    let found = log::entries(&mut db, asked.from, limit).await?;
    let entries = found.iter().map(|entry| STANDARD.encode(entry)).collect();
    Ok(Json(EntriesPage { from: asked.from, entries }))
}

async fn list_handoffs(State(app): State<App>, caller: SignedIn) -> Answer<Json<Vec<HandOff>>> {
    handoff::list(&app, &caller).await.map(Json)
}

async fn take_handoff(
    State(app): State<App>,
    caller: SignedIn,
    Id(decision): Id<DecisionId>,
) -> Answer<Json<HandOff>> {
    handoff::take(&app, &caller, decision).await.map(Json)
}
