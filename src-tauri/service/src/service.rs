//! Starting, running and stopping.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use chrono::{DateTime, Utc};
use entra::{AppTokens, Clock, Entra, Graph};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::Error;
use crate::app::{App, Parts};
use crate::config::Config;
use crate::incode::Incode;
use crate::log::Log;
#[cfg(feature = "faults")]
use crate::rules::Rule;
use crate::rules::Rules;
use crate::seal::{MasterKey, key_file, random};
use crate::store::{Store, millis};
use crate::{http, intake, notices, policy, retention};

const FIRST_NUMBER: i64 = 20_400;
const GRACE: Duration = Duration::from_secs(10);

/// A running service.
pub struct Service {
    ready: Ready,
    handle: Handle<SocketAddr>,
    stopping: CancellationToken,
    tasks: JoinSet<()>,
    store: Store,
}

/// Where it answers and how its log is verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// Scheme, host and port.
    pub url: String,
    /// The log's origin.
    pub log_origin: String,
    /// The log's verifier key, `origin+hash+base64`.
    pub log_key: String,
}

impl Service {
    /// Opens the data directory (makes it at first start) and listens.
    ///
    /// # Errors
    /// [`Error::BadConfig`], [`Error::BadDataDirectory`], [`Error::CannotListen`],
    /// [`Error::Corrupt`] say what the operator corrects.
    pub async fn start(config: Config, clock: Clock) -> Result<Self, Error> {
        Self::start_with(config, clock, Rules::default()).await
    }

    /// Starts one that does not enforce a rule: for the tests of the attacks that it stops.
    ///
    /// # Errors
    /// As [`Self::start`].
    #[cfg(feature = "faults")]
    pub async fn start_without(rule: Rule, config: Config, clock: Clock) -> Result<Self, Error> {
        Self::start_with(config, clock, Rules::without(rule)).await
    }

    async fn start_with(config: Config, clock: Clock, rules: Rules) -> Result<Self, Error> {
        let directory = config.data_directory.clone();
        let evidence_directory = directory.join("evidence");
        make_private(&directory)?;
        make_private(&evidence_directory)?;
        let database = directory.join("service.sqlite");
        let first_start = !database.exists();
        let master = MasterKey::new(&*key_file(&directory.join("master.key"), first_start)?);
        let log =
            Log::new(&config.log_origin, &*key_file(&directory.join("log.key"), first_start)?)?;
        let store = Store::open(&database).await?;
        let installed = install(&store, &log, &config, clock()).await?;

        let bad = |error: entra::Error| Error::BadConfig { reason: error.to_string() };
        let tenant = config.entra()?;
        let entra = Arc::new(Entra::new(tenant.clone()).map_err(bad)?);
        let scope = format!("{}/.default", config.tenant.graph.as_str().trim_end_matches('/'));
        let tokens = AppTokens::new(
            Arc::clone(&entra),
            config.tenant.service_client_id,
            config.tenant.client_secret.clone().unwrap_or_default(),
            scope,
            Arc::clone(&clock),
        );
        let graph = Graph::new(entra.http().clone(), &tenant, Arc::new(tokens));
        let incode = Incode::new(entra::http_client(&config.trust()).map_err(bad)?, &config.incode);
        let app = App::new(Parts {
            rules,
            epoch: installed,
            verifier: Arc::clone(entra.verifier()),
            graph,
            incode,
            log,
            master,
            store: store.clone(),
            clock,
            evidence_directory,
            sessions_wait: tokio::sync::Notify::new(),
            outbox_waits: tokio::sync::Notify::new(),
            stopping: CancellationToken::new(),
            in_flight: std::sync::Mutex::default(),
            fetching: std::sync::Mutex::default(),
            chains: std::sync::Mutex::default(),
            config,
        });
        Self::listen(app, store).await
    }

    /// Where it answers.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Stops taking requests, lets running ones end (ten seconds), closes the database.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        self.handle.graceful_shutdown(Some(GRACE));
        while self.tasks.join_next().await.is_some() {}
        self.store.close().await;
    }

    async fn listen(app: App, store: Store) -> Result<Self, Error> {
        let cannot = |error: std::io::Error| Error::CannotListen { reason: error.to_string() };
        let listener = TcpListener::bind(app.config.listen).map_err(cannot)?;
        listener.set_nonblocking(true).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let handle = Handle::new();
        let router = http::router(&app).into_make_service();
        let mut tasks = JoinSet::new();
        let scheme = match &app.config.tls {
            None => {
                let server = axum_server::from_tcp(listener).map_err(cannot)?;
                let server = server.handle(handle.clone());
                tasks.spawn(async move { ended(server.serve(router).await) });
                "http"
            }
            Some(tls) => {
                let pair = RustlsConfig::from_pem_file(&tls.certificate_file, &tls.key_file);
                let pair = pair
                    .await
                    .map_err(|error| Error::BadConfig { reason: format!("tls: {error}") })?;
                let server = axum_server::from_tcp_rustls(listener, pair).map_err(cannot)?;
                let server = server.handle(handle.clone());
                tasks.spawn(async move { ended(server.serve(router).await) });
                "https"
            }
        };
        tasks.spawn(intake::run(app.clone()));
        tasks.spawn(intake::run_images(app.clone()));
        tasks.spawn(notices::run(app.clone()));
        tasks.spawn(policy::run(app.clone()));
        tasks.spawn(retention::run(app.clone()));
        let ready = Ready {
            url: format!("{scheme}://{address}"),
            log_origin: app.config.log_origin.clone(),
            log_key: app.log.key(),
        };
        Ok(Self { ready, handle, stopping: app.stopping.clone(), tasks, store })
    }
}

fn ended(served: std::io::Result<()>) {
    if let Err(error) = served {
        tracing::error!(%error, "the listener ended");
    }
}

/// Enters version 1 of the policy into the log at first start; later starts read back which
/// database this is.
async fn install(
    store: &Store,
    log: &Log,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<[u8; 8], Error> {
    let mut tx = store.write().await?;
    let known: Option<(Vec<u8>, String, String, i64)> =
        sqlx::query_as("SELECT epoch, log_origin, policy, installed_at FROM installation")
            .fetch_optional(&mut *tx)
            .await?;
    if let Some((epoch, origin, kept, installed_at)) = known {
        if origin != config.log_origin {
            return Err(Error::BadConfig {
                reason: format!("log_origin was {origin} at installation and can't change"),
            });
        }
        log.heal(&mut tx).await?;
        policy::install::adopt(&mut tx, log, config, &kept, installed_at, now).await?;
        tx.commit().await?;
        if config.policy()?.to_text().is_ok_and(|text| text != kept) {
            tracing::warn!("policy_file and groups are read at installation only");
        }
        return epoch.try_into().map_err(|_| Error::corrupt("epoch"));
    }
    let [a, b, c, d, e, f, g, h, ..] = random()?;
    let epoch = [a, b, c, d, e, f, g, h];
    let text = policy::install::install(&mut tx, log, config, now).await?;
    sqlx::query(
        "INSERT INTO installation
             (only_row, epoch, log_origin, policy, installed_at, last_change, last_number)
         VALUES (1, ?, ?, ?, ?, 0, ?)",
    )
    .bind(epoch.as_slice())
    .bind(&config.log_origin)
    .bind(&text)
    .bind(millis(now))
    .bind(FIRST_NUMBER - 1)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(epoch)
}

/// Makes a directory that only the service's user may enter.
fn make_private(directory: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory).map_err(|error| Error::BadDataDirectory {
        reason: format!("{}: {error}", directory.display()),
    })
}
