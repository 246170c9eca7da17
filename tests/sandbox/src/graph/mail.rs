//! `POST /users/{sender}/sendMail`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::bearer::Caller;
use super::refusal::Refusal;
use super::user::find;
use crate::mailbox::Message;
use crate::world::Shared;

#[derive(Deserialize)]
pub(crate) struct Sending {
    message: Letter,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Letter {
    #[serde(default)]
    subject: String,
    body: Content,
    #[serde(default)]
    to_recipients: Vec<Recipient>,
    #[serde(default)]
    cc_recipients: Vec<Recipient>,
    #[serde(default)]
    bcc_recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(default)]
    content: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: Address,
}

#[derive(Clone, Deserialize)]
struct Address {
    address: String,
}

/// 202 without a body; application permission `Mail.Send`.
pub(crate) async fn send(
    State(world): State<Shared>,
    Path(sender): Path<String>,
    caller: Caller,
    Json(sending): Json<Sending>,
) -> Result<StatusCode, Refusal> {
    caller.may_as_application(&["Mail.Send"])?;
    find(&world.directory.state(), &sender)?;
    let letter = sending.message;
    let at = world.clock.now();
    let recipients = [letter.to_recipients, letter.cc_recipients, letter.bcc_recipients].concat();
    if recipients.is_empty() {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "ErrorInvalidRecipients",
            "At least one recipient is not valid.",
        ));
    }
    for recipient in recipients {
        world.mailbox.deliver(Message {
            to: recipient.email_address.address,
            subject: letter.subject.clone(),
            text: letter.body.content.clone(),
            at,
        });
    }
    Ok(StatusCode::ACCEPTED)
}
