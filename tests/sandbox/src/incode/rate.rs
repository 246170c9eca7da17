//! The rate limit: about 100 requests a second, 50 at once.

use std::sync::Mutex;
use std::time::Instant;

use crate::guard::lock;

const PER_SECOND: f64 = 100.0;
const BURST: f64 = 50.0;

/// A token bucket.
pub(crate) struct Bucket {
    state: Mutex<(f64, Instant)>,
}

impl Default for Bucket {
    fn default() -> Self {
        Self { state: Mutex::new((BURST, Instant::now())) }
    }
}

impl Bucket {
    /// Whether one request more is in order at this instant.
    pub(crate) fn take(&self, now: Instant) -> bool {
        let (left, last) = &mut *lock(&self.state);
        let grown = now.saturating_duration_since(*last).as_secs_f64() * PER_SECOND;
        *left = (*left + grown).min(BURST);
        *last = now;
        let enough = *left >= 1.0;
        if enough {
            *left -= 1.0;
        }
        enough
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn fifty_at_once_and_a_hundred_a_second() {
        let (bucket, start) = (Bucket::default(), Instant::now());
        assert_eq!((0..60).filter(|_| bucket.take(start)).count(), 50);
        let later = start + Duration::from_millis(100);
        assert_eq!((0..60).filter(|_| bucket.take(later)).count(), 10);
    }
}
