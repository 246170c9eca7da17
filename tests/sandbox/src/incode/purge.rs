//! Removing personal data at the customer's request.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::access::Access;
use super::refusal::Refusal;
use crate::guard::lock;
use crate::world::Shared;

#[derive(Deserialize)]
pub(crate) struct Purge {
    filter: Filter,
    #[serde(default)]
    config: Config,
}

#[derive(Deserialize)]
struct Filter {
    ids: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Config {
    #[serde(default)]
    delete_pii_data_only: bool,
}

/// `DELETE /omni/interviews {filter: {ids}, config: {deletePiiDataOnly, …}}`.
pub(crate) async fn purge(
    State(world): State<Shared>,
    access: Access,
    Json(purge): Json<Purge>,
) -> Result<Json<Value>, Refusal> {
    if !access.executive {
        let message = "An executive token is needed.";
        return Err(Refusal::new(StatusCode::FORBIDDEN, message, &access.path));
    }
    let mut sessions = lock(&world.incode.sessions);
    let mut count = 0;
    for id in &purge.filter.ids {
        if purge.config.delete_pii_data_only {
            if let Some(live) = sessions.get_mut(id) {
                live.purged = true;
                count += 1;
            }
        } else if sessions.remove(id).is_some() {
            count += 1;
        }
    }
    Ok(Json(json!({ "success": true, "deleted": count })))
}
