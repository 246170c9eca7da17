//! Mail that the tenant sent.

pub(crate) mod page;

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::guard::lock;

/// One delivered message to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The recipient's address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The body as it was sent, text or HTML.
    pub text: String,
    /// When it arrived.
    pub at: DateTime<Utc>,
}

/// Everything that was sent, oldest first.
#[derive(Debug, Default)]
pub struct Mailbox {
    messages: Mutex<Vec<Message>>,
    arrival: Notify,
}

impl Mailbox {
    /// All messages, oldest first.
    pub fn messages(&self) -> Vec<Message> {
        lock(&self.messages).clone()
    }

    /// The messages to one address; case does not matter.
    pub fn messages_to(&self, to: &str) -> Vec<Message> {
        let mut messages = self.messages();
        messages.retain(|message| message.to.eq_ignore_ascii_case(to));
        messages
    }

    /// Waits until `to` has at least `count` messages, and returns them.
    pub async fn wait_for(&self, to: &str, count: usize) -> Vec<Message> {
        loop {
            let arrival = self.arrival.notified();
            tokio::pin!(arrival);
            arrival.as_mut().enable();
            let messages = self.messages_to(to);
            if messages.len() >= count {
                return messages;
            }
            arrival.await;
        }
    }

    pub(crate) fn deliver(&self, message: Message) {
        lock(&self.messages).push(message);
        self.arrival.notify_waiters();
    }
}
