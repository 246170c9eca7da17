//! The tenant that this installation belongs to.

use std::net::IpAddr;

use url::{Host, Url};
use uuid::Uuid;

use crate::error::Error;

/// One tenant of Entra, its Graph, and how their certificates are trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Directory id.
    pub tenant_id: Uuid,
    /// Application id whose id_tokens are accepted: the desk's public client.
    pub client_id: Uuid,
    /// `https://{host}/{tenant_id}`, without a trailing slash.
    pub authority: Url,
    /// `https://{host}`, without a version.
    pub graph: Url,
    /// The scope of the case service that the desk asks for, `api://…/desk.access`.
    pub service_scope: String,
    /// Which certificates are trusted.
    pub trust: Trust,
}

/// Which certificates are trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Those that the operating system trusts.
    Platform,
    /// Those of one sandbox and no other, and only on this machine.
    Sandbox {
        /// The sandbox's certificate authority, PEM text.
        ca_certificate_pem: String,
    },
}

impl Tenant {
    /// Checks that the parts belong together.
    ///
    /// # Errors
    /// [`Error::BadTenant`] if an address isn't https or carries a user, a query or a fragment, if
    /// the authority doesn't end with the tenant id, or if a sandbox lies outside this machine.
    pub fn new(
        tenant_id: Uuid,
        client_id: Uuid,
        authority: Url,
        graph: Url,
        service_scope: String,
        trust: Trust,
    ) -> Result<Self, Error> {
        let authority = plain_https("authority", authority, &trust)?;
        let graph = plain_https("graph", graph, &trust)?;
        if authority.path() != format!("/{tenant_id}") {
            return Err(bad("authority must end with the tenant id"));
        }
        if graph.path() != "/" {
            return Err(bad("graph must be a host without a path"));
        }
        Ok(Self { tenant_id, client_id, authority, graph, service_scope, trust })
    }

    /// The only issuer whose tokens are accepted: `{authority}/v2.0`.
    pub fn issuer(&self) -> String {
        format!("{}/v2.0", self.authority)
    }
}

/// Whether a URL points at this machine: `localhost` or a loopback address.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

fn plain_https(name: &str, mut url: Url, trust: &Trust) -> Result<Url, Error> {
    if url.scheme() != "https" {
        return Err(bad(&format!("{name} must be https")));
    }
    let decorated = !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some();
    if decorated {
        return Err(bad(&format!("{name} must be a plain address")));
    }
    if matches!(trust, Trust::Sandbox { .. }) && !is_loopback(&url) {
        return Err(bad(&format!("{name} of a sandbox must be on this machine")));
    }
    let trimmed = url.path().trim_end_matches('/').to_owned();
    url.set_path(&trimmed);
    Ok(url)
}

fn bad(reason: &str) -> Error {
    Error::BadTenant { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3f0c7a52-2f62-4a4d-9b7c-1f2e3d4c5b6a";

    fn tenant(authority: &str, graph: &str, sandbox: bool) -> Result<Tenant, Error> {
        let trust = if sandbox {
            Trust::Sandbox { ca_certificate_pem: String::new() }
        } else {
            Trust::Platform
        };
        Tenant::new(
            ID.parse().unwrap(),
            Uuid::nil(),
            authority.parse().unwrap(),
            graph.parse().unwrap(),
            "api://x/desk.access".to_owned(),
            trust,
        )
    }

    #[test]
    fn a_trailing_slash_makes_no_difference() {
        let made = tenant(&format!("https://login.example/{ID}/"), "https://graph.example/", false)
            .unwrap();
        assert_eq!(made.issuer(), format!("https://login.example/{ID}/v2.0"));
    }

    #[test]
    fn bad_profiles_are_refused() {
        let graph = "https://graph.example";
        for authority in [
            format!("http://login.example/{ID}"),
            "https://login.example/common".to_owned(),
            format!("https://u:p@login.example/{ID}"),
            format!("https://login.example/{ID}?x=1"),
            format!("https://login.example/{ID}/v2.0"),
        ] {
            assert!(tenant(&authority, graph, false).is_err(), "{authority}");
        }
        let good = format!("https://login.example/{ID}");
        assert!(tenant(&good, "https://graph.example/v1.0", false).is_err());
        assert!(tenant(&good, "http://graph.example", false).is_err());
    }

    #[test]
    fn a_sandbox_stays_on_this_machine() {
        let here = format!("https://localhost:4000/{ID}");
        assert!(tenant(&here, "https://127.0.0.1:4001", true).is_ok());
        assert!(tenant(&here, "https://[::1]:4001", true).is_ok());
        assert!(tenant(&here, "https://graph.example", true).is_err());
        assert!(tenant(&here, "https://localhost.example", true).is_err());
    }
}
