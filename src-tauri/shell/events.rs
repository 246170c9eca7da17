//! The one event, `notice`.

use desk::view::Notice;
use tauri::{AppHandle, Emitter as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::window::MAIN;

/// Passes the desk's notices to the window.
pub fn forward(app: AppHandle, mut notices: Receiver<Notice>) {
    tauri::async_runtime::spawn(async move {
        loop {
            let notice = match notices.recv().await {
                Ok(notice) => notice,
                // The window fell behind: everything may be stale.
                Err(RecvError::Lagged(_)) => Notice::everything(),
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = app.emit_to(MAIN, "notice", notice) {
                tracing::warn!(%error, "a notice did not reach the window");
            }
        }
    });
}
