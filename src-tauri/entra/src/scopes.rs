//! Permissions: which resource they belong to, and how a set of them is compared.

use std::collections::BTreeSet;

/// What every sign-in asks for: who it is, and a refresh token.
const ALWAYS: [&str; 3] = ["openid", "profile", "offline_access"];
const OF_NO_RESOURCE: [&str; 4] = ["openid", "profile", "offline_access", "email"];

/// A set of permissions, without order, case and those that belong to no resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ScopeSet(BTreeSet<String>);

impl ScopeSet {
    pub(crate) fn of(scopes: &[String]) -> Self {
        let own = scopes.iter().filter(|scope| !of_no_resource(scope));
        Self(own.map(|scope| scope.to_lowercase()).collect())
    }

    /// Whether a token for this set does for `wanted` too.
    pub(crate) fn covers(&self, wanted: &Self) -> bool {
        !wanted.0.is_empty() && wanted.0.is_subset(&self.0)
    }
}

/// Everything that the person is asked for in the browser.
pub(crate) fn for_sign_in(wanted: &[String]) -> Vec<String> {
    with_always(wanted.iter())
}

/// What the code is redeemed for: one resource, that of the first permission. Entra refuses
/// several resources at the token endpoint.
pub(crate) fn for_first_token(wanted: &[String]) -> Vec<String> {
    let first = wanted.iter().find(|scope| !of_no_resource(scope)).map(|scope| resource(scope));
    with_always(wanted.iter().filter(|scope| Some(resource(scope)) == first))
}

/// What a refresh asks for.
pub(crate) fn for_refresh(wanted: &[String]) -> Vec<String> {
    with_always(wanted.iter())
}

fn with_always<'a>(wanted: impl Iterator<Item = &'a String>) -> Vec<String> {
    let own = wanted.filter(|scope| !of_no_resource(scope)).cloned();
    ALWAYS.into_iter().map(str::to_owned).chain(own).collect()
}

// `api://{id}/desk.access` belongs to `api://{id}`; a bare `User.Read` to Graph, here "".
fn resource(scope: &str) -> &str {
    scope.rsplit_once('/').map_or("", |(resource, _)| resource)
}

fn of_no_resource(scope: &str) -> bool {
    OF_NO_RESOURCE.contains(&scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(scopes: &[&str]) -> Vec<String> {
        scopes.iter().map(|scope| (*scope).to_owned()).collect()
    }

    #[test]
    fn the_first_token_is_for_one_resource() {
        let wanted = list(&["openid", "api://x/desk.access", "https://g/User.Read", "api://x/b"]);
        assert_eq!(
            for_first_token(&wanted),
            list(&["openid", "profile", "offline_access", "api://x/desk.access", "api://x/b"])
        );
        assert_eq!(for_sign_in(&wanted).len(), 6);
    }

    #[test]
    fn sets_ignore_order_case_and_openid() {
        let one = ScopeSet::of(&list(&["https://g/B", "openid", "https://g/a"]));
        assert_eq!(one, ScopeSet::of(&list(&["https://g/A", "https://g/b", "https://g/b"])));
        assert!(one.covers(&ScopeSet::of(&list(&["https://g/a"]))));
        assert!(!one.covers(&ScopeSet::of(&list(&["https://g/c"]))));
        assert!(!one.covers(&ScopeSet::of(&list(&["openid"]))));
    }
}
