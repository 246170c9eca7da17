//! What is stuck and what is unexplained, found in what intake, notices and hand-off keep.

use chrono::{DateTime, Utc};
use review::{CaseId, CaseKind, DecisionId, MatterKind};
use sqlx::SqliteConnection;

use super::{New, insert};
use crate::Error;
use crate::app::App;
use crate::handoff::NOBODY;
use crate::notices::{MOST_ATTEMPTS, NOT_ACCEPTED};
use crate::store::{id, instant, millis, word};

/// Said of what the vendor approved alone.
const UNEXPLAINED: &str = "The vendor shows an approval, and no statement here stands for it.";

/// Opens what is new, and closes what came right by itself. Writes only when something changed.
pub(super) async fn refresh(app: &App) -> Result<(), Error> {
    let mut db = app.store.snapshot().await?;
    if Changes::of(&mut db, app).await?.are_none() {
        return Ok(());
    }
    drop(db);
    let mut tx = app.store.write().await?;
    let changes = Changes::of(&mut tx, app).await?;
    for stuck in changes.stuck {
        let decision: DecisionId = id(&stuck.decision_id, "decision id")?;
        let new = New {
            kind: MatterKind::Stuck,
            case: Some((id(&stuck.case_id, "case id")?, word(&stuck.kind, "case kind")?)),
            decision: Some(decision),
            interview_id: Some(stuck.interview_id.clone()),
            since: instant(stuck.since)?,
            why: &stuck.why,
        };
        insert(&mut tx, &new).await?;
        tracing::warn!(%decision, why = stuck.why, "a decision is stuck");
    }
    for (interview, case, kind, seen_at) in changes.unexplained {
        let case: Option<CaseId> = case.map(|text| id(&text, "case id")).transpose()?;
        let kind: Option<CaseKind> = kind.map(|text| word(&text, "case kind")).transpose()?;
        let new = New {
            kind: MatterKind::Unexplained,
            case: case.zip(kind),
            decision: None,
            interview_id: Some(interview),
            since: instant(seen_at)?,
            why: UNEXPLAINED,
        };
        insert(&mut tx, &new).await?;
    }
    for matter in changes.right {
        right(&mut tx, &matter, app.now()).await?;
    }
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct Stuck {
    decision_id: String,
    case_id: String,
    kind: String,
    interview_id: String,
    since: i64,
    why: String,
}

/// Interview, case, its kind, seen when.
type Unexplained = (String, Option<String>, Option<String>, i64);

struct Changes {
    stuck: Vec<Stuck>,
    unexplained: Vec<Unexplained>,
    /// Matters that are not stuck any more.
    right: Vec<String>,
}

impl Changes {
    async fn of(db: &mut SqliteConnection, app: &App) -> Result<Self, Error> {
        let all = stuck(db, app).await?;
        let known: Vec<(String, String, bool, bool)> = sqlx::query_as(
            "SELECT id, decision_id, closed_at IS NULL, closed_object IS NOT NULL FROM matters
             WHERE kind = 'stuck' AND decision_id IS NOT NULL",
        )
        .fetch_all(&mut *db)
        .await?;
        let is_stuck = |decision: &str| all.iter().any(|one| one.decision_id == decision);
        let right = known
            .iter()
            .filter(|(_, decision, open, _)| *open && !is_stuck(decision))
            .map(|(matter, ..)| matter.clone())
            .collect();
        // What a person closed stays closed.
        let has_one = |decision: &str| {
            known.iter().any(|(_, of, open, ended)| of == decision && (*open || *ended))
        };
        let unexplained = sqlx::query_as(
            "SELECT u.interview_id, u.case_id, c.kind, u.seen_at
             FROM unexplained u LEFT JOIN cases c ON c.id = u.case_id
             WHERE NOT EXISTS (SELECT 1 FROM matters m
                 WHERE m.kind = 'unexplained' AND m.interview_id = u.interview_id)",
        )
        .fetch_all(db)
        .await?;
        let stuck = all.into_iter().filter(|one| !has_one(&one.decision_id)).collect();
        Ok(Self { stuck, unexplained, right })
    }

    fn are_none(&self) -> bool {
        self.stuck.is_empty() && self.unexplained.is_empty() && self.right.is_empty()
    }
}

/// Decisions by which a case moved and that got no further: said so by notices or by the vendor's
/// status, or waiting for longer than the configuration allows. What is unexplained is on that
/// list, and what was recalled is the incident's.
async fn stuck(db: &mut SqliteConnection, app: &App) -> Result<Vec<Stuck>, Error> {
    Ok(sqlx::query_as(
        "SELECT d.id AS decision_id, d.case_id, c.kind, c.interview_id,
             iif(d.stage = 'stuck', d.stage_at, coalesce(h.since, d.recorded_at)) AS since,
             CASE WHEN n.refused THEN ?1
                 WHEN d.stage = 'stuck' THEN coalesce(d.stuck_why, '')
                 ELSE ?2 END AS why
         FROM decisions d JOIN cases c ON c.id = d.case_id
             LEFT JOIN handoffs h ON h.decision_id = d.id
             LEFT JOIN (SELECT decision_id, 1 AS refused FROM notices
                 WHERE accepted_at IS NULL AND dropped_at IS NULL AND attempts >= ?3
                 GROUP BY decision_id) n
                 ON n.decision_id = d.id
         WHERE d.carries = 1 AND (n.refused OR (d.recall_id IS NULL
             AND (d.stage = 'stuck' OR (h.settled_at IS NULL AND h.since < ?4))
             AND NOT EXISTS (SELECT 1 FROM unexplained u
                 WHERE u.interview_id = h.interview_id)))
         ORDER BY since LIMIT 1000",
    )
    .bind(NOT_ACCEPTED)
    .bind(NOBODY)
    .bind(MOST_ATTEMPTS)
    .bind(millis(app.now() - app.config.patience()))
    .fetch_all(db)
    .await?)
}

async fn right(db: &mut SqliteConnection, matter: &str, now: DateTime<Utc>) -> Result<(), Error> {
    sqlx::query("UPDATE matters SET closed_at = ? WHERE id = ? AND closed_at IS NULL")
        .bind(millis(now))
        .bind(matter)
        .execute(db)
        .await?;
    Ok(())
}
