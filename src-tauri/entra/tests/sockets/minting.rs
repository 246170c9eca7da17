//! Keys and tokens, made without the product's own libraries.

use std::sync::OnceLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

pub const TENANT: Uuid = Uuid::from_u128(0x3f0c_7a52);
pub const CLIENT: Uuid = Uuid::from_u128(0xc11e);
pub const ANA: Uuid = Uuid::from_u128(0xa7a);

pub struct Key {
    pub id: &'static str,
    pair: RsaKeyPair,
}

/// The key that the tenant publishes.
pub fn published() -> &'static Key {
    static KEY: OnceLock<Key> = OnceLock::new();
    KEY.get_or_init(|| Key::new("published"))
}

/// A key that it doesn't.
pub fn stranger() -> &'static Key {
    static KEY: OnceLock<Key> = OnceLock::new();
    KEY.get_or_init(|| Key::new("stranger"))
}

impl Key {
    fn new(id: &'static str) -> Self {
        Self { id, pair: RsaKeyPair::generate(KeySize::Rsa2048).unwrap() }
    }

    pub fn jwk(&self, id: &str) -> Value {
        let public = self.pair.public_key();
        json!({
            "kty": "RSA", "use": "sig", "kid": id, "x5t": id,
            "n": encode(public.modulus().big_endian_without_leading_zero()),
            "e": encode(public.exponent().big_endian_without_leading_zero()),
        })
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
            .unwrap();
        format!("{message}.{}", encode(signature))
    }

    pub fn token(&self, claims: &Value) -> String {
        self.sign(&json!({"typ": "JWT", "alg": "RS256", "kid": self.id}), claims)
    }
}

/// What Entra says of Ana in an id_token.
pub fn id_claims(issuer: &str, nonce: &str, now: DateTime<Utc>) -> Value {
    let now = now.timestamp();
    json!({
        "aud": CLIENT, "iss": issuer, "iat": now, "nbf": now, "exp": now + 3600,
        "auth_time": now - 5, "name": "Ana Ferreira", "nonce": nonce, "oid": ANA,
        "preferred_username": "ana.ferreira@tarnholm.example", "roles": ["Recovery.Review"],
        "sid": "session", "sub": "pairwise", "tid": TENANT, "ver": "2.0", "login_hint": "hint",
        "acrs": ["c1"],
    })
}

pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
