//! Graph's error body. Source: *Microsoft Graph error responses and resource types*.

use http::StatusCode;
use serde_json::Value;

use crate::error::Error;
use crate::refusal::plain;
use crate::transport::Answer;

// innerError nests; nobody nests deeper than this honestly.
const DEPTH: usize = 8;

/// What an error body says, without its message, which may quote data.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    status: u16,
    /// All codes, outermost first; the outermost may be empty.
    codes: Vec<String>,
    request_id: Option<String>,
}

impl Fault {
    pub(super) fn read(answer: &Answer) -> Self {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let mut fault = Self::of(answer.status.as_u16(), &body);
        fault.request_id =
            answer.text_header("request-id").map(|id| plain(&id)).or(fault.request_id);
        fault
    }

    /// From the body alone, as in a batch.
    pub(super) fn of(status: u16, body: &Value) -> Self {
        let mut codes = Vec::new();
        let mut request_id = None;
        let mut level = member(body, "error");
        for _ in 0..DEPTH {
            let Some(here) = level else { break };
            if let Some(code) = member(here, "code").and_then(Value::as_str) {
                codes.push(if code.is_empty() { String::new() } else { plain(code) });
            }
            let id = member(here, "request-id").and_then(Value::as_str);
            request_id = request_id.or(id.map(plain));
            level = member(here, "innererror");
        }
        Self { status, codes, request_id }
    }

    /// Whether Graph forgot where the reader stood: 410, or one of two codes at any depth.
    pub(super) fn wants_resync(&self) -> bool {
        self.status == 410
            || self.codes.iter().any(|code| {
                code.eq_ignore_ascii_case("syncStateNotFound")
                    || code.eq_ignore_ascii_case("resyncRequired")
            })
    }

    pub(super) fn error(self) -> Error {
        let code = self.codes.into_iter().find(|code| !code.is_empty()).unwrap_or_default();
        let (status, request_id) = (self.status, self.request_id);
        tracing::debug!(status, code, request_id, "graph refused");
        match StatusCode::from_u16(status) {
            Ok(StatusCode::FORBIDDEN) => Error::NotPermitted { code, request_id },
            Ok(StatusCode::NOT_FOUND) => Error::NotFound { request_id },
            Ok(status) if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED => {
                Error::Trouble { status: status.as_u16(), request_id }
            }
            _ => Error::GraphRefused { status, code, request_id },
        }
    }
}

// Casing varies between services: innerError, innererror.
fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_codes_are_found_in_any_case() {
        let body = json!({"error": {"code": "", "message": "x", "innererror": {
            "code": "badRequest", "request-id": "1-2", "innerError": {"code": "SYNCSTATENOTFOUND"}
        }}});
        let fault = Fault::of(400, &body);
        assert!(fault.wants_resync());
        assert_eq!(
            fault.error(),
            Error::GraphRefused {
                status: 400,
                code: "badRequest".to_owned(),
                request_id: Some("1-2".to_owned())
            }
        );
    }

    #[test]
    fn each_status_has_its_outcome() {
        let body = json!({"error": {"code": "Authorization_RequestDenied"}});
        let code = "Authorization_RequestDenied".to_owned();
        assert_eq!(Fault::of(403, &body).error(), Error::NotPermitted { code, request_id: None });
        assert_eq!(Fault::of(404, &json!(null)).error(), Error::NotFound { request_id: None });
        let trouble = Error::Trouble { status: 502, request_id: None };
        assert_eq!(Fault::of(502, &json!("<html>")).error(), trouble);
        assert!(Fault::of(410, &json!({})).wants_resync());
        assert!(!Fault::of(400, &body).wants_resync());
    }

    #[test]
    fn a_deep_nest_ends() {
        let mut body = json!({"code": "resyncRequired"});
        for _ in 0..100 {
            body = json!({"code": "", "innerError": body});
        }
        assert!(!Fault::of(400, &json!({"error": body})).wants_resync());
    }
}
