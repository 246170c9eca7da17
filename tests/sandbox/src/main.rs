//! The sandbox as a program: starts, says where it is, and waits to be stopped.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use sandbox::{Failure, Loopback, Options, Ready, Sandbox, Switch};
use tokio::signal::unix::{SignalKind, signal};

/// Stand-ins for Entra, Graph, Incode and a mailbox, with an invented company.
#[derive(Parser)]
#[command(name = "sandbox", version)]
struct Arguments {
    /// First of four neighbouring ports: Entra, Graph, Incode, mailbox. Free ones if absent.
    #[arg(long, value_name = "N")]
    port_base: Option<u16>,
    /// How many people the company has.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    people: usize,
    /// How many cases wait for review.
    #[arg(long, value_name = "N", default_value_t = 84)]
    cases: usize,
    /// What everything random is drawn from.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Faults that are on from the start: a JSON list of switches, see README.md.
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Where to write the line that is also printed.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// Where to put a certificate for another server: ca.pem, certificate.pem, key.pem.
    #[arg(long, value_name = "FOLDER")]
    certificate_folder: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "sandbox: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let faults = arguments.faults.as_deref().map(faults).transpose()?.unwrap_or_default();
    let Arguments { port_base, people, cases, seed, .. } = arguments;
    let running = Sandbox::start(Options { port_base, people, cases, seed, faults }).await?;
    // Before the line is out: whoever reads it may end the sandbox at once.
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::ReadyFile)?;
    if let Some(folder) = &arguments.certificate_folder {
        lend(running.loopback(), folder).map_err(Failure::ReadyFile)?;
    }
    announce(running.ready(), arguments.ready_file.as_deref()).map_err(Failure::ReadyFile)?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    running.stop().await;
    Ok(())
}

fn faults(file: &Path) -> Result<Vec<Switch>, Failure> {
    let refused = |error: String| Failure::BadFaults(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| refused(error.to_string()))
}

fn lend(loopback: &Loopback, folder: &Path) -> std::io::Result<()> {
    std::fs::write(folder.join("ca.pem"), &loopback.authority)?;
    std::fs::write(folder.join("certificate.pem"), &loopback.certificate)?;
    std::fs::write(folder.join("key.pem"), &loopback.key)
}

/// The file appears whole: it is written beside its place and then moved there.
fn announce(ready: &Ready, file: Option<&Path>) -> std::io::Result<()> {
    let line = serde_json::to_string(ready)?;
    if let Some(file) = file {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", std::process::id()));
        let beside = file.with_file_name(name);
        std::fs::write(&beside, format!("{line}\n"))?;
        std::fs::rename(&beside, file)?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
