//! Whether the service answers, as the last call told.

use chrono::{DateTime, Utc};

use crate::view::{Connection, Topic};
use crate::{Desk, locked};

/// What the last call of the service said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Link {
    #[default]
    Unknown,
    Connected,
    Offline(DateTime<Utc>),
}

impl Desk {
    pub(crate) fn online(&self) -> bool {
        !matches!(*locked(&self.0.connection), Link::Offline(_))
    }

    /// Notes the outcome of a call and passes it on.
    pub(crate) fn heard<T>(&self, outcome: connect::Result<T>) -> connect::Result<T> {
        match &outcome {
            Err(connect::Error::Offline | connect::Error::Failed { .. }) => self.lost(),
            Ok(_) | Err(_) => self.reached(),
        }
        outcome
    }

    pub(crate) fn connection(&self) -> Connection {
        match *locked(&self.0.connection) {
            Link::Unknown => Connection::Unknown,
            Link::Connected => Connection::Connected,
            Link::Offline(since) => Connection::Offline { since: since.to_rfc3339() },
        }
    }

    pub(crate) fn lost(&self) {
        let mut link = locked(&self.0.connection);
        if matches!(*link, Link::Offline(_)) {
            return;
        }
        *link = Link::Offline(self.now());
        drop(link);
        self.tell(&[Topic::Status, Topic::Case], Some("Offline.".to_owned()));
    }

    fn reached(&self) {
        let mut link = locked(&self.0.connection);
        let before = std::mem::replace(&mut *link, Link::Connected);
        drop(link);
        if before == Link::Connected {
            return;
        }
        self.0.wake_delivery.notify_one();
        self.0.wake_sync.notify_one();
        let say = matches!(before, Link::Offline(_)).then(|| "Connected.".to_owned());
        self.tell(&[Topic::Status, Topic::Case], say);
    }
}
