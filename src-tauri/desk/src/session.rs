//! Signing in, being signed in, signing out.

use std::sync::Arc;

use entra::{Prompt, RefreshTokenVault, SignInRequest, SignedIn, TokenKeeper, Tokens, VaultFault};
use futures::future::BoxFuture;
use review::{PersonRef, Reviewer, Role};
use secrecy::SecretString;
use store::{Account, Store};
use tokio_util::sync::CancellationToken;

use crate::device::{Candidate, ENROLMENT};
use crate::matters::MATTERS;
use crate::problem::{Problem, SignInCause};
use crate::view::{PersonLine, SessionState, SessionView, Topic, WaitingStep};
use crate::{Desk, Result, fault, locked};

/// Where the session stands.
#[derive(Debug, Clone)]
pub(crate) enum Phase {
    SignedOut { reason: Option<Problem> },
    Waiting(WaitingStep),
    Blocked { cause: SignInCause, correlation_id: Option<String> },
    WrongRole(PersonLine),
    SignedIn { person: PersonLine, roles: Vec<Role> },
}

/// A signed-in session.
#[derive(Clone)]
pub(crate) struct Live {
    pub account: Account,
    pub keeper: TokenKeeper,
    /// Ends everything that runs for this session.
    pub end: CancellationToken,
}

impl Desk {
    /// Opens the store and takes up the session that the last run left.
    pub async fn start(&self) {
        if let Err(problem) = self.resume().await {
            self.enter(Phase::SignedOut { reason: Some(problem) });
        }
    }

    /// Answer of `session`.
    pub fn session(&self) -> SessionView {
        let profile = &self.0.parts.profile;
        let state = match self.0.phase.borrow().clone() {
            Phase::SignedOut { reason } => SessionState::SignedOut { reason },
            Phase::Waiting(step) => SessionState::Waiting { step },
            Phase::Blocked { cause, correlation_id } => {
                SessionState::Blocked { cause, correlation_id }
            }
            Phase::WrongRole(person) => SessionState::WrongRole { person },
            Phase::SignedIn { person, roles } => SessionState::SignedIn { person, roles },
        };
        SessionView {
            organisation: profile.organisation.clone(),
            domain: profile.domain.clone(),
            sandbox: profile.sandbox,
            device: self.0.parts.device.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            state,
        }
    }

    /// Opens the browser and waits for it; the session's state says how it goes and how it ended.
    ///
    /// # Errors
    /// [`Problem::StoreClosed`] when there is no place to keep a session.
    pub async fn sign_in(&self) -> Result<SessionView> {
        if matches!(*self.0.phase.borrow(), Phase::Waiting(_) | Phase::SignedIn { .. }) {
            return Ok(self.session());
        }
        let store = match self.open_store().await {
            Ok(store) => store,
            Err(problem) => {
                self.enter(Phase::SignedOut { reason: Some(problem.clone()) });
                return Err(problem);
            }
        };
        let cancel = CancellationToken::new();
        *locked(&self.0.sign_in) = cancel.clone();
        match self.browser_sign_in(&store, cancel).await {
            Ok(()) => {}
            Err(SignInEnd::Entra(error)) => {
                tracing::info!(%error, "the sign-in did not happen");
                match fault::sign_in(&error) {
                    (SignInCause::Cancelled, _) => self.enter(Phase::SignedOut { reason: None }),
                    (cause, correlation_id) => self.enter(Phase::Blocked { cause, correlation_id }),
                }
            }
            Err(SignInEnd::Desk(problem)) => {
                self.enter(Phase::SignedOut { reason: Some(problem) });
            }
        }
        *locked(&self.0.link) = None;
        Ok(self.session())
    }

    /// Gives up waiting for the browser.
    pub fn cancel_sign_in(&self) {
        locked(&self.0.sign_in).cancel();
    }

    /// The sign-in page's address while waiting, to copy or to open again.
    pub fn sign_in_link(&self) -> Option<String> {
        locked(&self.0.link).clone()
    }

    /// Opens the sign-in page again.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when nothing waits; [`Problem::Fault`] when no browser starts.
    pub fn open_sign_in_again(&self) -> Result<()> {
        let link = self.sign_in_link().ok_or(Problem::NotFound)?;
        let url = link.parse().map_err(|error| fault::fault("link", &error))?;
        self.0.parts.browser.open(&url).map_err(|error| fault::fault("browser", &error))
    }

    /// Drops tokens, evidence and its keys. Drafts, outbox and decisions stay, encrypted.
    ///
    /// # Errors
    /// When the store refuses; nothing is dropped then.
    pub async fn sign_out(&self) -> Result<SessionView> {
        let live = self.0.live.write().await.take();
        if let Some(live) = live {
            live.end.cancel();
            // The keeper forgets what it has in memory; the vault is emptied by the store below.
            if let Err(error) = live.keeper.sign_out().await {
                tracing::warn!(%error, "the keeper could not forget");
            }
        }
        self.forget_open_cases();
        if let Some(store) = self.0.store.read().await.as_ref() {
            // The waiting enrolment holds an id_token.
            store.delete_preference(ENROLMENT).await.map_err(fault::store)?;
            store.delete_preference(MATTERS).await.map_err(fault::store)?;
            store.sign_out(self.now()).await.map_err(fault::store)?;
        }
        self.enter(Phase::SignedOut { reason: None });
        Ok(self.session())
    }

    /// Ends everything that runs and lets go of the store; a later desk goes on from there.
    pub async fn close(&self) {
        if let Some(live) = self.0.live.write().await.take() {
            live.end.cancel();
        }
        let store = self.0.store.write().await.take();
        if let Some(store) = store {
            store.close().await;
        }
    }

    /// Ends the session that Entra no longer honours; local work stays.
    pub(crate) async fn session_ended(&self) {
        if let Some(live) = self.0.live.write().await.take() {
            live.end.cancel();
            self.forget_open_cases();
            self.enter(Phase::SignedOut { reason: Some(Problem::SignedOut) });
        }
    }

    /// What one person opened is nothing for the next one at this desk.
    fn forget_open_cases(&self) {
        locked(&self.0.open).clear();
        locked(&self.0.releases).clear();
    }

    pub(crate) async fn live(&self) -> Result<Live> {
        self.0.live.read().await.clone().ok_or(Problem::SignedOut)
    }

    /// Who reviews, for the rules.
    pub(crate) async fn reviewer(&self) -> Result<Reviewer> {
        let account = self.live().await?.account;
        Ok(Reviewer { person: account.person, roles: account.roles })
    }

    /// The service, with a fresh bearer token.
    pub(crate) async fn service(&self) -> Result<connect::Client> {
        let live = self.live().await?;
        let scope = vec![self.0.parts.profile.tenant.service_scope.clone()];
        match live.keeper.access_token(&scope, self.now()).await {
            Ok(bearer) => Ok(connect::Client::new(
                self.0.entra.http().clone(),
                self.0.parts.profile.service.clone(),
                bearer,
            )),
            Err(error) => {
                let problem = fault::session(error);
                if problem == Problem::SignedOut {
                    self.session_ended().await;
                }
                Err(problem)
            }
        }
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.0.phase.send_replace(phase);
        self.changed(&[Topic::Session, Topic::Status]);
    }

    pub(crate) async fn open_store(&self) -> Result<Store> {
        let mut place = self.0.store.write().await;
        if let Some(store) = place.as_ref() {
            return Ok(store.clone());
        }
        let opened = Store::open(&self.0.parts.data, self.0.parts.secrets.clone()).await;
        let store = opened.map_err(fault::store)?;
        *place = Some(store.clone());
        Ok(store)
    }

    async fn resume(&self) -> Result<()> {
        let store = self.open_store().await?;
        let Some(account) = store.account().await.map_err(fault::store)? else { return Ok(()) };
        if store.refresh_token().await.map_err(fault::store)?.is_none() {
            return Ok(());
        }
        self.begin_session(&store, account, None).await.map_err(fault::session)
    }

    async fn browser_sign_in(&self, store: &Store, cancel: CancellationToken) -> SignInResult {
        let candidate = Candidate::new();
        let request = SignInRequest {
            nonce: candidate.nonce(),
            // Fresh, because it may enrol this device: a browser's old session can't.
            prompt: Some(Prompt::Login),
            login_hint: None,
            extra_claims: None,
            scopes: self.scopes(),
        };
        let pending = self.0.entra.begin_sign_in(request, self.now()).await?;
        *locked(&self.0.link) = Some(pending.authorize_url().to_string());
        self.enter(Phase::Waiting(WaitingStep::BrowserOpened));
        if let Err(error) = self.0.parts.browser.open(pending.authorize_url()) {
            // The link can still be copied.
            tracing::warn!(%error, "no browser started");
        }
        self.enter(Phase::Waiting(WaitingStep::WaitingForEntra));
        let signed_in = pending.finish(cancel, self.now()).await?;
        self.enter(Phase::Waiting(WaitingStep::CheckingRoles));
        self.admit(store, signed_in, candidate).await
    }

    /// Checks the roles, keeps the session, enrols the device.
    async fn admit(
        &self,
        store: &Store,
        signed_in: SignedIn,
        candidate: Candidate,
    ) -> SignInResult {
        let person = &signed_in.person;
        let line = person_line(&person.name, &person.user_principal_name);
        let roles: Vec<Role> = person.roles.iter().filter_map(|r| Role::from_claim(r)).collect();
        if roles.is_empty() {
            self.enter(Phase::WrongRole(line));
            return Ok(());
        }
        self.forget_open_cases();
        let account = Account {
            person: PersonRef { tenant_id: person.tenant_id, object_id: person.object_id },
            name: person.name.clone(),
            user_principal_name: person.user_principal_name.clone(),
            roles,
            signed_in_at: self.now(),
        };
        let Some(refresh_token) = signed_in.tokens.refresh_token.clone() else {
            return Err(SignInEnd::Entra(entra::Error::UnexpectedAnswer {
                what: "token",
                reason: "no refresh token".to_owned(),
            }));
        };
        store.sign_in(&account, &refresh_token).await.map_err(fault::store)?;
        // What waited for a role or a device may go now.
        store.unpark(account.person, self.now()).await.map_err(fault::store)?;
        self.keep_candidate(store, &account, candidate, signed_in.id_token.clone()).await?;
        self.begin_session(store, account, Some(signed_in.tokens)).await?;
        Ok(())
    }

    async fn begin_session(
        &self,
        store: &Store,
        account: Account,
        tokens: Option<Tokens>,
    ) -> std::result::Result<(), entra::Error> {
        let vault = Arc::new(Vault(store.clone()));
        let keeper = TokenKeeper::new(self.0.entra.clone(), vault);
        if let Some(tokens) = tokens {
            // Before anything asks for a token: two users of one refresh token would race.
            keeper.adopt(tokens, self.now()).await?;
        }
        let person = person_line(&account.name, &account.user_principal_name);
        let roles = account.roles.clone();
        let end = CancellationToken::new();
        *self.0.live.write().await = Some(Live { account, keeper, end: end.clone() });
        self.enter(Phase::SignedIn { person, roles });
        tokio::spawn(self.clone().keep_in_sync(end.clone()));
        tokio::spawn(self.clone().keep_delivering(end));
        Ok(())
    }

    fn scopes(&self) -> Vec<String> {
        let mut scopes = vec![self.0.parts.profile.tenant.service_scope.clone()];
        scopes.extend(self.graph_scopes());
        scopes
    }

    pub(crate) fn graph_scopes(&self) -> Vec<String> {
        let graph = self.0.parts.profile.tenant.graph.as_str().trim_end_matches('/').to_owned();
        vec![format!("{graph}/User.Read.All"), format!("{graph}/GroupMember.Read.All")]
    }
}

enum SignInEnd {
    Entra(entra::Error),
    Desk(Problem),
}

type SignInResult = std::result::Result<(), SignInEnd>;

impl From<entra::Error> for SignInEnd {
    fn from(error: entra::Error) -> Self {
        Self::Entra(error)
    }
}

impl From<Problem> for SignInEnd {
    fn from(problem: Problem) -> Self {
        Self::Desk(problem)
    }
}

/// The refresh token's place is the encrypted store.
struct Vault(Store);

impl RefreshTokenVault for Vault {
    fn load(&self) -> BoxFuture<'_, std::result::Result<Option<SecretString>, VaultFault>> {
        Box::pin(async { self.0.refresh_token().await.map_err(|e| VaultFault(e.to_string())) })
    }

    fn replace(
        &self,
        token: Option<SecretString>,
    ) -> BoxFuture<'_, std::result::Result<(), VaultFault>> {
        Box::pin(async move {
            let Some(token) = token else { return Ok(()) };
            self.0.replace_refresh_token(&token).await.map_err(|e| VaultFault(e.to_string()))
        })
    }
}

fn person_line(name: &str, user_principal_name: &str) -> PersonLine {
    let initials: String =
        name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    PersonLine {
        name: name.to_owned(),
        user_principal_name: user_principal_name.to_owned(),
        initials: initials.to_uppercase(),
    }
}
