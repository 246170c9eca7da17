//! Which properties a user or a group has, and which of them an answer shows.

use serde_json::{Map, Value};

use super::refusal::Refusal;
use axum::http::StatusCode;

/// Shown without `$select` (GD resources/user.md).
pub(crate) const USER_DEFAULT: &[&str] = &[
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
];

/// Kept outside the main store: one user at a time, 501 in a collection (GD user-list.md).
const USER_SINGLE_ONLY: &[&str] = &[
    "aboutMe",
    "birthday",
    "hireDate",
    "interests",
    "mailboxSettings",
    "mySite",
    "pastProjects",
    "preferredName",
    "responsibilities",
    "schools",
    "skills",
];

const USER_OTHER: &[&str] = &[
    "accountEnabled",
    "ageGroup",
    "assignedLicenses",
    "assignedPlans",
    "city",
    "companyName",
    "consentProvidedForMinor",
    "country",
    "createdDateTime",
    "creationType",
    "deletedDateTime",
    "department",
    "employeeHireDate",
    "employeeId",
    "employeeLeaveDateTime",
    "employeeOrgData",
    "employeeType",
    "externalUserState",
    "externalUserStateChangeDateTime",
    "faxNumber",
    "identities",
    "imAddresses",
    "isResourceAccount",
    "lastPasswordChangeDateTime",
    "legalAgeGroupClassification",
    "mailNickname",
    "manager",
    "onPremisesDistinguishedName",
    "onPremisesDomainName",
    "onPremisesExtensionAttributes",
    "onPremisesImmutableId",
    "onPremisesLastSyncDateTime",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "onPremisesUserPrincipalName",
    "otherMails",
    "passwordPolicies",
    "postalCode",
    "preferredDataLocation",
    "proxyAddresses",
    "securityIdentifier",
    "showInAddressList",
    "signInSessionsValidFromDateTime",
    "state",
    "streetAddress",
    "usageLocation",
    "userType",
];

const GROUP: &[&str] = &[
    "classification",
    "createdDateTime",
    "deletedDateTime",
    "description",
    "displayName",
    "expirationDateTime",
    "groupTypes",
    "id",
    "isAssignableToRole",
    "mail",
    "mailEnabled",
    "mailNickname",
    "members",
    "membershipRule",
    "membershipRuleProcessingState",
    "onPremisesLastSyncDateTime",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "owners",
    "preferredLanguage",
    "proxyAddresses",
    "renewedDateTime",
    "securityEnabled",
    "securityIdentifier",
    "theme",
    "visibility",
];

/// The two kinds of object that have properties here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Group,
}

impl Kind {
    /// Refuses names that do not exist, and in a collection those that only one user can give.
    pub(crate) fn check(self, select: &[String], collection: bool) -> Result<(), Refusal> {
        for name in select {
            let name = name.as_str();
            let single = self == Self::User && USER_SINGLE_ONLY.contains(&name);
            if single && collection {
                return Err(Refusal::new(
                    StatusCode::NOT_IMPLEMENTED,
                    "NotImplemented",
                    "This operation target is not yet supported.",
                ));
            }
            if !single && !self.has(name) {
                return Err(Refusal::new(
                    StatusCode::BAD_REQUEST,
                    "BadRequest",
                    format!(
                        "Parsing OData Select and Expand failed: Could not find a property named \
                         '{name}' on type '{}'.",
                        self.type_name().trim_start_matches('#')
                    ),
                ));
            }
        }
        Ok(())
    }

    pub(crate) const fn type_name(self) -> &'static str {
        match self {
            Self::User => "#microsoft.graph.user",
            Self::Group => "#microsoft.graph.group",
        }
    }

    fn has(self, name: &str) -> bool {
        match self {
            Self::User => {
                USER_DEFAULT.contains(&name)
                    || USER_OTHER.contains(&name)
                    || name.starts_with("extension_")
            }
            Self::Group => GROUP.contains(&name),
        }
    }
}

/// The selected properties of one object: those never set are null.
pub(crate) fn shown(
    kind: Kind,
    properties: &Map<String, Value>,
    select: Option<&[String]>,
) -> Map<String, Value> {
    let value = |name: &str| properties.get(name).cloned().unwrap_or(Value::Null);
    match (select, kind) {
        (Some(select), _) => {
            let navigation =
                |name: &String| matches!(name.as_str(), "manager" | "members" | "owners");
            let plain = select.iter().filter(|name| !navigation(name));
            plain.map(|name| (name.clone(), value(name))).collect()
        }
        (None, Kind::User) => {
            USER_DEFAULT.iter().map(|name| ((*name).to_owned(), value(name))).collect()
        }
        (None, Kind::Group) => properties.clone(),
    }
}
