//! Is this statement what it says, by whom it says, on what was really released?

use audit::Envelope;
use chrono::TimeDelta;
use review::problem::Kind;
use review::statement::{PAYLOAD_TYPE, SALTED_SHA256};
use review::{
    CaseFacts, DecisionClaim, EvidenceDigest, EvidenceId, EvidenceState, Outcome, PersonRef,
    Policy, ReasonCode, Salted, Situation, Statement, Verdict, doors, outcome, second_person,
};
use sqlx::SqliteConnection;

use super::{Asked, second};
use crate::app::App;
use crate::cases::{StoredCase, file};
use crate::devices::{self, bytes_of, fresh_sign_in};
use crate::evidence;
use crate::faces;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::leases;
use crate::rules::Rule;

/// How far a desk's clock may be ahead.
const SKEW: TimeDelta = TimeDelta::minutes(2);
/// How old an approval may be when it arrives; it is never decided offline.
const OLDEST_APPROVAL: TimeDelta = TimeDelta::minutes(15);
const LONGEST_NOTE: usize = 16_000;
const MOST_SEEN: usize = 64;

/// A statement that has the right form and is the one that the request names.
pub(crate) struct Stated {
    pub(crate) envelope: Envelope,
    pub(crate) claim: DecisionClaim,
    pub(crate) subjects: Vec<EvidenceDigest>,
}

/// Reads the envelope, strictly. Says nothing yet of whether it may be believed.
pub(crate) fn statement(app: &App, asked: &Asked) -> Answer<Stated> {
    let wrong = Refusal::unprocessable;
    let envelope = Envelope::from_json(asked.submission.envelope.as_bytes())
        .map_err(|_| wrong("The envelope is not in its one form."))?;
    if envelope.payload_type != PAYLOAD_TYPE || envelope.signatures.len() != 1 {
        return Err(wrong("The envelope is not one signed statement."));
    }
    let Statement { predicate: claim, subject: subjects, .. } =
        Statement::from_bytes(&envelope.payload)
            .map_err(|_| wrong("The statement is not a decision, version 1."))?;
    if envelope.signatures.iter().any(|signature| signature.keyid != claim.device_key) {
        return Err(wrong("The statement names another device key than the one that signed."));
    }
    app.rules.demand(Rule::SameDecision, claim.decision == asked.decision, || {
        wrong("Idempotency-Key names another decision than the statement.")
    })?;
    app.rules.demand(Rule::SameCase, claim.case == asked.case, || {
        wrong("The statement is about another case.")
    })?;
    app.rules.demand(Rule::SameRevision, claim.revision == asked.revision, || {
        wrong("If-Match names another revision than the statement.")
    })?;
    if claim.seen.len() > MOST_SEEN || subjects.len() > MOST_SEEN || claim.reasons.len() > MOST_SEEN
    {
        return Err(wrong("The statement lists too much."));
    }
    if app.rules.hold(Rule::Beside) {
        opens(asked.submission.note.as_ref(), claim.note_digest.as_deref(), "note")?;
        opens(asked.submission.findings.as_ref(), claim.findings_digest.as_deref(), "findings")?;
    }
    if asked.submission.note.as_ref().is_some_and(|note| note.text.len() > LONGEST_NOTE) {
        return Err(wrong("The note is too long."));
    }
    Ok(Stated { envelope, claim, subjects })
}

/// An approval is a sign-in whose nonce names this very statement (R14). Gives the id_token's
/// claims for an approval, nothing for the other verdicts.
pub(crate) async fn sign_in(
    app: &App,
    caller: &SignedIn,
    asked: &Asked,
    stated: &Stated,
) -> Answer<Option<entra::IdClaims>> {
    if stated.claim.verdict != Verdict::Approve {
        return Ok(None);
    }
    let Some(proof) = asked.submission.sign_in.as_ref() else {
        let why = || Refusal::new(Kind::SignInNotBound, "An approval needs a sign-in of its own.");
        return app.rules.demand(Rule::SignIn, false, why).map(|()| None);
    };
    let statement = &stated.envelope.payload;
    Ok(Some(fresh_sign_in(app, caller, proof, statement, "approve").await?))
}

/// Checks everything that the service knows itself, as of the transaction; says what comes of the
/// verdict.
pub(crate) async fn against(
    db: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    stated: &Stated,
    case: &StoredCase,
    policy: &Policy,
    chain: Option<&[PersonRef]>,
) -> Answer<Outcome> {
    let claim = &stated.claim;
    let me = caller.reviewer.person;
    let now = app.now();
    device(db, app, caller, stated).await?;
    app.rules.demand(Rule::SameReviewer, claim.reviewer == me, || {
        Refusal::unprocessable("The statement names another reviewer.")
    })?;
    if app.rules.hold(Rule::Lease) {
        leases::require(case, me, claim.fence, now)?;
    }
    about(app, case, policy, claim)?;
    if app.rules.hold(Rule::Reasons) {
        reasons(policy, claim)?;
    }
    let judgement = faces::kept(db, app, case, me).await?;
    app.rules.demand(Rule::FirstAnswer, claim.faces == judgement, || {
        Refusal::unprocessable("The face answer is not the one that is kept.")
    })?;
    let pieces = evidence::pieces(db, case).await?;
    let items = file::items_for_rules(&pieces, judgement.is_some());
    let fetched = evidence::fetched(db, case, me).await?;
    if app.rules.hold(Rule::Evidence) {
        subjects(stated, &items)?;
    }
    let seen: Vec<EvidenceId> = claim
        .seen
        .iter()
        .filter(|seen| fetched.contains(&seen.evidence) || !app.rules.hold(Rule::Fetched))
        .filter(|seen| {
            // The role is the service's own: a face's limit must not do for a document.
            !app.rules.hold(Rule::Readable)
                || items.iter().any(|item| {
                    item.id == seen.evidence
                        && seen.longest_side >= policy.readable_side_of(item.role)
                })
        })
        .map(|seen| seen.evidence)
        .collect();
    let facts: CaseFacts = file::facts(db, case, policy, now).await?;
    let judgements: Vec<_> = judgement.into_iter().collect();
    let summary = case.summary(now);
    let standing = second::standing(db, app, case.id).await?;
    let situation = Situation {
        case: &summary,
        facts: Some(&facts),
        judgements: &judgements,
        others_differed: faces::others_differed(db, case, me).await?,
        decided_before: &second::people(&standing),
        evidence: &items,
        seen: &seen,
        reviewer: &caller.reviewer,
        reviewer_chain: chain,
        holds_lease: true,
        online: true,
    };
    let door = doors(&situation, policy).into_iter().find(|door| door.verdict == claim.verdict);
    match door.map(|door| app.rules.closing(door.closed)) {
        Some(closed) if closed.is_empty() => {
            let two = app.rules.hold(Rule::TwoPeople)
                && !second_person(&facts, &summary.marks, policy).is_empty();
            Ok(outcome(claim.verdict, two, &standing))
        }
        closed => Err(Refusal::new(Kind::Closed, "A rule closes this verdict here.")
            .with(|problem| problem.closed = closed.unwrap_or_default())),
    }
}

/// The key is enrolled, unrevoked, of this very person, and its signature fits (R14: a stolen
/// bearer token alone decides nothing). Its statements form a chain.
async fn device(
    db: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    stated: &Stated,
) -> Answer<()> {
    let claim = &stated.claim;
    let unknown = || Refusal::new(Kind::DeviceUnknown, "This device key is not enrolled for you.");
    let known = devices::find(db, &claim.device_key).await?.ok_or_else(unknown)?;
    app.rules.demand(Rule::KeyOwned, known.person == caller.object(), unknown)?;
    app.rules.demand(Rule::KeyUnrevoked, !known.revoked, || {
        Refusal::new(Kind::DeviceUnknown, "This device key was revoked.")
    })?;
    let key = [(claim.device_key.clone(), known.key)];
    let signed = audit::envelope::verify(&stated.envelope, &key).is_ok();
    app.rules.demand(Rule::Signature, signed, || {
        Refusal::unprocessable("The signature does not fit.")
    })?;
    if !app.rules.hold(Rule::Chain) {
        return Ok(());
    }
    let hash = audit::chain::after(&stated.envelope).to_hex();
    let (key, previous) = (&claim.device_key, claim.previous.as_deref());
    devices::continues(db, key, claim.sequence, previous, &hash).await
}

fn about(app: &App, case: &StoredCase, policy: &Policy, claim: &DecisionClaim) -> Answer<()> {
    let wrong = Refusal::unprocessable;
    app.rules.demand(Rule::SameKind, claim.kind == case.kind, || {
        wrong("The statement names another kind of case.")
    })?;
    let unnamed = claim.subject.is_none() && claim.verdict == Verdict::Escalate;
    let named = claim.subject == Some(case.subject) || unnamed;
    app.rules
        .demand(Rule::SameSubject, named, || wrong("The statement is about another person."))?;
    let older = (1..policy.version).contains(&claim.policy_version);
    // R13: nobody who escalates has to read new rules first.
    let named =
        claim.policy_version == policy.version || older && claim.verdict == Verdict::Escalate;
    app.rules.demand(Rule::PolicyInForce, named, || match older {
        true => Refusal::new(Kind::Changed, "The policy changed. Read it, then decide again.")
            .with(|problem| problem.policy_version = Some(policy.version)),
        false => wrong("The statement names a policy that was never in force."),
    })?;
    let now = app.now();
    let oldest = match claim.verdict {
        Verdict::Approve => now - OLDEST_APPROVAL,
        Verdict::Deny | Verdict::NewCapture | Verdict::Escalate => case.opened_at - SKEW,
    };
    let possible = claim.decided_at <= now + SKEW && claim.decided_at >= oldest;
    app.rules
        .demand(Rule::DecidedNow, possible, || wrong("The statement's time can't be right."))?;
    let thumbprint = audit::Hash::from_hex(&claim.jwks_thumbprint).is_ok();
    app.rules.demand(Rule::KeySet, thumbprint, || wrong("The key set's thumbprint is not one."))
}

fn reasons(policy: &Policy, claim: &DecisionClaim) -> Answer<()> {
    let known = |code: &ReasonCode| policy.reasons_for(claim.verdict).any(|one| one.code == *code);
    if let Some(code) = claim.reasons.iter().find(|code| !known(code)) {
        let shown: String = code.0.chars().filter(char::is_ascii_graphic).take(12).collect();
        return Err(Refusal::unprocessable(&format!("{shown} is no reason for this verdict.")));
    }
    // R13: an escalation needs no reason.
    if claim.reasons.is_empty() && claim.verdict != Verdict::Escalate {
        return Err(Refusal::unprocessable("A coded reason is required."));
    }
    Ok(())
}

/// Every named piece was released and is named by its own salted hash; an approval names them all.
fn subjects(stated: &Stated, items: &[review::EvidenceItem]) -> Answer<()> {
    let wrong = Refusal::unprocessable;
    let live = || items.iter().filter(|item| item.state == EvidenceState::Live);
    let mut named = Vec::with_capacity(stated.subjects.len());
    for subject in &stated.subjects {
        let item = live()
            .find(|item| subject.name == format!("evidence/{}", item.id))
            .ok_or_else(|| wrong("The statement names evidence that was not released."))?;
        let digest = subject.digest.get(SALTED_SHA256);
        if subject.digest.len() != 1 || digest != Some(&item.commitment) {
            return Err(wrong("The statement names evidence by another hash."));
        }
        if named.contains(&item.id) {
            return Err(wrong("The statement names evidence twice."));
        }
        named.push(item.id);
    }
    let all = live().all(|item| named.contains(&item.id));
    match stated.claim.verdict {
        Verdict::Approve | Verdict::Deny if !all => {
            Err(wrong("The statement leaves out evidence that was released."))
        }
        Verdict::Approve | Verdict::Deny | Verdict::NewCapture | Verdict::Escalate => Ok(()),
    }
}

/// What stands beside the statement is what the statement names, or neither is there.
fn opens(beside: Option<&Salted>, digest: Option<&str>, what: &str) -> Answer<()> {
    let fits = match (beside, digest) {
        (None, None) => true,
        (Some(salted), Some(digest)) => {
            let salt = bytes_of(&salted.salt, "salt")?;
            audit::Hash::from_hex(digest)
                .is_ok_and(|hash| audit::commitment::opens(&hash, &salt, salted.text.as_bytes()))
        }
        (Some(_), None) | (None, Some(_)) => false,
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::unprocessable(&format!(
        "The {what} beside the statement is not the one it names."
    )))
}
