//! One reviewer holds a case for a while (R15). The fencing number counts up with every new
//! holder, so that nothing of a former one is taken.

use chrono::{DateTime, TimeDelta, Utc};
use review::problem::Kind;
use review::{
    CaseId, CaseState, CaseSummary, Closed, Holder, Lease, LeaseRequest, PersonRef, Role,
    another_decides, related,
};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::snapshot::Came;
use crate::cases::{StoredCase, journal, risk, store_account};
use crate::decisions::second;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::policy;
use crate::rules::Rule;
use crate::store::{id, millis, next_change, stored};
use crate::subject;

const LONGEST_NOTE: usize = 2_000;

/// Takes a lease, renews the caller's own, or takes it over with a reason.
pub(crate) async fn take(
    app: &App,
    caller: &SignedIn,
    case: CaseId,
    request: &LeaseRequest,
) -> Answer<Lease> {
    let me = caller.reviewer.person;
    let now = app.now();
    let mut db = app.store.snapshot().await?;
    let before = visible(&mut db, app, caller, case).await?;
    drop(db);
    // A lease is renewed also while the directory is silent: it was asked when it was granted.
    let renews = before.is_held_by(me, before.fence, now);
    let chain = if renews { None } else { Some(subject::chain_of(app, me).await?) };
    let mut tx = app.store.write().await?;
    let stored = visible(&mut tx, app, caller, case).await?;
    app.rules.demand(Rule::Role, stored.kind.decided_by(&caller.reviewer), || {
        Refusal::new(Kind::RoleMissing, "Your role does not decide such cases.")
    })?;
    open_for(&stored, caller)?;
    if stored.is_held_by(me, stored.fence, now) {
        let lease = grant(&mut tx, &stored, caller, false, now).await?;
        tx.commit().await?;
        return Ok(lease);
    }
    let Some(chain) = chain else {
        return Err(Refusal::unavailable("The lease went over just now. Ask again.", 1));
    };
    unrelated(&mut tx, app, &stored, me, &chain).await?;
    let reason = request.take_over_reason.as_deref().map(str::trim);
    let lease = match stored.holder(now) {
        Some(held) => match reason {
            None | Some("") => {
                let name = held.name.clone();
                return Err(Refusal::new(Kind::LeaseHeld, "Take it over with a reason, or wait.")
                    .with(|problem| problem.by_name = Some(name)));
            }
            Some(reason) if reason.len() > LONGEST_NOTE => {
                return Err(Refusal::malformed("The reason is too long."));
            }
            Some(reason) => {
                let at = Some((case, &stored.key));
                journal(&mut tx, now, at, Some(me), "taken_over", Some(reason)).await?;
                grant(&mut tx, &stored, caller, true, now).await?
            }
        },
        None => {
            journal(&mut tx, now, Some((case, &stored.key)), Some(me), "opened", None).await?;
            grant(&mut tx, &stored, caller, true, now).await?
        }
    };
    tx.commit().await?;
    Ok(lease)
}

/// Takes the riskiest, then oldest, free case that the caller may decide.
pub(crate) async fn take_next(app: &App, caller: &SignedIn) -> Answer<Option<CaseId>> {
    caller.need(&[Role::RecoveryReview, Role::OnboardingReview, Role::SecurityRespond])?;
    let me = caller.reviewer.person;
    let chain = subject::chain_of(app, me).await?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    let waiting: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM cases WHERE state = 'open' AND subject_object <> ?
             AND (holder_object IS NULL OR lapses_at <= ?)
         ORDER BY risk DESC, opened_at, number LIMIT 500",
    )
    .bind(me.object_id.to_string())
    .bind(millis(now))
    .fetch_all(&mut *tx)
    .await?;
    for case in waiting {
        let case = id(&case, "case id")?;
        let Some(stored) = StoredCase::load(&mut tx, app, case).await? else { continue };
        if !stored.kind.decided_by(&caller.reviewer)
            || !relations(&mut tx, app, &stored, me, &chain).await?.is_empty()
        {
            continue;
        }
        journal(&mut tx, now, Some((case, &stored.key)), Some(me), "opened", None).await?;
        grant(&mut tx, &stored, caller, true, now).await?;
        tx.commit().await?;
        return Ok(Some(case));
    }
    Ok(None)
}

/// Gives a case back with a note; an escalated one returns to the queue, but not one on which two
/// people differ.
pub(crate) async fn release(
    app: &App,
    caller: &SignedIn,
    case: CaseId,
    fence: u64,
    note: &str,
) -> Answer<CaseSummary> {
    if note.len() > LONGEST_NOTE {
        return Err(Refusal::malformed("The note is too long."));
    }
    let now = app.now();
    let mut tx = app.store.write().await?;
    let stored = visible(&mut tx, app, caller, case).await?;
    require(&stored, caller.reviewer.person, fence, now)?;
    let came = Came { back: true, ..Came::of(&stored.account) };
    let snapshot = stored.snapshot()?;
    let account = stored.account_by(&mut tx, &snapshot, came, now).await?;
    let weight = risk(&account.marks, snapshot.failed_checks());
    store_account(&mut tx, case, &stored.key, &account, weight).await?;
    sqlx::query(
        "UPDATE cases SET holder_object = NULL, holder_name = NULL, held_since = NULL,
             lapses_at = NULL, revision = revision + 1,
             state = iif(state = 'escalated' AND NOT EXISTS (
                 SELECT 1 FROM decisions WHERE case_id = cases.id AND standing = 1), 'open', state)
         WHERE id = ?",
    )
    .bind(case.to_string())
    .execute(&mut *tx)
    .await?;
    let who = Some(caller.reviewer.person);
    let at = Some((case, &stored.key));
    journal(&mut tx, now, at, who, "given_back", Some(note)).await?;
    let after = StoredCase::load(&mut tx, app, case).await?.ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(after.summary(now))
}

/// Refuses who does not hold the case under this fencing number.
pub(crate) fn require(
    case: &StoredCase,
    caller: PersonRef,
    fence: u64,
    now: DateTime<Utc>,
) -> Answer<()> {
    if case.is_held_by(caller, fence, now) {
        return Ok(());
    }
    let by = case.holder(now).filter(|held| held.person != caller).map(|held| held.name.clone());
    Err(Refusal::new(Kind::LeaseLost, "You do not hold this case now. Open it again.")
        .with(|problem| problem.by_name = by))
}

/// Ends leases that were not renewed, so that the feed tells that the cases are free.
pub(crate) async fn lapse(app: &App) -> Result<(), Error> {
    let now = app.now();
    let lapsed: Vec<String> = sqlx::query_scalar("SELECT id FROM cases WHERE lapses_at <= ?")
        .bind(millis(now))
        .fetch_all(app.store.read())
        .await?;
    if lapsed.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.write().await?;
    for case in lapsed {
        let change = next_change(&mut tx).await?;
        let ended = sqlx::query(
            "UPDATE cases SET holder_object = NULL, holder_name = NULL, held_since = NULL,
                 lapses_at = NULL, change = ? WHERE id = ? AND lapses_at <= ?",
        )
        .bind(change)
        .bind(&case)
        .bind(millis(now))
        .execute(&mut *tx)
        .await?;
        if ended.rows_affected() > 0
            && let Some(stored) = StoredCase::load(&mut tx, app, id(&case, "case id")?).await?
        {
            let at = Some((stored.id, &stored.key));
            journal(&mut tx, now, at, None, "lapsed", None).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// The case, for somebody whose roles show such cases at all.
pub(crate) async fn visible(
    db: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    case: CaseId,
) -> Answer<StoredCase> {
    StoredCase::load(db, app, case)
        .await?
        .filter(|stored| stored.kind.seen_by(&caller.reviewer) || !app.rules.hold(Rule::Role))
        .ok_or_else(Refusal::not_found)
}

/// Refuses the subject, their managers up the chain and their reports, and who decided it already
/// where two people decide: they read nothing of it.
async fn unrelated(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    caller: PersonRef,
    chain: &[PersonRef],
) -> Answer<()> {
    let closed = relations(db, app, case, caller, chain).await?;
    if closed.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(Kind::Closed, "Somebody else must review this case.")
        .with(|problem| problem.closed = closed))
}

async fn relations(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    caller: PersonRef,
    chain: &[PersonRef],
) -> Result<Vec<Closed>, Error> {
    let above = case.snapshot()?.person.manager_chain;
    let before = second::people(&second::standing(db, app, case.id).await?);
    let mut closed = related(caller, Some(chain), case.subject, &above);
    closed.extend(another_decides(caller, &before));
    Ok(app.rules.closing(closed))
}

fn open_for(case: &StoredCase, caller: &SignedIn) -> Answer<()> {
    match &case.state {
        CaseState::Open | CaseState::SecondReview { .. } => Ok(()),
        CaseState::Escalated => caller.need(&[Role::SecurityRespond]),
        CaseState::AwaitingCapture => {
            Err(Refusal::new(Kind::Closed, "The person was asked for a new capture.").with(
                |problem| {
                    problem.closed = vec![Closed {
                        code: "S-02".to_owned(),
                        why: "The person was asked for a new capture.".to_owned(),
                        opens: Some("New pictures.".to_owned()),
                    }];
                },
            ))
        }
        CaseState::Decided { verdict, by_name, .. } => Err(decided(*verdict, by_name)),
        CaseState::Expired => {
            Err(Refusal::new(Kind::Gone, "The session ended before anybody decided."))
        }
    }
}

/// The case is decided, by whom and how.
pub(crate) fn decided(verdict: review::Verdict, by_name: &str) -> Refusal {
    Refusal::new(Kind::AlreadyDecided, "Nothing of yours was recorded.").with(|problem| {
        problem.verdict = Some(verdict);
        problem.by_name = Some(by_name.to_owned());
    })
}

async fn grant(
    db: &mut SqliteConnection,
    case: &StoredCase,
    caller: &SignedIn,
    anew: bool,
    now: DateTime<Utc>,
) -> Result<Lease, Error> {
    let policy = policy::in_force(db, now).await?;
    let lapses_at = now + TimeDelta::seconds(policy.lease_seconds.into());
    let since = match case.holder(now) {
        Some(held) if !anew => held.since,
        Some(_) | None => now,
    };
    let fence = if anew { case.fence + 1 } else { case.fence };
    // A renewal changes nothing that anybody could see.
    let change = if anew { next_change(db).await? } else { case.change };
    sqlx::query(
        "UPDATE cases SET fence = ?, holder_object = ?, holder_name = ?, held_since = ?,
             lapses_at = ?, change = ? WHERE id = ?",
    )
    .bind(stored(fence)?)
    .bind(caller.object())
    .bind(&caller.name)
    .bind(millis(since))
    .bind(millis(lapses_at))
    .bind(change)
    .bind(case.id.to_string())
    .execute(db)
    .await?;
    let holder = Holder { person: caller.reviewer.person, name: caller.name.clone(), since };
    Ok(Lease { fence, holder, lapses_at })
}
