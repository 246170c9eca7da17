//! What a captured document says, and what the directory says.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Claims as read from the captured document. A field that could not be read is `None`, never an
/// empty guess. `Debug` prints no content: these are personal data.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Document {
    /// Given names, as printed.
    pub given: Option<String>,
    /// Surname or surnames, as printed.
    pub surname: Option<String>,
    /// The whole name, where the document (or the vendor) gives only that.
    pub full_name: Option<String>,
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// As printed: `M`, `F`, `X`, or another mark.
    pub sex: Option<String>,
    /// Code or name, as printed.
    pub nationality: Option<String>,
    /// Code or name of the issuing country or organisation, as printed.
    pub issuing_country: Option<String>,
    /// Document number, as printed.
    pub document_number: Option<String>,
    /// The vendor's word for the kind of document.
    pub document_type: Option<String>,
    /// Day of issue.
    pub date_of_issue: Option<NaiveDate>,
    /// Last day of validity.
    pub date_of_expiry: Option<NaiveDate>,
    /// Lines of the machine readable zone, in order; empty where there is none.
    pub mrz: Vec<String>,
    /// Text of the AAMVA barcode of a North American licence.
    pub aamva: Option<String>,
}

/// Claims of the subject's directory profile, as snapshotted for the case. `Debug` prints no
/// content.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Profile {
    /// Entra `givenName`.
    pub given: Option<String>,
    /// Entra `surname`.
    pub surname: Option<String>,
    /// Entra `displayName`.
    pub display_name: Option<String>,
    /// Entra `birthday`, or the tenant's own attribute for it.
    pub date_of_birth: Option<NaiveDate>,
    /// Entra `userPrincipalName`.
    pub user_principal_name: Option<String>,
    /// Entra `mail`.
    pub mail: Option<String>,
    /// Entra `country`: where the person works, which is not a nationality.
    pub country: Option<String>,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").finish_non_exhaustive()
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").finish_non_exhaustive()
    }
}
