//! The configuration: one TOML file; `README.md` explains every key.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use entra::{Tenant, Trust};
use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};
use uuid::Uuid;

use crate::Error;

/// Everything an operator decides. Relative paths are relative to the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen, `127.0.0.1:8443`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where database, keys and evidence lie. Made at first start.
    pub data_directory: PathBuf,
    /// The log's name in checkpoints, as a schema-less URL: `countersign.example/log`.
    pub log_origin: String,
    /// A policy as JSON; without it [`review::Policy::strict`].
    pub policy_file: Option<PathBuf>,
    /// How a verdict reaches the vendor.
    #[serde(default)]
    pub hand_off: HandOffMode,
    /// Seconds between two looks at every session known to be open.
    #[serde(default = "default_repoll")]
    pub repoll_seconds: u64,
    /// After how many minutes a recorded verdict that was not carried out is stuck.
    #[serde(default = "default_stuck_after")]
    pub stuck_after_minutes: u32,
    /// Certificate and key; without them plain http, which is for loopback only.
    pub tls: Option<Tls>,
    /// Entra and Graph.
    pub tenant: TenantConfig,
    /// Incode.
    pub incode: IncodeConfig,
    /// Notices.
    pub mail: MailConfig,
    /// Only for a sandbox on this machine.
    pub sandbox: Option<SandboxConfig>,
}

/// How a verdict reaches the vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandOffMode {
    /// A named operator enters it in the vendor's dashboard.
    #[default]
    HandOff,
    /// An assumed call of the vendor's; see `incode/assumed.rs`.
    Automatic,
}

/// Certificate and key, PEM files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Certificate chain, leaf first.
    pub certificate_file: PathBuf,
    /// Private key.
    pub key_file: PathBuf,
}

/// Entra and Graph.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantConfig {
    /// Directory id.
    pub tenant_id: Uuid,
    /// `https://login.microsoftonline.com/<tenant_id>`.
    pub authority: Url,
    /// `https://graph.microsoft.com`.
    pub graph: Url,
    /// The desk's application id: audience of the id_tokens that enrol and approve.
    pub client_id: Uuid,
    /// This service's application id: audience of the access tokens that desks bring.
    pub service_client_id: Uuid,
    /// This service's secret.
    #[serde(default, deserialize_with = "secret_text")]
    pub client_secret: Option<SecretString>,
    /// A file with this service's secret.
    pub client_secret_file: Option<PathBuf>,
    /// Names of further groups that count as privileged, from the installation on.
    #[serde(default)]
    pub privileged_groups: Vec<String>,
    /// Names of groups whose members approve payments, from the installation on.
    #[serde(default)]
    pub finance_groups: Vec<String>,
}

/// Incode.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncodeConfig {
    /// `https://api.incodesmile.com`.
    pub url: Url,
    /// The API key.
    #[serde(default, deserialize_with = "secret_text")]
    pub api_key: Option<SecretString>,
    /// A file with the API key.
    pub api_key_file: Option<PathBuf>,
    /// E-mail address of the executive account.
    pub email: String,
    /// Its password.
    #[serde(default, deserialize_with = "secret_text")]
    pub password: Option<SecretString>,
    /// A file with its password.
    pub password_file: Option<PathBuf>,
    /// Name of a static header that the vendor sends with each webhook.
    pub webhook_header: Option<String>,
    /// Its value.
    #[serde(default, deserialize_with = "secret_text")]
    pub webhook_secret: Option<SecretString>,
}

/// Notices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// Sign-in name of the mailbox that notices come from.
    pub sender: String,
    /// Who is told when there is no manager, or the only mailbox is the locked one.
    pub fallback: String,
}

/// A sandbox on this machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SandboxConfig {
    /// Its certificate authority, PEM text. With it every host must be loopback.
    pub ca_certificate: String,
}

/// Straight into the wrapper that is never printed.
fn secret_text<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(SecretString::from))
}

fn default_repoll() -> u64 {
    60
}

/// Four hours.
fn default_stuck_after() -> u32 {
    240
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`Error::BadConfig`] says what to correct.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| bad(format!("{}: {error}", path.display())))?;
        Self::parse(&text, path.parent().unwrap_or(Path::new(".")))
    }

    /// Reads and checks a text; `base` is what its relative paths start from.
    ///
    /// # Errors
    /// [`Error::BadConfig`] says what to correct.
    pub fn parse(text: &str, base: &Path) -> Result<Self, Error> {
        // The parser's message may quote the line, and the line may hold a secret.
        let mut config: Self = toml::from_str(text)
            .map_err(|error: toml::de::Error| bad(error.message().to_owned()))?;
        config.settle(base)?;
        config.check()?;
        Ok(config)
    }

    /// The tenant as crate `entra` wants it.
    ///
    /// # Errors
    /// [`Error::BadConfig`] when the addresses do not belong together.
    pub fn entra(&self) -> Result<Tenant, Error> {
        let t = &self.tenant;
        Tenant::new(
            t.tenant_id,
            t.client_id,
            t.authority.clone(),
            t.graph.clone(),
            format!("api://{}/desk.access", t.service_client_id),
            self.trust(),
        )
        .map_err(|error| bad(error.to_string()))
    }

    /// How long a verdict may wait for the vendor's word before a person looks.
    pub fn patience(&self) -> chrono::TimeDelta {
        chrono::TimeDelta::minutes(self.stuck_after_minutes.into())
    }

    /// Which certificates are trusted.
    pub fn trust(&self) -> Trust {
        match &self.sandbox {
            None => Trust::Platform,
            Some(sandbox) => Trust::Sandbox { ca_certificate_pem: sandbox.ca_certificate.clone() },
        }
    }

    /// The policy in force at installation, with the configuration's groups in it.
    ///
    /// # Errors
    /// [`Error::BadConfig`] when the file can't be read as a policy.
    pub fn policy(&self) -> Result<review::Policy, Error> {
        let mut policy = self.policy_text()?;
        self.add_groups(&mut policy);
        match policy.out_of_bounds().first() {
            None => Ok(policy),
            Some(wrong) => Err(bad(format!("policy_file: {}: {}", wrong.field, wrong.sentence))),
        }
    }

    /// The groups of the configuration count from the installation on.
    pub(crate) fn add_groups(&self, policy: &mut review::Policy) {
        let tenant = &self.tenant;
        for (list, more) in [
            (&mut policy.privileged.groups, &tenant.privileged_groups),
            (&mut policy.finance_groups, &tenant.finance_groups),
        ] {
            for name in more {
                if !list.contains(name) {
                    list.push(name.clone());
                }
            }
        }
    }

    fn policy_text(&self) -> Result<review::Policy, Error> {
        let Some(file) = &self.policy_file else { return Ok(review::Policy::strict()) };
        let text =
            std::fs::read_to_string(file).map_err(|error| bad(format!("policy_file: {error}")))?;
        serde_json::from_str(&text).map_err(|error| bad(format!("policy_file: {error}")))
    }

    fn settle(&mut self, base: &Path) -> Result<(), Error> {
        let from_base = |path: &mut PathBuf| *path = base.join(&*path);
        from_base(&mut self.data_directory);
        if let Some(tls) = &mut self.tls {
            from_base(&mut tls.certificate_file);
            from_base(&mut tls.key_file);
        }
        let files = [
            &mut self.policy_file,
            &mut self.tenant.client_secret_file,
            &mut self.incode.api_key_file,
            &mut self.incode.password_file,
        ];
        files.into_iter().flatten().for_each(from_base);
        let t = &mut self.tenant;
        secret("tenant.client_secret", &mut t.client_secret, t.client_secret_file.as_deref())?;
        let i = &mut self.incode;
        secret("incode.api_key", &mut i.api_key, i.api_key_file.as_deref())?;
        secret("incode.password", &mut i.password, i.password_file.as_deref())
    }

    fn check(&self) -> Result<(), Error> {
        self.entra()?;
        if self.tls.is_none() && !self.listen.ip().is_loopback() {
            return Err(bad("listen: without [tls] only a loopback address is allowed"));
        }
        if self.incode.url.scheme() != "https" {
            return Err(bad("incode.url must be https"));
        }
        if self.sandbox.is_some() && !is_loopback(&self.incode.url) {
            return Err(bad("incode.url of a sandbox must be on this machine"));
        }
        if self.incode.webhook_header.is_some() != self.incode.webhook_secret.is_some() {
            return Err(bad("incode.webhook_header and incode.webhook_secret go together"));
        }
        if self.repoll_seconds == 0 {
            return Err(bad("repoll_seconds must be at least 1"));
        }
        if self.stuck_after_minutes == 0 {
            return Err(bad("stuck_after_minutes must be at least 1"));
        }
        Ok(())
    }
}

fn secret(key: &str, inline: &mut Option<SecretString>, file: Option<&Path>) -> Result<(), Error> {
    match (inline.is_some(), file) {
        (true, Some(_)) => Err(bad(format!("{key} and {key}_file exclude each other"))),
        (false, None) => Err(bad(format!("{key} or {key}_file is needed"))),
        (true, None) => Ok(()),
        (false, Some(file)) => {
            let text = std::fs::read_to_string(file)
                .map_err(|error| bad(format!("{key}_file: {error}")))?;
            *inline = Some(SecretString::from(text.trim_end().to_owned()));
            Ok(())
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

fn bad(reason: impl Into<String>) -> Error {
    Error::BadConfig { reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        listen = "127.0.0.1:0"
        data_directory = "data"
        log_origin = "countersign.example/log"

        [tenant]
        tenant_id = "3f0c7a52-2f62-4a4d-9b7c-1f2e3d4c5b6a"
        authority = "https://localhost:4000/3f0c7a52-2f62-4a4d-9b7c-1f2e3d4c5b6a"
        graph = "https://localhost:4001"
        client_id = "00000000-0000-0000-0000-000000000001"
        service_client_id = "00000000-0000-0000-0000-000000000002"
        client_secret = "s"

        [incode]
        url = "https://localhost:4002"
        api_key = "k"
        email = "service@tarnholm.example"
        password = "p"

        [mail]
        sender = "countersign@tarnholm.example"
        fallback = "security@tarnholm.example"

        [sandbox]
        ca_certificate = "pem"
    "#;

    fn refused(from: &str, to: &str) -> String {
        let text = GOOD.replace(from, to);
        assert_ne!(text, GOOD, "{from}");
        Config::parse(&text, Path::new("/etc/countersign")).unwrap_err().to_string()
    }

    #[test]
    fn relative_paths_start_at_the_file() {
        let config = Config::parse(GOOD, Path::new("/etc/countersign")).unwrap();
        assert_eq!(config.data_directory, Path::new("/etc/countersign/data"));
        assert_eq!(config.hand_off, HandOffMode::HandOff);
        assert_eq!(config.repoll_seconds, 60);
        assert_eq!(config.patience(), chrono::TimeDelta::hours(4));
    }

    #[test]
    fn what_would_be_unsafe_is_refused() {
        assert!(refused("127.0.0.1:0", "0.0.0.0:80").contains("loopback"));
        assert!(refused("https://localhost:4002", "http://localhost:4002").contains("https"));
        assert!(refused("https://localhost:4002", "https://api.example").contains("this machine"));
        assert!(refused("https://localhost:4001", "https://graph.example").contains("machine"));
        assert!(refused("password = \"p\"", "").contains("incode.password"));
        assert!(refused("client_secret = \"s\"", "client_secret_file = \"none\"").contains("file"));
        assert!(refused("data_directory", "data_dir").contains("unknown field"));
    }

    #[test]
    fn a_refusal_never_quotes_a_secret() {
        let text = GOOD.replace("api_key = \"k\"", "api_key = canary");
        let error = Config::parse(&text, Path::new(".")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
