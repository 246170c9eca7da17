//! The tenant's signing keys and the tokens they sign.

use std::sync::Mutex;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use rcgen::{CertificateParams, DnType, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::Failure;
use crate::guard::lock;

/// One RSA key with the certificate that Entra publishes beside it.
struct SigningKey {
    kid: String,
    pair: KeyPair,
    certificate: Vec<u8>,
}

impl SigningKey {
    fn generate() -> Result<Self, Failure> {
        let refused = |e: String| Failure::NoCertificate(e);
        let key = rcgen::KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)
            .map_err(|e| refused(e.to_string()))?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "accounts.accesscontrol.windows.net");
        let certificate = params.self_signed(&key).map_err(|e| refused(e.to_string()))?;
        let pair = KeyPair::from_pkcs8(&key.serialize_der()).map_err(|e| refused(e.to_string()))?;
        let kid = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(certificate.der())[..20]);
        Ok(Self { kid, pair, certificate: certificate.der().to_vec() })
    }

    fn jwk(&self, issuer: &str) -> Value {
        let public = self.pair.public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": BASE64_URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": BASE64_URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
            "x5c": [BASE64_STANDARD.encode(&self.certificate)],
            "cloud_instance_name": "microsoftonline.com",
            "issuer": issuer,
        })
    }

    fn signature(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        // A signature of zeros is refused by everybody, so a failure here is seen at once.
        let _ = self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature);
        signature
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.pair.public_key())
            .verify(message, signature)
            .is_ok()
    }
}

/// How a token's signature is to be spoiled, if at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seal {
    Good,
    /// `alg: none`, no signature.
    None,
    /// A `kid` that is in no key set.
    UnknownKey,
    /// One bit of the signature is wrong.
    Bad,
}

/// The key in use and the one that comes next; Entra publishes more than one, in no order.
pub(crate) struct KeyRing {
    keys: Mutex<Vec<SigningKey>>,
    /// No longer published, but Microsoft's own resources go on taking what they signed.
    retired: Mutex<Vec<SigningKey>>,
}

impl KeyRing {
    pub(crate) fn generate() -> Result<Self, Failure> {
        let keys = vec![SigningKey::generate()?, SigningKey::generate()?];
        Ok(Self { keys: Mutex::new(keys), retired: Mutex::default() })
    }

    /// The next key is used from now on, another one follows it, and the old one is gone at once.
    pub(crate) fn rotate(&self) -> Result<(), Failure> {
        let next = SigningKey::generate()?;
        let mut keys = lock(&self.keys);
        lock(&self.retired).push(keys.remove(0));
        keys.push(next);
        Ok(())
    }

    /// The key set; the key in use stands last, because clients must not count on the order.
    pub(crate) fn jwks(&self, issuer: &str) -> Value {
        let keys: Vec<_> = lock(&self.keys).iter().rev().map(|key| key.jwk(issuer)).collect();
        json!({ "keys": keys })
    }

    /// A compact JWT. `header` adds fields to `typ`, `alg` and `kid`.
    pub(crate) fn sign(&self, header: Value, payload: &Value, seal: Seal) -> String {
        let keys = lock(&self.keys);
        let key = &keys[0];
        let mut fields = json!({ "typ": "JWT", "alg": "RS256", "kid": key.kid });
        match seal {
            Seal::None => fields = json!({ "typ": "JWT", "alg": "none" }),
            Seal::UnknownKey => fields["kid"] = "a-key-that-nobody-published".into(),
            Seal::Good | Seal::Bad => {}
        }
        if let (Value::Object(fields), Value::Object(more)) = (&mut fields, header) {
            fields.extend(more);
        }
        let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", encode(&fields), encode(payload));
        let mut signature = key.signature(message.as_bytes());
        match seal {
            Seal::None => signature.clear(),
            Seal::Bad => signature[0] ^= 1,
            Seal::Good | Seal::UnknownKey => {}
        }
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }

    /// The payload of a token that one of the keys signed.
    pub(crate) fn open(&self, token: &str) -> Option<Value> {
        let (message, signature) = token.rsplit_once('.')?;
        let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
        let (keys, retired) = (lock(&self.keys), lock(&self.retired));
        if !keys.iter().chain(&*retired).any(|key| key.verifies(message.as_bytes(), &signature)) {
            return None;
        }
        let payload = BASE64_URL_SAFE_NO_PAD.decode(message.split_once('.')?.1).ok()?;
        serde_json::from_slice(&payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_good_seal_opens() {
        let ring = KeyRing::generate().unwrap();
        let payload = json!({ "oid": "somebody" });
        let sealed = |seal| ring.open(&ring.sign(json!({}), &payload, seal));
        assert_eq!(sealed(Seal::Good), Some(payload.clone()));
        assert_eq!(sealed(Seal::Bad), None);
        assert_eq!(sealed(Seal::None), None);
    }

    #[test]
    fn a_rotation_replaces_the_key_in_use_and_keeps_the_next() {
        let ring = KeyRing::generate().unwrap();
        let before = ring.jwks("i")["keys"].clone();
        ring.rotate().unwrap();
        let after = ring.jwks("i")["keys"].clone();
        assert_eq!(after[1]["kid"], before[0]["kid"]);
        assert!(!after.as_array().unwrap().contains(&before[1]));
    }
}
