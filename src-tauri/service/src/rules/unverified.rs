//! Reading an id_token without asking whether it may be believed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use entra::IdClaims;
use serde_json::Value;

pub(super) fn read(raw: &str) -> Option<IdClaims> {
    let payload = URL_SAFE_NO_PAD.decode(raw.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let time = |name: &str| -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(claims.get(name)?.as_i64()?, 0)
    };
    Some(IdClaims {
        subject: text("sub")?,
        tenant_id: text("tid")?.parse().ok()?,
        object_id: text("oid")?.parse().ok()?,
        audience: text("aud")?,
        name: text("name"),
        user_principal_name: text("preferred_username"),
        roles: Vec::new(),
        auth_time: time("auth_time"),
        nonce: text("nonce"),
        acrs: Vec::new(),
        session: text("sid"),
        login_hint: text("login_hint"),
        issued_at: time("iat")?,
        expires_at: time("exp")?,
    })
}
