//! One reviewer holds a case for a while; a fencing number keeps a former holder out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::Holder;

/// Body of `POST /v1/cases/{case}/lease`: takes, or renews when already held by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeaseRequest {
    /// Why the lease is taken over from somebody else; without it, a held case answers 409.
    pub take_over_reason: Option<String>,
}

/// A lease as granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Counts up with every new holder; named by everything done under the lease.
    pub fence: u64,
    /// Who holds it.
    pub holder: Holder,
    /// When it lapses without renewal. For the desk's timer, never for the screen (R12).
    pub lapses_at: DateTime<Utc>,
}
