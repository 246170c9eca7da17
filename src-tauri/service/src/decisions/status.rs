//! How far a decision has come.

use review::{CaseState, DecisionId, DecisionStatus, Notice, Receipt, Role, Stage, Verdict};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::StoredCase;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::notices::Mail;
use crate::rules::Rule;
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
    recalled_by: Option<String>,
    recalled_at: Option<i64>,
    incident: bool,
}

/// A decision, for whoever made it, audits or responds.
pub(crate) async fn of(
    app: &App,
    caller: &SignedIn,
    decision: DecisionId,
) -> Answer<DecisionStatus> {
    let mut db = app.store.snapshot().await?;
    let row: Option<Row> = sqlx::query_as(
        "SELECT d.case_id, d.person, d.verdict, d.receipt, d.stage, d.stage_at, d.stuck_why,
             d.carries, d.standing, r.name AS recalled_by, r.at AS recalled_at,
             r.matter_id IS NOT NULL AS incident
         FROM decisions d LEFT JOIN recalls r ON r.id = d.recall_id WHERE d.id = ?",
    )
    .bind(decision.to_string())
    .fetch_optional(&mut *db)
    .await?;
    let reads_all = caller.reviewer.has(Role::DecisionsAudit)
        || caller.reviewer.has(Role::SecurityRespond)
        || !app.rules.hold(Rule::OwnDecisions);
    let row = row
        .filter(|row| reads_all || row.person == caller.object())
        .ok_or_else(Refusal::not_found)?;
    let case_id = id(&row.case_id, "case id")?;
    let case =
        StoredCase::load(&mut db, app, case_id).await?.ok_or(Error::corrupt("decision's case"))?;
    let sent: Vec<(String, Vec<u8>, Option<i64>)> = sqlx::query_as(
        "SELECT recipient, mail_sealed, accepted_at FROM notices
         WHERE decision_id = ? AND (dropped_at IS NULL OR accepted_at IS NOT NULL) ORDER BY id",
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
    let stage = if let (Some(by_name), Some(at)) = (row.recalled_by, row.recalled_at) {
        Stage::Recalled { by_name, at: instant(at)?, incident: row.incident }
    } else if row.carries {
        carried(&row.stage, row.stage_at, row.stuck_why)?
    } else {
        waiting(&mut db, &case, verdict, row.standing).await?
    };
    Ok(DecisionStatus { decision, case: case_id, verdict, stage, receipt, notices })
}

/// Of a decision by which the case moved.
fn carried(stage: &str, at: i64, stuck_why: Option<String>) -> Result<Stage, Error> {
    Ok(match stage {
        "recorded" => Stage::Recorded,
        "notified" => Stage::Notified,
        "acted" => Stage::Acted { at: instant(at)? },
        _ => Stage::Stuck { why: stuck_why.unwrap_or_default() },
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
            let (stage, at, why): (String, i64, Option<String>) = sqlx::query_as(
                "SELECT stage, stage_at, stuck_why FROM decisions
                 WHERE case_id = ? AND verdict = ? AND carries = 1
                 ORDER BY log_index DESC LIMIT 1",
            )
            .bind(case.id.to_string())
            .bind(spelled(&verdict)?)
            .fetch_one(db)
            .await?;
            carried(&stage, at, why)
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
