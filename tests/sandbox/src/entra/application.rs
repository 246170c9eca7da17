//! The two app registrations, the resources they may call, and what was consented to.

use uuid::Uuid;

use super::refusal::Refusal;
use crate::tenant::Tenant;

/// Delegated Graph permissions that the administrator consented to for the desk.
const DESK_GRAPH: &[&str] = &[
    "User.Read",
    "User.ReadBasic.All",
    "User.Read.All",
    "GroupMember.Read.All",
    "RoleManagement.Read.Directory",
];
/// Delegated Graph permissions that exist, but nobody consented to.
const UNCONSENTED: &[&str] =
    &["Group.Read.All", "Directory.Read.All", "User.ReadWrite.All", "Mail.Send", "Mail.Read"];
/// Application permissions of the service on Graph.
const SERVICE_GRAPH: &[&str] = &[
    "User.Read.All",
    "GroupMember.Read.All",
    "RoleManagement.Read.Directory",
    "RoleEligibilitySchedule.Read.Directory",
    "PrivilegedEligibilitySchedule.Read.AzureADGroup",
    "Mail.Send",
];
/// The one scope of the service's own API.
const DESK_ACCESS: &str = "desk.access";
const OPENID_CONNECT: &[&str] = &["openid", "profile", "email", "offline_access"];

/// Who asks for tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Application {
    /// A public client.
    Desk,
    /// A confidential client with an API of its own.
    Service,
}

impl Application {
    pub(crate) fn find(tenant: &Tenant, client_id: &str) -> Option<Self> {
        let id: Uuid = client_id.parse().ok()?;
        match id {
            id if id == tenant.desk => Some(Self::Desk),
            id if id == tenant.service => Some(Self::Service),
            _ => None,
        }
    }

    pub(crate) fn id(self, tenant: &Tenant) -> Uuid {
        match self {
            Self::Desk => tenant.desk,
            Self::Service => tenant.service,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Desk => "Countersign",
            Self::Service => "Countersign case service",
        }
    }

    /// Whether a redirect is registered: `http://localhost` on any port, and exactly that path.
    pub(crate) fn allows_redirect(self, redirect: &str) -> bool {
        if self == Self::Service {
            return false;
        }
        let Ok(url) = url::Url::parse(redirect) else { return false };
        url.scheme() == "http"
            && matches!(url.host_str(), Some("localhost" | "127.0.0.1"))
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
    }
}

/// Something that has scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    Graph,
    Service,
}

/// What a request asks for, sorted out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scopes {
    /// `openid`, `profile`, `email`, `offline_access`.
    pub(crate) openid_connect: Vec<String>,
    /// Resource, the permission's short name, and the words of the request.
    pub(crate) permissions: Vec<(Resource, String, String)>,
}

impl Scopes {
    /// Reads a scope parameter of `application`, which may span several resources.
    pub(crate) fn read(
        tenant: &Tenant,
        application: Application,
        text: &str,
    ) -> Result<Self, Refusal> {
        let mut scopes = Self::default();
        for word in text.split_ascii_whitespace() {
            if OPENID_CONNECT.contains(&word) {
                scopes.openid_connect.push(word.to_owned());
                continue;
            }
            let (resource, permission) = split(tenant, word)?;
            consented(application, resource, permission)?;
            scopes.permissions.push((resource, permission.to_owned(), word.to_owned()));
        }
        Ok(scopes)
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.openid_connect.iter().any(|scope| scope == word)
    }

    /// The one resource of a token request; Graph if only OpenID Connect scopes are asked for.
    pub(crate) fn resource(&self) -> Result<Resource, Refusal> {
        let first = self.permissions.first().map_or(Resource::Graph, |p| p.0);
        if self.permissions.iter().any(|p| p.0 != first) {
            return Err(Refusal::new(
                28_000,
                "invalid_request",
                "Provided value for the input parameter scope is not valid because it contains \
                 more than one resource.",
            ));
        }
        Ok(first)
    }

    /// Short permission names, as in the `scp` claim.
    pub(crate) fn claim(&self) -> String {
        let mut names: Vec<&str> = self.permissions.iter().map(|p| p.1.as_str()).collect();
        if names.is_empty() {
            names.push("User.Read");
        }
        names.join(" ")
    }

    /// The `scope` of a token response: what was asked for, in the client's own words.
    pub(crate) fn answer(&self) -> String {
        let permissions = self.permissions.iter().map(|p| p.2.as_str());
        let openid = self.openid_connect.iter().map(String::as_str);
        let words: Vec<&str> =
            permissions.chain(openid.filter(|word| *word != "offline_access")).collect();
        words.join(" ")
    }
}

/// The resource of an app-only request `…/.default` and the application's permissions on it.
pub(crate) fn application_permissions(
    tenant: &Tenant,
    text: &str,
) -> Result<(Resource, Vec<&'static str>), Refusal> {
    let invalid = || {
        Refusal::new(
            1_002_012,
            "invalid_scope",
            "The provided value for scope is not valid. Client credential flows must have a scope \
             value with /.default suffixed to the resource identifier (application ID URI).",
        )
    };
    let word = text.trim();
    if !word.ends_with("/.default") {
        return Err(invalid());
    }
    let (resource, _) = split(tenant, word)?;
    Ok((resource, if resource == Resource::Graph { SERVICE_GRAPH.to_vec() } else { vec![] }))
}

fn split<'a>(tenant: &Tenant, word: &'a str) -> Result<(Resource, &'a str), Refusal> {
    let graph = [tenant.graph.as_str(), "https://graph.microsoft.com"];
    if !word.contains('/') {
        return Ok((Resource::Graph, word));
    }
    for origin in graph {
        if let Some(rest) = word.strip_prefix(origin) {
            return Ok((Resource::Graph, rest.trim_start_matches('/')));
        }
    }
    for prefix in [format!("api://{}/", tenant.service), format!("{}/", tenant.service)] {
        if let Some(rest) = word.strip_prefix(prefix.as_str()) {
            return Ok((Resource::Service, rest));
        }
    }
    let resource = word.rsplit_once('/').map_or(word, |(resource, _)| resource);
    Err(Refusal::new(
        500_011,
        "invalid_resource",
        &format!(
            "The resource principal named {resource} was not found in the tenant named Tarnholm \
             Instruments. This can happen if the application has not been installed by the \
             administrator of the tenant or consented to by any user in the tenant."
        ),
    ))
}

fn consented(
    application: Application,
    resource: Resource,
    permission: &str,
) -> Result<(), Refusal> {
    let granted: &[&str] = match (application, resource) {
        (Application::Desk, Resource::Graph) => DESK_GRAPH,
        (Application::Desk, Resource::Service) => &[DESK_ACCESS],
        (Application::Service, _) => &[],
    };
    if permission == ".default" || granted.contains(&permission) {
        return Ok(());
    }
    if UNCONSENTED.contains(&permission) || DESK_GRAPH.contains(&permission) {
        return Err(Refusal::new(
            65_001,
            "invalid_grant",
            "The user or administrator has not consented to use the application. Send an \
             interactive authorization request for this user and resource.",
        )
        .suberror("consent_required"));
    }
    Err(Refusal::new(
        70_011,
        "invalid_scope",
        &format!(
            "The provided value for the input parameter 'scope' is not valid. The scope {permission} is not valid."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> Tenant {
        Tenant::new(1, [1, 2, 3, 4])
    }

    #[test]
    fn the_port_of_a_redirect_does_not_matter_and_its_path_does() {
        let desk = Application::Desk;
        assert!(desk.allows_redirect("http://localhost:40001"));
        assert!(desk.allows_redirect("http://localhost:40002/"));
        for other in ["http://localhost/cb", "https://localhost", "http://desk.example", "x"] {
            assert!(!desk.allows_redirect(other), "{other}");
        }
    }

    #[test]
    fn one_token_has_one_resource() {
        let tenant = tenant();
        let text = format!("openid User.Read api://{}/desk.access", tenant.service);
        let scopes = Scopes::read(&tenant, Application::Desk, &text).unwrap();
        assert_eq!(scopes.permissions.len(), 2);
        assert!(scopes.resource().is_err());
    }

    #[test]
    fn a_scope_without_consent_is_told_from_one_that_does_not_exist() {
        let tenant = tenant();
        let read = |text| Scopes::read(&tenant, Application::Desk, text).unwrap_err();
        assert_eq!(read("Directory.Read.All").error(), "invalid_grant");
        assert_eq!(read("Cake.Eat.All").error(), "invalid_scope");
        assert_eq!(read("https://cake.example/Eat").error(), "invalid_resource");
    }
}
