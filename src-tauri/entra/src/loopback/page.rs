//! What the browser shows when it has brought the answer. It never says "signed in": the code is
//! not redeemed yet.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::request::Unreadable;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:20vh auto;max-width:32em;\
padding:0 1em;color:#1c2430;background:#f6f7f9}h1{font-size:1.25em}\
@media(prefers-color-scheme:dark){body{color:#e8ebf0;background:#12161d}}";

/// A whole answer for the browser.
pub(super) struct Page {
    status: &'static str,
    title: &'static str,
    text: String,
}

impl Page {
    pub(super) fn come_back() -> Self {
        Self::of("200 OK", "Return to Countersign", "You can close this page.")
    }

    pub(super) fn refused(description: &str) -> Self {
        let mut page = Self::of("200 OK", "Return to Countersign", "Microsoft Entra answered:");
        let short: String = description.chars().take(600).collect();
        page.text = format!("{} {}", page.text, escape(&short));
        page
    }

    pub(super) fn bad_request() -> Self {
        Self::of(
            "400 Bad Request",
            "This is not the answer that Countersign waits for",
            "Return to Countersign and start the sign-in from there.",
        )
    }

    pub(super) fn not_found() -> Self {
        Self::of("404 Not Found", "Nothing is here", "")
    }

    pub(super) fn wrong_method() -> Self {
        Self::of("405 Method Not Allowed", "Nothing is here", "")
    }

    pub(super) fn wrong_kind() -> Self {
        Self::of("415 Unsupported Media Type", "Only a form is taken here", "")
    }

    pub(super) fn unreadable(why: Unreadable) -> Self {
        match why {
            Unreadable::LengthMissing => Self::of("411 Length Required", "A length is missing", ""),
            Unreadable::TooLong => Self::of("413 Content Too Large", "This is too long", ""),
            Unreadable::Malformed | Unreadable::Gone => Self::bad_request(),
        }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        let style = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
        let body = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <style>{STYLE}</style></head><body><h1>{title}</h1><p>{text}</p></body></html>",
            title = self.title,
            text = self.text,
        );
        let allow = if self.status.starts_with("405") { "Allow: GET, HEAD, POST\r\n" } else { "" };
        format!(
            "HTTP/1.1 {status}\r\n\
             Content-Type: text/html; charset=utf-8\r\n\
             Content-Length: {length}\r\n\
             Content-Security-Policy: default-src 'none'; style-src 'sha256-{style}'; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: no-referrer\r\n\
             Cache-Control: no-store\r\n\
             {allow}\
             Connection: close\r\n\r\n{body}",
            status = self.status,
            length = body.len(),
        )
        .into_bytes()
    }

    fn of(status: &'static str, title: &'static str, text: &str) -> Self {
        Self { status, title, text: text.to_owned() }
    }
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_description_makes_no_markup(description in ".{0,200}") {
            let page = String::from_utf8(Page::refused(&description).into_bytes()).unwrap();
            let (_, body) = page.split_once("\r\n\r\n").unwrap();
            let (_, after) = body.split_once("answered:").unwrap();
            prop_assert_eq!(after.matches('<').count(), 3, "{}", after);
        }
    }

    #[test]
    fn markup_is_shown_as_text() {
        let page = Page::refused("<script>alert('x')</script>&\"");
        assert!(page.text.ends_with("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
    }
}
