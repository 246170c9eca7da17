//! The switches by which tests break the outside world.

mod place;

use std::sync::Mutex;

pub use place::{Host, Place};
use serde::{Deserialize, Serialize};

use crate::guard::lock;

/// One way in which the outside world misbehaves. In JSON: `{"fault":"throttled","at":"graph:/v1.0/users","retry_after":1,"times":2}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 503 for a route; `Retry-After` in seconds if given.
    Unavailable {
        /// Where.
        at: Place,
        /// Seconds for the header.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// 429 with `Retry-After` (seconds) in the host's own error shape.
    Throttled {
        /// Where.
        at: Place,
        /// Seconds for the header.
        retry_after: u64,
    },
    /// 200 with a page of HTML, as a captive portal gives.
    Html {
        /// Where.
        at: Place,
    },
    /// The true answer, cut in half; the length says so, and the JSON does not end.
    Garbled {
        /// Where.
        at: Place,
    },
    /// The connection breaks in the middle of the body.
    Broken {
        /// Where.
        at: Place,
    },
    /// The answer comes late.
    Slow {
        /// Where.
        at: Place,
        /// How late.
        milliseconds: u64,
    },
    /// Discovery is JSON, but no discovery document.
    MalformedDiscovery,
    /// Discovery names another issuer.
    DiscoveryIssuer {
        /// The issuer it names.
        issuer: String,
    },
    /// id_tokens name another issuer.
    WrongIssuer,
    /// id_tokens carry another nonce than the one asked for.
    WrongNonce,
    /// id_tokens are meant for another application.
    WrongAudience,
    /// id_tokens come from another tenant (`tid`), under the right issuer.
    WrongTenant,
    /// id_tokens ended an hour ago.
    ExpiredIdToken,
    /// id_tokens start in an hour.
    FutureIdToken,
    /// id_tokens have `alg: none` and no signature.
    UnsignedIdToken,
    /// id_tokens name a key that is not in the key set.
    UnknownKey,
    /// id_tokens are signed with another key than the one they name.
    BadSignature,
    /// id_tokens have no app roles.
    NoRoles,
    /// `auth_time` is this many seconds in the past, whatever the sign-in.
    OldAuthTime {
        /// How old.
        seconds: i64,
    },
    /// The redirect carries another `state` than the one asked for.
    WrongState,
    /// Access tokens live only this long. The real ones live 60 to 90 minutes.
    TokenLife {
        /// Seconds.
        seconds: i64,
    },
    /// Authorize refuses requests without PKCE or with the plain method, as a strict tenant would.
    PkceRequired,
    /// Tokens carry `groups`; above `limit` groups only the overage pointer.
    GroupsClaim {
        /// The real limit is 200.
        limit: usize,
    },
    /// The token endpoint refuses.
    TokenRefused {
        /// Only this grant, such as `refresh_token`; every grant if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grant: Option<String>,
        /// The OAuth error, such as `invalid_grant`.
        error: String,
        /// What MSAL classes by, such as `basic_action` or `bad_token`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suberror: Option<String>,
        /// The AADSTS number.
        code: u32,
        /// A claims challenge to be forwarded to the next interactive request.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claims: Option<String>,
    },
    /// A next link leads to this origin, which must never be followed.
    ForeignNextLink {
        /// Such as `https://graph.example`.
        origin: String,
    },
    /// Delta tokens are refused: 400 with `syncStateNotFound`, or 410 with `Location`.
    DeltaExpired {
        /// 400 or 410.
        status: u16,
    },
    /// Delta pages repeat an object of the same page.
    DuplicateObjects,
    /// A delta page is empty and has a next link.
    EmptyPage,
    /// The next link of a delta page leads to the same page again.
    EndlessPages,
    /// Other page sizes for delta: Graph's own are about 200 users and 500 members.
    PageSize {
        /// Users or groups on a page.
        objects: usize,
        /// Members of a group on a page.
        members: usize,
    },
    /// Evidence changes from one fetch to the next: images get other bytes each time.
    EvidenceChanged {
        /// Only this session; all if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interview: Option<String>,
    },
    /// Images are text.
    NotAnImage,
    /// Every webhook is sent this often.
    WebhookCopies {
        /// 2 is the everyday case.
        copies: u32,
    },
    /// The waits between attempts of a webhook are multiplied by `thousandths` / 1000.
    WebhookPace {
        /// 1 turns the half hour into two seconds, 0 into none.
        thousandths: u32,
    },
}

impl Fault {
    /// On for this many hits, then off by itself.
    pub fn times(self, times: u32) -> Switch {
        Switch { fault: self, times: Some(times), after: 0 }
    }

    /// On after this many hits have passed unharmed.
    pub fn after(self, after: u32) -> Switch {
        Switch { fault: self, times: None, after }
    }

    fn place(&self) -> Option<&Place> {
        match self {
            Self::Unavailable { at, .. }
            | Self::Throttled { at, .. }
            | Self::Html { at }
            | Self::Garbled { at }
            | Self::Broken { at }
            | Self::Slow { at, .. } => Some(at),
            _ => None,
        }
    }
}

/// A fault that is on, forever or for a number of hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// How often yet; forever if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// How many hits pass unharmed yet.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub after: u32,
}

fn is_nought(count: &u32) -> bool {
    *count == 0
}

impl From<Fault> for Switch {
    fn from(fault: Fault) -> Self {
        Self { fault, times: None, after: 0 }
    }
}

/// The faults that are on.
#[derive(Debug, Default)]
pub struct Faults {
    switches: Mutex<Vec<Switch>>,
}

impl Faults {
    /// These faults and no others.
    pub fn set<S: Into<Switch>>(&self, switches: impl IntoIterator<Item = S>) {
        *lock(&self.switches) = switches.into_iter().map(Into::into).collect();
    }

    /// One fault more.
    pub fn add(&self, switch: impl Into<Switch>) {
        lock(&self.switches).push(switch.into());
    }

    /// Everything works again.
    pub fn clear(&self) {
        lock(&self.switches).clear();
    }

    /// What is on.
    pub fn list(&self) -> Vec<Switch> {
        lock(&self.switches).clone()
    }

    /// The first fault that `wanted` accepts, counted as hit.
    pub(crate) fn hit<T>(&self, wanted: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        let mut switches = lock(&self.switches);
        let (index, found) = switches.iter_mut().enumerate().find_map(|(i, switch)| {
            let found = wanted(&switch.fault)?;
            let passes = switch.after > 0;
            switch.after = switch.after.saturating_sub(1);
            (!passes).then_some((i, found))
        })?;
        if let Some(times) = &mut switches[index].times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                switches.remove(index);
            }
        }
        Some(found)
    }

    /// Whether this very fault is on; counted as hit.
    pub(crate) fn is_on(&self, fault: &Fault) -> bool {
        self.hit(|on| (on == fault).then_some(())).is_some()
    }

    /// The first fault of a route, counted as hit.
    pub(crate) fn at(&self, host: Host, path: &str) -> Option<Fault> {
        self.hit(|fault| fault.place().filter(|at| at.covers(host, path)).map(|_| fault.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_reads_as_documented() {
        let text = r#"{"fault":"throttled","at":"graph:/v1.0/users","retry_after":1,"times":2}"#;
        let switch: Switch = serde_json::from_str(text).unwrap();
        let at = Place::new(Host::Graph, "/v1.0/users");
        assert_eq!(switch, Fault::Throttled { at, retry_after: 1 }.times(2));
        assert_eq!(serde_json::to_string(&switch).unwrap(), text);
    }

    #[test]
    fn a_counted_fault_goes_off() {
        let faults = Faults::default();
        faults.add(Fault::WrongNonce.times(2));
        assert!(faults.is_on(&Fault::WrongNonce));
        assert!(!faults.is_on(&Fault::WrongIssuer));
        assert!(faults.is_on(&Fault::WrongNonce));
        assert!(!faults.is_on(&Fault::WrongNonce));
    }

    #[test]
    fn a_later_fault_lets_the_first_hits_pass() {
        let faults = Faults::default();
        faults.add(Fault::NoRoles.after(2));
        let hits = [(); 4].map(|()| faults.is_on(&Fault::NoRoles));
        assert_eq!(hits, [false, false, true, true]);
        let text = r#"{"fault":"no_roles","after":2}"#;
        let switch: Switch = serde_json::from_str(text).unwrap();
        assert_eq!(switch, Fault::NoRoles.after(2));
    }

    #[test]
    fn a_route_fault_covers_what_starts_with_its_path() {
        let faults = Faults::default();
        faults.add(Fault::Html { at: Place::new(Host::Graph, "/v1.0/users") });
        assert!(faults.at(Host::Graph, "/v1.0/users/delta").is_some());
        assert!(faults.at(Host::Graph, "/v1.0/groups").is_none());
        assert!(faults.at(Host::Entra, "/v1.0/users").is_none());
    }
}
