//! How far a decision has come.

use review::{CaseState, DecisionId, DecisionStatus, Notice, Receipt, Role, Stage, Verdict};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::StoredCase;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::notices::Mail;
use crate::store::{id, instant, spelled, word};

#[derive(sqlx::FromRow)]
struct Row {
    case_id: String,
    person: String,
    verdict: String,
    receipt: String,
    stage: String,
    stage_at: i64,
    stuck_why: Option<String>,
    carries: bool,
    standing: bool,
}

/// A decision, for whoever made it, audits or responds.
pub(crate) async fn of(
    app: &App,
    caller: &SignedIn,
    decision: DecisionId,
) -> Answer<DecisionStatus> {
    let mut db = app.store.snapshot().await?;
    let row: Option<Row> = sqlx::query_as(
        "SELECT case_id, person, verdict, receipt, stage, stage_at, stuck_why, carries, standing
         FROM decisions WHERE id = ?",
    )
    .bind(decision.to_string())
    .fetch_optional(&mut *db)
    .await?;
    let reads_all =
        caller.reviewer.has(Role::DecisionsAudit) || caller.reviewer.has(Role::SecurityRespond);
    let row = row
        .filter(|row| reads_all || row.person == caller.object())
        .ok_or_else(Refusal::not_found)?;
    let case_id = id(&row.case_id, "case id")?;
    let case =
        StoredCase::load(&mut db, app, case_id).await?.ok_or(Error::corrupt("decision's case"))?;
    let sent: Vec<(String, Vec<u8>, Option<i64>)> = sqlx::query_as(
        "SELECT recipient, mail_sealed, accepted_at FROM notices WHERE decision_id = ? ORDER BY id",
    )
    .bind(decision.to_string())
    .fetch_all(&mut *db)
    .await?;
    let mut notices = Vec::with_capacity(sent.len());
    for (to, sealed, accepted_at) in sent {
        let mail: Mail = case.key.open_json(&format!("notice/{decision}/{to}"), &sealed)?;
        let accepted_at = accepted_at.map(instant).transpose()?;
        notices.push(Notice { to, address_masked: mail.masked(), accepted_at });
    }
    let receipt: Receipt =
        serde_json::from_str(&row.receipt).map_err(|_| Error::corrupt("receipt"))?;
    let verdict = word(&row.verdict, "verdict")?;
    let stage = if row.carries {
        carried(&row)?
    } else {
        waiting(&mut db, &case, verdict, row.standing).await?
    };
    Ok(DecisionStatus { decision, case: case_id, verdict, stage, receipt, notices })
}

/// Of a decision by which the case moved.
fn carried(row: &Row) -> Result<Stage, Error> {
    Ok(match row.stage.as_str() {
        "recorded" => Stage::Recorded,
        "notified" => Stage::Notified,
        "acted" => Stage::Acted { at: instant(row.stage_at)? },
        _ => Stage::Stuck { why: row.stuck_why.clone().unwrap_or_default() },
    })
}

/// Of a decision that is one of two (R6): what became of both.
async fn waiting(
    db: &mut SqliteConnection,
    case: &StoredCase,
    verdict: Verdict,
    standing: bool,
) -> Result<Stage, Error> {
    if !standing {
        let why = "The case changed before a second person decided. It is decided anew.";
        return Ok(Stage::Stuck { why: why.to_owned() });
    }
    match &case.state {
        CaseState::Decided { verdict: both, .. } if *both == verdict => {
            let row: Row = sqlx::query_as(
                "SELECT case_id, person, verdict, receipt, stage, stage_at, stuck_why, carries,
                     standing
                 FROM decisions WHERE case_id = ? AND verdict = ? AND carries = 1",
            )
            .bind(case.id.to_string())
            .bind(spelled(&verdict)?)
            .fetch_one(db)
            .await?;
            carried(&row)
        }
        CaseState::Decided { .. } => Ok(Stage::Outvoted),
        CaseState::Open | CaseState::SecondReview { .. } => Ok(Stage::AwaitsSecond),
        CaseState::Escalated | CaseState::AwaitingCapture => Ok(Stage::Escalated),
        CaseState::Expired => {
            let why = "The session ended before a second person decided.";
            Ok(Stage::Stuck { why: why.to_owned() })
        }
    }
}
