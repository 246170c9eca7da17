//! Identifiers: UUIDv7 newtypes, so that one kind is never taken for another.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
        )]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

identifier! {
    /// A case, for as long as the service knows it.
    CaseId
}
identifier! {
    /// One decision. Made on the desk (UUIDv7); also its idempotency key.
    DecisionId
}
identifier! {
    /// One piece of evidence of one case.
    EvidenceId
}
identifier! {
    /// Something that a decision left behind and that needs a person.
    MatterId
}
identifier! {
    /// One change of the policy. Made on the desk that proposes it (UUIDv7).
    PolicyChangeId
}
