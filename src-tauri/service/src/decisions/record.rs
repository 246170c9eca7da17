//! Recording: decision, case, log entry, answer to a repeat, notices and hand-off in one
//! transaction, or nothing of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use review::entry::LogEntry;
use review::problem::Kind;
use review::{CaseState, DecisionClaim, Outcome, PersonRef, Receipt, Salted, SignInProof, Verdict};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::check::{self, Stated};
use super::{Asked, second};
use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, journal};
use crate::handoff;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::leases;
use crate::log;
use crate::notices;
use crate::policy;
use crate::rules::Rule;
use crate::seal::random;
use crate::store::{millis, next_change, spelled, stored};

/// What stands beside a statement, sealed: it names people or holds their words.
#[derive(Serialize, Deserialize)]
struct Beside {
    sign_in: Option<SignInProof>,
    note: Option<Salted>,
    findings: Option<Salted>,
    salt: String,
}

/// The answer of the first sending, where this is a repeat.
pub(crate) async fn repeated(
    app: &App,
    caller: &SignedIn,
    asked: &Asked,
) -> Answer<Option<Receipt>> {
    let mut db = app.store.read().acquire().await?;
    kept_answer(&mut db, caller, asked).await
}

/// Records it, or says which rule stands in the way.
pub(crate) async fn record(
    app: &App,
    caller: &SignedIn,
    asked: &Asked,
    stated: &Stated,
    signed_in: Option<entra::IdClaims>,
    chain: Option<&[PersonRef]>,
) -> Answer<Receipt> {
    let mut tx = app.store.write().await?;
    if let Some(receipt) = kept_answer(&mut tx, caller, asked).await? {
        return Ok(receipt);
    }
    let case = leases::visible(&mut tx, app, caller, asked.case).await?;
    undecided(&case)?;
    if case.revision != asked.revision && app.rules.hold(Rule::PresentRevision) {
        let now = case.revision;
        return Err(Refusal::new(Kind::Changed, "The case changed. Open it again.").with(
            |problem| {
                problem.current_revision = Some(now);
                problem.by_name = case.holder(app.now()).map(|held| held.name.clone());
            },
        ));
    }
    let now = app.now();
    let policy = policy::in_force(&mut tx, now).await?;
    if policy::follow(&mut tx, &case, &policy, now).await? {
        // Who the person is to the policy is part of what the reviewer saw.
        tx.commit().await?;
        return Err(Refusal::new(Kind::Changed, "The policy changed. Open the case again.").with(
            |problem| {
                problem.current_revision = Some(case.revision + 1);
                problem.policy_version = Some(policy.version);
            },
        ));
    }
    let outcome = check::against(&mut tx, app, caller, stated, &case, &policy, chain).await?;
    // Checked before the transaction; an approval can't come here without it.
    let proved = stated.claim.verdict != Verdict::Approve || signed_in.is_some();
    app.rules.demand(Rule::SignIn, proved, || {
        Refusal::new(Kind::SignInNotBound, "An approval needs a sign-in of its own.")
    })?;
    let receipt = write(&mut tx, app, caller, asked, stated, &case, outcome).await?;
    tx.commit().await?;
    tracing::info!(case = %case.id, decision = %asked.decision, "a decision was recorded");
    Ok(receipt)
}

async fn kept_answer(
    db: &mut SqliteConnection,
    caller: &SignedIn,
    asked: &Asked,
) -> Answer<Option<Receipt>> {
    let kept: Option<(Vec<u8>, String, String)> =
        sqlx::query_as("SELECT fingerprint, person, receipt FROM decisions WHERE id = ?")
            .bind(asked.decision.to_string())
            .fetch_optional(db)
            .await?;
    let Some((fingerprint, person, receipt)) = kept else { return Ok(None) };
    if person != caller.object() || fingerprint != asked.fingerprint {
        return Err(Refusal::unprocessable("That Idempotency-Key was used for another request."));
    }
    let receipt = serde_json::from_str(&receipt).map_err(|_| Error::corrupt("receipt"))?;
    Ok(Some(receipt))
}

fn undecided(case: &StoredCase) -> Answer<()> {
    match &case.state {
        CaseState::Decided { verdict, by_name, .. } => Err(leases::decided(*verdict, by_name)),
        CaseState::Expired => {
            Err(Refusal::new(Kind::Gone, "The session ended before anybody decided."))
        }
        CaseState::Open
        | CaseState::SecondReview { .. }
        | CaseState::AwaitingCapture
        | CaseState::Escalated => Ok(()),
    }
}

async fn write(
    tx: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    asked: &Asked,
    stated: &Stated,
    case: &StoredCase,
    outcome: Outcome,
) -> Answer<Receipt> {
    let now = app.now();
    let claim = &stated.claim;
    let salt = random()?;
    let commitment = audit::commitment::commit(&salt, asked.submission.envelope.as_bytes());
    let entry = LogEntry::Decision {
        decision: claim.decision,
        case: case.id,
        commitment: commitment.to_hex(),
        at: now,
    };
    let appended = app.log.append(tx, &entry).await?;
    let head = log::Head { size: appended.index + 1, checkpoint: appended.checkpoint };
    let receipt = Receipt {
        decision: claim.decision,
        log_index: appended.index,
        entry: STANDARD.encode(&appended.entry),
        salt: STANDARD.encode(salt),
        proof: log::proof(tx, appended.index, head).await?,
        recorded_at: now,
    };
    insert(tx, caller, asked, stated, case, &receipt, outcome).await?;
    move_case(tx, caller, case, claim.verdict, outcome, now).await?;
    follow(tx, app, case, claim, outcome, now).await?;
    let what = match outcome {
        Outcome::Decided => "decided",
        Outcome::AwaitsSecond => "first_decision",
        Outcome::Disagreed => "disagreed",
        Outcome::AwaitsCapture => "asked_for_capture",
        Outcome::Escalated => "escalated",
    };
    let at = Some((case.id, &case.key));
    journal(tx, now, at, Some(caller.reviewer.person), what, None).await?;
    Ok(receipt)
}

/// Who is told, and what is carried to the vendor. Nobody and nothing before a second person agreed.
async fn follow(
    tx: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    claim: &DecisionClaim,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let told = match outcome {
        Outcome::AwaitsSecond => return Ok(()),
        Outcome::Decided | Outcome::AwaitsCapture | Outcome::Escalated => claim.verdict,
        Outcome::Disagreed => Verdict::Escalate,
    };
    let snapshot = case.snapshot()?;
    notices::queue(tx, app, case, &snapshot, claim.decision, told, now).await?;
    handoff::queue(tx, case, claim.decision, told, now).await
}

async fn insert(
    tx: &mut SqliteConnection,
    caller: &SignedIn,
    asked: &Asked,
    stated: &Stated,
    case: &StoredCase,
    receipt: &Receipt,
    outcome: Outcome,
) -> Answer<()> {
    let claim = &stated.claim;
    let submission = &asked.submission;
    let approved = claim.verdict == Verdict::Approve;
    let beside = Beside {
        sign_in: submission.sign_in.clone().filter(|_| approved),
        note: submission.note.clone(),
        findings: submission.findings.clone(),
        salt: receipt.salt.clone(),
    };
    let at = millis(receipt.recorded_at);
    let waits = matches!(outcome, Outcome::AwaitsSecond | Outcome::Disagreed);
    sqlx::query(
        "INSERT INTO decisions (id, case_id, person, verdict, device_key, sequence, previous,
             envelope, envelope_sha256, beside_sealed, log_index, recorded_at, fingerprint,
             receipt, stage, stage_at, carries, standing)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'recorded', ?, ?, ?)",
    )
    .bind(claim.decision.to_string())
    .bind(case.id.to_string())
    .bind(caller.object())
    .bind(spelled(&claim.verdict)?)
    .bind(&claim.device_key)
    .bind(stored(claim.sequence)?)
    .bind(&claim.previous)
    .bind(&submission.envelope)
    .bind(audit::chain::after(&stated.envelope).to_hex())
    .bind(case.key.seal_json(&format!("beside/{}", claim.decision), &beside)?)
    .bind(stored(receipt.log_index)?)
    .bind(at)
    .bind(asked.fingerprint.as_slice())
    .bind(serde_json::to_string(receipt).map_err(|_| Error::corrupt("receipt"))?)
    .bind(at)
    .bind(!waits)
    .bind(waits)
    .execute(tx)
    .await?;
    Ok(())
}

/// The case's new state; whoever held it holds it no more.
async fn move_case(
    tx: &mut SqliteConnection,
    caller: &SignedIn,
    case: &StoredCase,
    verdict: Verdict,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Answer<()> {
    let state = match outcome {
        Outcome::Decided => "decided",
        Outcome::AwaitsSecond => "open",
        Outcome::AwaitsCapture => "awaiting_capture",
        Outcome::Disagreed | Outcome::Escalated => "escalated",
    };
    if outcome == Outcome::AwaitsCapture {
        second::void(tx, case.id).await?;
    }
    let decided = outcome == Outcome::Decided;
    let first = outcome == Outcome::AwaitsSecond;
    let change = next_change(tx).await?;
    sqlx::query(
        "UPDATE cases SET state = ?, revision = revision + 1, change = ?, holder_object = NULL,
             holder_name = NULL, held_since = NULL, lapses_at = NULL,
             decided_verdict = ?, decided_object = ?, decided_name = ?, decided_at = ?,
             first_object = ?, first_at = ?
         WHERE id = ?",
    )
    .bind(state)
    .bind(change)
    .bind(if decided { Some(spelled(&verdict)?) } else { None })
    .bind(decided.then(|| caller.object()))
    .bind(decided.then(|| caller.name.clone()))
    .bind(decided.then(|| millis(now)))
    .bind(first.then(|| caller.object()))
    .bind(first.then(|| millis(now)))
    .bind(case.id.to_string())
    .execute(tx)
    .await?;
    Ok(())
}
