//! A whole sign-in, and every way in which it ends otherwise.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entra::{
    CancellationToken, Cause, ClaimsRequest, Entra, Error, PendingSignIn, Prompt, SignInRequest,
    SignedIn,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;

use crate::browser::{Browser, status};
use crate::minting::{ANA, TENANT, id_claims, published};
use crate::standin::{Reply, SCOPE, Standin, real_now, tokens};

fn request() -> SignInRequest {
    SignInRequest { nonce: "the-nonce".to_owned(), ..SignInRequest::default() }
}

/// A tenant whose id_tokens say what `change` made of the usual claims.
async fn tenant(change: impl Fn(&mut Value) + Send + 'static) -> Standin {
    let standin = Standin::start(|_| None).await;
    let issuer = standin.issuer();
    standin.script(move |ask| {
        ask.is("/token").then(|| {
            let mut claims = id_claims(&issuer, "the-nonce", real_now());
            change(&mut claims);
            tokens("access-1", "refresh-1", json!({"id_token": published().token(&claims)}))
        })
    });
    standin
}

pub async fn begin(standin: &Standin, request: SignInRequest) -> PendingSignIn {
    let entra = Entra::new(standin.tenant.clone()).unwrap();
    entra.begin_sign_in(request, real_now()).await.unwrap()
}

/// The person signs in while the desk waits.
async fn sign_in(pending: PendingSignIn) -> (Result<SignedIn, Error>, String) {
    let browser = Browser::at(&pending);
    let finished = pending.finish(CancellationToken::new(), real_now());
    tokio::join!(finished, browser.bring_code())
}

#[tokio::test]
async fn a_person_signs_in() {
    let standin = tenant(|_| {}).await;
    let pending = begin(&standin, request()).await;
    let browser = Browser::at(&pending);
    let (signed_in, page) = sign_in(pending).await;
    let signed_in = signed_in.unwrap();

    assert_eq!(status(&page), 200);
    assert_eq!(signed_in.person.object_id, ANA);
    assert_eq!(signed_in.person.tenant_id, TENANT);
    assert_eq!(signed_in.person.roles, ["Recovery.Review"]);
    assert_eq!(signed_in.person.user_principal_name, "ana.ferreira@tarnholm.example");
    assert_eq!(signed_in.claims.nonce.as_deref(), Some("the-nonce"));
    assert_eq!(signed_in.claims.acrs, ["c1"]);
    assert!(signed_in.claims.auth_time.is_some());
    assert_eq!(signed_in.tokens.access_token.expose_secret(), "access-1");
    assert_eq!(signed_in.jwks_thumbprint.len(), 64);

    let form = standin.asked("/token")[0].form();
    assert_eq!(form["code"], "the-code");
    assert_eq!(form["redirect_uri"], browser.asked["redirect_uri"]);
    assert_eq!(form["scope"], format!("openid profile offline_access {SCOPE}"));
    assert!(!form.contains_key("client_secret"));
    let digest = Sha256::digest(form["code_verifier"].as_bytes());
    assert_eq!(browser.asked["code_challenge"], BASE64_URL_SAFE_NO_PAD.encode(digest));
    let secrets = format!("{signed_in:?}");
    assert!(!secrets.contains("access-1") && !secrets.contains("Ana"));
}

#[tokio::test]
async fn the_address_asks_for_what_is_needed() {
    let standin = tenant(|_| {}).await;
    let pending = begin(
        &standin,
        SignInRequest {
            prompt: Some(Prompt::Login),
            login_hint: Some("hint".to_owned()),
            extra_claims: Some(ClaimsRequest::authentication_context("c1")),
            scopes: vec![SCOPE.to_owned(), "https://graph.example/User.Read.All".to_owned()],
            ..request()
        },
    )
    .await;
    let asked = Browser::at(&pending).asked;
    for (name, value) in [
        ("response_type", "code"),
        ("response_mode", "form_post"),
        ("code_challenge_method", "S256"),
        ("nonce", "the-nonce"),
        ("prompt", "login"),
        ("login_hint", "hint"),
        ("client-request-id", &pending.correlation_id().to_string()),
        (
            "scope",
            "openid profile offline_access api://desk/desk.access https://graph.example/User.Read.All",
        ),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    let claims: Value = serde_json::from_str(&asked["claims"]).unwrap();
    assert_eq!(claims["access_token"]["xms_cc"]["values"], json!(["cp1"]));
    assert_eq!(claims["id_token"]["acrs"]["value"], "c1");
    assert_eq!(claims["id_token"]["auth_time"]["essential"], true);
    assert!(asked["state"].len() >= 16);

    let choosing = SignInRequest {
        prompt: Some(Prompt::SelectAccount),
        login_hint: Some("hint".to_owned()),
        ..request()
    };
    let asked = Browser::at(&begin(&standin, choosing).await).asked;
    assert!(!asked.contains_key("login_hint"));
}

#[tokio::test]
async fn a_bad_id_token_ends_the_sign_in() {
    type Change = fn(&mut Value);
    let cases: [(Change, Error); 4] = [
        (|claims| claims["nonce"] = json!("another"), Error::WrongNonce),
        (|claims| claims["tid"] = json!(ANA), Error::WrongTenant),
        (|claims| claims["aud"] = json!("another"), Error::WrongAudience),
        (
            |claims| claims["preferred_username"] = Value::Null,
            Error::Malformed { reason: "no preferred_username" },
        ),
    ];
    for (change, outcome) in cases {
        let standin = tenant(change).await;
        let (ended, page) = sign_in(begin(&standin, request()).await).await;
        assert_eq!(ended.err(), Some(outcome));
        // The page was already out when the token was judged: it must not say "signed in".
        assert!(page.contains("Return to Countersign") && !page.contains("igned in"));
    }
}

#[tokio::test]
async fn a_wrong_clock_is_named() {
    let standin = tenant(|_| {}).await;
    let pending = begin(&standin, request()).await;
    let browser = Browser::at(&pending);
    let wrong = real_now() - TimeDelta::minutes(30);
    let finished = pending.finish(CancellationToken::new(), wrong);
    let (ended, _) = tokio::join!(finished, browser.bring_code());
    let Err(Error::ClockWrong { minutes }) = ended else { panic!("{ended:?}") };
    assert!((-31..=-29).contains(&minutes), "{minutes}");
}

#[tokio::test]
async fn entras_refusal_is_told_and_shown_as_text() {
    let description = "AADSTS53000: <script>alert(1)</script>\r\nTrace ID: 1-2\r\n\
        Correlation ID: 3-4\r\nTimestamp: 2026-11-23 09:00:00Z";
    let standin = tenant(|_| {}).await;
    let pending = begin(&standin, request()).await;
    let browser = Browser::at(&pending);
    let fields = [
        ("error", "access_denied"),
        ("error_description", description),
        ("state", browser.state()),
    ];
    let finished = pending.finish(CancellationToken::new(), real_now());
    let (ended, page) = tokio::join!(finished, browser.post(&fields));
    let Err(Error::Blocked(refusal)) = ended else { panic!("{ended:?}") };
    assert_eq!(refusal.cause(), Cause::DeviceNotCompliant);
    assert_eq!(refusal.correlation_id.as_deref(), Some("3-4"));
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(standin.asked("/token").is_empty());
}

#[tokio::test]
async fn declining_in_the_browser_is_declining() {
    let standin = tenant(|_| {}).await;
    let pending = begin(&standin, request()).await;
    let browser = Browser::at(&pending);
    let fields = [("error", "access_denied"), ("state", browser.state())];
    let finished = pending.finish(CancellationToken::new(), real_now());
    let (ended, _) = tokio::join!(finished, browser.post(&fields));
    assert!(matches!(ended, Err(Error::Declined(_))), "{ended:?}");
}

#[tokio::test]
async fn cancelling_closes_the_port() {
    let standin = tenant(|_| {}).await;
    let pending = begin(&standin, request()).await;
    let browser = Browser::at(&pending);
    let cancel = CancellationToken::new();
    cancel.cancel();
    assert_eq!(pending.finish(cancel, real_now()).await.err(), Some(Error::Cancelled));
    assert!(tokio::net::TcpStream::connect(("127.0.0.1", browser.port)).await.is_err());
}

#[tokio::test]
async fn waiting_ends() {
    let standin = tenant(|_| {}).await;
    let pending = begin(&standin, request()).await.within(Duration::ZERO);
    let ended = pending.finish(CancellationToken::new(), real_now()).await;
    assert_eq!(ended.err(), Some(Error::TimedOut));
}

#[tokio::test]
async fn a_token_endpoint_that_answers_oddly_is_told() {
    let page = || Reply::text(200, "text/html", "<html>Sign in to the wireless network</html>");
    type Case = (fn() -> Reply, &'static str);
    let cases: [Case; 5] = [
        (page, "not JSON"),
        (|| Reply::json(200, json!({"token_type": "Bearer"})), "another shape"),
        (|| Reply::json(400, json!(["no"])), "another shape"),
        (|| Reply::json(200, json!({"x": "y".repeat(300 * 1024)})), "longer than allowed"),
        (|| tokens("a", "r", json!({})), "no id_token"),
    ];
    for (reply, reason) in cases {
        let standin = Standin::start(move |ask| ask.is("/token").then(reply)).await;
        let (ended, _) = sign_in(begin(&standin, request()).await).await;
        let Err(Error::UnexpectedAnswer { what: "token", reason: told }) = ended else {
            panic!("{ended:?}")
        };
        assert!(told.contains(reason), "{told}");
    }
}

#[tokio::test]
async fn signing_out_of_the_browser_has_an_address() {
    let standin = tenant(|_| {}).await;
    let entra = Entra::new(standin.tenant.clone()).unwrap();
    let url = entra.sign_out_url(Some("a b"), real_now()).await.unwrap();
    assert!(url.path().ends_with("/oauth2/v2.0/logout"));
    assert_eq!(url.query(), Some("logout_hint=a+b"));
}
