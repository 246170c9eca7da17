//! The form that Entra lets the browser post.

use secrecy::SecretString;
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use crate::refusal::Refusal;

/// An authorization response (RFC 6749 §4.1.2) in a form.
pub(super) enum Form {
    Code { state: String, code: SecretString },
    Refusal { state: String, refusal: Refusal, description: String },
}

impl Form {
    /// Reads a form with exactly one `state` and exactly one of `code` and `error`. Fields that we
    /// don't know are passed over, as RFC 6749 asks.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let state = only(body, "state")?.filter(|state| !state.is_empty())?;
        let code = only(body, "code")?;
        let error = only(body, "error")?;
        let description = only(body, "error_description")?.unwrap_or_default();
        match (code, error) {
            (Some(code), None) if !code.is_empty() => {
                Some(Self::Code { state, code: SecretString::from(code) })
            }
            (None, Some(error)) if !error.is_empty() => {
                let refusal = Refusal::from_description(&error, &description);
                Some(Self::Refusal { state, refusal, description })
            }
            _ => None,
        }
    }

    pub(super) fn has_state(&self, expected: &str) -> bool {
        let (Self::Code { state, .. } | Self::Refusal { state, .. }) = self;
        state.as_bytes().ct_eq(expected.as_bytes()).into()
    }
}

/// Whether a query holds what only a form may hold.
pub(super) fn carries_an_answer(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .any(|(name, _)| matches!(&*name, "code" | "error" | "state" | "id_token" | "access_token"))
}

/// The one value of a field: `Some(None)` if it is absent, `None` if it comes twice.
fn only(body: &[u8], field: &str) -> Option<Option<String>> {
    let mut values =
        form_urlencoded::parse(body).filter(|(name, _)| name == field).map(|(_, value)| value);
    let first = values.next().map(std::borrow::Cow::into_owned);
    values.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn one_state_and_one_answer() {
        for (body, good) in [
            ("state=s&code=c", true),
            ("code=c&session_state=x&state=s&client_info=y", true),
            ("state=s&error=access_denied", true),
            ("code=c", false),
            ("state=&code=c", false),
            ("state=s", false),
            ("state=s&code=", false),
            ("state=s&state=s&code=c", false),
            ("state=s&code=c&code=d", false),
            ("state=s&code=c&error=e", false),
            ("state=s&error=e&error_description=a&error_description=b", false),
            ("", false),
        ] {
            assert_eq!(Form::read(body.as_bytes()).is_some(), good, "{body}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_read(state in "[ -~]{1,40}", code in "\\PC{1,40}") {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair("code", &code).append_pair("state", &state).finish();
            let form = Form::read(body.as_bytes()).unwrap();
            prop_assert!(form.has_state(&state));
            let longer = format!("{state}x");
            prop_assert!(!form.has_state(&longer));
            let Form::Code { code: read, .. } = form else { panic!("no code") };
            prop_assert_eq!(read.expose_secret(), &code);
        }

        #[test]
        fn any_bytes_are_survived(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Form::read(&body);
        }
    }
}
