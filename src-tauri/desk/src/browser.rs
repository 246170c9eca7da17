//! The system browser: the only place where a password is typed.

use url::Url;

/// Opens a page for the person.
pub trait Browser: Send + Sync {
    /// Opens `url`. The person can copy the link when this fails.
    ///
    /// # Errors
    /// When no browser could be started.
    fn open(&self, url: &Url) -> std::io::Result<()>;
}

/// The browser of the operating system (on Linux also the one that `$BROWSER` names).
pub struct SystemBrowser;

impl Browser for SystemBrowser {
    fn open(&self, url: &Url) -> std::io::Result<()> {
        webbrowser::open(url.as_str())
    }
}
