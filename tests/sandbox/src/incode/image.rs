//! Captured images: inline as base64, or by links.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::access::Access;
use super::refusal::Refusal;
use crate::company::ImageKind;
use crate::fault::Fault;
use crate::world::Shared;

/// Larger answers end in a 502 (developer.incode.com/docs/fetch-images).
const LARGEST_ANSWER: usize = 10 * 1024 * 1024;

#[derive(Deserialize)]
pub(crate) struct Wanted {
    images: Vec<String>,
}

/// `POST /omni/get/images {"images": […]}`: name to base64. What is not there is left out.
pub(crate) async fn inline(
    State(world): State<Shared>,
    access: Access,
    Json(wanted): Json<Wanted>,
) -> Result<Response, Refusal> {
    let interview = access.interview()?.to_owned();
    known(&world, &access, &interview)?;
    let mut answer = BTreeMap::new();
    for kind in wanted.images.iter().filter_map(|name| ImageKind::from_name(name)) {
        if let Some(bytes) = bytes(&world, &interview, kind).await {
            answer.insert(kind.name(), BASE64_STANDARD.encode(bytes));
        }
    }
    let length: usize = answer.values().map(|text| text.len() + 24).sum();
    if length > LARGEST_ANSWER {
        return Err(Refusal::new(StatusCode::BAD_GATEWAY, "Bad gateway.", &access.path));
    }
    Ok(Json(answer).into_response())
}

/// `POST /omni/get/images/v2`: links that are good for an hour, so that nothing is too large.
pub(crate) async fn links(
    State(world): State<Shared>,
    access: Access,
    Json(wanted): Json<Wanted>,
) -> Result<Json<Value>, Refusal> {
    let interview = access.interview()?;
    known(&world, &access, interview)?;
    let session = world.incode.captured(interview);
    let kinds = wanted.images.iter().filter_map(|name| ImageKind::from_name(name));
    let there = kinds.filter(|kind| session.is_some_and(|s| s.picture(*kind).is_some()));
    let now = world.clock.now();
    let images: Vec<_> = there
        .map(|kind| {
            let token = world.incode.link(interview, kind, now);
            let url = format!("{}/images/{token}", world.tenant.incode);
            json!({ "type": kind.name(), "url": url })
        })
        .collect();
    Ok(Json(json!({ "images": images })))
}

/// The bytes of one image, drawn when first asked for.
pub(super) async fn bytes(world: &Shared, interview: &str, kind: ImageKind) -> Option<Vec<u8>> {
    if world.faults.is_on(&Fault::NotAnImage) {
        return Some(b"This was never an image.".to_vec());
    }
    let fetch = world.incode.change(interview, |live| {
        live.fetches += 1;
        live.fetches
    })?;
    let source = world.incode.captured(interview)?.interview_id.clone();
    let (company, images) = (world.directory.company().clone(), world.incode.images.clone());
    let drawn = tokio::task::spawn_blocking(move || {
        company.session(&source).and_then(|session| images.picture(session, kind))
    });
    let mut bytes = drawn.await.ok().flatten()?.to_vec();
    let changed = world.faults.hit(|fault| match fault {
        Fault::EvidenceChanged { interview: only } => {
            only.as_deref().is_none_or(|only| only == interview).then_some(())
        }
        _ => None,
    });
    if changed.is_some() {
        // Decoders ignore what follows the image, so only a hash can tell.
        bytes.extend_from_slice(&fetch.to_be_bytes());
    }
    Some(bytes)
}

fn known(world: &Shared, access: &Access, interview: &str) -> Result<(), Refusal> {
    let there = world.incode.status(interview).map(|_| ());
    there.ok_or_else(|| Refusal::no_session(&access.path))
}
