//! **Assumed.** The vendor publishes no interface for claims manual review. What this service
//! assumes about it stands in this file and nowhere else:
//!
//! 1. A session names its subject and its purpose in custom fields, `loginHint` (the sign-in name
//!    that was typed at the portal) and `useCase`, readable at [`CUSTOM_FIELDS_PATH`].
//! 2. With `hand_off = "automatic"` only: a verdict is carried by [`APPROVE_PATH`] or
//!    [`REJECT_PATH`]. The first is documented for enrolment, not for claims review; the second is
//!    not documented at all. Either way a verdict counts as *acted* only when the vendor's own
//!    status says so.

use review::CaseKind;

use super::shapes::CustomFields;

/// Where custom fields are read.
pub(crate) const CUSTOM_FIELDS_PATH: &str = "/omni/get/custom-fields";
/// Carries an approval.
pub(crate) const APPROVE_PATH: &str = "/omni/process/approve";
/// Carries a denial.
pub(crate) const REJECT_PATH: &str = "/omni/process/reject";

/// Whom a session claims to be, and why.
pub(crate) struct Purpose {
    /// Sign-in name, as typed.
    pub(crate) login_hint: String,
    pub(crate) kind: CaseKind,
}

/// Reads the purpose; `None` for a session of another product of the vendor's.
pub(crate) fn purpose(fields: &CustomFields) -> Option<Purpose> {
    let text = |name: &str| {
        let value = fields.custom_fields.as_ref()?.get(name)?.as_str()?.trim();
        (!value.is_empty() && value.len() <= 320).then(|| value.to_owned())
    };
    let kind = match text("useCase")?.as_str() {
        "PASSWORD_RESET" => CaseKind::PasswordReset,
        "MFA_RECOVERY" => CaseKind::MfaRecovery,
        "EXTERNAL_AUTHENTICATION" => CaseKind::ExternalAuthentication,
        "ONBOARDING" => CaseKind::Onboarding,
        _ => return None,
    };
    Some(Purpose { login_hint: text("loginHint")?, kind })
}
