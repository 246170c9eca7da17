//! The log, as texts that crate `audit` reads.

use reqwest::{Method, header};

use crate::error::{Error, Result};
use crate::exchange::{Client, bounded, send, succeed};

/// Largest checkpoint or proof, in bytes: 64 hashes and a few signatures are under 8 KiB.
const TEXT_LIMIT: usize = 64 * 1024;

impl Client {
    /// The newest checkpoint, a C2SP signed note.
    ///
    /// # Errors
    /// Every outcome of [`Error`].
    pub async fn checkpoint(&self) -> Result<String> {
        self.text("v1/log/checkpoint").await
    }

    /// Hashes of the consistency proof between two tree sizes, base64, one a line.
    ///
    /// # Errors
    /// Every outcome of [`Error`].
    pub async fn consistency(&self, from: u64, to: u64) -> Result<String> {
        self.text(&format!("v1/log/consistency?from={from}&to={to}")).await
    }

    async fn text(&self, path: &str) -> Result<String> {
        let call = self.request(Method::GET, path)?;
        let call = call.header(header::ACCEPT, "text/plain, application/problem+json");
        let body = bounded(succeed(send(call).await?).await?, TEXT_LIMIT).await?;
        String::from_utf8(body).map_err(|_| Error::Untrusted { what: "text that is not UTF-8" })
    }
}
