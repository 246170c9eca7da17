use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use sandbox::{Fault, Host, Place};

use crate::client::{ANA, claims, small};

#[tokio::test]
async fn each_spoiled_token_is_spoiled_in_its_own_way() {
    let (running, visitor) = small().await;
    let now = running.clock().now().timestamp();
    let of = |claims: &Value, name: &str| claims[name].as_i64().unwrap();
    for fault in [
        Fault::WrongNonce,
        Fault::WrongIssuer,
        Fault::WrongAudience,
        Fault::WrongTenant,
        Fault::ExpiredIdToken,
        Fault::FutureIdToken,
        Fault::NoRoles,
    ] {
        running.faults().set([fault.clone()]);
        let id = claims(&visitor.tokens(ANA, &[]).await["id_token"]);
        running.faults().clear();
        let spoiled = [
            (Fault::WrongNonce, id["nonce"] != "a nonce"),
            (Fault::WrongIssuer, id["iss"] != format!("{}/v2.0", visitor.ready.authority)),
            (Fault::WrongAudience, id["aud"] != visitor.ready.client_id),
            (Fault::WrongTenant, id["tid"] != visitor.ready.tenant_id),
            (Fault::ExpiredIdToken, of(&id, "exp") < now),
            (Fault::FutureIdToken, of(&id, "nbf") > now + 1_800),
            (Fault::NoRoles, id.get("roles").is_none()),
        ];
        for (kind, is_so) in spoiled {
            assert_eq!(is_so, kind == fault, "{kind:?} while {fault:?} is on");
        }
    }
}

#[tokio::test]
async fn seals_are_broken_as_told() {
    let (running, visitor) = small().await;
    let keys: Value = {
        let address = format!("{}/discovery/v2.0/keys", visitor.ready.authority);
        visitor.http.get(address).send().await.unwrap().json().await.unwrap()
    };
    let known = |kid: &Value| keys["keys"].as_array().unwrap().iter().any(|k| k["kid"] == *kid);
    for fault in [Fault::UnsignedIdToken, Fault::UnknownKey, Fault::BadSignature] {
        running.faults().set([fault.clone()]);
        let body = visitor.tokens(ANA, &[]).await;
        let token = body["id_token"].as_str().unwrap();
        let parts: Vec<_> = token.split('.').collect();
        let header = BASE64_URL_SAFE_NO_PAD.decode(parts[0]).unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        assert_eq!(header["alg"] == "none", fault == Fault::UnsignedIdToken);
        assert_eq!(parts[2].is_empty(), fault == Fault::UnsignedIdToken);
        assert_eq!(known(&header["kid"]), fault == Fault::BadSignature);
    }
}

#[tokio::test]
async fn routes_fail_as_told_and_recover() {
    let (running, visitor) = small().await;
    let at = || Place::new(Host::Entra, "/{tenant}/v2.0/.well-known");
    let address = format!("{}/v2.0/.well-known/openid-configuration", visitor.ready.authority);
    let get = || async { visitor.http.get(&address).send().await.unwrap() };

    running.faults().add(Fault::Html { at: at() }.times(1));
    let page = get().await;
    assert_eq!(page.status(), 200);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));

    running.faults().add(Fault::Throttled { at: at(), retry_after: 7 }.times(1));
    let throttled = get().await;
    assert_eq!(throttled.status(), 429);
    assert_eq!(throttled.headers()["retry-after"], "7");

    running.faults().add(Fault::Unavailable { at: at(), retry_after: None }.times(1));
    assert_eq!(get().await.status(), 503);

    running.faults().add(Fault::Garbled { at: at() }.times(1));
    assert!(get().await.json::<Value>().await.is_err());

    running.faults().add(Fault::Broken { at: at() }.times(1));
    // HTTP/2 resets the stream, which may be seen before or after the head.
    let broken = match visitor.http.get(&address).send().await {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    };
    assert!(broken);

    running.faults().add(Fault::MalformedDiscovery.times(1));
    assert_eq!(get().await.json::<Value>().await.unwrap()["issuer"], 7);

    let whole: Value = get().await.json().await.unwrap();
    assert_eq!(whole["issuer"], format!("{}/v2.0", visitor.ready.authority));
    assert!(whole.get("code_challenge_methods_supported").is_none(), "Entra has no such field");
}

#[tokio::test]
async fn a_refusal_has_the_words_it_was_given() {
    let (running, visitor) = small().await;
    running.faults().add(Fault::TokenRefused {
        grant: Some("authorization_code".to_owned()),
        error: "invalid_grant".to_owned(),
        suberror: Some("basic_action".to_owned()),
        code: 50_079,
        claims: Some("{}".to_owned()),
    });
    let code = visitor.sign_in(ANA, &[]).await["code"].clone();
    let (status, body) = visitor.redeem(&code).await;
    assert_eq!(status, 400);
    assert_eq!(body["suberror"], "basic_action");
    assert_eq!(body["claims"], "{}");
    assert_eq!(body["error_codes"], json!([50_079]));
}

#[tokio::test]
async fn a_next_link_leads_away_when_told() {
    let (running, visitor) = small().await;
    let token = visitor.service_token().await;
    running.faults().add(Fault::ForeignNextLink { origin: "https://graph.example".to_owned() });
    for path in ["/users/delta", "/users?$top=5"] {
        let (_, body) = visitor.graph(&token, path).await;
        assert!(body["@odata.nextLink"].as_str().unwrap().starts_with("https://graph.example/"));
    }
}

#[tokio::test]
async fn too_many_groups_become_a_pointer() {
    let (running, visitor) = small().await;
    running.faults().set([Fault::GroupsClaim { limit: 200 }]);
    let id = claims(&visitor.tokens(ANA, &[]).await["id_token"]);
    assert!(!id["groups"].as_array().unwrap().is_empty());
    running.faults().set([Fault::GroupsClaim { limit: 0 }]);
    let id = claims(&visitor.tokens(ANA, &[]).await["id_token"]);
    assert!(id.get("groups").is_none());
    assert_eq!(id["_claim_names"], json!({ "groups": "src1" }));
}

#[tokio::test]
async fn rotated_keys_are_another_key_set() {
    let (running, visitor) = small().await;
    let address = format!("{}/discovery/v2.0/keys", visitor.ready.authority);
    let keys = || async {
        let body: Value = visitor.http.get(&address).send().await.unwrap().json().await.unwrap();
        body["keys"].as_array().unwrap().iter().map(|k| k["kid"].to_string()).collect::<Vec<_>>()
    };
    let before = keys().await;
    running.rotate_keys().unwrap();
    let after = keys().await;
    assert_eq!(after.iter().filter(|kid| before.contains(kid)).count(), 1);
}
