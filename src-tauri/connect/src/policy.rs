//! The tenant's rules, and changing them.

use reqwest::Method;
use review::{PolicyChangeId, PolicyProposal, PolicySignature, PolicyState, PolicyVersion};

use crate::error::Result;
use crate::exchange::Client;

impl Client {
    /// The policy in force, and the change that waits.
    ///
    /// # Errors
    /// Every outcome of [`crate::Error`].
    pub async fn policy(&self) -> Result<PolicyState> {
        self.json(self.request(Method::GET, "v1/policy")?).await
    }

    /// Every version, the newest first.
    ///
    /// # Errors
    /// Every outcome of [`crate::Error`].
    pub async fn policy_versions(&self) -> Result<Vec<PolicyVersion>> {
        self.json(self.request(Method::GET, "v1/policy/versions")?).await
    }

    /// Proposes a policy. The same proposal again changes nothing.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `changed` when another version is in force by now.
    pub async fn propose_policy(&self, proposal: &PolicyProposal) -> Result<PolicyState> {
        self.json(self.request(Method::POST, "v1/policy/changes")?.json(proposal)).await
    }

    /// Agrees to a change that another person proposed.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `closed` for the proposer.
    pub async fn approve_policy(
        &self,
        change: PolicyChangeId,
        signature: &PolicySignature,
    ) -> Result<PolicyState> {
        let path = format!("v1/policy/changes/{change}/approval");
        self.json(self.request(Method::POST, &path)?.json(signature)).await
    }

    /// Stops a change before it takes effect.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] of kind `already-decided` when it is in force.
    pub async fn withdraw_policy(
        &self,
        change: PolicyChangeId,
        signature: &PolicySignature,
    ) -> Result<PolicyState> {
        let path = format!("v1/policy/changes/{change}/withdrawal");
        self.json(self.request(Method::POST, &path)?.json(signature)).await
    }
}
