//! The tenant's rules: read with each sync, kept for offline, changed by two people.

use audit::envelope;
use chrono::{DateTime, Utc};
use review::policy::change::policy_sha256;
use review::policy::{
    Difference, Direction, PolicyClaim, PolicyStatement, PolicyStep, differences, effective_at,
};
use review::{
    Policy, PolicyChange, PolicyChangeId, PolicyProposal, PolicySignature, PolicyState,
    PolicyVersion, Role, statement,
};
use uuid::Uuid;

use crate::device::signing_key;
use crate::problem::Problem;
use crate::view::{
    ComparePoliciesRequest, PendingPolicyView, PolicyPreview, PolicyVersionLine, PolicyView, Topic,
};
use crate::{Desk, Result, fault};

/// The state as last fetched, and every version.
const STATE: &str = "policy_state";
const VERSIONS: &str = "policy_versions";

impl Desk {
    /// The tenant's policy as last fetched, also when a change takes effect that was known to come;
    /// the strict one before the first contact.
    pub(crate) async fn policy(&self) -> Result<Policy> {
        let kept = self.kept_state().await?;
        Ok(kept.map_or_else(Policy::strict, |state| in_force(state, self.now()).in_force.policy))
    }

    /// Fetches the policy; tells the window when it is another one.
    pub(crate) async fn refresh_policy(&self, client: &connect::Client) -> Result<()> {
        let state = self.heard(client.policy().await).map_err(fault::service)?;
        self.keep_state(&state).await
    }

    /// The rules in force, and the change that waits.
    ///
    /// # Errors
    /// [`Problem::Offline`] before the service answered for the first time.
    pub async fn policy_view(&self) -> Result<PolicyView> {
        let state = self.kept_state().await?.ok_or(Problem::Offline)?;
        let now = self.now();
        let me = self.live().await?.account;
        let state = in_force(state, now);
        let version = &state.in_force;
        let closed = (!me.roles.contains(&Role::PolicyManage))
            .then(|| "Your role reads the policy. A policy manager changes it.".to_owned());
        let pending = state.pending.as_ref().map(|change| {
            let mine = change.proposed.person == me.person;
            pending(change, &version.policy, mine, closed.clone(), now)
        });
        let waits = "A change waits. It takes effect or is withdrawn first.".to_owned();
        Ok(PolicyView {
            version: version.policy.version,
            in_force_since: version.effective_at.to_rfc3339(),
            proposed_by: version.proposed.as_ref().map(|one| one.name.clone()),
            approved_by: version.approved.as_ref().map(|one| one.name.clone()),
            sha256: version.sha256.clone(),
            rules: version.policy.rules(),
            policy: version.policy.clone(),
            catalogue: Policy::catalogue(),
            next_version: state.next_version,
            proposing_closed: closed.or_else(|| pending.is_some().then_some(waits)),
            pending,
        })
    }

    /// Every version, the newest first; as last fetched while the service does not answer.
    ///
    /// # Errors
    /// [`Problem::Offline`] when none was ever fetched.
    pub async fn policy_versions(&self) -> Result<Vec<PolicyVersionLine>> {
        let now = self.now();
        let current = self.policy().await?.version;
        let all = self.versions().await?;
        Ok(all.into_iter().map(|version| line(&version, current, now)).collect())
    }

    /// What differs between two versions.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is no such version.
    pub async fn compare_policies(
        &self,
        request: ComparePoliciesRequest,
    ) -> Result<Vec<Difference>> {
        let all = self.versions().await?;
        let find = |wanted: u32| {
            all.iter().find(|one| one.policy.version == wanted).ok_or(Problem::NotFound)
        };
        Ok(differences(&find(request.from)?.policy, &find(request.to)?.policy))
    }

    /// What a change would do, before anybody signs it.
    ///
    /// # Errors
    /// [`Problem::Offline`] before the service answered for the first time.
    pub async fn preview_policy(&self, policy: Policy) -> Result<PolicyPreview> {
        let now = self.policy().await?;
        let changes = differences(&now, &policy);
        Ok(PolicyPreview {
            waits_a_day: loosens(&changes),
            out_of_bounds: policy.out_of_bounds(),
            differences: changes,
        })
    }

    /// Proposes a policy, signed with this device's key.
    ///
    /// # Errors
    /// [`Problem::Invalid`] says what to correct, or that the policy changed meanwhile.
    pub async fn propose_policy(&self, policy: Policy) -> Result<PolicyView> {
        let state = self.kept_state().await?.ok_or(Problem::Offline)?;
        let policy = Policy { version: state.next_version, ..policy };
        if let Some(wrong) = policy.out_of_bounds().into_iter().next() {
            return Err(Problem::Invalid { sentence: wrong.sentence });
        }
        let text = policy.to_text().map_err(|error| fault::fault("policy", &error))?;
        let change = PolicyChangeId(Uuid::now_v7());
        let based_on = in_force(state, self.now()).in_force.policy.version;
        let named =
            Named { change, based_on, version: policy.version, sha256: policy_sha256(&text) };
        let (envelope, _) = self.sign_step(&named, PolicyStep::Propose, false).await?;
        let client = self.service().await?;
        let proposal = PolicyProposal { policy: text, envelope };
        self.answered(client.propose_policy(&proposal).await, &client).await
    }

    /// Agrees to the change that waits. The browser opens: the sign-in names the statement.
    ///
    /// # Errors
    /// [`Problem::StepUpFailed`] what the sign-in lacked; [`Problem::Closed`] for the proposer.
    pub async fn approve_policy(&self, change: PolicyChangeId) -> Result<PolicyView> {
        let named = self.named(change).await?;
        let (envelope, sign_in) = self.sign_step(&named, PolicyStep::Approve, true).await?;
        let client = self.service().await?;
        let signature = PolicySignature { envelope, sign_in };
        self.answered(client.approve_policy(change, &signature).await, &client).await
    }

    /// Stops the change that waits.
    ///
    /// # Errors
    /// [`Problem::Invalid`] when it is in force by now.
    pub async fn withdraw_policy(&self, change: PolicyChangeId) -> Result<PolicyView> {
        let named = self.named(change).await?;
        let (envelope, sign_in) = self.sign_step(&named, PolicyStep::Withdraw, false).await?;
        let client = self.service().await?;
        let signature = PolicySignature { envelope, sign_in };
        self.answered(client.withdraw_policy(change, &signature).await, &client).await
    }

    /// What this desk was shown, by the hash of the document that it holds itself.
    async fn named(&self, change: PolicyChangeId) -> Result<Named> {
        let state = self.kept_state().await?.ok_or(Problem::Offline)?;
        let shown = state.pending.filter(|one| one.id == change).ok_or(Problem::NotFound)?;
        let text = shown.policy.to_text().map_err(|error| fault::fault("policy", &error))?;
        Ok(Named {
            change,
            based_on: shown.based_on,
            version: shown.policy.version,
            sha256: policy_sha256(&text),
        })
    }

    async fn sign_step(
        &self,
        named: &Named,
        step: PolicyStep,
        fresh: bool,
    ) -> Result<(String, Option<review::SignInProof>)> {
        let account = self.live().await?.account;
        let key = self.device_key().await?;
        let claim = PolicyClaim {
            change: named.change,
            step,
            based_on: named.based_on,
            version: named.version,
            by: account.person,
            device_key: key.key_id.clone(),
            sequence: key.next_sequence,
            previous: key.previous.map(hex::encode),
            desk_version: env!("CARGO_PKG_VERSION").to_owned(),
            at: self.now(),
        };
        let payload = PolicyStatement::of(claim, &named.sha256)
            .to_bytes()
            .map_err(|error| fault::fault("statement", &error))?;
        let sign_in = if fresh {
            let age = self.policy().await?.approval_sign_in_max_age_seconds;
            Some(self.step_up(&payload, age).await?)
        } else {
            None
        };
        let text = envelope::sign(statement::PAYLOAD_TYPE, &payload, &signing_key(&key)).to_json();
        // The place in the key's chain is taken before anything is sent, whatever comes of it.
        let store = self.store().await?;
        store.advance_key(&key, text.as_bytes()).await.map_err(|error| match error {
            store::Error::Stale => Problem::Invalid {
                sentence: "Something else was signed meanwhile. Try again.".to_owned(),
            },
            other => fault::store(other),
        })?;
        Ok((text, sign_in))
    }

    /// Keeps what the service answered. After a refusal the state is fetched again: it says why.
    async fn answered(
        &self,
        answer: connect::Result<PolicyState>,
        client: &connect::Client,
    ) -> Result<PolicyView> {
        match self.heard(answer) {
            Ok(state) => self.keep_state(&state).await?,
            Err(error) => {
                if let Err(problem) = self.refresh_policy(client).await {
                    tracing::debug!(?problem, "the policy could not be fetched again");
                }
                return Err(fault::service(error));
            }
        }
        self.policy_view().await
    }

    async fn kept_state(&self) -> Result<Option<PolicyState>> {
        self.store().await?.preference(STATE).await.map_err(fault::store)
    }

    async fn keep_state(&self, state: &PolicyState) -> Result<()> {
        let before = self.kept_state().await?;
        if before.as_ref() == Some(state) {
            return Ok(());
        }
        let store = self.store().await?;
        store.set_preference(STATE, state).await.map_err(fault::store)?;
        let version = state.in_force.policy.version;
        let another = before.is_some_and(|kept| kept.in_force.policy.version != version);
        let say = another.then(|| format!("Policy {version} is in force now."));
        self.tell(&[Topic::Policy, Topic::Case, Topic::Status], say);
        Ok(())
    }

    async fn versions(&self) -> Result<Vec<PolicyVersion>> {
        let store = self.store().await?;
        let fetched = match self.service().await {
            Ok(client) => self.heard(client.policy_versions().await).map_err(fault::service),
            Err(problem) => Err(problem),
        };
        match fetched {
            Ok(all) => {
                store.set_preference(VERSIONS, &all).await.map_err(fault::store)?;
                Ok(all)
            }
            Err(problem) => store.preference(VERSIONS).await.map_err(fault::store)?.ok_or(problem),
        }
    }
}

/// What a signature is about.
struct Named {
    change: PolicyChangeId,
    based_on: u32,
    version: u32,
    sha256: String,
}

/// A change that was agreed to decides from its time on, whether the service was asked since or not.
fn in_force(mut state: PolicyState, now: DateTime<Utc>) -> PolicyState {
    let due = |change: &PolicyChange| change.effective_at.is_some_and(|at| at <= now);
    if let Some(change) = state.pending.take_if(|change| due(change)) {
        state.next_version = state.next_version.max(change.policy.version + 1);
        state.in_force = PolicyVersion {
            effective_at: change.effective_at.unwrap_or(now),
            policy: change.policy,
            sha256: change.sha256,
            proposed: Some(change.proposed),
            approved: change.approved,
            withdrawn: None,
        };
    }
    state
}

fn loosens(changes: &[Difference]) -> bool {
    changes.iter().any(|change| change.direction == Direction::Loosening)
}

fn pending(
    change: &PolicyChange,
    current: &Policy,
    mine: bool,
    closed: Option<String>,
    now: DateTime<Utc>,
) -> PendingPolicyView {
    let changes = differences(current, &change.policy);
    let agreeing_closed = if change.approved.is_some() {
        Some("Two people signed it. It waits for its time.".to_owned())
    } else if closed.is_some() {
        closed.clone()
    } else {
        mine.then(|| "You proposed it. Another policy manager agrees to it.".to_owned())
    };
    PendingPolicyView {
        id: change.id,
        version: change.policy.version,
        proposed_by: change.proposed.name.clone(),
        proposed_at: change.proposed.at.to_rfc3339(),
        approved_by: change.approved.as_ref().map(|one| one.name.clone()),
        approved_at: change.approved.as_ref().map(|one| one.at.to_rfc3339()),
        effective_at: change.effective_at.map(|at| at.to_rfc3339()),
        waits_a_day: effective_at(&changes, now) > now,
        differences: changes,
        agreeing_closed,
        withdrawing_closed: closed,
    }
}

fn line(version: &PolicyVersion, current: u32, now: DateTime<Utc>) -> PolicyVersionLine {
    PolicyVersionLine {
        version: version.policy.version,
        effective_at: version.effective_at.to_rfc3339(),
        in_force: version.policy.version == current,
        waits: version.effective_at > now && version.withdrawn.is_none(),
        proposed_by: version.proposed.as_ref().map(|one| one.name.clone()),
        approved_by: version.approved.as_ref().map(|one| one.name.clone()),
        withdrawn_by: version.withdrawn.as_ref().map(|one| one.name.clone()),
        sha256: version.sha256.clone(),
    }
}
