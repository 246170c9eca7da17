//! Tokens of an application for itself (client credentials), for the case service.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use secrecy::SecretString;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::challenge::Challenge;
use crate::claims_request::ClaimsRequest;
use crate::clock::Clock;
use crate::error::Error;
use crate::keeper::{AccessTokens, Kept};
use crate::redeem::{Asker, Offer, redeem};
use crate::retry_memory::RetryMemory;
use crate::sign_in::Entra;

/// Tokens of an application for itself. Kept in memory, renewed 300 s early, one request at a
/// time.
pub struct AppTokens {
    entra: Arc<Entra>,
    client_id: Uuid,
    secret: SecretString,
    scopes: [String; 1],
    clock: Clock,
    state: Mutex<State>,
}

struct State {
    kept: Option<Kept>,
    memory: RetryMemory<()>,
}

impl AppTokens {
    /// `scope` is one resource's `/.default`, for example `https://graph.microsoft.com/.default`.
    /// `client_id` is the confidential client's own, not the desk's.
    pub fn new(
        entra: Arc<Entra>,
        client_id: Uuid,
        secret: SecretString,
        scope: String,
        clock: Clock,
    ) -> Self {
        let state = Mutex::new(State { kept: None, memory: RetryMemory::new() });
        Self { entra, client_id, secret, scopes: [scope], clock, state }
    }

    async fn obtain(
        &self,
        state: &mut State,
        claims: Option<&ClaimsRequest>,
        now: DateTime<Utc>,
    ) -> Result<SecretString, Error> {
        state.memory.check(&(), now)?;
        let mut wanted = ClaimsRequest::capabilities();
        if let Some(claims) = claims {
            wanted = wanted.merged(claims);
        }
        let asker =
            Asker { client_id: self.client_id, scopes: &self.scopes, claims: Some(&wanted) };
        let granted =
            redeem(self.entra.authority(), &asker, Offer::Secret(&self.secret), now).await;
        match granted {
            Ok(grant) => {
                let token = grant.tokens.access_token;
                let expires_at = grant.tokens.expires_at;
                state.kept = Some(Kept { token: token.clone(), taken_at: now, expires_at });
                Ok(token)
            }
            Err(refused) => {
                if let Some(wait) = refused.wait {
                    state.memory.remember((), wait, now);
                }
                Err(refused.error)
            }
        }
    }
}

impl AccessTokens for AppTokens {
    fn access_token<'a>(
        &'a self,
        challenge: Option<&'a Challenge>,
    ) -> BoxFuture<'a, Result<SecretString, Error>> {
        Box::pin(async move {
            let now = (self.clock)();
            let mut state = self.state.lock().await;
            match (&state.kept, challenge) {
                (Some(kept), None) if kept.is_good(now) => return Ok(kept.token.clone()),
                _ => state.kept = None,
            }
            let claims = challenge.and_then(|challenge| challenge.claims.as_ref());
            self.obtain(&mut state, claims, now).await
        })
    }
}
