//! `evidence://localhost/<token>`: our own re-encoded pixels under one-time tokens, never the bytes
//! that came from outside.

use desk::Desk;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager as _, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::window::MAIN;

/// Answers one request, off the main thread.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let desk = context.app_handle().state::<Desk>().inner().clone();
    let token = asked(context.webview_label(), &request);
    tauri::async_runtime::spawn(async move {
        let picture = match token {
            Some(token) => desk.take_picture(&token).await,
            None => None,
        };
        responder.respond(match picture {
            Some((bytes, media_type)) => respond(StatusCode::OK, media_type, bytes),
            None => respond(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        });
    });
}

/// The token, if the request is one that our own page makes.
fn asked(label: &str, request: &Request<Vec<u8>>) -> Option<String> {
    let uri = request.uri();
    let ours = label == MAIN && request.method() == Method::GET && uri.query().is_none();
    let token = uri.path().strip_prefix('/')?;
    let shaped = token.len() == 32
        && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    (ours && shaped).then(|| token.to_owned())
}

fn respond(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let headers = [
        (header::CONTENT_TYPE.as_str(), media_type),
        (header::CACHE_CONTROL.as_str(), "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS.as_str(), "nosniff"),
        (header::CONTENT_SECURITY_POLICY.as_str(), "sandbox; default-src 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) =
            (header::HeaderName::try_from(name), header::HeaderValue::try_from(value))
        {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "abcdefghijklmnopqrstuvwxyz012345";

    fn ask(label: &str, method: Method, uri: &str) -> Option<String> {
        let mut request = Request::new(Vec::new());
        *request.method_mut() = method;
        *request.uri_mut() = uri.parse().unwrap();
        asked(label, &request)
    }

    #[test]
    fn only_a_plain_get_of_a_token_from_the_one_window_is_answered() {
        let good = format!("evidence://localhost/{TOKEN}");
        assert_eq!(ask(MAIN, Method::GET, &good), Some(TOKEN.to_owned()));
        assert_eq!(ask("other", Method::GET, &good), None);
        assert_eq!(ask(MAIN, Method::POST, &good), None);
        assert_eq!(ask(MAIN, Method::GET, &format!("{good}?x=1")), None);
        assert_eq!(ask(MAIN, Method::GET, "evidence://localhost/../../etc/passwd"), None);
    }

    #[test]
    fn an_answer_can_never_be_a_page() {
        let response = respond(StatusCode::OK, "image/jpeg", vec![1]);
        let header = |name: &str| response.headers()[name].to_str().unwrap();
        assert_eq!(header("content-type"), "image/jpeg");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").contains("sandbox"));
        assert_eq!(header("cache-control"), "no-store");
    }
}
