//! The fresh sign-in of an approval: its nonce names the statement.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use entra::{Prompt, SignInRequest};
use review::{SignInProof, binding};
use secrecy::ExposeSecret;
use tokio_util::sync::CancellationToken;

use crate::problem::Problem;
use crate::{Desk, Result, fault, locked};

impl Desk {
    /// Gives up waiting for the browser of an approval; the draft stays.
    pub fn cancel_decide(&self) {
        locked(&self.0.step_up).cancel();
    }

    /// Opens the browser for this very statement and checks who came back, and when.
    pub(crate) async fn step_up(
        &self,
        payload: &[u8],
        max_age_seconds: u32,
    ) -> Result<SignInProof> {
        let account = self.live().await?.account;
        let random: [u8; 32] = rand::random();
        let nonce = binding::approval_nonce(&binding::statement_digest(payload), &random);
        let cancel = CancellationToken::new();
        *locked(&self.0.step_up) = cancel.clone();
        let request = SignInRequest {
            nonce,
            prompt: Some(Prompt::Login),
            login_hint: Some(account.user_principal_name.clone()),
            extra_claims: None,
            scopes: Vec::new(),
        };
        let pending = self.0.entra.begin_sign_in(request, self.now()).await.map_err(failed)?;
        *locked(&self.0.link) = Some(pending.authorize_url().to_string());
        if let Err(error) = self.0.parts.browser.open(pending.authorize_url()) {
            tracing::warn!(%error, "no browser started");
        }
        let signed_in = pending.finish(cancel, self.now()).await;
        *locked(&self.0.link) = None;
        let signed_in = signed_in.map_err(failed)?;
        if signed_in.claims.object_id != account.person.object_id
            || signed_in.claims.tenant_id != account.person.tenant_id
        {
            return Err(step_up_failed("different_account"));
        }
        let oldest = self.now() - chrono::Duration::seconds(i64::from(max_age_seconds));
        if signed_in.claims.auth_time.is_none_or(|at| at < oldest) {
            return Err(step_up_failed("not_fresh"));
        }
        Ok(SignInProof {
            id_token: signed_in.id_token.expose_secret().to_owned(),
            random: STANDARD.encode(random),
        })
    }
}

fn failed(error: entra::Error) -> Problem {
    match error {
        entra::Error::Cancelled | entra::Error::Declined(_) | entra::Error::TimedOut => {
            step_up_failed("cancelled")
        }
        entra::Error::WrongNonce => step_up_failed("not_bound"),
        entra::Error::Offline { .. } | entra::Error::Trouble { .. } => Problem::Offline,
        other => {
            let (cause, correlation_id) = fault::sign_in(&other);
            Problem::SignInBlocked { cause, correlation_id }
        }
    }
}

fn step_up_failed(cause: &str) -> Problem {
    Problem::StepUpFailed { cause: cause.to_owned() }
}
