//! What comes after a verdict: recalls and matters.

use reqwest::{Method, RequestBuilder};
use review::{
    CaseId, CloseRequest, Matter, MatterId, Matters, OwnerRequest, Recalled, StepRequest,
};
use serde::Serialize;

use crate::error::Result;
use crate::exchange::{Client, send, succeed};

impl Client {
    /// Recalls what was approved of a case; `key` is a UUID of the caller's. Safe to repeat: every recall of one approval has the
    /// same answer.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `closed` says why nothing can be recalled.
    pub async fn recall(&self, case: CaseId, key: &str) -> Result<Recalled> {
        let call = self.request(Method::POST, &format!("v1/cases/{case}/recall"))?;
        self.json(call.header("Idempotency-Key", format!("\"{key}\""))).await
    }

    /// What needs a person, and who can be given it.
    ///
    /// # Errors
    /// Every outcome of [`crate::Error`].
    pub async fn matters(&self) -> Result<Matters> {
        self.json(self.request(Method::GET, "v1/matters")?).await
    }

    /// Gives a matter to somebody of the security desk, or to nobody.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `closed` for other roles.
    pub async fn give_matter(&self, matter: MatterId, request: &OwnerRequest) -> Result<Matter> {
        self.json(self.of_matter(matter, "owner", request)?).await
    }

    /// Ticks off what was revoked.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `closed` for other roles.
    pub async fn tick_matter(&self, matter: MatterId, request: &StepRequest) -> Result<Matter> {
        self.json(self.of_matter(matter, "steps", request)?).await
    }

    /// Ends a matter with a coded reason.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `closed` says what is missing.
    pub async fn close_matter(&self, matter: MatterId, request: &CloseRequest) -> Result<()> {
        let call = self.of_matter(matter, "close", request)?;
        succeed(send(call).await?).await.map(drop)
    }

    fn of_matter(
        &self,
        matter: MatterId,
        what: &str,
        body: &impl Serialize,
    ) -> Result<RequestBuilder> {
        Ok(self.request(Method::POST, &format!("v1/matters/{matter}/{what}"))?.json(body))
    }
}
