//! The window of Countersign: the only code that knows Tauri.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod arguments;
mod commands;
mod events;
mod hardening;
mod protocol;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use desk::{Desk, OsKeyring, Parts, Profile, SystemBrowser};
use tauri::Manager as _;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    hardening::apply();
    log();
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(usage) => return refuse(&usage),
    };
    let profile = match Profile::read(arguments.profile.as_deref()) {
        Ok(profile) => profile,
        Err(error) => return refuse(&error.to_string()),
    };
    let data = arguments.data_for(&profile);
    let parts = Parts {
        profile,
        data: data.clone(),
        secrets: Arc::new(OsKeyring::new()),
        browser: Arc::new(SystemBrowser),
        clock: desk::system_clock(),
        device: arguments::device_name(),
    };
    match run(parts, data) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error),
    }
}

fn run(parts: Parts, data: std::path::PathBuf) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    tauri::async_runtime::set(runtime.handle().clone());
    let desk = Desk::new(parts).map_err(|problem| format!("{problem:?}"))?;
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            // What a second start was given is hostile input: only the window is shown.
            window::show(app);
        }))
        .manage(desk.clone())
        .register_asynchronous_uri_scheme_protocol("evidence", protocol::answer)
        .invoke_handler(commands::handler())
        .setup(move |app| {
            window::open(app.handle(), &data)?;
            events::forward(app.handle().clone(), desk.notices());
            let desk = app.state::<Desk>().inner().clone();
            tauri::async_runtime::spawn(async move { desk.start().await });
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|error| error.to_string())
}

fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("COUNTERSIGN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn refuse(why: &str) -> ExitCode {
    tracing::error!("{why}");
    ExitCode::from(2)
}
