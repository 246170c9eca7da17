//! A signed-in person's session: access tokens in memory, the refresh token in a vault.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use secrecy::SecretString;
use thiserror::Error as ThisError;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::challenge::Challenge;
use crate::claims_request::ClaimsRequest;
use crate::clock::Clock;
use crate::error::Error;
use crate::redeem::{Asker, Grant, NoGrant, Offer, redeem};
use crate::retry_memory::RetryMemory;
use crate::scopes::{ScopeSet, for_refresh};
use crate::sign_in::{Entra, Tokens};

// As Microsoft's own clients.
pub(crate) const EARLY: TimeDelta = TimeDelta::seconds(300);

/// Keeps one account's refresh token across restarts.
pub trait RefreshTokenVault: Send + Sync {
    /// The newest refresh token, or `None` if the account is signed out.
    fn load(&self) -> BoxFuture<'_, Result<Option<SecretString>, VaultFault>>;

    /// Replaces the refresh token durably before it returns; `None` forgets it.
    fn replace(&self, token: Option<SecretString>) -> BoxFuture<'_, Result<(), VaultFault>>;
}

/// The vault could not do it. The words go to the log: nothing secret in them.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("{0}")]
pub struct VaultFault(pub String);

/// Gives access tokens to a client of Graph or of the case service.
pub trait AccessTokens: Send + Sync {
    /// A token that is good for at least a little while. With a challenge, a new token that
    /// answers it.
    fn access_token<'a>(
        &'a self,
        challenge: Option<&'a Challenge>,
    ) -> BoxFuture<'a, Result<SecretString, Error>>;
}

/// One account's session. Clones share it.
#[derive(Clone)]
pub struct TokenKeeper {
    shared: Arc<Shared>,
}

/// A keeper for one fixed set of permissions.
#[derive(Clone)]
pub struct KeptScopes {
    keeper: TokenKeeper,
    scopes: Vec<String>,
    clock: Clock,
}

struct Shared {
    entra: Arc<Entra>,
    vault: Arc<dyn RefreshTokenVault>,
    access: RwLock<HashMap<ScopeSet, Kept>>,
    session: Mutex<Session>,
    /// Counts finished requests, so that whoever waited shares the outcome.
    round: AtomicU64,
    leaving: RwLock<CancellationToken>,
}

struct Session {
    /// A rotated token that the vault did not take yet. Losing it may end the session.
    unsaved: Option<SecretString>,
    memory: RetryMemory<ScopeSet>,
    last: HashMap<Question, (u64, Result<SecretString, Error>)>,
}

#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) token: SecretString,
    pub(crate) taken_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
}

struct Wish {
    scopes: Vec<String>,
    question: Question,
    claims: Option<ClaimsRequest>,
    arrived: u64,
}

/// Who asks the same shares the answer.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Question {
    key: ScopeSet,
    challenge: Option<String>,
}

impl Wish {
    fn key(&self) -> &ScopeSet {
        &self.question.key
    }

    fn is_challenged(&self) -> bool {
        self.question.challenge.is_some()
    }
}

impl TokenKeeper {
    /// Takes up the session of one account. After a sign-in give it the tokens with
    /// [`Self::adopt`]; after a restart the vault has what is needed.
    pub fn new(entra: Arc<Entra>, vault: Arc<dyn RefreshTokenVault>) -> Self {
        let session = Session { unsaved: None, memory: RetryMemory::new(), last: HashMap::new() };
        Self {
            shared: Arc::new(Shared {
                entra,
                vault,
                access: RwLock::default(),
                session: Mutex::new(session),
                round: AtomicU64::new(0),
                leaving: RwLock::default(),
            }),
        }
    }

    /// Takes over the tokens of a fresh sign-in. The refresh token is in the vault when this
    /// returns.
    ///
    /// # Errors
    /// [`Error::VaultFailed`].
    pub async fn adopt(&self, tokens: Tokens, now: DateTime<Utc>) -> Result<(), Error> {
        let mut session = self.shared.session.lock().await;
        if let Some(token) = &tokens.refresh_token {
            session.unsaved = Some(token.clone());
            self.shared.save(&mut session).await?;
        }
        session.memory = RetryMemory::new();
        session.last.clear();
        self.shared.keep(ScopeSet::of(&tokens.scope), &tokens, now);
        Ok(())
    }

    /// An access token for these permissions of one resource. It is renewed 300 s before its end;
    /// callers who come at the same time share one request and its outcome. The request goes on
    /// if the caller goes away, so that a rotated refresh token is never lost.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::InteractionRequired`], [`Error::Throttled`],
    /// [`Error::VaultFailed`], the network's.
    pub async fn access_token(
        &self,
        scopes: &[String],
        now: DateTime<Utc>,
    ) -> Result<SecretString, Error> {
        let wish = self.shared.wish(scopes, None);
        if let Some(token) = self.shared.kept(wish.key(), now) {
            return Ok(token);
        }
        self.fulfil(wish, now).await
    }

    /// Answers a claims challenge: forgets the refused token and asks Entra for one that has what
    /// the challenge names. Ask again with it once, not more: Entra calls more a loop.
    ///
    /// # Errors
    /// As [`Self::access_token`]; [`Error::InteractionRequired`] carries the claims to ask for.
    pub async fn answer(
        &self,
        scopes: &[String],
        challenge: &Challenge,
        now: DateTime<Utc>,
    ) -> Result<SecretString, Error> {
        self.fulfil(self.shared.wish(scopes, Some(challenge)), now).await
    }

    /// Forgets all tokens, in memory and in the vault. A request on its way is given up.
    ///
    /// # Errors
    /// [`Error::VaultFailed`].
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.shared.leave();
        let mut session = self.shared.session.lock().await;
        session.unsaved = None;
        session.last.clear();
        self.shared.forget_access();
        self.shared.vault.replace(None).await.map_err(vault_failed)
    }

    /// This keeper for one set of permissions, as [`AccessTokens`].
    pub fn for_scopes(&self, scopes: Vec<String>, clock: Clock) -> KeptScopes {
        KeptScopes { keeper: self.clone(), scopes, clock }
    }

    async fn fulfil(&self, wish: Wish, now: DateTime<Utc>) -> Result<SecretString, Error> {
        let shared = Arc::clone(&self.shared);
        let leaving = shared.leaving();
        let task = tokio::spawn(async move { shared.fulfil(wish, leaving, now).await });
        task.await.unwrap_or(Err(Error::Cancelled))
    }
}

impl AccessTokens for KeptScopes {
    fn access_token<'a>(
        &'a self,
        challenge: Option<&'a Challenge>,
    ) -> BoxFuture<'a, Result<SecretString, Error>> {
        Box::pin(async move {
            let now = (self.clock)();
            match challenge {
                Some(challenge) => self.keeper.answer(&self.scopes, challenge, now).await,
                None => self.keeper.access_token(&self.scopes, now).await,
            }
        })
    }
}

impl Shared {
    fn wish(&self, scopes: &[String], challenge: Option<&Challenge>) -> Wish {
        let claims = challenge.and_then(|challenge| challenge.claims.clone());
        let words = claims.as_ref().map(ClaimsRequest::to_json);
        Wish {
            scopes: for_refresh(scopes),
            question: Question {
                key: ScopeSet::of(scopes),
                challenge: challenge.map(|_| words.unwrap_or_default()),
            },
            claims,
            arrived: self.round.load(Ordering::Acquire),
        }
    }

    async fn fulfil(
        &self,
        wish: Wish,
        leaving: CancellationToken,
        now: DateTime<Utc>,
    ) -> Result<SecretString, Error> {
        let mut session = self.session.lock().await;
        if leaving.is_cancelled() {
            return Err(Error::SignedOut);
        }
        if let Some((round, outcome)) = session.last.get(&wish.question) {
            // Somebody asked for the same while we waited for our turn.
            if *round > wish.arrived {
                return outcome.clone();
            }
        }
        if !wish.is_challenged()
            && let Some(token) = self.kept(wish.key(), now)
        {
            return Ok(token);
        }
        let outcome = tokio::select! {
            biased;
            () = leaving.cancelled() => return Err(Error::SignedOut),
            outcome = self.refresh(&mut session, &wish, now) => outcome,
        };
        let round = self.round.fetch_add(1, Ordering::AcqRel) + 1;
        session.last.insert(wish.question, (round, outcome.clone()));
        outcome
    }

    async fn refresh(
        &self,
        session: &mut Session,
        wish: &Wish,
        now: DateTime<Utc>,
    ) -> Result<SecretString, Error> {
        if wish.is_challenged() {
            self.forget(wish.key());
        }
        session.memory.check(wish.key(), now)?;
        self.save(session).await?;
        // Loaded each time: another program of the same person may have rotated it.
        let refresh_token =
            self.vault.load().await.map_err(vault_failed)?.ok_or(Error::SignedOut)?;
        let mut claims = ClaimsRequest::capabilities();
        if let Some(wanted) = &wish.claims {
            claims = claims.merged(wanted);
        }
        let asker = Asker {
            client_id: self.entra.tenant().client_id,
            scopes: &wish.scopes,
            claims: Some(&claims),
        };
        let granted =
            redeem(self.entra.authority(), &asker, Offer::Refresh(&refresh_token), now).await;
        match granted {
            Ok(grant) => self.accept(session, wish, grant, now).await,
            Err(refused) => Err(self.refused(session, wish, refused, now).await),
        }
    }

    // First the vault, then the token: a crash in between costs a request, never the session.
    async fn accept(
        &self,
        session: &mut Session,
        wish: &Wish,
        grant: Grant,
        now: DateTime<Utc>,
    ) -> Result<SecretString, Error> {
        if let Some(rotated) = grant.tokens.refresh_token.clone() {
            session.unsaved = Some(rotated);
            self.save(session).await?;
        }
        self.keep(wish.key().clone(), &grant.tokens, now);
        Ok(grant.tokens.access_token)
    }

    async fn refused(
        &self,
        session: &mut Session,
        wish: &Wish,
        refused: NoGrant,
        now: DateTime<Utc>,
    ) -> Error {
        if let Some(wait) = refused.wait {
            session.memory.remember(wish.key().clone(), wait, now);
        }
        if refused.error == Error::SignedOut
            && let Err(fault) = self.vault.replace(None).await
        {
            tracing::warn!(%fault, "a dead refresh token could not be removed");
        }
        match (refused.error, &wish.claims) {
            (Error::InteractionRequired { claims, refusal }, Some(wanted)) => {
                let claims = wanted.merged(&claims.unwrap_or_default());
                Error::InteractionRequired { claims: Some(claims), refusal }
            }
            (error, _) => error,
        }
    }

    async fn save(&self, session: &mut Session) -> Result<(), Error> {
        if let Some(token) = &session.unsaved {
            self.vault.replace(Some(token.clone())).await.map_err(vault_failed)?;
            session.unsaved = None;
        }
        Ok(())
    }

    fn kept(&self, wanted: &ScopeSet, now: DateTime<Utc>) -> Option<SecretString> {
        let access = self.access.read().unwrap_or_else(PoisonError::into_inner);
        access
            .iter()
            .find(|(have, kept)| have.covers(wanted) && kept.is_good(now))
            .map(|(_, kept)| kept.token.clone())
    }

    fn keep(&self, key: ScopeSet, tokens: &Tokens, now: DateTime<Utc>) {
        let kept = Kept {
            token: tokens.access_token.clone(),
            taken_at: now,
            expires_at: tokens.expires_at,
        };
        self.access.write().unwrap_or_else(PoisonError::into_inner).insert(key, kept);
    }

    fn forget(&self, key: &ScopeSet) {
        let mut access = self.access.write().unwrap_or_else(PoisonError::into_inner);
        access.retain(|have, _| !have.covers(key));
    }

    fn forget_access(&self) {
        self.access.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn leaving(&self) -> CancellationToken {
        self.leaving.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn leave(&self) {
        let mut leaving = self.leaving.write().unwrap_or_else(PoisonError::into_inner);
        leaving.cancel();
        *leaving = CancellationToken::new();
    }
}

impl Kept {
    /// Not about to end, and not from a future that our clock has left again.
    pub(crate) fn is_good(&self, now: DateTime<Utc>) -> bool {
        self.taken_at <= now && now + EARLY < self.expires_at
    }
}

fn vault_failed(fault: VaultFault) -> Error {
    Error::VaultFailed { reason: fault.0 }
}
