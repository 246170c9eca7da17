//! How far a decision has come.

use review::{DecisionId, DecisionStatus, Notice, Receipt, Role, Stage};

use crate::Error;
use crate::app::App;
use crate::cases::StoredCase;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::notices::Mail;
use crate::store::{id, instant, word};

#[derive(sqlx::FromRow)]
struct Row {
    case_id: String,
    person: String,
    verdict: String,
    receipt: String,
    stage: String,
    stage_at: i64,
    stuck_why: Option<String>,
}

/// A decision, for whoever made it, audits or responds.
pub(crate) async fn of(
    app: &App,
    caller: &SignedIn,
    decision: DecisionId,
) -> Answer<DecisionStatus> {
    let mut db = app.store.snapshot().await?;
    let row: Option<Row> = sqlx::query_as(
        "SELECT case_id, person, verdict, receipt, stage, stage_at, stuck_why
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
    let stage = match row.stage.as_str() {
        "recorded" => Stage::Recorded,
        "notified" => Stage::Notified,
        "acted" => Stage::Acted { at: instant(row.stage_at)? },
        _ => Stage::Stuck { why: row.stuck_why.unwrap_or_default() },
    };
    let verdict = word(&row.verdict, "verdict")?;
    Ok(DecisionStatus { decision, case: case_id, verdict, stage, receipt, notices })
}
