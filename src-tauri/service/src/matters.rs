//! Matters: what is stuck, what is unexplained, and incidents, each with an owner.

mod find;
mod tend;

use chrono::{DateTime, TimeDelta, Utc};
use review::matter::Done;
use review::{
    CaseId, CaseKind, CaseNumber, DecisionId, Matter, MatterCase, MatterId, MatterKind, Matters,
    Owner, Responder, Role, Step, revocations,
};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::Error;
use crate::app::App;
use crate::cases::StoredCase;
use crate::http::auth::SignedIn;
use crate::http::problem::Answer;
use crate::store::{id, instant, millis, spelled, word};

pub(crate) use tend::{close, give, tick};

/// How long somebody is offered as an owner after their last sign-in with the role.
const REMEMBERED: TimeDelta = TimeDelta::days(30);
/// How often that sign-in is noted.
const NOTED: TimeDelta = TimeDelta::hours(1);
/// Said of an incident.
const RECALLED: &str = "The approval was recalled after it may have been carried out.";

/// What is open, of the kinds of cases that the caller sees. What belongs to no case is for
/// `Security.Respond` and `Decisions.Audit`, and so are the vendor's ids.
pub(crate) async fn list(app: &App, caller: &SignedIn) -> Answer<Matters> {
    const READERS: [Role; 4] =
        [Role::RecoveryReview, Role::OnboardingReview, Role::DecisionsAudit, Role::SecurityRespond];
    caller.need(&READERS)?;
    note(app, caller).await?;
    find::refresh(app).await?;
    let mut db = app.store.snapshot().await?;
    let inner = [Role::SecurityRespond, Role::DecisionsAudit];
    let reads_all = inner.iter().any(|role| caller.reviewer.has(*role));
    let mut matters = open(&mut db, app).await?;
    matters.retain(|matter| match &matter.case {
        Some(case) => case.kind.seen_by(&caller.reviewer),
        None => reads_all,
    });
    if !reads_all {
        matters.iter_mut().for_each(|matter| matter.interview_id = None);
    }
    Ok(Matters { matters, responders: responders(&mut db, app).await? })
}

/// Opens the incident of a recalled approval, with the list of what must be revoked.
pub(crate) async fn incident(
    tx: &mut SqliteConnection,
    case: &StoredCase,
    decision: DecisionId,
    now: DateTime<Utc>,
) -> Result<MatterId, Error> {
    let new = New {
        kind: MatterKind::Incident,
        case: Some((case.id, case.kind)),
        decision: Some(decision),
        interview_id: Some(case.interview_id.clone()),
        since: now,
        why: RECALLED,
    };
    insert(tx, &new).await
}

/// A matter that opens.
struct New<'a> {
    kind: MatterKind,
    case: Option<(CaseId, CaseKind)>,
    decision: Option<DecisionId>,
    interview_id: Option<String>,
    since: DateTime<Utc>,
    why: &'a str,
}

async fn insert(tx: &mut SqliteConnection, new: &New<'_>) -> Result<MatterId, Error> {
    let matter = MatterId(Uuid::now_v7());
    sqlx::query(
        "INSERT INTO matters (id, kind, case_id, decision_id, interview_id, since, why)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(matter.to_string())
    .bind(spelled(&new.kind)?)
    .bind(new.case.map(|(case, _)| case.to_string()))
    .bind(new.decision.map(|decision| decision.to_string()))
    .bind(&new.interview_id)
    .bind(millis(new.since))
    .bind(new.why)
    .execute(&mut *tx)
    .await?;
    let steps = match (new.kind, new.case) {
        (MatterKind::Stuck, _) | (_, None) => &[],
        (MatterKind::Unexplained | MatterKind::Incident, Some((_, kind))) => revocations(kind),
    };
    for (place, what) in (1_i64..).zip(steps) {
        sqlx::query("INSERT INTO matter_steps (matter_id, place, what) VALUES (?, ?, ?)")
            .bind(matter.to_string())
            .bind(place)
            .bind(spelled(what)?)
            .execute(&mut *tx)
            .await?;
    }
    Ok(matter)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    kind: String,
    case_id: Option<String>,
    number: Option<i64>,
    case_kind: Option<String>,
    interview_id: Option<String>,
    decision_id: Option<String>,
    verdict: Option<String>,
    since: i64,
    why: String,
    owner_object: Option<String>,
    owner_name: Option<String>,
    owner_since: Option<i64>,
}

/// Every open matter, the oldest first.
async fn open(db: &mut SqliteConnection, app: &App) -> Result<Vec<Matter>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT m.id, m.kind, m.case_id, c.number, c.kind AS case_kind, m.interview_id,
             m.decision_id, d.verdict, m.since, m.why, m.owner_object, m.owner_name, m.owner_since
         FROM matters m LEFT JOIN cases c ON c.id = m.case_id
             LEFT JOIN decisions d ON d.id = m.decision_id
         WHERE m.closed_at IS NULL ORDER BY m.since LIMIT 2000",
    )
    .fetch_all(&mut *db)
    .await?;
    let mut matters = Vec::with_capacity(rows.len());
    for row in rows {
        let steps = steps(db, &row.id).await?;
        matters.push(matter(app, row, steps)?);
    }
    Ok(matters)
}

fn matter(app: &App, row: Row, steps: Vec<Step>) -> Result<Matter, Error> {
    let case = match (row.case_id, row.number, row.case_kind) {
        (Some(case), Some(number), Some(kind)) => Some(MatterCase {
            id: id(&case, "case id")?,
            number: CaseNumber(format!("CS-{number}")),
            kind: word(&kind, "case kind")?,
        }),
        _ => None,
    };
    let owner = match (row.owner_object, row.owner_name, row.owner_since) {
        (Some(object), Some(name), Some(since)) => {
            Some(Owner { person: app.person(id(&object, "owner")?), name, since: instant(since)? })
        }
        _ => None,
    };
    Ok(Matter {
        id: id(&row.id, "matter id")?,
        kind: word(&row.kind, "matter kind")?,
        case,
        interview_id: row.interview_id,
        decision: row.decision_id.map(|text| id(&text, "decision id")).transpose()?,
        verdict: row.verdict.map(|text| word(&text, "verdict")).transpose()?,
        since: instant(row.since)?,
        why: row.why,
        owner,
        steps,
    })
}

async fn steps(db: &mut SqliteConnection, matter: &str) -> Result<Vec<Step>, Error> {
    let rows: Vec<(String, Option<i64>, Option<String>)> = sqlx::query_as(
        "SELECT what, done_at, done_name FROM matter_steps WHERE matter_id = ? ORDER BY place",
    )
    .bind(matter)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(what, at, by_name)| {
            let done = match (at, by_name) {
                (Some(at), Some(by_name)) => Some(Done { by_name, at: instant(at)? }),
                _ => None,
            };
            Ok(Step { what: word(&what, "step")?, done })
        })
        .collect()
}

/// Notes that somebody has the role, so that a colleague can give them a matter.
async fn note(app: &App, caller: &SignedIn) -> Result<(), Error> {
    if !caller.reviewer.has(Role::SecurityRespond) {
        return Ok(());
    }
    let now = app.now();
    let known: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM responders WHERE object_id = ? AND name = ? AND seen_at > ?",
    )
    .bind(caller.object())
    .bind(&caller.name)
    .bind(millis(now - NOTED))
    .fetch_optional(app.store.read())
    .await?;
    if known.is_some() {
        return Ok(());
    }
    let mut tx = app.store.write().await?;
    sqlx::query(
        "INSERT INTO responders (object_id, name, seen_at) VALUES (?, ?, ?)
         ON CONFLICT (object_id) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at",
    )
    .bind(caller.object())
    .bind(&caller.name)
    .bind(millis(now))
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

async fn responders(db: &mut SqliteConnection, app: &App) -> Result<Vec<Responder>, Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT object_id, name FROM responders WHERE seen_at > ? ORDER BY name LIMIT 200",
    )
    .bind(millis(app.now() - REMEMBERED))
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(object, name)| Ok(Responder { person: app.person(id(&object, "responder")?), name }))
        .collect()
}
