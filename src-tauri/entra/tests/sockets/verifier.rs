//! Tokens that must not pass, and keys that come and go.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entra::{Error, Verifier};
use serde_json::{Value, json};

use crate::minting::{ANA, CLIENT, TENANT, encode, id_claims, published, stranger};
use crate::standin::{Reply, Standin, discovery};

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_435_200, 0).unwrap()
}

async fn setting() -> (Standin, Verifier) {
    let standin = Standin::start(|_| None).await;
    let verifier = Verifier::new(&standin.tenant).unwrap();
    (standin, verifier)
}

fn changed(standin: &Standin, name: &str, value: Value) -> String {
    let mut claims = id_claims(&standin.issuer(), "nonce", noon());
    claims[name] = value;
    published().token(&claims)
}

#[tokio::test]
async fn a_good_token_passes_and_its_claims_are_read() {
    let (standin, verifier) = setting().await;
    let raw = published().token(&id_claims(&standin.issuer(), "nonce", noon()));
    let claims = verifier.verify_id_token(&raw, Some("nonce"), noon()).await.unwrap();
    assert_eq!((claims.object_id, claims.tenant_id), (ANA, TENANT));
    assert_eq!(claims.auth_time, Some(noon() - TimeDelta::seconds(5)));
    assert!(verifier.verify_id_token(&raw, None, noon()).await.is_ok());
}

#[tokio::test]
async fn each_wrong_claim_has_its_outcome() {
    let (standin, verifier) = setting().await;
    let seconds = |seconds: i64| noon().timestamp() + seconds;
    let by = |seconds| Duration::from_secs(seconds);
    let cases = [
        ("iss", json!(format!("{}/", standin.issuer())), Error::WrongIssuer),
        ("iss", json!("https://login.example/v2.0"), Error::WrongIssuer),
        ("aud", json!(ANA), Error::WrongAudience),
        ("tid", json!(CLIENT), Error::WrongTenant),
        ("nonce", json!("another"), Error::WrongNonce),
        ("nonce", Value::Null, Error::WrongNonce),
        ("ver", json!("1.0"), Error::WrongVersion),
        ("ver", Value::Null, Error::WrongVersion),
        ("exp", json!(seconds(-120)), Error::Expired { by: by(120) }),
        ("exp", json!(seconds(-3600)), Error::Expired { by: by(3600) }),
        ("nbf", json!(seconds(121)), Error::NotYetValid { by: by(121) }),
        ("iat", json!(seconds(600)), Error::NotYetValid { by: by(600) }),
        ("exp", Value::Null, Error::Malformed { reason: "claims" }),
        ("oid", json!("ana"), Error::Malformed { reason: "claims" }),
        ("sub", json!(""), Error::Malformed { reason: "no subject" }),
    ];
    for (name, value, outcome) in cases {
        let raw = changed(&standin, name, value.clone());
        let judged = verifier.verify_id_token(&raw, Some("nonce"), noon()).await;
        assert_eq!(judged.err(), Some(outcome), "{name}: {value}");
    }
    for (name, value) in [("exp", seconds(-119)), ("nbf", seconds(120))] {
        let raw = changed(&standin, name, json!(value));
        let judged = verifier.verify_id_token(&raw, Some("nonce"), noon()).await;
        assert!(judged.is_ok(), "{name} within the skew: {judged:?}");
    }
}

#[tokio::test]
async fn each_forgery_has_its_outcome() {
    let (standin, verifier) = setting().await;
    let claims = id_claims(&standin.issuer(), "nonce", noon());
    let good = published().token(&claims);
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, _) = message.split_once('.').unwrap();
    let bare = |alg: &str| {
        let header = encode(json!({"alg": alg, "kid": "published"}).to_string());
        format!("{header}.{}", encode(claims.to_string()))
    };
    let other = encode(claims.to_string().replace("Recovery.Review", "Policy.Manage"));
    let renamed = json!({"typ": "JWT", "alg": "RS256", "kid": "published"});
    let cases = [
        (format!("{}.", bare("none")), Error::Unsigned),
        (format!("{}.{signature}", bare("none")), Error::Unsigned),
        (format!("{message}."), Error::Unsigned),
        (format!("{}.{signature}", bare("HS256")), Error::WrongAlgorithm),
        (format!("{}.{signature}", bare("PS256")), Error::WrongAlgorithm),
        (stranger().token(&claims), Error::UnknownKey),
        (stranger().sign(&renamed, &claims), Error::BadSignature),
        (format!("{header}.{other}.{signature}"), Error::BadSignature),
        (format!("{message}.AAAA"), Error::BadSignature),
        ("".to_owned(), Error::Malformed { reason: "not three parts" }),
        (format!("{good}.x"), Error::Malformed { reason: "not three parts" }),
        ("x".repeat(70_000), Error::Malformed { reason: "too long" }),
    ];
    for (raw, outcome) in cases {
        let judged = verifier.verify_id_token(&raw, Some("nonce"), noon()).await;
        let shown: String = raw.chars().take(40).collect();
        assert_eq!(judged.err(), Some(outcome), "{shown}");
    }
}

#[tokio::test]
async fn an_access_token_names_its_caller() {
    let (standin, verifier) = setting().await;
    let mut claims = id_claims(&standin.issuer(), "", noon());
    claims["aud"] = json!("service");
    claims["azp"] = json!(CLIENT);
    claims["scp"] = json!("desk.access other");
    let raw = published().token(&claims);
    let caller = verifier.verify_access_token(&raw, "service", noon()).await.unwrap();
    assert_eq!(caller.object_id, ANA);
    assert_eq!(caller.app_id, Some(CLIENT));
    assert_eq!(caller.scopes, ["desk.access", "other"]);
    assert_eq!(caller.roles, ["Recovery.Review"]);
    let judged = verifier.verify_access_token(&raw, "another", noon()).await;
    assert_eq!(judged.err(), Some(Error::WrongAudience));
    let late = noon() + TimeDelta::hours(2);
    let judged = verifier.verify_access_token(&raw, "service", late).await;
    assert!(matches!(judged, Err(Error::Expired { .. })));
}

#[tokio::test]
async fn an_unknown_key_is_looked_for_once_in_five_minutes() {
    let (standin, verifier) = setting().await;
    let claims = id_claims(&standin.issuer(), "nonce", noon());
    let raw = stranger().token(&claims);
    let judge = async |after: i64| {
        let now = noon() + TimeDelta::seconds(after);
        verifier.verify_id_token(&raw, None, now).await.err()
    };
    for after in [0, 1, 299] {
        assert_eq!(judge(after).await, Some(Error::UnknownKey));
        assert_eq!(standin.asked("/keys").len(), 1);
    }
    // The tenant rolls its keys over.
    standin.script(|ask| {
        let keys = json!({"keys": [published().jwk("published"), stranger().jwk("stranger")]});
        ask.is("/keys").then(|| Reply::json(200, keys))
    });
    assert_eq!(judge(299).await, Some(Error::UnknownKey));
    assert_eq!(judge(300).await, None);
    assert_eq!(standin.asked("/keys").len(), 2);
    assert_eq!(standin.asked("/openid-configuration").len(), 1);
}

#[tokio::test]
async fn keys_live_a_day_and_a_week_while_they_cannot_be_fetched() {
    let (standin, verifier) = setting().await;
    let judge = async |now: DateTime<Utc>| {
        let raw = published().token(&id_claims(&standin.issuer(), "nonce", now));
        verifier.verify_id_token(&raw, None, now).await.err()
    };
    assert_eq!(judge(noon()).await, None);
    assert_eq!(judge(noon() + TimeDelta::hours(23)).await, None);
    assert_eq!(standin.asked("/keys").len(), 1);
    standin.script(|_| Some(Reply::empty(503)));
    assert_eq!(judge(noon() + TimeDelta::hours(25)).await, None);
    assert_eq!(standin.asked_in_all(), 4, "both were tried again, and failed");
    let outcome = Some(Error::Trouble { status: 503, request_id: None });
    assert_eq!(judge(noon() + TimeDelta::days(8)).await, outcome);
    standin.script(|_| None);
    assert_eq!(judge(noon() + TimeDelta::days(8)).await, None);
}

#[tokio::test]
async fn the_thumbprint_is_of_the_keys_and_nothing_else() {
    let (standin, verifier) = setting().await;
    let one = verifier.jwks_thumbprint(noon()).await.unwrap();
    standin.script(|ask| {
        let keys = json!({"keys": [published().jwk("renamed"), published().jwk("twice")]});
        ask.is("/keys").then(|| Reply::json(200, keys))
    });
    let again = Verifier::new(&standin.tenant).unwrap();
    assert_eq!(again.jwks_thumbprint(noon()).await.unwrap(), one);
    standin.script(|ask| {
        ask.is("/keys").then(|| Reply::json(200, json!({"keys": [stranger().jwk("published")]})))
    });
    let other = Verifier::new(&standin.tenant).unwrap();
    assert_ne!(other.jwks_thumbprint(noon()).await.unwrap(), one);
}

#[tokio::test]
async fn bad_discovery_is_told_apart() {
    let standin = Standin::start(|_| None).await;
    let origin = standin.origin.clone();
    let document = |name: &str, value: Value| {
        let mut document = discovery(&origin);
        document[name] = value;
        Reply::json(200, document)
    };
    let unexpected =
        |reason: &str| Error::UnexpectedAnswer { what: "discovery", reason: reason.to_owned() };
    let elsewhere = json!("https://login.evil.example/keys");
    let common = json!("https://login.example/{tenantid}/v2.0");
    let html = "not JSON, perhaps a page of something in between";
    let shape = "JSON of another shape than documented";
    let cases = [
        (document("issuer", common), Error::WrongIssuer),
        (document("jwks_uri", elsewhere.clone()), unexpected("an endpoint lies on another host")),
        (document("token_endpoint", elsewhere), unexpected("an endpoint lies on another host")),
        (document("token_endpoint", json!("no address")), unexpected(shape)),
        (Reply::json(200, json!({})), unexpected(shape)),
        (Reply::text(200, "application/json", "{"), unexpected(shape)),
        (Reply::text(200, "text/html", "<html>"), unexpected(html)),
        (Reply::json(200, json!("x".repeat(300 * 1024))), unexpected("longer than allowed")),
        (Reply::json(302, json!({})).with("location", "/x"), unexpected("HTTP 302")),
        (Reply::json(400, json!({})), unexpected("HTTP 400")),
        (Reply::empty(500), Error::Trouble { status: 500, request_id: None }),
    ];
    for (reply, outcome) in cases {
        let mut reply = Some(reply);
        standin.script(move |_| reply.take());
        let verifier = Verifier::new(&standin.tenant).unwrap();
        assert_eq!(verifier.jwks_thumbprint(noon()).await.err(), Some(outcome));
    }
}

#[tokio::test]
async fn bad_keys_are_told() {
    let standin = Standin::start(|_| None).await;
    for body in [json!({"keys": []}), json!({}), json!({"keys": [{"kty": "EC", "kid": "x"}]})] {
        standin.script(move |ask| ask.is("/keys").then(|| Reply::json(200, body.clone())));
        let verifier = Verifier::new(&standin.tenant).unwrap();
        let outcome = verifier.jwks_thumbprint(noon()).await;
        let reason = "no usable key".to_owned();
        assert_eq!(outcome, Err(Error::UnexpectedAnswer { what: "signing keys", reason }));
    }
}
