//! A compact JSON Web Token taken apart. Nothing in here is checked yet.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use uuid::Uuid;

use crate::error::Error;

// Groups are never in our tokens (over 200 they would be left out anyway): this is generous.
const LIMIT: usize = 64 * 1024;

/// The parts of a token in JWS compact form (RFC 7515 §7.1).
pub(crate) struct Unverified<'a> {
    pub(crate) key_id: String,
    /// What was signed: header and payload as sent.
    pub(crate) message: &'a str,
    pub(crate) signature: &'a str,
    pub(crate) claims: RawClaims,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

/// Claims of both kinds of token, as sent.
#[derive(Deserialize)]
pub(crate) struct RawClaims {
    pub(crate) iss: String,
    #[serde(deserialize_with = "one_audience")]
    pub(crate) aud: String,
    pub(crate) tid: Uuid,
    pub(crate) oid: Uuid,
    pub(crate) sub: String,
    pub(crate) ver: Option<String>,
    #[serde(deserialize_with = "numeric_date")]
    pub(crate) exp: DateTime<Utc>,
    #[serde(default, deserialize_with = "optional_date")]
    pub(crate) nbf: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "numeric_date")]
    pub(crate) iat: DateTime<Utc>,
    #[serde(default, deserialize_with = "optional_date")]
    pub(crate) auth_time: Option<DateTime<Utc>>,
    pub(crate) nonce: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) preferred_username: Option<String>,
    #[serde(default)]
    pub(crate) roles: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(crate) acrs: Vec<String>,
    pub(crate) sid: Option<String>,
    pub(crate) login_hint: Option<String>,
    pub(crate) scp: Option<String>,
    pub(crate) azp: Option<Uuid>,
}

impl<'a> Unverified<'a> {
    /// Takes a token apart. Only RS256 passes: every other algorithm is refused before a key is
    /// looked for.
    pub(crate) fn read(raw: &'a str) -> Result<Self, Error> {
        if raw.len() > LIMIT {
            return Err(malformed("too long"));
        }
        let (message, signature) =
            raw.rsplit_once('.').ok_or_else(|| malformed("not three parts"))?;
        let (header, payload) =
            message.split_once('.').ok_or_else(|| malformed("not three parts"))?;
        if payload.contains('.') {
            return Err(malformed("not three parts"));
        }
        let header: Header = decode(header).ok_or_else(|| malformed("header"))?;
        if header.alg.eq_ignore_ascii_case("none") || signature.is_empty() {
            return Err(Error::Unsigned);
        }
        if header.alg != "RS256" {
            return Err(Error::WrongAlgorithm);
        }
        if header.crit.is_some() {
            return Err(malformed("critical header"));
        }
        let key_id = header.kid.ok_or(Error::UnknownKey)?;
        let claims = decode(payload).ok_or_else(|| malformed("claims"))?;
        Ok(Self { key_id, message, signature, claims })
    }
}

fn decode<T: serde::de::DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

pub(crate) fn malformed(reason: &'static str) -> Error {
    Error::Malformed { reason }
}

// RFC 7519 §2: NumericDate may have a fraction.
fn numeric_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    let seconds = number.as_i64().or_else(|| {
        let seconds = number.as_f64()?.floor();
        (seconds.abs() < 1e12).then_some(seconds as i64)
    });
    seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or_else(|| serde::de::Error::custom("no date"))
}

fn optional_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    numeric_date(deserializer).map(Some)
}

// RFC 7519 §4.1.3 allows a list. A list of several would not say whom the token is for.
fn one_audience<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut all = one_or_many(deserializer)?;
    match (all.pop(), all.is_empty()) {
        (Some(one), true) => Ok(one),
        _ => Err(serde::de::Error::custom("not one audience")),
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::One(one) => vec![one],
        Either::Many(many) => many,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(header: &str, payload: &str) -> String {
        let encode = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.c2ln", encode(header), encode(payload))
    }

    const CLAIMS: &str = r#"{"iss":"i","aud":["a"],"tid":"00000000-0000-0000-0000-000000000001",
        "oid":"00000000-0000-0000-0000-000000000002","sub":"s","exp":10.9,"iat":5,"acrs":"c1"}"#;

    #[test]
    fn dates_lists_and_single_values_are_read() {
        let raw = token(r#"{"alg":"RS256","kid":"k"}"#, CLAIMS);
        let claims = Unverified::read(&raw).unwrap().claims;
        assert_eq!((claims.exp.timestamp(), claims.aud.as_str()), (10, "a"));
        assert_eq!(claims.acrs, ["c1"]);
    }

    #[test]
    fn two_audiences_are_none() {
        let two = CLAIMS.replace(r#"["a"]"#, r#"["a","b"]"#);
        let raw = token(r#"{"alg":"RS256","kid":"k"}"#, &two);
        assert!(matches!(Unverified::read(&raw), Err(Error::Malformed { .. })));
    }

    #[test]
    fn each_bad_header_has_its_outcome() {
        for (header, outcome) in [
            (r#"{"alg":"nOnE","kid":"k"}"#, Error::Unsigned),
            (r#"{"alg":"HS256","kid":"k"}"#, Error::WrongAlgorithm),
            (r#"{"alg":"rs256","kid":"k"}"#, Error::WrongAlgorithm),
            (r#"{"alg":"RS256"}"#, Error::UnknownKey),
            (r#"{"alg":"RS256","kid":"k","crit":["x"]}"#, malformed("critical header")),
            (r#"{"kid":"k"}"#, malformed("header")),
        ] {
            assert_eq!(Unverified::read(&token(header, CLAIMS)).err(), Some(outcome), "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in ".{0,200}") {
            prop_assert!(Unverified::read(&text).is_err());
        }

        #[test]
        fn any_parts_are_survived(header in ".{0,60}", payload in ".{0,60}") {
            prop_assert!(Unverified::read(&token(&header, &payload)).is_err());
        }
    }
}
