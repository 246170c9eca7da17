//! The id that ties a client's log to the server's.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use uuid::Uuid;

/// `client-request-id` from the form, the query or the header; a new one if there is none.
pub(crate) fn correlation_id(
    headers: &HeaderMap,
    parameters: &[&BTreeMap<String, String>],
) -> String {
    let given = parameters.iter().find_map(|p| p.get("client-request-id")).map(String::as_str);
    let header = headers.get("client-request-id").and_then(|value| value.to_str().ok());
    let valid = |text: &str| text.parse::<Uuid>().ok();
    given.or(header).and_then(valid).unwrap_or_else(Uuid::new_v4).to_string()
}
