//! Changing the rules: one person proposes, another agrees, anybody of them stops it in time. Each
//! step is a signed statement, an entry of the log, and one transaction.

use chrono::{DateTime, Utc};
use review::entry::LogEntry;
use review::policy::change::policy_sha256;
use review::policy::{PolicyStep, differences};
use review::problem::Kind;
use review::{Closed, Policy, PolicyChangeId, PolicyProposal, PolicySignature, PolicyState, Role};
use sqlx::SqliteConnection;

use super::signed::Signed;
use super::{Known, change_of, state, takes_effect};
use crate::app::App;
use crate::devices::fresh_sign_in;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::store::{millis, spelled, stored};

/// Proposes a whole new document in the place of the one in force.
pub(crate) async fn propose(
    app: &App,
    caller: &SignedIn,
    proposal: &PolicyProposal,
) -> Answer<PolicyState> {
    caller.need(&[Role::PolicyManage])?;
    let wrong = Refusal::unprocessable;
    let signed = Signed::read(&proposal.envelope, PolicyStep::Propose)?;
    let policy = Policy::from_text(&proposal.policy)
        .map_err(|_| wrong("The document is not a policy in its canonical form."))?;
    if policy_sha256(&proposal.policy) != signed.sha256 {
        return Err(wrong("The statement is about another document."));
    }
    let now = app.now();
    let mut tx = app.store.write().await?;
    if repeated(&mut tx, &signed).await? {
        return Ok(state(&mut tx, app, now).await?);
    }
    signed.check(&mut tx, app, caller).await?;
    let before = state(&mut tx, app, now).await?;
    if before.pending.is_some() {
        let why = "It takes effect or is withdrawn first.";
        return Err(Refusal::new(Kind::PolicyPending, why));
    }
    let claim = &signed.claim;
    based_on(claim.based_on, before.in_force.policy.version)?;
    if claim.version != before.next_version || policy.version != claim.version {
        return Err(wrong("The document has another version than the next one."));
    }
    if let Some(bad) = policy.out_of_bounds().first() {
        return Err(wrong(&format!("{}: {}", bad.field, bad.sentence)));
    }
    if differences(&before.in_force.policy, &policy).is_empty() {
        return Err(wrong("The document changes nothing."));
    }
    sqlx::query(
        "INSERT INTO policy_changes (id, based_on, version, document, sha256) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(claim.change.to_string())
    .bind(claim.based_on)
    .bind(claim.version)
    .bind(&proposal.policy)
    .bind(&signed.sha256)
    .execute(&mut *tx)
    .await?;
    let entry = LogEntry::PolicyProposed {
        change: claim.change,
        based_on: claim.based_on,
        policy_version: claim.version,
        policy_sha256: signed.sha256.clone(),
        envelope_sha256: signed.envelope_sha256(),
        by: caller.reviewer.person,
        at: now,
    };
    keep(&mut tx, app, caller, &signed, &entry, None, now).await?;
    let after = state(&mut tx, app, now).await?;
    tx.commit().await?;
    Ok(after)
}

/// Agrees to a change that somebody else proposed. What is stricter decides from now on; anything
/// looser delays the whole by a day.
pub(crate) async fn approve(
    app: &App,
    caller: &SignedIn,
    change: PolicyChangeId,
    signature: &PolicySignature,
) -> Answer<PolicyState> {
    caller.need(&[Role::PolicyManage])?;
    let signed = Signed::read(&signature.envelope, PolicyStep::Approve)?;
    // What goes over the network comes before the transaction.
    let sign_in = signature.sign_in.as_ref().ok_or_else(|| {
        Refusal::new(Kind::SignInNotBound, "Agreeing needs a sign-in of its own.")
    })?;
    fresh_sign_in(app, caller, sign_in, &signed.envelope.payload, "agree").await?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    if repeated(&mut tx, &signed).await? {
        return Ok(state(&mut tx, app, now).await?);
    }
    signed.check(&mut tx, app, caller).await?;
    let Known { change, withdrawn } = about(&mut tx, app, change, &signed).await?;
    if withdrawn.is_some() {
        return Err(Refusal::new(Kind::Gone, "This change was withdrawn."));
    }
    if let Some(approved) = &change.approved {
        return Err(decided(&approved.name));
    }
    if change.proposed.person == caller.reviewer.person {
        return Err(Refusal::new(Kind::Closed, "Another person agrees.").with(|problem| {
            problem.closed = vec![Closed {
                code: "P-08".to_owned(),
                why: "You proposed this change.".to_owned(),
                opens: Some("Another policy manager agrees to it.".to_owned()),
            }];
        }));
    }
    let before = state(&mut tx, app, now).await?;
    based_on(change.based_on, before.in_force.policy.version)?;
    let effective_at = takes_effect(&before.in_force.policy, &change.policy, now);
    let version = change.policy.version;
    sqlx::query(
        "INSERT INTO policy_versions (version, document, sha256, change_id, effective_at)
         SELECT version, document, sha256, id, ? FROM policy_changes WHERE id = ?",
    )
    .bind(millis(effective_at))
    .bind(change.id.to_string())
    .execute(&mut *tx)
    .await?;
    let entry = LogEntry::PolicyApproved {
        change: change.id,
        policy_version: version,
        policy_sha256: change.sha256,
        envelope_sha256: signed.envelope_sha256(),
        by: caller.reviewer.person,
        effective_at,
        at: now,
    };
    let context = format!("policy/{}", change.id);
    let sealed = app.master.seal_json(&context, sign_in)?;
    keep(&mut tx, app, caller, &signed, &entry, Some(sealed), now).await?;
    let after = state(&mut tx, app, now).await?;
    tx.commit().await?;
    tracing::info!(version, %effective_at, "a policy was agreed to");
    Ok(after)
}

/// Stops a change before it takes effect. One person is enough: the rules stay as they are.
pub(crate) async fn withdraw(
    app: &App,
    caller: &SignedIn,
    change: PolicyChangeId,
    signature: &PolicySignature,
) -> Answer<PolicyState> {
    caller.need(&[Role::PolicyManage])?;
    let signed = Signed::read(&signature.envelope, PolicyStep::Withdraw)?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    if repeated(&mut tx, &signed).await? {
        return Ok(state(&mut tx, app, now).await?);
    }
    signed.check(&mut tx, app, caller).await?;
    let Known { change, withdrawn } = about(&mut tx, app, change, &signed).await?;
    if withdrawn.is_some() {
        return Err(Refusal::new(Kind::Gone, "This change was withdrawn."));
    }
    if change.effective_at.is_some_and(|at| at <= now) {
        return Err(decided(change.approved.map(|by| by.name).as_deref().unwrap_or_default()));
    }
    let entry = LogEntry::PolicyWithdrawn {
        change: change.id,
        envelope_sha256: signed.envelope_sha256(),
        by: caller.reviewer.person,
        at: now,
    };
    keep(&mut tx, app, caller, &signed, &entry, None, now).await?;
    let after = state(&mut tx, app, now).await?;
    tx.commit().await?;
    Ok(after)
}

/// The change that the address and the statement name alike, by the same document.
async fn about(
    db: &mut SqliteConnection,
    app: &App,
    change: PolicyChangeId,
    signed: &Signed,
) -> Answer<Known> {
    let claim = &signed.claim;
    let known = change_of(db, app, &change.to_string()).await?.ok_or_else(Refusal::not_found)?;
    let same = claim.change == change
        && claim.based_on == known.change.based_on
        && claim.version == known.change.policy.version
        && signed.sha256 == known.change.sha256;
    if same {
        return Ok(known);
    }
    Err(Refusal::unprocessable("The statement is about another change, or another document."))
}

fn based_on(named: u32, in_force: u32) -> Answer<()> {
    if named == in_force {
        return Ok(());
    }
    Err(Refusal::new(Kind::Changed, "The policy changed. Read it, then propose again.")
        .with(|problem| problem.policy_version = Some(in_force)))
}

fn decided(by_name: &str) -> Refusal {
    Refusal::new(Kind::AlreadyDecided, "This change is agreed to.")
        .with(|problem| problem.by_name = Some(by_name.to_owned()))
}

/// Whether this very statement was recorded: an answer that got lost is asked for again.
async fn repeated(db: &mut SqliteConnection, signed: &Signed) -> Answer<bool> {
    let kept: Option<String> =
        sqlx::query_scalar("SELECT envelope FROM policy_steps WHERE change_id = ? AND step = ?")
            .bind(signed.claim.change.to_string())
            .bind(spelled(&signed.claim.step)?)
            .fetch_optional(db)
            .await?;
    Ok(kept.is_some_and(|kept| kept == signed.text))
}

async fn keep(
    db: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    signed: &Signed,
    entry: &LogEntry,
    sign_in: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> Answer<()> {
    let appended = app.log.append(db, entry).await?;
    let claim = &signed.claim;
    sqlx::query(
        "INSERT INTO policy_steps (change_id, step, person, name, at, log_index, device_key,
             sequence, previous, envelope, envelope_sha256, sign_in_sealed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(claim.change.to_string())
    .bind(spelled(&claim.step)?)
    .bind(caller.object())
    .bind(&caller.name)
    .bind(millis(now))
    .bind(stored(appended.index)?)
    .bind(&claim.device_key)
    .bind(stored(claim.sequence)?)
    .bind(&claim.previous)
    .bind(&signed.text)
    .bind(signed.envelope_sha256())
    .bind(sign_in)
    .execute(db)
    .await?;
    Ok(())
}
