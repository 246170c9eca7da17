//! What Entra says when it refuses, and what that means for the person.

use crate::claims_request::ClaimsRequest;
use crate::error::Error;

/// Entra's own words for a refusal, for the support panel.
///
/// It holds no token and no name: `error_description` is dropped, because it may quote the
/// person's sign-in name. Source: *Authentication and authorization error codes*, Microsoft
/// identity platform.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// OAuth error code, for example `invalid_grant`.
    pub error: String,
    /// Entra's finer class, for example `basic_action`.
    pub suberror: Option<String>,
    /// AADSTS numbers, to show and to copy; never to branch on.
    pub codes: Vec<u32>,
    /// Finds the attempt in the tenant's sign-in logs.
    pub correlation_id: Option<String>,
    /// Finds the attempt in Microsoft's own traces.
    pub trace_id: Option<String>,
    /// When Entra refused, as Entra wrote it.
    pub timestamp: Option<String>,
}

/// Why Entra refused, as far as the codes tell. It chooses the sentence on the screen and nothing
/// else: Microsoft renumbers codes, so no behaviour hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Conditional Access asks for a compliant or joined device.
    DeviceNotCompliant,
    /// Another Conditional Access rule.
    ConditionalAccess,
    /// The person or an administrator has not consented to the app or to a permission.
    ConsentMissing,
    /// The account belongs to another tenant.
    OtherTenant,
    /// The account is not assigned to the app.
    NotAssigned,
    /// More proof is needed: a second factor, a new password.
    StepUp,
    /// The session ended: too old, revoked, or the password changed.
    SessionEnded,
    /// The app is registered wrongly in the tenant.
    WrongRegistration,
    /// The codes say nothing known.
    Unknown,
}

/// Where in a session Entra refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// In the browser, or when its code was redeemed: the person is at the sign-in anyway.
    SignIn,
    /// In the background, with a refresh token or a client secret.
    Background,
}

impl Refusal {
    /// Reads what Entra puts into the text of an authorize error, which has no fields of its own
    /// for it: `AADSTS65004: … Trace ID: … Correlation ID: … Timestamp: …`.
    pub(crate) fn from_description(error: &str, description: &str) -> Self {
        let after = |label: &str| {
            let (_, rest) = description.split_once(label)?;
            let value = rest.split(['\r', '\n']).next()?.trim();
            let plain = value.len() <= 40
                && value.chars().all(|c| c.is_ascii_alphanumeric() || "-: ".contains(c));
            (plain && !value.is_empty()).then(|| value.to_owned())
        };
        let first_word = |value: String| value.split(' ').next().unwrap_or_default().to_owned();
        Self {
            error: plain(error),
            suberror: None,
            codes: codes_in(description),
            correlation_id: after("Correlation ID:").map(first_word),
            trace_id: after("Trace ID:").map(first_word),
            timestamp: after("Timestamp:"),
        }
    }

    /// The class of the AADSTS codes.
    pub fn cause(&self) -> Cause {
        self.codes
            .iter()
            .map(|code| cause_of(*code))
            .find(|cause| *cause != Cause::Unknown)
            .unwrap_or(Cause::Unknown)
    }

    /// What it means. `claims` is what Entra wants of the next sign-in.
    pub(crate) fn outcome(self, claims: Option<ClaimsRequest>, stage: Stage) -> Error {
        let refusal = Box::new(self);
        let suberror = refusal.suberror.as_deref().unwrap_or_default();
        match (refusal.error.as_str(), suberror) {
            ("consent_required", _) | (_, "consent_required") => Error::ConsentMissing(refusal),
            (_, "message_only") => Error::Blocked(refusal),
            (_, "bad_token" | "token_expired") | ("bad_token", _) => Error::SignedOut,
            _ if stage == Stage::SignIn => refused_sign_in(refusal, claims),
            (_, suberror) if INTERACTIVE_SUBERRORS.contains(&suberror) => {
                Error::InteractionRequired { claims, refusal }
            }
            (error, _) if INTERACTIVE_ERRORS.contains(&error) => {
                Error::InteractionRequired { claims, refusal }
            }
            ("access_denied", _) => Error::Blocked(refusal),
            _ => Error::Refused(refusal),
        }
    }
}

const INTERACTIVE_SUBERRORS: [&str; 8] = [
    "basic_action",
    "additional_action",
    "user_password_expired",
    "client_mismatch",
    "device_authentication_failed",
    "protection_policy_required",
    "ui_not_allowed",
    "interrupted_user",
];

// invalid_grant alone may only mean a new policy: the refresh token stays.
const INTERACTIVE_ERRORS: [&str; 5] = [
    "invalid_grant",
    "interaction_required",
    "login_required",
    "ui_not_allowed",
    "interrupted_user",
];

// The attempt is over whatever the code says, so here the codes may choose the words.
fn refused_sign_in(refusal: Box<Refusal>, claims: Option<ClaimsRequest>) -> Error {
    match refusal.cause() {
        Cause::DeviceNotCompliant | Cause::ConditionalAccess => Error::Blocked(refusal),
        Cause::ConsentMissing => Error::ConsentMissing(refusal),
        _ if claims.is_some() => Error::InteractionRequired { claims, refusal },
        _ if refusal.error == "access_denied" => Error::Declined(refusal),
        Cause::OtherTenant
        | Cause::NotAssigned
        | Cause::StepUp
        | Cause::SessionEnded
        | Cause::WrongRegistration
        | Cause::Unknown => Error::Refused(refusal),
    }
}

fn cause_of(code: u32) -> Cause {
    match code {
        53000 | 53001 | 50097 => Cause::DeviceNotCompliant,
        53002..=53011 | 530_032 | 530_034 | 530_035 | 50005 => Cause::ConditionalAccess,
        65001 | 90094 | 90095 => Cause::ConsentMissing,
        50020 | 700_005 | 500_021 | 500_022 | 500_212 | 500_213 => Cause::OtherTenant,
        50105 => Cause::NotAssigned,
        50072 | 50074 | 50076 | 50078 | 50079 | 50125 | 50144 | 50158 | 90072 => Cause::StepUp,
        50089 | 50132 | 50133 | 50173 | 54005 | 70008 | 70043 | 700_082 | 700_084 => {
            Cause::SessionEnded
        }
        50011 | 65005 | 70011 | 500_011 | 650_056 | 650_057 | 700_011 | 700_016 | 7_000_215
        | 7_000_218 => Cause::WrongRegistration,
        _ => Cause::Unknown,
    }
}

fn codes_in(description: &str) -> Vec<u32> {
    let numbers = description.split("AADSTS").skip(1);
    numbers
        .filter_map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).take(9).collect();
            digits.parse().ok()
        })
        .take(8)
        .collect()
}

/// Keeps what can be an OAuth error code and drops the rest: these words reach the log.
pub(crate) fn plain(text: &str) -> String {
    let fits = text.len() <= 64
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.');
    if fits { text.to_owned() } else { "unreadable".to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(error: &str, suberror: Option<&str>, codes: &[u32]) -> Refusal {
        Refusal {
            error: error.to_owned(),
            suberror: suberror.map(str::to_owned),
            codes: codes.to_vec(),
            ..Refusal::default()
        }
    }

    fn name(error: &Error) -> &'static str {
        match error {
            Error::ConsentMissing(_) => "consent",
            Error::Blocked(_) => "blocked",
            Error::SignedOut => "signed out",
            Error::InteractionRequired { .. } => "interaction",
            Error::Declined(_) => "declined",
            Error::Refused(_) => "refused",
            _ => "other",
        }
    }

    #[test]
    fn background_outcomes_follow_the_table() {
        for (error, suberror, outcome) in [
            ("invalid_grant", Some("basic_action"), "interaction"),
            ("invalid_grant", Some("additional_action"), "interaction"),
            ("invalid_grant", Some("message_only"), "blocked"),
            ("invalid_grant", Some("consent_required"), "consent"),
            ("invalid_grant", Some("user_password_expired"), "interaction"),
            ("invalid_grant", Some("bad_token"), "signed out"),
            ("invalid_grant", Some("token_expired"), "signed out"),
            ("invalid_grant", Some("client_mismatch"), "interaction"),
            ("invalid_grant", Some("something_new"), "interaction"),
            ("invalid_grant", None, "interaction"),
            ("interaction_required", None, "interaction"),
            ("login_required", None, "interaction"),
            ("consent_required", None, "consent"),
            ("invalid_client", None, "refused"),
            ("invalid_scope", None, "refused"),
        ] {
            let made = refusal(error, suberror, &[]).outcome(None, Stage::Background);
            assert_eq!(name(&made), outcome, "{error} {suberror:?}");
        }
    }

    #[test]
    fn at_the_sign_in_codes_choose_the_words() {
        for (error, codes, outcome) in [
            ("access_denied", &[65004][..], "declined"),
            ("access_denied", &[53003], "blocked"),
            ("access_denied", &[53000], "blocked"),
            ("access_denied", &[], "declined"),
            ("interaction_required", &[65001], "consent"),
            ("server_error", &[], "refused"),
        ] {
            let made = refusal(error, None, codes).outcome(None, Stage::SignIn);
            assert_eq!(name(&made), outcome, "{error} {codes:?}");
        }
    }

    #[test]
    fn a_description_gives_its_ids_and_no_names() {
        let text = "AADSTS53000: Device of ana@x.example is not compliant.\r\n\
            Trace ID: 11111111-2222-3333-4444-555555555555\r\n\
            Correlation ID: 66666666-2222-3333-4444-555555555555\r\n\
            Timestamp: 2026-11-23 09:00:00Z";
        let read = Refusal::from_description("access_denied", text);
        assert_eq!(read.codes, [53000]);
        assert_eq!(read.cause(), Cause::DeviceNotCompliant);
        let id = read.correlation_id.as_deref();
        assert_eq!(id, Some("66666666-2222-3333-4444-555555555555"));
        assert_eq!(read.timestamp.as_deref(), Some("2026-11-23 09:00:00Z"));
        assert!(!format!("{read:?}").contains("ana@"));
    }

    proptest! {
        #[test]
        fn any_description_is_survived(error in ".*", text in ".*") {
            let read = Refusal::from_description(&error, &format!("AADSTS{text} Trace ID:{text}"));
            prop_assert!(read.error.len() <= 64);
            prop_assert!(read.trace_id.is_none_or(|id| id.len() <= 40));
        }
    }
}
