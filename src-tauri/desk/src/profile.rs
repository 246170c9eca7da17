//! The tenant profile: which tenant, which service, which log this installation belongs to.

use std::path::{Path, PathBuf};

use entra::{Tenant, Trust};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use url::{Host, Url};
use uuid::Uuid;

/// Where an administrator puts the profile when `--profile` does not name one.
#[cfg(target_os = "linux")]
pub const MACHINE_WIDE: &str = "/etc/countersign/profile.toml";
/// Where an administrator puts the profile when `--profile` does not name one.
#[cfg(target_os = "macos")]
pub const MACHINE_WIDE: &str = "/Library/Application Support/Countersign/profile.toml";
/// Where an administrator puts the profile when `--profile` does not name one.
#[cfg(target_os = "windows")]
pub const MACHINE_WIDE: &str = r"C:\ProgramData\Countersign\profile.toml";

/// A profile as checked. Nothing in it is secret.
#[derive(Debug, Clone)]
pub struct Profile {
    /// *Tarnholm Instruments*.
    pub organisation: String,
    /// `tarnholm.example`.
    pub domain: String,
    /// Whether everything stands on this machine; the window wears a band then.
    pub sandbox: bool,
    /// The tenant.
    pub tenant: Tenant,
    /// Base of the case service.
    pub service: Url,
    /// Origin of the log, pinned.
    pub log_origin: String,
    /// Verifier key of the log, pinned: `origin+hash+base64`.
    pub log_key: String,
    /// Groups whose membership is synced; empty: all.
    pub groups: Vec<Uuid>,
}

/// Why a profile can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// No file there.
    #[error("there is no tenant profile at {0}")]
    Missing(PathBuf),
    /// It can't be read as TOML of this shape.
    #[error("the tenant profile can't be read: {0}")]
    Unreadable(String),
    /// A value that can't be meant.
    #[error("the tenant profile is wrong: {0}")]
    Wrong(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    organisation: String,
    domain: String,
    #[serde(default)]
    sandbox: bool,
    tenant_id: Uuid,
    client_id: Uuid,
    authority: Url,
    graph: Url,
    service: Url,
    service_scope: String,
    log_origin: String,
    log_key: String,
    #[serde(default)]
    groups: Vec<Uuid>,
    #[serde(default)]
    ca_certificate: Option<String>,
}

impl Profile {
    /// Reads the profile at `path`, or the machine-wide one.
    ///
    /// # Errors
    /// [`ProfileError`] says what is wrong and where.
    pub fn read(path: Option<&Path>) -> Result<Self, ProfileError> {
        let path = path.unwrap_or(Path::new(MACHINE_WIDE));
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ProfileError::Missing(path.to_owned()),
            _ => ProfileError::Unreadable(error.to_string()),
        })?;
        Self::parse(&text)
    }

    /// Tells profiles apart that lead anywhere else, or trust anyone else: 16 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let trust = match &self.tenant.trust {
            Trust::Platform => "",
            Trust::Sandbox { ca_certificate_pem } => ca_certificate_pem,
        };
        let parts = [
            self.tenant.tenant_id.to_string(),
            self.tenant.client_id.to_string(),
            self.tenant.authority.to_string(),
            self.tenant.graph.to_string(),
            self.tenant.service_scope.clone(),
            self.service.to_string(),
            self.log_key.clone(),
            trust.to_owned(),
        ];
        hex::encode(&Sha256::digest(parts.join("\n"))[..8])
    }

    /// Checks the text of a profile.
    ///
    /// # Errors
    /// [`ProfileError::Unreadable`] and [`ProfileError::Wrong`].
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let written: Written =
            toml::from_str(text).map_err(|error| ProfileError::Unreadable(error.to_string()))?;
        let trust = match (written.sandbox, written.ca_certificate) {
            (true, Some(ca_certificate_pem)) => Trust::Sandbox { ca_certificate_pem },
            (false, None) => Trust::Platform,
            (true, None) => return wrong("a sandbox needs ca_certificate"),
            (false, Some(_)) => return wrong("ca_certificate is for a sandbox only"),
        };
        service_address(&written.service, written.sandbox)?;
        audit::NoteVerifier::parse(&written.log_key)
            .ok()
            .filter(|key| key.origin() == written.log_origin)
            .ok_or_else(|| ProfileError::Wrong("log_key is not a key of log_origin".to_owned()))?;
        let tenant = Tenant::new(
            written.tenant_id,
            written.client_id,
            written.authority,
            written.graph,
            written.service_scope,
            trust,
        )
        .map_err(|error| ProfileError::Wrong(error.to_string()))?;
        Ok(Self {
            organisation: written.organisation,
            domain: written.domain,
            sandbox: written.sandbox,
            tenant,
            service: written.service,
            log_origin: written.log_origin,
            log_key: written.log_key,
            groups: written.groups,
        })
    }
}

fn wrong<T>(what: &str) -> Result<T, ProfileError> {
    Err(ProfileError::Wrong(what.to_owned()))
}

/// https, or plain http on this machine in a sandbox; nothing but scheme, host and port.
fn service_address(service: &Url, sandbox: bool) -> Result<(), ProfileError> {
    let here = match service.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if sandbox && !here {
        return wrong("service of a sandbox must be on this machine");
    }
    if service.scheme() != "https" && !(sandbox && service.scheme() == "http") {
        return wrong("service must be https");
    }
    let plain = service.path() == "/"
        && service.query().is_none()
        && service.fragment().is_none()
        && service.username().is_empty()
        && service.password().is_none();
    if plain { Ok(()) } else { wrong("service must be a plain address") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "3f0c7a52-2f62-4a4d-9b7c-1f2e3d4c5b6a";

    fn text(service: &str, sandbox: bool, certificate: bool) -> String {
        let signer = audit::NoteSigner::from_seed("log.example/desk", &[7; 32]).unwrap();
        let certificate = if certificate { "ca_certificate = \"pem\"" } else { "" };
        format!(
            "organisation = \"T\"\ndomain = \"t.example\"\nsandbox = {sandbox}\n\
             tenant_id = \"{TENANT}\"\nclient_id = \"{TENANT}\"\n\
             authority = \"https://localhost:1/{TENANT}\"\ngraph = \"https://localhost:2\"\n\
             service = \"{service}\"\nservice_scope = \"api://x/desk.access\"\n\
             log_origin = \"log.example/desk\"\nlog_key = \"{}\"\n{certificate}\n",
            signer.verifier()
        )
    }

    #[test]
    fn a_sandbox_stays_on_this_machine() {
        assert!(Profile::parse(&text("http://127.0.0.1:3", true, true)).is_ok());
        assert!(Profile::parse(&text("http://10.0.0.1:3", true, true)).is_err());
        assert!(Profile::parse(&text("http://127.0.0.1:3", true, false)).is_err());
    }

    #[test]
    fn outside_a_sandbox_everything_is_https_and_the_platform_decides_trust() {
        assert!(Profile::parse(&text("https://desk.example", false, false)).is_ok());
        assert!(Profile::parse(&text("http://127.0.0.1:3", false, false)).is_err());
        assert!(Profile::parse(&text("https://desk.example", false, true)).is_err());
        assert!(Profile::parse(&text("https://u:p@desk.example", false, false)).is_err());
    }

    #[test]
    fn an_unknown_key_or_a_foreign_log_key_is_refused() {
        let good = text("https://desk.example", false, false);
        assert!(Profile::parse(&format!("{good}surprise = 1\n")).is_err());
        let foreign = good.replace("log_origin = \"log.example/desk\"", "log_origin = \"other\"");
        assert!(Profile::parse(&foreign).is_err());
    }

    #[test]
    fn a_profile_that_leads_elsewhere_has_another_fingerprint() {
        let of = |text: &str| Profile::parse(text).unwrap().fingerprint();
        let good = text("https://desk.example", false, false);
        assert_eq!(of(&good), of(&good.replace("organisation = \"T\"", "organisation = \"U\"")));
        for (from, to) in [
            ("https://desk.example", "https://desk.example.evil"),
            ("https://localhost:1/", "https://localhost:9/"),
            ("https://localhost:2", "https://localhost:9"),
            ("api://x/", "api://y/"),
        ] {
            assert_ne!(of(&good), of(&good.replace(from, to)), "{to}");
        }
        let sandbox =
            |pem: &str| of(&text("http://127.0.0.1:3", true, true).replace("\"pem\"", pem));
        assert_ne!(sandbox("\"one\""), sandbox("\"two\""));
    }
}
