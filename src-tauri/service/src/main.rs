//! `countersign-service --config FILE [--ready-file FILE]`

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use service::{Config, Ready, Service};

/// The case service of Countersign.
#[derive(Parser)]
#[command(name = "countersign-service", version)]
struct Arguments {
    /// The configuration, TOML; README.md explains every key.
    #[arg(long)]
    config: PathBuf,
    /// Written once the service answers: one line of JSON with its address and log key.
    #[arg(long)]
    ready_file: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "warn,service=info".into()),
        )
        .init();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the service can't run");
            let _ = writeln!(std::io::stderr(), "countersign-service: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<(), service::Error> {
    let config = Config::load(&arguments.config)?;
    let stopped = stop_asked()?;
    let service = Service::start(config, entra::system_clock()).await?;
    announce(service.ready(), arguments.ready_file.as_deref())?;
    stopped.await;
    service.stop().await;
    Ok(())
}

/// One line of JSON, on standard output and in the file. The file appears whole or not at all.
fn announce(ready: &Ready, file: Option<&Path>) -> Result<(), service::Error> {
    let failed = |error: std::io::Error| service::Error::BadConfig {
        reason: format!("the ready file can't be written: {error}"),
    };
    let line =
        serde_json::to_string(ready).map_err(|error| failed(std::io::Error::other(error)))?;
    writeln!(std::io::stdout(), "{line}").map_err(failed)?;
    if let Some(file) = file {
        let part = file.with_extension("part");
        std::fs::write(&part, format!("{line}\n")).map_err(failed)?;
        std::fs::rename(&part, file).map_err(failed)?;
    }
    Ok(())
}

#[cfg(unix)]
fn stop_asked() -> Result<impl Future<Output = ()>, service::Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let cannot = |error: std::io::Error| service::Error::CannotListen { reason: error.to_string() };
    let mut terminate = signal(SignalKind::terminate()).map_err(cannot)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_asked() -> Result<impl Future<Output = ()>, service::Error> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
