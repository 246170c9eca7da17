//! Who a token speaks of.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The person who signed in. Identity is tenant id and object id together, never the name.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Directory id (`tid`).
    pub tenant_id: Uuid,
    /// Object id (`oid`).
    pub object_id: Uuid,
    /// Display name; the sign-in name if the token has none.
    pub name: String,
    /// Sign-in name (`preferred_username`). It can change: show it, never key by it.
    pub user_principal_name: String,
    /// App roles, as the tenant assigned them.
    pub roles: Vec<String>,
    /// Opaque hint for the next sign-in of the same person.
    pub login_hint: Option<String>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("object_id", &self.object_id).finish_non_exhaustive()
    }
}

/// The claims of a validated id_token, version 2.0.
///
/// Source: *ID token claims reference*, Microsoft identity platform.
#[derive(Clone, PartialEq, Eq)]
pub struct IdClaims {
    /// Pairwise subject (`sub`).
    pub subject: String,
    /// Directory id (`tid`).
    pub tenant_id: Uuid,
    /// Object id (`oid`).
    pub object_id: Uuid,
    /// Application id that the token is for (`aud`).
    pub audience: String,
    /// Display name (`name`).
    pub name: Option<String>,
    /// Sign-in name (`preferred_username`).
    pub user_principal_name: Option<String>,
    /// App roles (`roles`).
    pub roles: Vec<String>,
    /// When the person last proved who they are (`auth_time`).
    pub auth_time: Option<DateTime<Utc>>,
    /// The nonce that the sign-in was started with.
    pub nonce: Option<String>,
    /// Authentication contexts that were satisfied (`acrs`).
    pub acrs: Vec<String>,
    /// Session at Entra (`sid`).
    pub session: Option<String>,
    /// Opaque hint for the next sign-in.
    pub login_hint: Option<String>,
    /// When the token was issued (`iat`).
    pub issued_at: DateTime<Utc>,
    /// When it ends (`exp`).
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for IdClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdClaims").field("object_id", &self.object_id).finish_non_exhaustive()
    }
}

/// Who calls the case service, from a validated access token.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    /// Directory id (`tid`).
    pub tenant_id: Uuid,
    /// Object id (`oid`) of the person, or of the app itself if there is no person.
    pub object_id: Uuid,
    /// Display name.
    pub name: Option<String>,
    /// Sign-in name.
    pub user_principal_name: Option<String>,
    /// App roles.
    pub roles: Vec<String>,
    /// Delegated permissions (`scp`). Empty if an app calls for itself.
    pub scopes: Vec<String>,
    /// Authentication contexts that were satisfied (`acrs`).
    pub acrs: Vec<String>,
    /// The calling application (`azp`).
    pub app_id: Option<Uuid>,
    /// When the token ends (`exp`).
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("object_id", &self.object_id).finish_non_exhaustive()
    }
}
