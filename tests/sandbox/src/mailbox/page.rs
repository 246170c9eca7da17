//! The mailbox's interface: JSON for tests, a page for people.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Json, Router};

use super::Message;
use crate::entra::{document, escape};
use crate::world::Shared;

/// All routes of the host.
pub(crate) fn routes() -> Router<Shared> {
    Router::new().route("/", get(page)).route("/messages", get(messages))
}

/// `GET /messages[?to=]`.
async fn messages(
    State(world): State<Shared>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Json<Vec<Message>> {
    Json(match query.get("to") {
        Some(to) => world.mailbox.messages_to(to),
        None => world.mailbox.messages(),
    })
}

/// `GET /`: the newest first.
async fn page(State(world): State<Shared>) -> Html<String> {
    let messages = world.mailbox.messages();
    let list: String = messages.iter().rev().map(article).collect();
    let empty = if list.is_empty() { "<p>Nothing was sent yet.</p>" } else { "" };
    let note = "<p class=\"note\">Everything that the sandbox's tenant sent, to anybody.</p>";
    Html(document("Mailbox", &format!("<h1>Mailbox</h1>{note}{empty}{list}")))
}

fn article(message: &Message) -> String {
    format!(
        "<article><h2>{}</h2><p>To {} at {}</p><pre>{}</pre></article>",
        escape(&message.subject),
        escape(&message.to),
        message.at.format("%Y-%m-%d %H:%M:%S UTC"),
        escape(&message.text),
    )
}
