//! A session that is known is looked at again: its status at the vendor, the subject's profile,
//! new pictures.

use entra::graph::Priority;
use review::{CaseId, CaseState, Verdict};

use super::open::FINISHED;
use super::{Outcome, capture, profile};
use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, journal};
use crate::handoff;
use crate::incode;
use crate::store::next_change;

/// What the vendor says of a session that it approved.
pub(crate) const APPROVED: &str = "MANUAL_REVIEW_APPROVED";

/// Looks at a session whose case is known.
pub(crate) async fn session(app: &App, interview: &str) -> Result<Outcome, Error> {
    let status = match app.incode.status(interview).await {
        Ok(status) => status.unwrap_or_default(),
        // Purged: the vendor's word is not to be had any more, the case here stands.
        Err(incode::Error::NotFound) => String::new(),
        Err(error) => return Err(error.into()),
    };
    let mut db = app.store.snapshot().await?;
    let Some(case) = StoredCase::of_session(&mut db, app, interview).await? else {
        return Ok(Outcome::Closed);
    };
    drop(db);
    let mut soon = false;
    match (&case.state, status.as_str()) {
        (CaseState::Decided { verdict, .. }, status) => {
            if *verdict != Verdict::Approve && status == APPROVED {
                unexplained(app, interview, Some(case.id), APPROVED).await?;
            }
            let settled = handoff::read_back(app, &case, status).await?;
            return Ok(if settled { Outcome::Closed } else { Outcome::LookSoon });
        }
        (state, APPROVED) => {
            unexplained(app, interview, Some(case.id), APPROVED).await?;
            let ended = matches!(state, CaseState::Expired);
            return Ok(if ended { Outcome::Closed } else { Outcome::LookAgain });
        }
        (CaseState::Expired, _) => return Ok(Outcome::Closed),
        (_, "EXPIRED" | "MANUAL_REVIEW_REJECTED") => {
            return Ok(match expire(app, &case).await? {
                true => Outcome::Closed,
                // Decided meanwhile: what the vendor says is to be compared with that.
                false => Outcome::LookAgain,
            });
        }
        (CaseState::AwaitingCapture, FINISHED) => soon = capture::again(app, &case).await?,
        (
            CaseState::Open
            | CaseState::SecondReview { .. }
            | CaseState::Escalated
            | CaseState::AwaitingCapture,
            _,
        ) => {}
    }
    soon |= capture::complete(app, &case).await?;
    profile::see(app, case.subject.object_id, Priority::Low).await?;
    Ok(if soon { Outcome::LookSoon } else { Outcome::LookAgain })
}

/// Keeps that the vendor approved what nobody decided here.
pub(crate) async fn unexplained(
    app: &App,
    interview: &str,
    case: Option<CaseId>,
    status: &str,
) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    let news = handoff::unexplained(&mut tx, interview, case, status, app.now()).await?;
    tx.commit().await?;
    if news {
        tracing::warn!(case = ?case, "the vendor approved, and no statement is here");
    }
    Ok(())
}

/// Ends a case that nobody decided; false when somebody did meanwhile.
async fn expire(app: &App, case: &StoredCase) -> Result<bool, Error> {
    let mut tx = app.store.write().await?;
    let change = next_change(&mut tx).await?;
    let ended = sqlx::query(
        "UPDATE cases SET state = 'expired', revision = revision + 1, change = ?,
             holder_object = NULL, lapses_at = NULL
         WHERE id = ? AND state IN ('open', 'awaiting_capture', 'escalated')",
    )
    .bind(change)
    .bind(case.id.to_string())
    .execute(&mut *tx)
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(false);
    }
    journal(&mut tx, app.now(), Some((case.id, &case.key)), None, "expired", None).await?;
    tx.commit().await?;
    Ok(true)
}
