//! The rules change by two people, in the open, and looser ones a day later.

use audit::envelope;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{TimeDelta, Utc};
use review::entry::LogEntry;
use review::policy::change::policy_sha256;
use review::policy::{HelpdeskPictures, PolicyClaim, PolicyStatement, PolicyStep};
use review::problem::Kind;
use review::*;
use serde_json::Value;
use uuid::Uuid;

use crate::desk::{Desk, problem, read};
use crate::world::{World, until};

/// A service and the two who may change its policy.
struct Managers {
    world: World,
    henrik: Desk,
    mireille: Desk,
}

impl Managers {
    async fn of(world: World) -> Self {
        let henrik = world.desk("henrik.solberg").await;
        let mireille = world.desk("mireille.okou").await;
        Self { world, henrik, mireille }
    }

    /// Some seconds later, both signed in anew.
    async fn after(self, seconds: i64) -> Self {
        self.world.pass(seconds);
        Self::of(self.world).await
    }

    async fn state(&self) -> PolicyState {
        read(self.henrik.get("v1/policy").await).await
    }

    async fn next(&self, change: impl FnOnce(&mut Policy)) -> Policy {
        let state = self.state().await;
        let mut policy = state.in_force.policy;
        policy.version = state.next_version;
        change(&mut policy);
        policy
    }

    /// Proposed by the one.
    async fn proposed(&mut self, change: impl FnOnce(&mut Policy)) -> PolicyChange {
        let policy = self.next(change).await;
        let (id, time) = (PolicyChangeId(Uuid::now_v7()), self.time());
        let step = Step::new(id, PolicyStep::Propose, &policy, time);
        let answer = self.henrik.propose(&step, &policy).await;
        assert_eq!(answer.status(), 201);
        read::<PolicyState>(answer).await.pending.unwrap()
    }

    /// Agreed to by the other.
    async fn agreed(&mut self, change: &PolicyChange) -> PolicyState {
        let step = Step::new(change.id, PolicyStep::Approve, &change.policy, self.time());
        read(self.mireille.agree(&step).await).await
    }

    async fn changed(&mut self, change: impl FnOnce(&mut Policy)) -> PolicyState {
        let change = self.proposed(change).await;
        self.agreed(&change).await
    }

    fn time(&self) -> chrono::DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.world.seconds_ahead())
    }
}

/// One step before it is signed.
#[derive(Clone)]
struct Step {
    claim: PolicyClaim,
    sha256: String,
}

impl Step {
    fn new(
        change: PolicyChangeId,
        step: PolicyStep,
        policy: &Policy,
        at: chrono::DateTime<Utc>,
    ) -> Self {
        let claim = PolicyClaim {
            change,
            step,
            based_on: 1,
            version: policy.version,
            by: PersonRef { tenant_id: Uuid::nil(), object_id: Uuid::nil() },
            device_key: String::new(),
            sequence: 0,
            previous: None,
            desk_version: "0.1.0".to_owned(),
            at,
        };
        Self { claim, sha256: policy_sha256(&policy.to_text().unwrap()) }
    }
}

/// What a desk does about a policy.
trait Governs {
    fn signed(&self, step: &Step) -> (String, Vec<u8>);
    async fn propose(&mut self, step: &Step, policy: &Policy) -> reqwest::Response;
    async fn agree(&mut self, step: &Step) -> reqwest::Response;
    async fn stop(&mut self, step: &Step) -> reqwest::Response;
    fn advance(&mut self, envelope: &str);
}

impl Governs for Desk {
    fn signed(&self, step: &Step) -> (String, Vec<u8>) {
        let mut claim = step.claim.clone();
        if claim.by.object_id.is_nil() {
            claim.by = self.person;
        }
        claim.device_key = envelope::key_id(&self.key.verifying_key());
        claim.sequence = self.sequence + 1;
        claim.previous = self.previous.clone();
        let payload = PolicyStatement::of(claim, &step.sha256).to_bytes().unwrap();
        let signed = envelope::sign(statement::PAYLOAD_TYPE, &payload, &self.key).to_json();
        (signed, payload)
    }

    async fn propose(&mut self, step: &Step, policy: &Policy) -> reqwest::Response {
        let (envelope, _) = self.signed(step);
        let proposal = PolicyProposal { policy: policy.to_text().unwrap(), envelope };
        let answer = self.post("v1/policy/changes", &proposal).await;
        if answer.status().is_success() {
            self.advance(&proposal.envelope);
        }
        answer
    }

    async fn agree(&mut self, step: &Step) -> reqwest::Response {
        let (envelope, payload) = self.signed(step);
        let random: [u8; 32] = rand::random();
        let nonce = binding::approval_nonce(&binding::statement_digest(&payload), &random);
        let id_token = self.fresh_sign_in(nonce).await;
        let sign_in = Some(SignInProof { id_token, random: STANDARD.encode(random) });
        let signature = PolicySignature { envelope, sign_in };
        let path = format!("v1/policy/changes/{}/approval", step.claim.change);
        let answer = self.post(&path, &signature).await;
        if answer.status().is_success() {
            self.advance(&signature.envelope);
        }
        answer
    }

    async fn stop(&mut self, step: &Step) -> reqwest::Response {
        let (envelope, _) = self.signed(step);
        let signature = PolicySignature { envelope, sign_in: None };
        let path = format!("v1/policy/changes/{}/withdrawal", step.claim.change);
        let answer = self.post(&path, &signature).await;
        if answer.status().is_success() {
            self.advance(&signature.envelope);
        }
        answer
    }

    fn advance(&mut self, envelope: &str) {
        self.sequence += 1;
        self.previous = Some(audit::chain::after_json(envelope.as_bytes()).to_hex());
    }
}

fn looser(policy: &mut Policy) {
    policy.velocity_cases = 5;
}

fn stricter(policy: &mut Policy) {
    policy.heightened_threat = true;
}

#[tokio::test(flavor = "multi_thread")]
async fn stricter_rules_decide_with_the_second_signature_and_each_step_is_in_the_log() {
    let mut managers = Managers::of(World::empty(0).await).await;
    let before = managers.state().await;
    assert_eq!((before.in_force.policy.version, before.next_version), (1, 2));
    assert!(before.in_force.proposed.is_none() && before.pending.is_none());
    let change = managers.proposed(stricter).await;
    let waiting = managers.state().await;
    assert!(!waiting.in_force.policy.heightened_threat, "one signature changes nothing");
    assert_eq!(waiting.pending.as_ref(), Some(&change));
    assert_eq!(change.effective_at, None);
    let after = managers.agreed(&change).await;
    assert!(after.in_force.policy.heightened_threat && after.pending.is_none());
    assert_eq!(after.in_force.policy.version, 2);
    assert_eq!(after.in_force.sha256, policy_sha256(&change.policy.to_text().unwrap()));
    let names = [after.in_force.proposed.as_ref(), after.in_force.approved.as_ref()];
    assert_eq!(
        names.map(|one| one.unwrap().person),
        [managers.henrik.person, managers.mireille.person]
    );
    let versions: Vec<PolicyVersion> = read(managers.henrik.get("v1/policy/versions").await).await;
    assert_eq!(versions.iter().map(|one| one.policy.version).collect::<Vec<_>>(), [2, 1]);
    let page: Value = read(managers.henrik.get("v1/log/entries?from=0").await).await;
    let entries = page["entries"].as_array().unwrap().iter().map(|one| {
        let bytes = STANDARD.decode(one.as_str().unwrap()).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains("Solberg") && !text.contains("Okou"), "a name is in the log");
        LogEntry::from_bytes(&bytes).unwrap()
    });
    let kept: Vec<LogEntry> = entries.collect();
    let proposed = kept.iter().any(|one| {
        matches!(one, LogEntry::PolicyProposed { by, policy_sha256, .. }
            if *by == managers.henrik.person && *policy_sha256 == change.sha256)
    });
    let approved = kept.iter().any(|one| {
        matches!(one, LogEntry::PolicyApproved { by, policy_version: 2, .. }
            if *by == managers.mireille.person)
    });
    assert!(proposed && approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_looser_rules_wait_a_day_and_can_be_stopped_until_then() {
    let mut managers = Managers::of(World::empty(0).await).await;
    let after = managers.changed(looser).await;
    assert_eq!(after.in_force.policy.version, 1);
    let pending = after.pending.unwrap();
    let at = pending.effective_at.unwrap();
    assert_eq!(at, pending.approved.unwrap().at + TimeDelta::hours(24));
    // Nothing else is proposed meanwhile: what it starts from is not settled.
    let policy = managers.next(stricter).await;
    let change = PolicyChangeId(Uuid::now_v7());
    let step = Step::new(change, PolicyStep::Propose, &policy, managers.time());
    let refused = problem(managers.henrik.propose(&step, &policy).await).await;
    assert_eq!(refused.kind(), Some(Kind::PolicyPending));
    let managers = managers.after(86_000).await;
    assert_eq!(managers.state().await.in_force.policy.version, 1, "not yet");
    let mut managers = managers.after(401).await;
    let due = managers.state().await;
    assert_eq!((due.in_force.policy.version, due.in_force.policy.velocity_cases), (2, 5));
    assert!(due.pending.is_none());
    // In force, it is stopped no more.
    let step = Step::new(pending.id, PolicyStep::Withdraw, &pending.policy, managers.time());
    let late = problem(managers.henrik.stop(&step).await).await;
    assert_eq!(late.kind(), Some(Kind::AlreadyDecided));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_change_never_decides_and_its_number_is_not_used_again() {
    let mut managers = Managers::of(World::empty(0).await).await;
    let pending = managers.changed(looser).await.pending.unwrap();
    let step = Step::new(pending.id, PolicyStep::Withdraw, &pending.policy, managers.time());
    let after: PolicyState = read(managers.mireille.stop(&step).await).await;
    assert!(after.pending.is_none());
    assert_eq!(after.next_version, 3);
    let mut managers = managers.after(90_000).await;
    assert_eq!(managers.state().await.in_force.policy.version, 1);
    // Agreeing to it comes too late; so does a second withdrawal.
    let step = Step::new(pending.id, PolicyStep::Approve, &pending.policy, managers.time());
    let refused = problem(managers.mireille.agree(&step).await).await;
    assert_eq!(refused.kind(), Some(Kind::Gone));
    let step = Step::new(pending.id, PolicyStep::Withdraw, &pending.policy, managers.time());
    let refused = problem(managers.henrik.stop(&step).await).await;
    assert_eq!(refused.kind(), Some(Kind::Gone));
    let versions: Vec<PolicyVersion> = read(managers.henrik.get("v1/policy/versions").await).await;
    assert!(versions[0].withdrawn.is_some());
    let state = managers.changed(stricter).await;
    assert_eq!(state.in_force.policy.version, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_one_person_or_one_key_or_one_token_changes_no_rule() {
    let mut managers = Managers::of(World::empty(0).await).await;
    let change = managers.proposed(stricter).await;
    let time = managers.time();
    let step = Step::new(change.id, PolicyStep::Approve, &change.policy, time);
    // Oneself, also from another device.
    for mut same in [managers.world.desk("henrik.solberg").await] {
        let refused = problem(same.agree(&step).await).await;
        assert_eq!(refused.closed[0].code, "P-08");
    }
    let refused = problem(managers.henrik.agree(&step).await).await;
    assert_eq!(refused.closed[0].code, "P-08");
    // Somebody without the role.
    let mut ana = managers.world.desk("ana.ferreira").await;
    let refused = problem(ana.agree(&step).await).await;
    assert_eq!(refused.kind(), Some(Kind::RoleMissing));
    let refused =
        problem(ana.stop(&Step::new(change.id, PolicyStep::Withdraw, &change.policy, time)).await)
            .await;
    assert_eq!(refused.kind(), Some(Kind::RoleMissing));
    // The token without the key: another person's signature, a key that nobody enrolled, none.
    let path = format!("v1/policy/changes/{}/approval", change.id);
    let mut other = step.clone();
    other.claim.by = managers.mireille.person;
    let (envelope, _) = ana.signed(&other);
    let theirs = PolicySignature { envelope, sign_in: None };
    let refused = problem(managers.mireille.post(&path, &theirs).await).await;
    assert_eq!(refused.kind(), Some(Kind::SignInNotBound));
    // The key without a sign-in, and with one for another statement.
    let (envelope, _) = managers.mireille.signed(&step);
    let bare = PolicySignature { envelope: envelope.clone(), sign_in: None };
    let refused = problem(managers.mireille.post(&path, &bare).await).await;
    assert_eq!(refused.kind(), Some(Kind::SignInNotBound));
    let id_token = managers.mireille.fresh_sign_in("another".to_owned()).await;
    let random = STANDARD.encode([7; 32]);
    let unbound = PolicySignature { envelope, sign_in: Some(SignInProof { id_token, random }) };
    let refused = problem(managers.mireille.post(&path, &unbound).await).await;
    assert_eq!(refused.kind(), Some(Kind::SignInNotBound));
    // A good sign-in and a key that is not hers.
    let key = managers.mireille.key.clone();
    managers.mireille.key = ana.key.clone();
    let refused = problem(managers.mireille.agree(&step).await).await;
    assert_eq!(refused.kind(), Some(Kind::DeviceUnknown));
    managers.mireille.key = key;
    assert!(!managers.state().await.in_force.policy.heightened_threat);
    // The control.
    assert!(managers.agreed(&change).await.in_force.policy.heightened_threat);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_another_document_than_the_one_that_was_read_is_refused() {
    let mut managers = Managers::of(World::empty(0).await).await;
    let policy = managers.next(stricter).await;
    let id = PolicyChangeId(Uuid::now_v7());
    let step = Step::new(id, PolicyStep::Propose, &policy, managers.time());
    let mut other = policy.clone();
    other.velocity_cases = 19;
    let mut refuse = async |step: &Step, policy: &Policy, kind: Kind| {
        let refused = problem(managers.henrik.propose(step, policy).await).await;
        assert_eq!(refused.kind(), Some(kind), "{refused:?}");
    };
    refuse(&step, &other, Kind::Unprocessable).await;
    let mut unsafe_one = policy.clone();
    unsafe_one.approval_sign_in_max_age_seconds = 86_400;
    let bad = Step::new(id, PolicyStep::Propose, &unsafe_one, step.claim.at);
    refuse(&bad, &unsafe_one, Kind::Unprocessable).await;
    let mut same = policy.clone();
    same.heightened_threat = false;
    let nothing = Step::new(id, PolicyStep::Propose, &same, step.claim.at);
    refuse(&nothing, &same, Kind::Unprocessable).await;
    let mut skipping = policy.clone();
    skipping.version = 7;
    let mut skips = Step::new(id, PolicyStep::Propose, &skipping, step.claim.at);
    skips.claim.based_on = 1;
    refuse(&skips, &skipping, Kind::Unprocessable).await;
    let mut old = step.clone();
    old.claim.at -= TimeDelta::hours(1);
    refuse(&old, &policy, Kind::Unprocessable).await;
    let mut wrong_step = step.clone();
    wrong_step.claim.step = PolicyStep::Approve;
    refuse(&wrong_step, &policy, Kind::Unprocessable).await;
    // The control; then an agreement to something else than what is proposed.
    let answer = managers.henrik.propose(&step, &policy).await;
    let change = read::<PolicyState>(answer).await.pending.unwrap();
    let elsewhere = Step::new(change.id, PolicyStep::Approve, &other, managers.time());
    let refused = problem(managers.mireille.agree(&elsewhere).await).await;
    assert_eq!(refused.kind(), Some(Kind::Unprocessable));
    managers.agreed(&change).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_version_that_is_no_longer_in_force_is_stale_and_a_repeat_is_the_same() {
    let mut managers = Managers::of(World::empty(0).await).await;
    let old = managers.next(|policy| policy.velocity_days = 14).await;
    managers.changed(stricter).await;
    let step =
        Step::new(PolicyChangeId(Uuid::now_v7()), PolicyStep::Propose, &old, managers.time());
    let stale = problem(managers.henrik.propose(&step, &old).await).await;
    assert_eq!((stale.kind(), stale.policy_version), (Some(Kind::Changed), Some(2)));
    // An answer that was lost is asked for again: one change, one entry.
    let policy = managers.next(|policy| policy.velocity_days = 14).await;
    let id = PolicyChangeId(Uuid::now_v7());
    let mut step = Step::new(id, PolicyStep::Propose, &policy, managers.time());
    step.claim.based_on = 2;
    let (envelope, _) = managers.henrik.signed(&step);
    let proposal = PolicyProposal { policy: policy.to_text().unwrap(), envelope };
    let one: PolicyState = read(managers.henrik.post("v1/policy/changes", &proposal).await).await;
    let two: PolicyState = read(managers.henrik.post("v1/policy/changes", &proposal).await).await;
    assert_eq!(one, two);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_in_the_middle_of_a_change_is_made_again_by_the_new_rules() {
    let mut managers = Managers::of(World::with_cases(24).await).await;
    let ana = managers.world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let approve = ana.prepare(&file, ana.claim(&file, Verdict::Approve)).await;
    managers.changed(stricter).await;
    let refused = problem(ana.send(&approve).await).await;
    assert_eq!((refused.kind(), refused.policy_version), (Some(Kind::Changed), Some(2)));
    // By the new rules the same approval is the first of two.
    let mut claim = ana.claim(&file, Verdict::Approve);
    claim.policy_version = 2;
    let again = ana.prepare(&file, claim).await;
    assert_eq!(ana.send(&again).await.status(), 201);
    let status: DecisionStatus =
        read(ana.get(&format!("v1/decisions/{}", again.decision)).await).await;
    assert_eq!(status.stage, Stage::AwaitsSecond);
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_follow_who_counts_as_privileged() {
    let mut managers = Managers::of(World::with_cases(30).await).await;
    let ana = managers.world.desk("ana.ferreira").await;
    let file = ana.approvable().await;
    let group = file.facts.as_ref().unwrap().person.groups.first().cloned();
    let group = group.expect("everybody is in some group");
    let privileged = async || {
        let rows = ana.changes(None).await.changes;
        let row = rows.into_iter().find(|row| row.id == file.summary.id).unwrap();
        (row.marks.contains(&Mark::Privileged), row.revision)
    };
    let (was, revision) = privileged().await;
    assert!(!was);
    managers.changed(|policy| policy.privileged.groups = vec![group]).await;
    until(async || privileged().await.0).await;
    assert_eq!(privileged().await.1, revision + 1, "a case of which this changed is another one");
    let again = ana.file(file.summary.id).await;
    assert!(again.facts.unwrap().person.is_privileged());
}

#[tokio::test(flavor = "multi_thread")]
async fn helpdesk_gets_no_picture_that_the_policy_withholds() {
    let mut managers = Managers::of(World::with_cases(30).await).await;
    let priya = managers.world.desk("priya.nair").await;
    let case = priya.changes(None).await.changes[0].id;
    let lease = priya.lease(case).await;
    let shown = priya.file(case).await;
    assert!(!shown.evidence.is_empty(), "the control: the policy shows them");
    managers.changed(|policy| policy.helpdesk_pictures = HelpdeskPictures::Withheld).await;
    assert!(priya.file(case).await.evidence.is_empty());
    let path = format!("v1/cases/{case}/evidence/{}", shown.evidence[0].id);
    let refused = problem(priya.get(&path).await).await;
    assert_eq!(refused.closed[0].code, "R-02");
    let judged = priya.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
    assert_eq!(problem(judged).await.closed[0].code, "R-02");
    // A reviewer sees what helpdesk does not.
    priya.release(case, lease.fence).await;
    let ana = managers.world.desk("ana.ferreira").await;
    ana.lease(case).await;
    assert!(!ana.file(case).await.evidence.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_installation_keeps_its_policy_and_its_groups() {
    let mut world = World::empty(0).await;
    world.stop().await;
    // As it was before versions were kept.
    world.tamper("DROP TRIGGER policy_versions_last; DELETE FROM policy_versions").await;
    world.config = world.config.replace("[tenant]", "[tenant]\nprivileged_groups = [\"Vault\"]");
    world.start().await;
    let henrik = world.desk("henrik.solberg").await;
    let state: PolicyState = read(henrik.get("v1/policy").await).await;
    assert_eq!((state.in_force.policy.version, state.next_version), (2, 3));
    assert_eq!(state.in_force.policy.privileged.groups, ["Vault"]);
    // Once: configuration is no way to change a policy.
    world.stop().await;
    world.config = world.config.replace("\"Vault\"", "\"Attic\"");
    world.start().await;
    let henrik = world.desk("henrik.solberg").await;
    let after: PolicyState = read(henrik.get("v1/policy").await).await;
    assert_eq!(after, state);
    let versions: Vec<PolicyVersion> = read(henrik.get("v1/policy/versions").await).await;
    assert!(versions[1].policy.privileged.groups.is_empty());
    assert_eq!(versions.len(), 2);
}
