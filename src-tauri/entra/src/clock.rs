//! Where the present comes from.

use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// Tells the present time. Long-lived parts hold one, so that a test can move time by hand.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The machine's own clock.
pub fn system_clock() -> Clock {
    Arc::new(|| DateTime::<Utc>::from(SystemTime::now()))
}
