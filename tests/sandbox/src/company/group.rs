//! Groups: teams, sites, access, and a few that carry roles.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

/// A group of the directory. Serialises to Microsoft Graph's group (`resources/group.md`);
/// members are not serialised.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Object id.
    pub id: Uuid,
    /// Name.
    pub display_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Local part of its address; unique.
    pub mail_nickname: String,
    /// Address, for mail-enabled groups.
    pub mail: Option<String>,
    /// Whether it receives mail.
    pub mail_enabled: bool,
    /// Whether it grants access.
    pub security_enabled: bool,
    /// `["Unified"]` for a Microsoft 365 group, else empty.
    pub group_types: Vec<String>,
    /// Some(true): roles may be given to it, and its members are privileged.
    pub is_assignable_to_role: Option<bool>,
    /// `Public`, `Private` or none.
    pub visibility: Option<String>,
    /// When it was made.
    pub created_date_time: DateTime<Utc>,
    /// People who are members now.
    #[serde(skip)]
    pub members: Vec<Uuid>,
    /// Groups that are members; never in a circle.
    #[serde(skip)]
    pub nested: Vec<Uuid>,
    /// People who may make themselves members (Privileged Identity Management), but are not now.
    #[serde(skip)]
    pub eligible: Vec<Uuid>,
    /// People who own it.
    #[serde(skip)]
    pub owners: Vec<Uuid>,
}
