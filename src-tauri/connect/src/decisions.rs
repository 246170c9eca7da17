//! Device keys and decisions.

use reqwest::{Method, header};
use review::{
    CaseId, DecisionId, DecisionStatus, DecisionSubmission, Enrolment, EnrolmentRequest, Receipt,
};

use crate::error::Result;
use crate::exchange::Client;

impl Client {
    /// Enrols a device key by a sign-in whose nonce names it.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `sign-in-not-bound`.
    pub async fn enrol(&self, request: &EnrolmentRequest) -> Result<Enrolment> {
        self.json(self.request(Method::POST, "v1/devices")?.json(request)).await
    }

    /// Sends a decision. Safe to repeat: the decision id is the idempotency key.
    ///
    /// # Errors
    /// [`crate::Error::is_ambiguous`] tells whether only asking again tells.
    pub async fn decide(
        &self,
        case: CaseId,
        decision: DecisionId,
        revision: u64,
        submission: &DecisionSubmission,
    ) -> Result<Receipt> {
        let call = self
            .request(Method::POST, &format!("v1/cases/{case}/decisions"))?
            .header("Idempotency-Key", format!("\"{decision}\""))
            .header(header::IF_MATCH, format!("\"{revision}\""))
            .json(submission);
        self.json(call).await
    }

    /// How far a decision has come.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `not-found` when the service never had it.
    pub async fn decision(&self, decision: DecisionId) -> Result<DecisionStatus> {
        self.json(self.request(Method::GET, &format!("v1/decisions/{decision}"))?).await
    }
}
