//! Where a delta round stands.

use serde::{Deserialize, Serialize};
use url::Url;

/// Where a delta round stands: a link that Graph gave, opaque. Persist it with the page it came
/// with. It is checked against the tenant's Graph each time it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "link", rename_all = "snake_case")]
pub enum Cursor {
    /// More pages of this round follow.
    Next(Url),
    /// The round is complete; changes from here on come with the next round.
    Delta(Url),
}

impl Cursor {
    /// Whether the round is complete.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Delta(_))
    }
}
