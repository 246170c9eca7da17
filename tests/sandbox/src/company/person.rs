//! A colleague as the directory knows them, and as their papers do.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::face::Face;

/// A member or guest of the tenant. Serialises to Microsoft Graph's user (`resources/user.md`)
/// with all its properties, `birthday` included: a server leaves out what was not selected.
/// What Graph does not know is not serialised.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Object id.
    pub id: Uuid,
    /// False for a disabled account.
    pub account_enabled: bool,
    /// First name as the directory has it.
    pub given_name: Option<String>,
    /// Last name as the directory has it.
    pub surname: Option<String>,
    /// Name in the address book; always there.
    pub display_name: String,
    /// Sign-in name, `local@tarnholm.example`; unique, and lower case.
    pub user_principal_name: String,
    /// Primary mail address.
    pub mail: Option<String>,
    /// Local part of the mail address.
    pub mail_nickname: String,
    /// Private and former addresses.
    pub other_mails: Vec<String>,
    /// `SMTP:` for the primary, `smtp:` for the others.
    pub proxy_addresses: Vec<String>,
    /// In E.164 with spaces; numbers are from ranges kept for fiction where a country has them.
    pub mobile_phone: Option<String>,
    /// Desk telephone; at most one, as in Graph.
    pub business_phones: Vec<String>,
    /// Number of the HR system.
    pub employee_id: Option<String>,
    /// First working day; in the future for new hires.
    pub employee_hire_date: Option<DateTime<Utc>>,
    /// Employee, Contractor, Intern or Vendor.
    pub employee_type: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// The company, or a contractor's own.
    pub company_name: Option<String>,
    /// Room and building.
    pub office_location: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, voivodeship, prefecture or the like.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country in English.
    pub country: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
    /// Two-letter country (ISO 3166) for licences.
    pub usage_location: Option<String>,
    /// Language tag such as `pl-PL`.
    pub preferred_language: Option<String>,
    /// `Member` or `Guest`.
    pub user_type: Option<String>,
    /// When the account was made.
    pub created_date_time: DateTime<Utc>,
    /// When the password was last set.
    pub last_password_change_date_time: Option<DateTime<Utc>>,
    /// Sessions begun before are refused.
    pub sign_in_sessions_valid_from_date_time: Option<DateTime<Utc>>,
    /// Some(true): names are mastered on premises and mended there. None: cloud only.
    pub on_premises_sync_enabled: Option<bool>,
    /// When it was last synchronised from there.
    pub on_premises_last_sync_date_time: Option<DateTime<Utc>>,
    /// `extensionAttribute1` to `15`; HR writes a legal name to 1 and a date of birth to 2 for some.
    pub on_premises_extension_attributes: BTreeMap<String, Option<String>>,
    /// Date of birth. Graph gives it for a single user only (501 on a collection).
    #[serde(serialize_with = "midnight")]
    pub birthday: Option<NaiveDate>,
    /// Object id of the manager.
    #[serde(skip)]
    pub manager: Option<Uuid>,
    /// Whether the directory holds a photo.
    #[serde(skip)]
    pub has_photo: bool,
    /// App roles at Countersign, such as `Recovery.Review`.
    #[serde(skip)]
    pub app_roles: Vec<String>,
    /// The person behind the account.
    #[serde(skip)]
    pub legal: Legal,
    /// What they look like.
    #[serde(skip)]
    pub face: Face,
}

/// The person as the registrar knows them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Legal {
    /// Given names in Latin letters, as on a document; empty for mononyms.
    pub given: String,
    /// Family names in Latin letters, as on a document; the only name of mononyms.
    pub surname: String,
    /// Second family name alone, where custom has two (Spain, Portugal and daughters).
    pub maternal: Option<String>,
    /// Patronymic alone, where custom has one.
    pub patronymic: Option<String>,
    /// Given names in their own script, if not Latin.
    pub native_given: Option<String>,
    /// Family names in their own script, if not Latin.
    pub native_surname: Option<String>,
    /// Sex as registered.
    pub sex: Sex,
    /// Date of birth.
    pub born: NaiveDate,
    /// Three-letter country of nationality (ICAO 9303 part 3 §5).
    pub nationality: String,
}

/// Sex as on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Sex {
    /// F.
    #[default]
    Female,
    /// M.
    Male,
    /// X on the page, `<` in the machine readable zone.
    Unspecified,
}

impl Sex {
    /// The letter printed on the page.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Female => 'F',
            Self::Male => 'M',
            Self::Unspecified => 'X',
        }
    }
}

fn midnight<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.collect_str(&format_args!("{day}T00:00:00Z")),
        None => to.serialize_none(),
    }
}
