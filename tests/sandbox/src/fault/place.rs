//! Where a fault sits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the stand-ins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Host {
    /// Sign-in.
    Entra,
    /// The directory.
    Graph,
    /// Verification sessions.
    Incode,
    /// Sent mail.
    Mailbox,
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entra => "entra",
            Self::Graph => "graph",
            Self::Incode => "incode",
            Self::Mailbox => "mailbox",
        })
    }
}

/// A host and the start of a path, written `graph:/v1.0/users`. In a path, `{tenant}` stands for
/// the tenant's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Place {
    host: Host,
    path: String,
}

impl Place {
    /// All paths of `host` that start with `path`.
    pub fn new(host: Host, path: impl Into<String>) -> Self {
        Self { host, path: path.into() }
    }

    pub(crate) fn covers(&self, host: Host, path: &str) -> bool {
        self.host == host
            && match self.path.strip_prefix("/{tenant}") {
                Some(rest) => path.get(1..).and_then(|p| p.find('/')).is_some_and(|slash| {
                    path.get(slash + 1..).is_some_and(|p| p.starts_with(rest))
                }),
                None => path.starts_with(&self.path),
            }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        format!("{}:{}", place.host, place.path)
    }
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (host, path) = text.split_once(':').unwrap_or((text, ""));
        let host = match host {
            "entra" => Host::Entra,
            "graph" => Host::Graph,
            "incode" => Host::Incode,
            "mailbox" => Host::Mailbox,
            other => return Err(format!("{other} is no host: entra, graph, incode or mailbox")),
        };
        Ok(Self::new(host, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenant_in_a_path_stands_for_any() {
        let place: Place = "entra:/{tenant}/oauth2/v2.0/token".parse().unwrap();
        assert!(place.covers(Host::Entra, "/0a1b/oauth2/v2.0/token"));
        assert!(!place.covers(Host::Entra, "/0a1b/oauth2/v2.0/authorize"));
    }
}
