//! A session over time: renewal, rotation, refusals, challenges, and many who ask at once.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entra::{
    AccessTokens, AppTokens, Challenge, ClaimsRequest, Entra, Error, RefreshTokenVault,
    TokenKeeper, VaultFault,
};
use futures::future::{BoxFuture, join_all};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::sync::Semaphore;

use crate::minting::CLIENT;
use crate::standin::{Reply, SCOPE, Standin, refusal, tokens};

/// A vault that writes down what happens to it, and can break.
#[derive(Default)]
struct Vault {
    token: Mutex<Option<String>>,
    broken: Mutex<bool>,
    events: Arc<Mutex<Vec<String>>>,
}

impl RefreshTokenVault for Vault {
    fn load(&self) -> BoxFuture<'_, Result<Option<SecretString>, VaultFault>> {
        let token = self.token.lock().unwrap().clone();
        Box::pin(async move { Ok(token.map(SecretString::from)) })
    }

    fn replace(&self, token: Option<SecretString>) -> BoxFuture<'_, Result<(), VaultFault>> {
        Box::pin(async move {
            // Gives way, as a disk does: whoever doesn't wait gets ahead.
            tokio::task::yield_now().await;
            if *self.broken.lock().unwrap() {
                return Err(VaultFault("the disk is full".to_owned()));
            }
            let token = token.map(|token| token.expose_secret().to_owned());
            self.note(format!("kept {}", token.as_deref().unwrap_or("nothing")));
            *self.token.lock().unwrap() = token;
            Ok(())
        })
    }
}

impl Vault {
    fn note(&self, event: String) {
        self.events.lock().unwrap().push(event);
    }

    fn holds(&self) -> Option<String> {
        self.token.lock().unwrap().clone()
    }
}

struct Setting {
    standin: Standin,
    vault: Arc<Vault>,
    keeper: TokenKeeper,
}

/// A session whose refresh token is `r0`; each refresh gives `a1`, `r1` and so on.
async fn session() -> Setting {
    let standin = Standin::start(|_| None).await;
    rotating(&standin, None);
    let entra = Arc::new(Entra::new(standin.tenant.clone()).unwrap());
    let vault = Arc::new(Vault::default());
    *vault.token.lock().unwrap() = Some("r0".to_owned());
    let keeper = TokenKeeper::new(entra, vault.clone());
    Setting { standin, vault, keeper }
}

fn rotating(standin: &Standin, gate: Option<Arc<Semaphore>>) {
    let mut count = standin.asked("/token").len();
    standin.script(move |ask| {
        ask.is("/token").then(|| {
            count += 1;
            let reply = tokens(&format!("a{count}"), &format!("r{count}"), json!({}));
            match &gate {
                Some(gate) => reply.behind(gate),
                None => reply,
            }
        })
    });
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_435_200, 0).unwrap()
}

fn later(seconds: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(seconds)
}

fn service() -> Vec<String> {
    vec![SCOPE.to_owned()]
}

impl Setting {
    async fn ask(&self, now: DateTime<Utc>) -> Result<String, Error> {
        let token = self.keeper.access_token(&service(), now).await?;
        Ok(token.expose_secret().to_owned())
    }

    fn requests(&self) -> usize {
        self.standin.asked("/token").len()
    }
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_early_and_after_a_turned_back_clock() {
    let setting = session().await;
    assert_eq!(setting.ask(noon()).await.unwrap(), "a1");
    assert_eq!(setting.ask(later(3298)).await.unwrap(), "a1");
    assert_eq!(setting.ask(later(3299)).await.unwrap(), "a2");
    assert_eq!(setting.ask(noon()).await.unwrap(), "a3", "a2 comes from the future");
    let form = setting.standin.asked("/token")[1].form();
    assert_eq!(form["refresh_token"], "r1");
    assert_eq!(form["client_id"], CLIENT.to_string());
    assert_eq!(form["scope"], format!("openid profile offline_access {SCOPE}"));
    assert!(form["claims"].contains("cp1"));
}

#[tokio::test]
async fn each_resource_has_its_own_token() {
    let setting = session().await;
    let graph = ["https://graph.example/A".to_owned(), "https://graph.example/B".to_owned()];
    let other_order = [graph[1].clone(), graph[0].clone()];
    let ask = async |scopes: &[String]| {
        let token = setting.keeper.access_token(scopes, noon()).await.unwrap();
        token.expose_secret().to_owned()
    };
    assert_eq!(ask(&service()).await, "a1");
    assert_eq!(ask(&graph).await, "a2");
    assert_eq!(ask(&other_order).await, "a2");
    assert_eq!(ask(&graph[..1]).await, "a2", "a wider token does");
    assert_eq!(ask(&service()).await, "a1");
    assert_eq!(setting.requests(), 2);
}

#[tokio::test]
async fn fifty_callers_share_one_request() {
    let setting = session().await;
    let gate = Arc::new(Semaphore::new(0));
    rotating(&setting.standin, Some(gate.clone()));
    let mut callers: Vec<_> = (0..50).map(|_| Box::pin(setting.ask(noon()))).collect();
    for caller in &mut callers {
        assert!(futures::poll!(caller).is_pending());
    }
    setting.standin.until_asked("/token", 1).await;
    gate.add_permits(100);
    for token in join_all(callers).await {
        assert_eq!(token.unwrap(), "a1");
    }
    assert_eq!(setting.requests(), 1);
}

#[tokio::test]
async fn fifty_callers_share_one_failure() {
    let setting = session().await;
    let gate = Arc::new(Semaphore::new(0));
    let held = gate.clone();
    setting.standin.script(move |ask| {
        ask.is("/token").then(|| refusal("invalid_grant", Some("basic_action"), None).behind(&held))
    });
    let mut callers: Vec<_> = (0..50).map(|_| Box::pin(setting.ask(noon()))).collect();
    for caller in &mut callers {
        assert!(futures::poll!(caller).is_pending());
    }
    setting.standin.until_asked("/token", 1).await;
    gate.add_permits(100);
    for outcome in join_all(callers).await {
        assert!(matches!(outcome, Err(Error::InteractionRequired { .. })), "{outcome:?}");
    }
    assert_eq!(setting.requests(), 1);
    // Who comes afterwards asks anew.
    assert!(setting.ask(noon()).await.is_err());
    assert_eq!(setting.requests(), 2);
}

#[tokio::test]
async fn a_rotated_token_is_kept_before_the_new_access_token_is_used() {
    let setting = session().await;
    for now in [noon(), later(4000), later(8000)] {
        let token = setting.ask(now).await.unwrap();
        setting.vault.note(format!("used {token}"));
    }
    let events = setting.vault.events.lock().unwrap().clone();
    assert_eq!(events, ["kept r1", "used a1", "kept r2", "used a2", "kept r3", "used a3"]);
}

#[tokio::test]
async fn a_broken_vault_gives_no_token_and_loses_none() {
    let setting = session().await;
    *setting.vault.broken.lock().unwrap() = true;
    let reason = "the disk is full".to_owned();
    assert_eq!(setting.ask(noon()).await, Err(Error::VaultFailed { reason: reason.clone() }));
    assert_eq!(setting.ask(noon()).await, Err(Error::VaultFailed { reason }));
    assert_eq!(setting.requests(), 1, "nothing more is rotated while nothing can be kept");
    *setting.vault.broken.lock().unwrap() = false;
    assert_eq!(setting.ask(noon()).await.unwrap(), "a2");
    assert_eq!(setting.standin.asked("/token")[1].form()["refresh_token"], "r1");
    assert_eq!(setting.vault.holds().as_deref(), Some("r2"));
}

#[tokio::test]
async fn a_caller_that_goes_away_loses_no_rotation() {
    let setting = session().await;
    let gate = Arc::new(Semaphore::new(0));
    rotating(&setting.standin, Some(gate.clone()));
    let mut caller = Box::pin(setting.ask(noon()));
    assert!(futures::poll!(&mut caller).is_pending());
    setting.standin.until_asked("/token", 1).await;
    drop(caller);
    gate.add_permits(1);
    assert_eq!(setting.ask(noon()).await.unwrap(), "a1");
    assert_eq!(setting.vault.holds().as_deref(), Some("r1"));
    assert_eq!(setting.requests(), 1);
}

#[tokio::test]
async fn only_a_dead_refresh_token_is_thrown_away() {
    for (error, suberror, kept) in [
        ("invalid_grant", None, true),
        ("invalid_grant", Some("basic_action"), true),
        ("invalid_grant", Some("message_only"), true),
        ("interaction_required", Some("consent_required"), true),
        ("invalid_client", None, true),
        ("invalid_grant", Some("bad_token"), false),
        ("invalid_grant", Some("token_expired"), false),
    ] {
        let setting = session().await;
        let reply = move || refusal(error, suberror, None);
        setting.standin.script(move |ask| ask.is("/token").then(reply));
        let outcome = setting.ask(noon()).await.unwrap_err();
        assert_eq!(outcome == Error::SignedOut, !kept, "{error} {suberror:?}: {outcome}");
        assert_eq!(setting.vault.holds().is_some(), kept, "{error} {suberror:?}");
        assert!(!format!("{outcome:?}").contains("ana"), "no name in an error");
    }
}

#[tokio::test]
async fn without_a_refresh_token_one_is_signed_out() {
    let setting = session().await;
    setting.keeper.access_token(&service(), noon()).await.unwrap();
    setting.keeper.sign_out().await.unwrap();
    assert_eq!(setting.vault.holds(), None);
    assert_eq!(setting.ask(noon()).await, Err(Error::SignedOut));
    assert_eq!(setting.requests(), 1);
}

#[tokio::test]
async fn signing_out_gives_up_a_request_on_its_way() {
    let setting = session().await;
    let gate = Arc::new(Semaphore::new(0));
    rotating(&setting.standin, Some(gate.clone()));
    let mut caller = Box::pin(setting.ask(noon()));
    assert!(futures::poll!(&mut caller).is_pending());
    setting.standin.until_asked("/token", 1).await;
    setting.keeper.sign_out().await.unwrap();
    assert_eq!(caller.await, Err(Error::SignedOut));
    gate.add_permits(1);
    assert_eq!(setting.vault.holds(), None);
}

#[tokio::test]
async fn a_fresh_sign_in_is_taken_over() {
    let setting = session().await;
    let fresh = entra::Tokens {
        access_token: SecretString::from("fresh"),
        expires_at: later(3600),
        refresh_token: Some(SecretString::from("r-fresh")),
        scope: vec!["openid".to_owned(), SCOPE.to_owned()],
    };
    setting.keeper.adopt(fresh, noon()).await.unwrap();
    assert_eq!(setting.vault.holds().as_deref(), Some("r-fresh"));
    assert_eq!(setting.ask(noon()).await.unwrap(), "fresh");
    assert_eq!(setting.requests(), 0);
}

#[tokio::test]
async fn entra_is_left_alone_as_long_as_it_asks() {
    type Case = (fn() -> Reply, i64);
    let cases: [Case; 4] = [
        (|| Reply::json(429, json!({"error": "x"})).with("retry-after", "90"), 90),
        (|| Reply::text(429, "text/plain", "slow down"), 60),
        (|| Reply::empty(503).with("retry-after", "120"), 120),
        (|| Reply::empty(500), 60),
    ];
    for (reply, seconds) in cases {
        let setting = session().await;
        setting.standin.script(move |ask| ask.is("/token").then(reply));
        assert!(setting.ask(noon()).await.is_err());
        let retry_after = Duration::from_secs(1);
        let told = setting.ask(later(seconds - 1)).await;
        assert_eq!(told, Err(Error::Throttled { retry_after }));
        assert_eq!(setting.requests(), 1);
        rotating(&setting.standin, None);
        assert!(setting.ask(later(seconds)).await.is_ok());
    }
}

#[tokio::test]
async fn a_challenge_is_answered_with_its_claims() {
    let setting = session().await;
    assert_eq!(setting.ask(noon()).await.unwrap(), "a1");
    let challenge = Challenge {
        claims: ClaimsRequest::parse(
            r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#,
        ),
    };
    let token = setting.keeper.answer(&service(), &challenge, noon()).await.unwrap();
    assert_eq!(token.expose_secret(), "a2");
    let form = setting.standin.asked("/token")[1].form();
    let claims: serde_json::Value = serde_json::from_str(&form["claims"]).unwrap();
    assert_eq!(claims["access_token"]["acrs"]["value"], "c1");
    assert_eq!(claims["access_token"]["xms_cc"]["values"], json!(["cp1"]));
    assert_eq!(setting.ask(noon()).await.unwrap(), "a2", "the refused token is forgotten");

    let entras = r#"{"access_token":{"capolids":{"essential":true}}}"#;
    setting.standin.script(move |ask| {
        ask.is("/token").then(|| refusal("interaction_required", None, Some(entras)))
    });
    let outcome = setting.keeper.answer(&service(), &challenge, noon()).await;
    let Err(Error::InteractionRequired { claims: Some(claims), refusal }) = outcome else {
        panic!("{outcome:?}")
    };
    let both = challenge.claims.unwrap().merged(&ClaimsRequest::parse(entras).unwrap());
    assert_eq!(claims, both);
    assert_eq!(refusal.correlation_id.as_deref(), Some("c-1"));
    assert_eq!(setting.vault.holds().as_deref(), Some("r2"));
}

#[tokio::test]
async fn a_challenge_does_not_share_a_plain_answer() {
    let setting = session().await;
    let gate = Arc::new(Semaphore::new(0));
    rotating(&setting.standin, Some(gate.clone()));
    let challenge = Challenge { claims: Some(ClaimsRequest::authentication_context("c1")) };
    let mut plain = Box::pin(setting.ask(noon()));
    assert!(futures::poll!(&mut plain).is_pending());
    setting.standin.until_asked("/token", 1).await;
    let scopes = service();
    let mut asked = Box::pin(setting.keeper.answer(&scopes, &challenge, noon()));
    assert!(futures::poll!(&mut asked).is_pending());
    gate.add_permits(2);
    assert_eq!(plain.await.unwrap(), "a1");
    assert_eq!(asked.await.unwrap().expose_secret(), "a2");
}

#[tokio::test]
async fn an_application_has_tokens_of_its_own() {
    let standin = Standin::start(|_| None).await;
    rotating(&standin, None);
    let entra = Arc::new(Entra::new(standin.tenant.clone()).unwrap());
    let now = Arc::new(Mutex::new(noon()));
    let read = now.clone();
    let app = AppTokens::new(
        entra,
        CLIENT,
        SecretString::from("the-secret"),
        "https://graph.example/.default".to_owned(),
        Arc::new(move || *read.lock().unwrap()),
    );
    let ask = async |challenge: Option<&Challenge>| {
        app.access_token(challenge).await.map(|token| token.expose_secret().to_owned())
    };
    assert_eq!(ask(None).await.unwrap(), "a1");
    assert_eq!(ask(None).await.unwrap(), "a1");
    let form = standin.asked("/token")[0].form();
    assert_eq!(form["grant_type"], "client_credentials");
    assert_eq!(form["client_secret"], "the-secret");
    assert_eq!(form["scope"], "https://graph.example/.default");
    assert_eq!(ask(Some(&Challenge::default())).await.unwrap(), "a2");
    *now.lock().unwrap() = later(3300);
    assert_eq!(ask(None).await.unwrap(), "a3");
    standin.script(|ask| ask.is("/token").then(|| refusal("invalid_client", None, None)));
    *now.lock().unwrap() = later(9000);
    assert!(matches!(ask(None).await, Err(Error::Refused(_))));
}
