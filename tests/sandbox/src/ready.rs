//! What a started sandbox tells its users.

use serde::{Deserialize, Serialize};

/// Where everything listens and who may sign in. Printed as one line of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// `https://localhost:{port}/{tenant_id}`; discovery is below `/v2.0/.well-known/`.
    pub authority: String,
    /// The tenant's GUID.
    pub tenant_id: String,
    /// The desk's app registration: a public client, redirect `http://localhost` on any port.
    pub client_id: String,
    /// The service's app registration, whose API is `api://{service_client_id}`.
    pub service_client_id: String,
    /// The service's secret for client credentials.
    pub service_client_secret: String,
    /// Microsoft Graph without a version: calls go to `{graph}/v1.0/…`.
    pub graph: String,
    /// Incode's Omni API and dashboard.
    pub incode: String,
    /// The mailbox that shows what was sent to whom.
    pub mailbox: String,
    /// PEM text of the certificate authority that was made at start.
    pub ca_certificate: String,
    /// Accounts that are always there. Everybody else in the directory may sign in too.
    pub accounts: Vec<Account>,
}

impl Ready {
    /// A text with what stands in braces filled in: `{authority}` and the like from here, and what
    /// `more` names. `tests/house` has such texts.
    pub fn fill(&self, text: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("authority", &self.authority),
            ("tenant_id", &self.tenant_id),
            ("client_id", &self.client_id),
            ("service_client_id", &self.service_client_id),
            ("service_client_secret", &self.service_client_secret),
            ("graph", &self.graph),
            ("incode", &self.incode),
            ("ca_certificate", &self.ca_certificate),
        ];
        let own = own.into_iter().map(|(name, value)| (name, value.as_str()));
        // `more` first: it may name what stands here otherwise.
        more.iter().copied().chain(own).fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }
}

/// One account of the picker page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The sign-in name.
    pub user_principal_name: String,
    /// App roles, such as `Recovery.Review`.
    pub roles: Vec<String>,
}
