//! The tenant's signing keys.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::tenant::Tenant;

const SMALLEST_MODULUS: usize = 2048 / 8;

/// The RSA keys of a JWKS that may sign this tenant's tokens.
#[derive(Clone)]
pub(crate) struct KeySet {
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    id: String,
    modulus: String,
    exponent: String,
}

#[derive(Deserialize)]
struct Published {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct PublishedKey {
    kty: String,
    kid: Option<String>,
    n: Option<String>,
    e: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    issuer: Option<String>,
}

impl KeySet {
    /// Reads a JWKS (RFC 7517). Keys of other kinds, for other uses or scoped by Entra's own
    /// `issuer` member to another tenant are left out. `None` if nothing usable is left.
    pub(crate) fn read(body: &[u8], tenant: &Tenant) -> Option<Self> {
        let published: Published = serde_json::from_slice(body).ok()?;
        let keys: Vec<Key> = published
            .keys
            .into_iter()
            .filter_map(|key| usable(serde_json::from_value(key).ok()?, tenant))
            .collect();
        (!keys.is_empty()).then_some(Self { keys })
    }

    pub(crate) fn knows(&self, id: &str) -> bool {
        self.keys.iter().any(|key| key.id == id)
    }

    /// Whether a key of this id made the RS256 signature.
    pub(crate) fn signed(&self, id: &str, message: &[u8], signature: &str) -> bool {
        self.keys.iter().filter(|key| key.id == id).any(|key| {
            DecodingKey::from_rsa_components(&key.modulus, &key.exponent)
                .and_then(|key| crypto::verify(signature, message, &key, Algorithm::RS256))
                .unwrap_or(false)
        })
    }

    /// One digest for the whole set: the RFC 7638 thumbprint (SHA-256, base64url) of each RSA key,
    /// sorted, without repeats, each followed by a line feed; SHA-256 over that text, lowercase
    /// hex. Order, certificates and key ids play no part; a key more or less does.
    pub(crate) fn thumbprint(&self) -> String {
        let mut lines: Vec<String> = self.keys.iter().map(Key::thumbprint).collect();
        lines.sort();
        lines.dedup();
        let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        hex::encode(Sha256::digest(text.as_bytes()))
    }
}

impl Key {
    fn thumbprint(&self) -> String {
        let canonical =
            format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, self.exponent, self.modulus);
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(canonical.as_bytes()))
    }
}

fn usable(key: PublishedKey, tenant: &Tenant) -> Option<Key> {
    let ours = |issuer: &String| {
        issuer.replace("{tenantid}", &tenant.tenant_id.to_string()) == tenant.issuer()
    };
    let fits = key.kty == "RSA"
        && key.purpose.is_none_or(|purpose| purpose == "sig")
        && key.alg.is_none_or(|alg| alg == "RS256")
        && key.issuer.as_ref().is_none_or(ours);
    let (id, modulus, exponent) = (key.kid?, key.n?, key.e?);
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(&modulus).ok()?;
    BASE64_URL_SAFE_NO_PAD.decode(&exponent).ok()?;
    (fits && bytes.len() >= SMALLEST_MODULUS).then_some(Key { id, modulus, exponent })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use url::Url;
    use uuid::Uuid;

    use super::*;
    use crate::tenant::Trust;

    // RFC 7638 §3.1.
    const N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    fn tenant() -> Tenant {
        let id = Uuid::from_u128(7);
        Tenant::new(
            id,
            Uuid::nil(),
            Url::parse(&format!("https://login.example/{id}")).unwrap(),
            Url::parse("https://graph.example").unwrap(),
            String::new(),
            Trust::Platform,
        )
        .unwrap()
    }

    fn read(keys: serde_json::Value) -> Option<KeySet> {
        KeySet::read(json!({ "keys": keys }).to_string().as_bytes(), &tenant())
    }

    #[test]
    fn thumbprint_follows_rfc_7638() {
        let set = read(json!([{"kty":"RSA","kid":"1","n":N,"e":"AQAB"}])).unwrap();
        assert_eq!(set.keys[0].thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        let line = format!("{}\n", set.keys[0].thumbprint());
        assert_eq!(set.thumbprint(), hex::encode(Sha256::digest(line)));
    }

    #[test]
    fn thumbprint_ignores_ids_and_repeats() {
        let one = read(json!([{"kty":"RSA","kid":"1","n":N,"e":"AQAB"}])).unwrap();
        let two = read(json!([
            {"kty":"RSA","kid":"b","n":N,"e":"AQAB","x5t":"z"},
            {"kty":"RSA","kid":"a","n":N,"e":"AQAB"}
        ]))
        .unwrap();
        assert_eq!(one.thumbprint(), two.thumbprint());
    }

    #[test]
    fn keys_for_other_uses_are_left_out() {
        let issuer = tenant().issuer();
        for (name, value, kept) in [
            ("use", "enc", false),
            ("use", "sig", true),
            ("alg", "RS512", false),
            ("alg", "RS256", true),
            ("issuer", "https://login.example/other/v2.0", false),
            ("issuer", "https://login.example/{tenantid}/v2.0", true),
            ("issuer", &issuer, true),
            ("kty", "EC", false),
            ("n", "AQAB", false),
        ] {
            let mut key = json!({"kty":"RSA","kid":"1","n":N,"e":"AQAB"});
            key[name] = json!(value);
            assert_eq!(read(json!([key])).is_some(), kept, "{name}={value}");
        }
        assert!(read(json!([1, null])).is_none());
    }
}
