//! What every attack is tried on: a company of its own with one plain case, and the service before
//! it. An attack is refused, and nothing of an approval is recorded; its control differs in one
//! thing, and is recorded. Without the rule that stops it, the attack must come through: then the
//! test was about that rule.

use audit::Envelope;
use reqwest::Response;
use review::problem::Kind;
use review::*;
use sandbox::company::{ImageKind, Session, SessionKind, Truth};

use crate::desk::{Desk, Prepared, problem};
use crate::world::{Off, World, until};

/// Sessions that the company has; a test takes in the few that it needs.
const CASES: usize = 30;

/// How an attack ended: refused, or it came through.
pub type Tried = Result<(), Through>;

/// The attack came through.
#[derive(Debug)]
pub struct Through;

/// What must refuse it: a problem of this kind, or a door closed by this and nothing else.
#[derive(Clone, Copy)]
pub enum By {
    Kind(Kind),
    Door(&'static str),
}

impl From<Kind> for By {
    fn from(kind: Kind) -> Self {
        Self::Kind(kind)
    }
}

impl From<&'static str> for By {
    fn from(code: &'static str) -> Self {
        Self::Door(code)
    }
}

pub struct Siege {
    pub world: World,
    off: Off,
    policy: Option<Policy>,
    attacks: usize,
    controls: usize,
}

/// The rule holds: the attack is refused, and its control is not.
pub async fn stands(attack: impl AsyncFnOnce(&mut Siege) -> Tried) {
    let mut siege = Siege::lay(None).await;
    attack(&mut siege).await.expect("the attack came through");
    assert!(siege.attacks > 0, "nothing was attacked");
    assert!(siege.controls > 0, "an attack without a control proves nothing");
}

/// Without its rule the attack comes through.
#[cfg(feature = "faults")]
pub async fn falls(rule: service::Rule, attack: impl AsyncFnOnce(&mut Siege) -> Tried) {
    let mut siege = Siege::lay(Some(rule)).await;
    attack(&mut siege).await.expect_err("it is refused without its rule: the test is of another");
}

impl Siege {
    async fn lay(off: Off) -> Self {
        let world = World::without(off, CASES, None).await;
        Self { world, off, policy: None, attacks: 0, controls: 0 }
    }

    /// The same company before anything happened: for a control that an attack would have spoiled.
    pub async fn anew(&mut self) {
        self.world = World::without(self.off, CASES, self.policy.as_ref()).await;
    }

    /// The same, under another policy from the beginning.
    pub async fn anew_under(&mut self, policy: Policy) {
        self.policy = Some(policy);
        self.anew().await;
    }

    pub async fn ana(&self) -> Desk {
        self.world.desk("ana.ferreira").await
    }

    pub async fn tomasz(&self) -> Desk {
        self.world.desk("tomasz.wilk").await
    }

    /// The security desk.
    pub async fn mireille(&self) -> Desk {
        self.world.desk("mireille.okou").await
    }

    /// Sessions whose case one reviewer may approve, if nobody does anything to it.
    pub fn plain(&self) -> Vec<&Session> {
        let sessions = self.world.sandbox.company().sessions.iter();
        sessions.filter(|session| is_plain(session)).collect()
    }

    /// The session that is attacked.
    pub fn session(&self) -> &Session {
        self.plain()[0]
    }

    /// Lets the service hear of a session, and waits for its case.
    pub async fn take_in(&self, interview: &str) -> CaseId {
        self.world.hint(interview).await;
        let sql = format!("SELECT id FROM cases WHERE interview_id = '{interview}'");
        until(async || self.world.ask::<String>(&sql).await.is_some()).await;
        self.world.ask::<String>(&sql).await.unwrap().parse().unwrap()
    }

    /// The attacked case, taken in.
    pub async fn case(&self) -> CaseId {
        self.take_in(&self.session().interview_id.clone()).await
    }

    /// Another plain case, taken in.
    pub async fn another_case(&self) -> CaseId {
        self.take_in(&self.plain()[1].interview_id.clone()).await
    }

    /// The attacked case, taken in and opened up to the decision: faces judged, everything seen.
    pub async fn opened(&self, desk: &Desk) -> CaseFile {
        desk.open(self.case().await).await
    }

    /// How many approvals are recorded.
    pub async fn approvals(&self) -> i64 {
        self.count("SELECT count(*) FROM decisions WHERE verdict = 'approve'").await
    }

    /// How many approvals go out to the vendor.
    pub async fn carried(&self) -> i64 {
        self.count("SELECT count(*) FROM handoffs WHERE verdict = 'approve'").await
    }

    pub async fn count(&self, sql: &str) -> i64 {
        self.world.ask(sql).await.unwrap()
    }

    /// Sends an approval that must be refused, and of which nothing may be recorded.
    pub async fn attack(&mut self, desk: &Desk, sent: &Prepared, by: impl Into<By>) -> Tried {
        let before = self.approvals().await;
        let answer = desk.send(sent).await;
        let tried = self.refused(answer, by).await;
        let recorded = self.approvals().await - before;
        assert_eq!(recorded, i64::from(tried.is_err()), "recorded, and not what was answered");
        tried
    }

    /// An answer that must be a refusal.
    pub async fn refused(&mut self, answer: Response, by: impl Into<By>) -> Tried {
        self.attacks += 1;
        if answer.status().is_success() {
            return Err(Through);
        }
        let problem = problem(answer).await;
        match by.into() {
            By::Kind(kind) => assert_eq!(problem.kind(), Some(kind), "{problem:?}"),
            By::Door(code) => {
                assert!(!problem.closed.is_empty(), "{problem:?}");
                assert!(problem.closed.iter().all(|one| one.code == code), "{problem:?}");
            }
        }
        Ok(())
    }

    /// Something that must not be so.
    pub fn never(&mut self, so: bool) -> Tried {
        self.attacks += 1;
        if so { Err(Through) } else { Ok(()) }
    }

    /// Sends the approval that differs in one thing: it is recorded.
    pub async fn control(&mut self, desk: &Desk, sent: &Prepared) {
        let before = self.approvals().await;
        let answer = desk.send(sent).await;
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        assert_eq!(self.approvals().await, before + 1);
        self.controls += 1;
    }

    /// An answer that must not be a refusal.
    pub async fn allowed(&mut self, answer: Response) {
        let status = answer.status();
        assert!(status.is_success(), "{status}: {}", answer.text().await.unwrap());
        self.controls += 1;
    }

    /// Something that must be so.
    pub fn always(&mut self, so: bool, what: &str) {
        assert!(so, "{what}");
        self.controls += 1;
    }
}

impl Desk {
    /// The approval that an honest desk makes of this file.
    pub async fn approval(&self, file: &CaseFile) -> Prepared {
        self.approval_with(file, |_| ()).await
    }

    /// An approval that says something else, signed and signed in for as it stands.
    pub async fn approval_with(
        &self,
        file: &CaseFile,
        twist: impl FnOnce(&mut DecisionClaim),
    ) -> Prepared {
        let mut claim = self.claim(file, Verdict::Approve);
        twist(&mut claim);
        self.prepare(file, claim).await
    }
}

impl Prepared {
    /// The same request with something else beside or around the statement.
    pub fn with(&self, change: impl FnOnce(&mut DecisionSubmission)) -> Self {
        let mut submission: DecisionSubmission = serde_json::from_slice(&self.body).unwrap();
        change(&mut submission);
        let envelope = submission.envelope.clone();
        Self { body: serde_json::to_vec(&submission).unwrap(), envelope, ..self.clone() }
    }

    /// The same request with another envelope.
    pub fn enveloped(&self, change: impl FnOnce(&mut Envelope)) -> Self {
        let mut envelope = Envelope::from_json(self.envelope.as_bytes()).unwrap();
        change(&mut envelope);
        self.with(|submission| submission.envelope = envelope.to_json())
    }

    /// What was signed.
    pub fn payload(&self) -> Vec<u8> {
        Envelope::from_json(self.envelope.as_bytes()).unwrap().payload
    }

    pub fn sign_in(&self) -> SignInProof {
        let submission: DecisionSubmission = serde_json::from_slice(&self.body).unwrap();
        submission.sign_in.unwrap()
    }
}

fn is_plain(session: &Session) -> bool {
    let has = |kind| session.pictures.iter().any(|picture| picture.kind == kind);
    matches!(session.kind, SessionKind::PasswordReset | SessionKind::MfaRecovery)
        && matches!(session.truth, Truth::TrueOwner { .. })
        && has(ImageKind::CroppedFace)
        && has(ImageKind::Selfie)
        && has(ImageKind::Front)
}
