//! The `WWW-Authenticate` header, and the claims challenge in it.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::claims_request::ClaimsRequest;

/// Why a resource refused a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Challenge {
    /// What the next token must have; `None` if only a fresh token is wanted.
    pub claims: Option<ClaimsRequest>,
}

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// Finds the Bearer challenge of an answer, the one with claims first. `None` if there is none.
///
/// Sources: RFC 9110 §11.6.1; *Claims challenges, claims requests and client capabilities*,
/// Microsoft identity platform. Claims come as base64 or base64url, padded or not.
pub fn parse_challenge(headers: &HeaderMap) -> Option<Challenge> {
    let mut found: Option<Challenge> = None;
    for value in headers.get_all(WWW_AUTHENTICATE) {
        let text = String::from_utf8_lossy(value.as_bytes());
        for offer in offers(&text) {
            if !offer.scheme.eq_ignore_ascii_case("bearer") {
                continue;
            }
            let claims = offer.parameter("claims").and_then(decode_claims);
            let better = claims.is_some() && found.as_ref().is_none_or(|one| one.claims.is_none());
            if better || found.is_none() {
                found = Some(Challenge { claims });
            }
        }
    }
    found
}

/// Whether a Bearer challenge says `error="insufficient_claims"`, as Graph does with 403 too.
pub(crate) fn wants_claims(headers: &HeaderMap) -> bool {
    headers.get_all(WWW_AUTHENTICATE).iter().any(|value| {
        offers(&String::from_utf8_lossy(value.as_bytes())).iter().any(|offer| {
            offer.scheme.eq_ignore_ascii_case("bearer")
                && offer.parameter("error") == Some("insufficient_claims")
        })
    })
}

fn decode_claims(text: &str) -> Option<ClaimsRequest> {
    let alphabet = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(text.trim()).ok()?;
    ClaimsRequest::parse(std::str::from_utf8(&bytes).ok()?)
}

#[derive(Debug, PartialEq, Eq)]
struct Offer {
    scheme: String,
    parameters: Vec<(String, String)>,
}

impl Offer {
    fn parameter(&self, name: &str) -> Option<&str> {
        let named = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.parameters.iter().find(named).map(|(_, value)| value.as_str())
    }
}

/// `#challenge` of RFC 9110 §11.6.1. A comma parts both challenges and parameters: what follows is
/// a parameter if a `=` comes after its first word.
fn offers(text: &str) -> Vec<Offer> {
    let mut reader = Reader { rest: text };
    let mut offers: Vec<Offer> = Vec::new();
    loop {
        reader.skip(|c| c == ',' || c == ' ' || c == '\t');
        let word = reader.take(is_token);
        if word.is_empty() {
            // Not something we know: go on after the next comma.
            if reader.pass_until(',') {
                continue;
            }
            return offers;
        }
        reader.skip(is_space);
        if reader.next_is('=') {
            reader.advance();
            reader.skip(is_space);
            // A token68 ends with `=` signs and has no value.
            let value = reader.value();
            if let Some(offer) = offers.last_mut() {
                offer.parameters.push((word.to_owned(), value));
            }
        } else {
            offers.push(Offer { scheme: word.to_owned(), parameters: Vec::new() });
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn take(&mut self, wanted: fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip(&mut self, unwanted: fn(char) -> bool) {
        self.take(unwanted);
    }

    fn next_is(&self, c: char) -> bool {
        self.rest.starts_with(c)
    }

    fn advance(&mut self) {
        let mut characters = self.rest.chars();
        characters.next();
        self.rest = characters.as_str();
    }

    fn pass_until(&mut self, c: char) -> bool {
        match self.rest.split_once(c) {
            Some((_, rest)) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> String {
        if !self.next_is('"') {
            // Unquoted base64 is not a token, but it is sent.
            return self.take(|c| is_token(c) || c == '/' || c == '=').to_owned();
        }
        self.advance();
        let mut value = String::new();
        let mut characters = self.rest.chars();
        loop {
            match characters.next() {
                None | Some('"') => break,
                Some('\\') => value.extend(characters.next()),
                Some(c) => value.push(c),
            }
        }
        self.rest = characters.as_str();
        value
    }
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn is_space(c: char) -> bool {
    c == ' ' || c == '\t'
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    const CLAIMS: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c1 ?>?>~~"}}}"#;

    fn headers(values: &[String]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn every_encoding_and_order_is_read() {
        let padded = BASE64_STANDARD.encode(CLAIMS);
        let bare = BASE64_STANDARD_NO_PAD.encode(CLAIMS);
        let safe = BASE64_URL_SAFE_NO_PAD.encode(CLAIMS);
        assert!(padded.contains('=') && safe.contains(['-', '_']));
        let wanted = Some(Challenge { claims: ClaimsRequest::parse(CLAIMS) });
        for values in [
            vec![format!(r#"Bearer realm="", error="insufficient_claims", claims="{padded}""#)],
            vec![format!(r#"bearer claims="{bare}", realm="", cc_type="authcontext""#)],
            vec![format!(r#"Bearer  claims = "{safe}" ,error=insufficient_claims"#)],
            vec![format!("Bearer claims={padded}, error=insufficient_claims")],
            vec![format!(r#"PoP nonce="a, Bearer claims=x", Bearer realm="", claims="{padded}""#)],
            vec!["Negotiate".to_owned(), format!(r#"Bearer claims="{padded}""#)],
            vec![r#"Bearer realm="""#.to_owned(), format!(r#"Bearer claims="{padded}""#)],
            vec![format!(r#"Bearer realm="a\"b, claims=\"x", claims="{padded}""#)],
            vec![format!(r#"Basic YWJj=, Bearer claims="{padded}""#)],
            vec![format!(
                r#"Bearer realm="", authorization_uri="https://login.example/authorize?a=b", error="insufficient_claims", claims="{padded}""#
            )],
        ] {
            assert_eq!(parse_challenge(&headers(&values)), wanted, "{values:?}");
        }
    }

    #[test]
    fn microsofts_own_example_is_read() {
        let value = r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=""#;
        let headers = headers(&[value.to_owned()]);
        assert!(wants_claims(&headers));
        assert_eq!(
            parse_challenge(&headers).unwrap().claims.unwrap().to_json(),
            r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#
        );
    }

    #[test]
    fn without_claims_only_a_fresh_token_is_wanted() {
        for value in [r#"Bearer realm="", error="invalid_token""#, "Bearer", r#"Bearer claims="!""#]
        {
            let found = parse_challenge(&headers(&[value.to_owned()]));
            assert_eq!(found, Some(Challenge { claims: None }), "{value}");
        }
        assert_eq!(parse_challenge(&headers(&["Basic realm=x".to_owned()])), None);
        assert_eq!(parse_challenge(&HeaderMap::new()), None);
    }

    proptest! {
        #[test]
        fn any_header_is_survived(text in "[ -~]{0,200}") {
            let _ = parse_challenge(&headers(&[text]));
        }

        #[test]
        fn quoted_values_come_back(value in "[ -~]{0,60}") {
            let quoted = value.replace('\\', r"\\").replace('"', r#"\""#);
            let read = offers(&format!(r#"Bearer a=b, claims="{quoted}", c=d"#));
            prop_assert_eq!(read[0].parameter("claims"), Some(value.as_str()));
            prop_assert_eq!(read[0].parameter("c"), Some("d"));
        }
    }
}
