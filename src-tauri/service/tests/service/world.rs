//! A sandbox, a vendor and a service on one database.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use sandbox::{Options, Running, Sandbox};
use service::{Config, Ready, Service};
use sqlx::Connection as _;

use crate::desk::Desk;
use crate::vendor::{self, Script, Vendor};

pub struct World {
    pub sandbox: Running,
    pub vendor: Arc<Script>,
    pub config: String,
    pub directory: tempfile::TempDir,
    ahead: Arc<AtomicI64>,
    service: Option<Service>,
    off: Off,
}

/// The rule that the service does not enforce, in an attack's second test.
#[cfg(feature = "faults")]
pub type Off = Option<service::Rule>;
/// No rule can be switched off in this build.
#[cfg(not(feature = "faults"))]
pub type Off = Option<std::convert::Infallible>;

impl World {
    /// A company with this many cases, all of them taken in.
    pub async fn with_cases(cases: usize) -> Self {
        let world = Self::empty(cases).await;
        let ids = world.interview_ids();
        let ana = world.desk("mireille.okou").await;
        let body = serde_json::json!({ "interview_ids": ids });
        assert_eq!(ana.post("v1/intake", &body).await.status(), 202);
        world.wait_until_in(cases).await;
        world
    }

    pub async fn empty(cases: usize) -> Self {
        Self::without(None, cases, None).await
    }

    /// A company whose service does not enforce a rule, or was installed with a policy.
    pub async fn without(off: Off, cases: usize, policy: Option<&review::Policy>) -> Self {
        let _ = tracing_subscriber::fmt()
            .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
            .try_init();
        let options = Options { people: 400, cases, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        stand_alone(&sandbox);
        let vendor = vendor::start(&sandbox).await;
        let directory = tempfile::tempdir().unwrap();
        let mut config = config(&sandbox, &vendor);
        if let Some(policy) = policy {
            let text = serde_json::to_string(policy).unwrap();
            std::fs::write(directory.path().join("policy.json"), text).unwrap();
            config = format!("policy_file = \"policy.json\"\n{config}");
        }
        let vendor = vendor.script;
        let ahead = Arc::default();
        let mut world = Self { sandbox, vendor, config, directory, ahead, service: None, off };
        world.start().await;
        world
    }

    pub async fn start(&mut self) {
        let config = Config::parse(&self.config, self.directory.path()).unwrap();
        let ahead = Arc::clone(&self.ahead);
        let clock: entra::Clock =
            Arc::new(move || Utc::now() + TimeDelta::seconds(ahead.load(Ordering::SeqCst)));
        self.service = Some(start(self.off, config, clock).await);
    }

    pub async fn stop(&mut self) {
        self.service.take().unwrap().stop().await;
    }

    /// Changes what lies in the database, as a fault or another process would.
    pub async fn tamper(&self, sql: &str) {
        let file = self.directory.path().join("service").join("service.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut db = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        let done = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut db).await.unwrap();
        assert!(done.rows_affected() > 0);
        db.close().await.unwrap();
    }

    /// One value of the database.
    pub async fn ask<T>(&self, sql: &str) -> Option<T>
    where
        T: Send + Unpin + sqlx::Type<sqlx::Sqlite> + for<'r> sqlx::Decode<'r, sqlx::Sqlite>,
    {
        let file = self.directory.path().join("service").join("service.sqlite");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true);
        let mut db = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()));
        query.fetch_optional(&mut db).await.unwrap()
    }

    pub fn advance(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A long time passes, for the sandbox too: who signed in before has to sign in again.
    pub fn pass(&self, seconds: i64) {
        self.advance(seconds);
        self.sandbox.clock().advance(TimeDelta::seconds(seconds));
    }

    /// How far the service's clock is ahead of this one's.
    pub fn seconds_ahead(&self) -> i64 {
        self.ahead.load(Ordering::SeqCst)
    }

    pub fn ready(&self) -> Ready {
        self.service.as_ref().unwrap().ready().clone()
    }

    pub fn interview_ids(&self) -> Vec<String> {
        self.sandbox.company().sessions.iter().map(|one| one.interview_id.clone()).collect()
    }

    /// Somebody signed in at a desk with an enrolled key.
    pub async fn desk(&self, name: &str) -> Desk {
        // Some seconds the desk's clock may be behind; a day it may not.
        let seconds = self.ahead.load(Ordering::SeqCst);
        let ahead = TimeDelta::seconds(if seconds > 3_600 { seconds } else { 0 });
        Desk::sign_in(self.sandbox.ready(), &self.ready().url, name, ahead).await
    }

    /// What the vendor's webhook tells again and again.
    pub async fn hint(&self, interview: &str) {
        let url = format!("{}/v1/webhooks/incode", self.ready().url);
        let body = serde_json::json!({ "interviewId": interview }).to_string();
        let answer = reqwest::Client::new().post(url).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    pub async fn wait_until_in(&self, cases: usize) {
        let desk = self.desk("mireille.okou").await;
        until(async || desk.changes(None).await.changes.len() >= cases).await;
    }
}

#[cfg(feature = "faults")]
async fn start(off: Off, config: Config, clock: entra::Clock) -> Service {
    match off {
        Some(rule) => Service::start_without(rule, config, clock).await.unwrap(),
        None => Service::start(config, clock).await.unwrap(),
    }
}

#[cfg(not(feature = "faults"))]
async fn start(_: Off, config: Config, clock: entra::Clock) -> Service {
    Service::start(config, clock).await.unwrap()
}

/// Takes the reviewers out of the lines of command: which case comes in first is chance, and it
/// must not be one that they may not open.
fn stand_alone(sandbox: &Running) {
    let company = sandbox.company();
    let reviewers: Vec<_> = company.accounts().map(|account| account.id).collect();
    let below = |person: &&sandbox::company::Person| {
        let manager = person.manager;
        reviewers.contains(&person.id) || manager.is_some_and(|id| reviewers.contains(&id))
    };
    for person in company.people.iter().filter(below) {
        let change = serde_json::json!({ "manager": null }).as_object().unwrap().clone();
        sandbox.patch_user(&person.id.to_string(), change).unwrap();
    }
}

/// Asks until it holds; a test that waits in vain fails loudly.
pub async fn until(mut holds: impl AsyncFnMut() -> bool) {
    let asked = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(180), asked).await.expect("it never came");
}

fn config(sandbox: &Running, vendor: &Vendor) -> String {
    let ready = sandbox.ready();
    let authorities = format!("{}\n{}", ready.ca_certificate, vendor.authority_pem);
    let more = [
        ("listen", "127.0.0.1:0"),
        ("repoll_seconds", "3600"),
        ("incode", vendor.url.as_str()),
        ("ca_certificate", &authorities),
    ];
    ready.fill(include_str!("../../../../tests/house/service.toml"), &more)
}
