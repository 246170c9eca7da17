//! How the service hears of cases: by a hint, by looking again, and by interview id. Whatever the
//! way, everything is fetched from the vendor itself.

pub(crate) mod again;
pub(crate) mod capture;
pub(crate) mod images;
pub(crate) mod open;
pub(crate) mod profile;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt as _;
use review::CaseId;
use serde::Serialize;
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::incode::is_interview_id;
use crate::store::{id, millis};

/// Sessions looked at at once.
const AT_ONCE: usize = 4;
/// The most sessions that wait at once; hints beyond it are dropped, re-poll and operators stay.
const MOST_WAITING: i64 = 20_000;
/// A hint looks no sooner at a session that was just looked at: hints come from anybody.
const REST: TimeDelta = TimeDelta::seconds(10);
/// Where operators' ids stand in the order of what is due: before any number of hints.
const AHEAD: TimeDelta = TimeDelta::days(1);
/// Sessions of each state that are taken up in one go, so that neither starves the other.
const OF_EACH: u32 = 16;
/// How often a decided session is looked at until the vendor's status says what was done.
const SOON: TimeDelta = TimeDelta::seconds(15);
/// The most ids in one request.
pub(crate) const MOST_IDS: usize = 1_000;

/// Answer of `POST /v1/intake`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// Sessions that are new here and will be fetched.
    pub queued: u32,
    /// Sessions that are known and will be looked at again.
    pub known: u32,
    /// Lines, from 1, that are no interview id.
    pub refused: Vec<u32>,
}

/// Who says that there is a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A webhook: anybody.
    Hint,
    /// Somebody who is signed in and may: taken however many wait, and first.
    Operator,
}

/// Takes interview ids; the fetching happens later, so a webhook is answered at once.
pub(crate) async fn hear(app: &App, ids: &[String], from: Heard) -> Result<Accepted, Error> {
    let mut accepted = Accepted { queued: 0, known: 0, refused: Vec::new() };
    let now = app.now();
    let at = match from {
        Heard::Hint => now,
        Heard::Operator => now - AHEAD,
    };
    let mut tx = app.store.write().await?;
    let mut waiting: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sessions WHERE state = 'waiting'")
            .fetch_one(&mut *tx)
            .await?;
    for (line, interview) in (1..).zip(ids) {
        if !is_interview_id(interview) {
            accepted.refused.push(line);
            continue;
        }
        if known(&mut tx, interview, from, at).await? {
            accepted.known += 1;
        } else if from == Heard::Operator || waiting < MOST_WAITING {
            sqlx::query(
                "INSERT INTO sessions (interview_id, heard_at, state, next_at)
                 VALUES (?, ?, 'waiting', ?)",
            )
            .bind(interview)
            .bind(millis(now))
            .bind(millis(at))
            .execute(&mut *tx)
            .await?;
            waiting += 1;
            accepted.queued += 1;
        }
    }
    tx.commit().await?;
    app.sessions_wait.notify_one();
    Ok(accepted)
}

/// Pulls a known session forward; false when it is not known. One that was closed is looked at once
/// more: what the vendor says of it by now may have no statement here.
async fn known(
    db: &mut SqliteConnection,
    interview: &str,
    from: Heard,
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    let query = match from {
        Heard::Hint => sqlx::query(
            "UPDATE sessions SET heard = heard + 1,
                 next_at = iif(state IN ('refused', 'closed'),
                     max(?1, coalesce(looked_at, 0) + ?3),
                     min(next_at, max(?1, coalesce(looked_at, 0) + ?3))),
                 state = CASE WHEN state = 'refused' THEN 'waiting'
                     WHEN state <> 'closed' THEN state
                     WHEN EXISTS (SELECT 1 FROM cases c
                         WHERE c.interview_id = sessions.interview_id) THEN 'open'
                     ELSE 'waiting' END
             WHERE interview_id = ?2",
        ),
        Heard::Operator => sqlx::query(
            "UPDATE sessions SET heard = heard + 1, attempts = 0, next_at = ?1,
                 state = CASE WHEN state = 'refused' THEN 'waiting'
                     WHEN state <> 'closed' THEN state
                     WHEN EXISTS (SELECT 1 FROM cases c
                         WHERE c.interview_id = sessions.interview_id) THEN 'open'
                     ELSE 'waiting' END
             WHERE interview_id = ?2",
        ),
    };
    let query = query.bind(millis(at)).bind(interview);
    let known = match from {
        Heard::Hint => query.bind(REST.num_milliseconds()).execute(db).await?,
        Heard::Operator => query.execute(db).await?,
    };
    Ok(known.rows_affected() > 0)
}

/// Looks at sessions as they come due, until the service stops.
pub(crate) async fn run(app: App) {
    while !app.stopping.is_cancelled() {
        let due = match due(&app).await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(?error, "sessions could not be listed");
                Vec::new()
            }
        };
        let found = !due.is_empty();
        let work = futures::stream::iter(due)
            .map(|session| look(&app, session))
            .buffer_unordered(AT_ONCE)
            .collect::<Vec<()>>();
        tokio::select! {
            _ = work => {}
            () = app.stopping.cancelled() => return,
        }
        if !found {
            tokio::select! {
                () = app.sessions_wait.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
                () = app.stopping.cancelled() => return,
            }
        }
    }
}

/// Fetches the pictures of waiting cases, the riskiest first, one case at a time: an opened case
/// fetches its own and must not queue behind these.
pub(crate) async fn run_images(app: App) {
    while !app.stopping.is_cancelled() {
        let waiting: Result<Option<String>, sqlx::Error> = sqlx::query_scalar(
            "SELECT id FROM cases WHERE images = 'waiting' AND state IN ('open', 'escalated')
             ORDER BY risk DESC, opened_at LIMIT 1",
        )
        .fetch_optional(app.store.read())
        .await;
        let case: Option<CaseId> =
            waiting.ok().flatten().and_then(|text| id(&text, "case id").ok());
        let pause = match case {
            None => Duration::from_secs(2),
            Some(case) => tokio::select! {
                fetched = images::ensure(&app, case) => match fetched {
                    Ok(()) => Duration::ZERO,
                    Err(error) => {
                        tracing::warn!(%case, %error, "pictures could not be fetched yet");
                        Duration::from_secs(5)
                    }
                },
                () = app.stopping.cancelled() => return,
            },
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Session {
    interview_id: String,
    state: String,
    attempts: i64,
    next_at: i64,
    heard: i64,
}

async fn due(app: &App) -> Result<Vec<Session>, Error> {
    Ok(sqlx::query_as(
        "SELECT interview_id, state, attempts, next_at, heard FROM (
             SELECT * FROM sessions WHERE state = 'waiting' AND next_at <= ?1
                 ORDER BY next_at LIMIT ?2)
         UNION ALL
         SELECT interview_id, state, attempts, next_at, heard FROM (
             SELECT * FROM sessions WHERE state = 'open' AND next_at <= ?1
                 ORDER BY next_at LIMIT ?2)
         ORDER BY next_at",
    )
    .bind(millis(app.now()))
    .bind(OF_EACH)
    .fetch_all(app.store.read())
    .await?)
}

async fn look(app: &App, session: Session) {
    let interview = session.interview_id.as_str();
    let outcome = if session.state == "waiting" {
        open::session(app, interview).await
    } else {
        again::session(app, interview).await
    };
    let next = match outcome {
        Ok(Outcome::LookAgain) => later(app, &session, 0, repoll(app)).await,
        Ok(Outcome::LookSoon) => later(app, &session, 0, repoll(app).min(SOON)).await,
        Ok(Outcome::Refused(reason)) => settle(app, interview, "refused", reason).await,
        Ok(Outcome::Closed) => settle(app, interview, "closed", "").await,
        Ok(Outcome::Unknown) => forget(app, interview).await,
        Err(error) => {
            tracing::warn!(%error, attempts = session.attempts, "a session could not be looked at");
            let wait = TimeDelta::seconds(2 << session.attempts.clamp(0, 8));
            later(app, &session, session.attempts + 1, wait).await
        }
    };
    if let Err(error) = next {
        tracing::error!(?error, "a session's state could not be kept");
        // Without this, a database that refuses would be asked in a tight loop.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// What looking at a session came to.
pub(crate) enum Outcome {
    /// It is open, or not finished yet.
    LookAgain,
    /// A verdict waits to be entered: its status is read back often.
    LookSoon,
    /// It can't become a case, for a reason with a stable code.
    Refused(&'static str),
    /// Nothing more is expected of it.
    Closed,
    /// The vendor knows no such session.
    Unknown,
}

fn repoll(app: &App) -> TimeDelta {
    let seconds = i64::try_from(app.config.repoll_seconds).unwrap_or(3600);
    // Spread, so that a thousand sessions are not asked for in the same second.
    let spread = rand::random_range(0.9..1.1);
    TimeDelta::milliseconds((seconds as f64 * 1000.0 * spread) as i64)
}

/// What came in during the look is not lost: a session that was pulled forward stays so, and one
/// that was heard of again is looked at again soon.
async fn later(app: &App, session: &Session, attempts: i64, wait: TimeDelta) -> Result<(), Error> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    sqlx::query(
        "UPDATE sessions SET attempts = ?1, looked_at = ?2, next_at = CASE
             WHEN next_at <> ?4 THEN min(?3, max(next_at, ?2))
             WHEN heard <> ?5 THEN min(?3, ?2 + ?6)
             ELSE ?3 END
         WHERE interview_id = ?7",
    )
    .bind(attempts)
    .bind(millis(now))
    .bind(millis(now + wait))
    .bind(session.next_at)
    .bind(session.heard)
    .bind(REST.num_milliseconds())
    .bind(&session.interview_id)
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

async fn settle(app: &App, interview: &str, state: &str, reason: &str) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    sqlx::query("UPDATE sessions SET state = ?, reason = ?, looked_at = ? WHERE interview_id = ?")
        .bind(state)
        .bind(reason)
        .bind(millis(app.now()))
        .bind(interview)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

async fn forget(app: &App, interview: &str) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    sqlx::query("DELETE FROM sessions WHERE interview_id = ? AND state = 'waiting'")
        .bind(interview)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}
