//! The sandbox's own time: the machine's, moved forward by tests.

use std::sync::Mutex;

use chrono::{DateTime, Duration, Utc};

use crate::guard::lock;

/// The machine's time plus an offset that tests may grow, so that an hour passes without waiting.
#[derive(Debug, Default)]
pub struct Clock {
    offset: Mutex<Duration>,
}

impl Clock {
    /// What the sandbox takes for the present.
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + *lock(&self.offset)
    }

    /// Moves the present forward (or, with a negative duration, back).
    pub fn advance(&self, by: Duration) {
        let mut offset = lock(&self.offset);
        *offset += by;
    }
}
