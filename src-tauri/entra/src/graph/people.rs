//! Users, groups, managers, photos.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A user of the directory. What was not selected, or never set, is `None`.
///
/// Source: *user resource type*, Microsoft Graph v1.0.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Object id.
    pub id: Uuid,
    /// Whether the account may sign in.
    pub account_enabled: Option<bool>,
    /// Sign-in name.
    pub user_principal_name: Option<String>,
    /// Name as shown.
    pub display_name: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Family name.
    pub surname: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Further mail addresses, perhaps private.
    #[serde(default, deserialize_with = "nullable")]
    pub other_mails: Vec<String>,
    /// Mobile number, as typed.
    pub mobile_phone: Option<String>,
    /// Office numbers, as typed.
    #[serde(default, deserialize_with = "nullable")]
    pub business_phones: Vec<String>,
    /// Number from the personnel system.
    pub employee_id: Option<String>,
    /// First working day.
    pub employee_hire_date: Option<DateTime<Utc>>,
    /// Kind of employment.
    pub employee_type: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Company.
    pub company_name: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country, as typed.
    pub country: Option<String>,
    /// Country of use, ISO 3166-1 alpha-2.
    pub usage_location: Option<String>,
    /// Preferred language, BCP 47.
    pub preferred_language: Option<String>,
    /// `Member` or `Guest`.
    pub user_type: Option<String>,
    /// When the account was made.
    pub created_date_time: Option<DateTime<Utc>>,
    /// When the password last changed.
    pub last_password_change_date_time: Option<DateTime<Utc>>,
    /// Whether names are mastered on the premises, so that they must be corrected there.
    pub on_premises_sync_enabled: Option<bool>,
    /// Everything else that was selected, by Graph's names: extension attributes and the like.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl User {
    /// The properties that are followed by default, for `select`.
    pub const SELECT: [&'static str; 27] = [
        "id",
        "accountEnabled",
        "userPrincipalName",
        "displayName",
        "givenName",
        "surname",
        "mail",
        "otherMails",
        "mobilePhone",
        "businessPhones",
        "employeeId",
        "employeeHireDate",
        "employeeType",
        "department",
        "jobTitle",
        "companyName",
        "streetAddress",
        "city",
        "state",
        "postalCode",
        "country",
        "usageLocation",
        "preferredLanguage",
        "userType",
        "createdDateTime",
        "onPremisesSyncEnabled",
        "onPremisesExtensionAttributes",
    ];

    /// Reads a user from properties by Graph's names, as delta pages bring them. `None` if a value
    /// has another type than Graph documents.
    pub fn from_properties(id: Uuid, properties: &Map<String, Value>) -> Option<Self> {
        let mut all = properties.clone();
        all.insert("id".to_owned(), Value::String(id.to_string()));
        all.retain(|name, _| !name.starts_with('@'));
        serde_json::from_value(Value::Object(all)).ok()
    }
}

/// A group that a user is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Object id.
    pub id: Uuid,
    /// Name as shown.
    pub display_name: Option<String>,
    /// Whether directory roles can be given to it.
    #[serde(default, deserialize_with = "nullable")]
    pub is_assignable_to_role: bool,
}

/// One of the managers above a user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manager {
    /// Object id.
    pub id: Uuid,
    /// Name as shown.
    pub display_name: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Sign-in name.
    pub user_principal_name: Option<String>,
    /// Whether the account may sign in.
    pub account_enabled: Option<bool>,
}

/// A photo, untrusted bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// As the tenant keeps it, at most 4 MiB.
    pub bytes: Vec<u8>,
    /// What Graph calls it, for example `image/jpeg`.
    pub content_type: Option<String>,
}

fn nullable<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Manager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manager").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Photo").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}
