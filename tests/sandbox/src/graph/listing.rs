//! Collections in pages with opaque next links.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::query::Options;
use super::refusal::Refusal;
use crate::fault::Fault;
use crate::world::World;

/// One page of `all`, rendered object by object.
pub(crate) fn page<T>(
    world: &World,
    options: &Options,
    path: &str,
    context: &str,
    all: &[T],
    render: impl Fn(&T) -> Value,
) -> Result<Response, Refusal> {
    options.refuse(&["$skip"])?;
    let top = options.top()?;
    let from = match options.get("$skiptoken") {
        Some(token) => offset(token).ok_or_else(|| {
            Refusal::new(
                axum::http::StatusCode::BAD_REQUEST,
                "Directory_ExpiredPageToken",
                "The specified page token value has expired and can no longer be included in your \
                 request.",
            )
        })?,
        None => 0,
    };
    let value: Vec<_> = all.iter().skip(from).take(top).map(render).collect();
    let mut body = json!({
        "@odata.context": format!("{}/v1.0/$metadata#{context}", world.tenant.graph),
    });
    if from == 0 && options.count() && options.is_eventual() {
        body["@odata.count"] = all.len().into();
    }
    if from + top < all.len() {
        let token = BASE64_URL_SAFE_NO_PAD.encode(format!("page {}", from + top));
        let query = options.link(&[("$skiptoken", &token)], &[]);
        body["@odata.nextLink"] = next_link(world, path, &query).into();
    }
    body["value"] = value.into();
    Ok(Json(body).into_response())
}

/// A link into this Graph, or into a foreign one when told so.
pub(crate) fn next_link(world: &World, path: &str, query: &str) -> String {
    let foreign = world.faults.hit(|fault| match fault {
        Fault::ForeignNextLink { origin } => Some(origin.clone()),
        _ => None,
    });
    let origin = foreign.unwrap_or_else(|| world.tenant.graph.clone());
    format!("{origin}/v1.0{path}?{query}")
}

fn offset(token: &str) -> Option<usize> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    text.strip_prefix("page ")?.parse().ok()
}
