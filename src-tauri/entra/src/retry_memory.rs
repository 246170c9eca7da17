//! Remembers when Entra wanted to be left alone.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::error::Error;

// As Microsoft's own clients: a request that asks too often counts against the tenant again.
const LONGEST: Duration = Duration::from_secs(3600);

/// Per kind of request, until when it is refused without asking.
pub(crate) struct RetryMemory<K> {
    until: HashMap<K, DateTime<Utc>>,
}

impl<K: Eq + Hash> RetryMemory<K> {
    pub(crate) fn new() -> Self {
        Self { until: HashMap::new() }
    }

    pub(crate) fn remember(&mut self, key: K, wait: Duration, now: DateTime<Utc>) {
        let wait = TimeDelta::from_std(wait.min(LONGEST)).unwrap_or_default();
        self.until.insert(key, now + wait);
    }

    pub(crate) fn check(&mut self, key: &K, now: DateTime<Utc>) -> Result<(), Error> {
        let Some(until) = self.until.get(key).copied() else { return Ok(()) };
        let left = (until - now).to_std().unwrap_or_default();
        // More than the longest can only mean that our clock was turned back.
        if left.is_zero() || left > LONGEST {
            self.until.remove(key);
            return Ok(());
        }
        Err(Error::Throttled { retry_after: left })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_refuses_until_the_time_is_over_and_never_longer_than_an_hour() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut memory = RetryMemory::new();
        memory.remember("a", Duration::from_secs(90), start);
        let later = |seconds| start + TimeDelta::seconds(seconds);
        assert_eq!(
            memory.check(&"a", later(30)),
            Err(Error::Throttled { retry_after: Duration::from_secs(60) })
        );
        assert_eq!(memory.check(&"b", later(30)), Ok(()));
        assert_eq!(memory.check(&"a", later(90)), Ok(()));
        memory.remember("a", Duration::from_secs(90_000), start);
        assert!(memory.check(&"a", later(3599)).is_err());
        assert!(memory.check(&"a", later(3600)).is_ok());
        memory.remember("a", Duration::from_secs(60), start);
        assert!(memory.check(&"a", later(-7200)).is_ok());
    }
}
