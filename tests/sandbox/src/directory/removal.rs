//! How a directory object went away.

use serde::{Deserialize, Serialize};

/// How an object went away; the words of `@removed.reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Removal {
    /// Soft-deleted: can be restored for 30 days.
    Changed,
    /// Gone for good.
    Deleted,
}

impl Removal {
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Deleted => "deleted",
        }
    }
}
