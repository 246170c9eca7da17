//! The one window: no remote content, no new windows, its size remembered.

use std::path::{Path, PathBuf};

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// Label of the only window; capabilities name it.
pub const MAIN: &str = "main";

/// Opens the window at its remembered size, else 1280 × 800 CSS pixels.
pub fn open(app: &AppHandle, data: &Path) -> tauri::Result<()> {
    let remembered = data.join("window");
    let (width, height) = remembered_size(&remembered).unwrap_or((1280.0, 800.0));
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Countersign")
        .inner_size(width, height)
        .min_inner_size(960.0, 600.0)
        .content_protected(true)
        .devtools(served_by_vite())
        // WebDriver can't reach an ephemeral web view, so only the test build keeps a data folder.
        .incognito(cfg!(not(feature = "e2e")))
        .on_navigation(stays_here)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let sized = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { .. } = event {
            remember_size(&sized, &remembered);
        }
    });
    Ok(())
}

/// Brings the window to the front.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.unminimize().and_then(|()| window.set_focus())
    {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// Only `make dev` asks a server for its pages; every other build has them inside, and no inspector.
const fn served_by_vite() -> bool {
    cfg!(all(debug_assertions, not(feature = "custom-protocol")))
}

/// The application's own pages only.
fn stays_here(url: &Url) -> bool {
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => {
            url.host_str() == Some("tauri.localhost")
                || (served_by_vite()
                    && url.host_str() == Some("localhost")
                    && url.port() == Some(1420))
        }
        _ => false,
    };
    if !own {
        tracing::warn!(scheme = url.scheme(), "a navigation was refused");
    }
    own
}

fn remembered_size(file: &Path) -> Option<(f64, f64)> {
    let text = std::fs::read_to_string(file).ok()?;
    let (width, height) = text.trim().split_once('x')?;
    let sane = |value: &str, least: f64| {
        value.parse::<f64>().ok().filter(|value| (least..=10_000.0).contains(value))
    };
    Some((sane(width, 960.0)?, sane(height, 600.0)?))
}

fn remember_size(window: &tauri::WebviewWindow, file: &PathBuf) {
    let Ok(size) = window.inner_size() else { return };
    let size = size.to_logical::<f64>(window.scale_factor().unwrap_or(1.0));
    if let Err(error) = std::fs::write(file, format!("{}x{}", size.width, size.height)) {
        tracing::debug!(%error, "the window's size is not remembered");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_applications_own_pages_are_shown() {
        let own = |text: &str| stays_here(&text.parse().unwrap());
        assert!(own("tauri://localhost/queue"));
        assert!(!own("tauri://evil.example/"));
        assert!(!own("https://example.com/"));
        assert!(!own("http://tauri.localhost.evil.example/"));
        assert!(!own("evidence://localhost/x"));
        assert!(!own("file:///etc/passwd"));
        assert!(!own("data:text/html,x"));
        assert_eq!(own("http://localhost:1420/"), served_by_vite());
        assert!(!own("http://localhost:1421/"));
    }
}
