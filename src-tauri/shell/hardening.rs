//! What is closed before anything else runs.
#![allow(unsafe_code, reason = "environment and resource limits have no safe interface")]

/// Takes away the doors by which another program of the same user could drive or read the window.
pub fn apply() {
    #[cfg(not(feature = "e2e"))]
    close_automation();
    #[cfg(unix)]
    no_core_dumps();
}

/// Environment variables that let a debugger or WebDriver into a web view.
#[cfg(not(feature = "e2e"))]
fn close_automation() {
    const DOORS: [&str; 6] = [
        "TAURI_WEBVIEW_AUTOMATION",
        "TAURI_AUTOMATION",
        "WEBKIT_INSPECTOR_SERVER",
        "WEBKIT_INSPECTOR_HTTP_SERVER",
        "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
        "GTK_MODULES",
    ];
    for door in DOORS {
        // SAFETY: the first statement of `main`; no other thread runs yet.
        unsafe { std::env::remove_var(door) };
    }
}

/// A core dump would hold evidence and keys.
#[cfg(unix)]
fn no_core_dumps() {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `none` is a valid rlimit that outlives the call.
    let refused = unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) };
    if refused != 0 {
        tracing::warn!("core dumps can't be switched off");
    }
}
