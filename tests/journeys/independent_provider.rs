//! The desk signs in against an OpenID provider that shares no code with it or with the sandbox.

use std::process::Stdio;
use std::sync::Arc;

use desk::Profile;
use desk::view::SessionState;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::harness::{DeskUnderTest, World, keyring};

#[derive(Deserialize)]
struct Listening {
    authority: String,
    issuer: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_signs_in_against_an_independent_provider() {
    let world = World::empty().await;
    let (_provider, listening) = start(&world).await;
    let ready = world.sandbox.ready();
    assert_eq!(listening.issuer, format!("{}/v2.0", listening.authority));
    let profile = world.profile_text().replace(&ready.authority, &listening.authority);
    let profile = Profile::parse(&profile).unwrap();
    let secrets = Arc::new(keyring::Memory::default());
    let account = "ana.ferreira@tarnholm.example";
    let ana = DeskUnderTest::open(profile, &world.path("ana"), secrets, account).signed_in().await;
    let session = ana.desk.session();
    let SessionState::SignedIn { person, roles } = session.state else { panic!("{session:?}") };
    assert_eq!(
        (person.name.as_str(), person.user_principal_name.as_str()),
        ("Ana Ferreira", account)
    );
    assert_eq!(roles, [review::Role::RecoveryReview]);
    assert!(world.sandbox.traffic().tokens().is_empty(), "the sandbox was not asked");
    let kept = ana.closed().await;
    assert!(kept.has_token && kept.account.as_deref() == Some(account));
}

#[tokio::test(flavor = "multi_thread")]
async fn its_token_is_judged_as_entras_is() {
    let world = World::empty().await;
    let (_provider, listening) = start(&world).await;
    let ready = world.sandbox.ready();
    // A desk of another tenant: everything is well but whom the token is for.
    let other = uuid::Uuid::from_u128(7).to_string();
    let profile = world
        .profile_text()
        .replace(&ready.authority, &listening.authority)
        .replace(&ready.client_id, &other);
    let profile = Profile::parse(&profile).unwrap();
    let tenant = entra::Tenant { client_id: ready.client_id.parse().unwrap(), ..profile.tenant };
    let right = entra::Entra::new(tenant.clone()).unwrap();
    let wrong = entra::Entra::new(entra::Tenant { client_id: other.parse().unwrap(), ..tenant });
    let token = id_token(&right, &world).await;
    let judge = async |entra: &entra::Entra, nonce: &str| {
        let now = desk::system_clock()();
        entra.verifier().verify_id_token(&token, Some(nonce), now).await
    };
    assert!(judge(&right, "asked").await.is_ok());
    assert_eq!(judge(&right, "another").await.unwrap_err(), entra::Error::WrongNonce);
    assert_eq!(judge(&wrong.unwrap(), "asked").await.unwrap_err(), entra::Error::WrongAudience);
}

async fn id_token(entra: &entra::Entra, world: &World) -> String {
    use secrecy::ExposeSecret;
    let now = desk::system_clock()();
    let request = entra::SignInRequest { nonce: "asked".to_owned(), ..Default::default() };
    let pending = entra.begin_sign_in(request, now).await.unwrap();
    let ca = &world.sandbox.ready().ca_certificate;
    let browser = crate::harness::browser::Scripted::new(ca, "ana.ferreira@tarnholm.example");
    desk::Browser::open(&browser, pending.authorize_url()).unwrap();
    let signed_in = pending.finish(entra::CancellationToken::new(), now).await.unwrap();
    signed_in.id_token.expose_secret().to_owned()
}

/// npm's oidc-provider, with a certificate that the desk was told to trust.
async fn start(world: &World) -> (Child, Listening) {
    let peers = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers");
    assert!(
        peers.join("node_modules/oidc-provider").exists(),
        "the provider is not installed: npm ci in tests/peers"
    );
    let loopback = world.sandbox.loopback();
    let (certificate, key) = (world.path("chain.pem"), world.path("key.pem"));
    let chain = format!("{}{}", loopback.certificate, loopback.authority);
    std::fs::write(&certificate, chain).unwrap();
    std::fs::write(&key, &loopback.key).unwrap();
    let ready = world.sandbox.ready();
    let mut provider = Command::new("node")
        .arg(peers.join("oidc-provider/start.mjs"))
        .arg("--certificate")
        .arg(certificate)
        .arg("--key")
        .arg(key)
        .args(["--client-id", &ready.client_id, "--tenant-id", &ready.tenant_id])
        .args(["--service-scope", &format!("api://{}/desk.access", ready.service_client_id)])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(provider.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().expect("the provider listens");
    (provider, serde_json::from_str(&line).unwrap())
}
