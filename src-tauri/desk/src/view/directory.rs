//! People of the directory copy.

use serde::Serialize;
use ts_rs::TS;

/// One hit of `directory_search`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonRow {
    /// Object id.
    pub id: String,
    /// Display name.
    pub display_name: String,
    /// Sign-in name.
    pub user_principal_name: String,
    /// Department.
    pub department: Option<String>,
    /// Enabled.
    pub account_enabled: Option<bool>,
}

/// Answer of `person`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonView {
    /// The row.
    pub row: PersonRow,
    /// Job title.
    pub job_title: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Surname.
    pub surname: Option<String>,
    /// Mail.
    pub mail: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Groups held in the copy.
    pub groups: Vec<String>,
    /// Not in this tenant any more.
    pub removed: bool,
    /// Synced when, RFC 3339.
    pub as_of: Option<String>,
}
