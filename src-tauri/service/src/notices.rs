//! Telling the person and the manager is part of the decision (R10). Texts are neutral: they never
//! say how it was decided, nor why (R18).

mod texts;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use review::{CaseId, CaseKind, DecisionId, Verdict};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::StoredCase;
use crate::cases::snapshot::Snapshot;
use crate::handoff;
use crate::policy;
use crate::rules::Rule;
use crate::store::{id, millis};

/// One mail, sealed until it goes out.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Mail {
    address: String,
    subject: String,
    text: String,
}

impl Mail {
    /// `k•••@tarnholm.example`.
    pub(crate) fn masked(&self) -> String {
        let (local, domain) = self.address.rsplit_once('@').unwrap_or((&self.address, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }
}

/// Writes the notices of a decision; they go out after the commit.
pub(crate) async fn queue(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    snapshot: &Snapshot,
    decision: DecisionId,
    verdict: Verdict,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let minutes = policy::in_force(db, now).await?.approval_lifetime_minutes;
    for (recipient, address) in recipients(app, case.kind, snapshot, verdict) {
        let (subject, text) = texts::compose(&texts::About {
            recipient,
            kind: case.kind,
            verdict,
            number: &case.number.0,
            person: &snapshot.person.display_name,
            minutes,
        });
        let mail = Mail { address, subject, text };
        put(db, case, decision, recipient, &mail, now).await?;
    }
    Ok(())
}

/// What was approved is recalled: notices that have not gone out would promise too much, and the
/// responders are alerted. Nobody else is told, so as not to warn whoever may sit in that mailbox.
pub(crate) async fn recalled(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    decision: DecisionId,
    incident: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE notices SET dropped_at = ? WHERE decision_id = ? AND accepted_at IS NULL
             AND dropped_at IS NULL",
    )
    .bind(millis(now))
    .bind(decision.to_string())
    .execute(&mut *db)
    .await?;
    let (subject, text) = texts::recalled(&case.number.0, incident);
    let mail = Mail { address: app.config.mail.fallback.clone(), subject, text };
    put(db, case, decision, Recipient::Fallback, &mail, now).await
}

/// Keeps a mail, sealed, until it is sent.
async fn put(
    db: &mut SqliteConnection,
    case: &StoredCase,
    decision: DecisionId,
    recipient: Recipient,
    mail: &Mail,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let name = recipient.name();
    sqlx::query(
        "INSERT INTO notices (decision_id, recipient, mail_sealed, next_at) VALUES (?, ?, ?, ?)",
    )
    .bind(decision.to_string())
    .bind(name)
    .bind(case.key.seal_json(&format!("notice/{decision}/{name}"), mail)?)
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(())
}

/// Sends what is due and carries what is to be carried, until the service stops.
pub(crate) async fn run(app: App) {
    while !app.stopping.is_cancelled() {
        if let Err(error) = send_due(&app).await {
            tracing::error!(?error, "notices could not be sent");
        }
        if let Err(error) = handoff::carry_waiting(&app).await {
            tracing::error!(?error, "verdicts could not be carried");
        }
        if let Err(error) = crate::leases::lapse(&app).await {
            tracing::error!(?error, "leases could not be ended");
        }
        tokio::select! {
            () = app.outbox_waits.notified() => {}
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipient {
    Person,
    Manager,
    Fallback,
}

impl Recipient {
    fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Manager => "manager",
            Self::Fallback => "fallback",
        }
    }
}

/// Person and manager; the tenant's fallback where one of them can't be told, or where the only
/// mailbox is the one that is locked. An escalation is silent: the responders alone are alerted.
fn recipients(
    app: &App,
    kind: CaseKind,
    snapshot: &Snapshot,
    verdict: Verdict,
) -> Vec<(Recipient, String)> {
    let contacts = &snapshot.contacts;
    let fallback = (Recipient::Fallback, app.config.mail.fallback.clone());
    let person = contacts.mail.clone().map(|mail| (Recipient::Person, mail));
    let manager = contacts.manager_mail.clone().map(|mail| (Recipient::Manager, mail));
    let locked =
        matches!(kind, CaseKind::PasswordReset | CaseKind::MfaRecovery) && !contacts.has_other_mail;
    let locked = locked && app.rules.hold(Rule::OtherMailbox);
    match verdict {
        Verdict::Escalate => vec![fallback],
        Verdict::NewCapture => vec![person.unwrap_or(fallback)],
        Verdict::Approve | Verdict::Deny => {
            let needed = person.is_none() || manager.is_none() || locked;
            person.into_iter().chain(manager).chain(needed.then_some(fallback)).collect()
        }
    }
}

async fn send_due(app: &App) -> Result<(), Error> {
    let due: Vec<(i64, String, String, Vec<u8>, i64, String)> = sqlx::query_as(
        "SELECT n.id, n.decision_id, n.recipient, n.mail_sealed, n.attempts, d.case_id
         FROM notices n JOIN decisions d ON d.id = n.decision_id
         WHERE n.accepted_at IS NULL AND n.dropped_at IS NULL AND n.next_at <= ?
         ORDER BY n.id LIMIT 50",
    )
    .bind(millis(app.now()))
    .fetch_all(app.store.read())
    .await?;
    for (notice, decision, recipient, sealed, attempts, case) in due {
        let mail = match opened(app, &decision, &recipient, &sealed, &case).await {
            Ok(mail) => mail,
            Err(error @ Error::Database(_)) => return Err(error),
            // One that can't be read must not stop those behind it.
            Err(error) => {
                tracing::error!(%decision, %error, attempts, "a notice can't be read");
                settle(app, notice, &decision, false, attempts + 1).await?;
                continue;
            }
        };
        let sent = app
            .graph
            .send_mail(&app.config.mail.sender, &mail.address, &mail.subject, &mail.text)
            .await;
        if app.stopping.is_cancelled() && sent.is_err() {
            return Ok(());
        }
        if let Err(error) = &sent {
            tracing::warn!(%decision, %error, attempts, "a notice was not accepted");
        }
        settle(app, notice, &decision, sent.is_ok(), attempts + 1).await?;
    }
    Ok(())
}

async fn opened(
    app: &App,
    decision: &str,
    recipient: &str,
    sealed: &[u8],
    case: &str,
) -> Result<Mail, Error> {
    let case: CaseId = id(case, "case id")?;
    let mut db = app.store.snapshot().await?;
    let stored = StoredCase::load(&mut db, app, case).await?;
    let stored = stored.ok_or_else(|| Error::corrupt("case of a notice"))?;
    stored.key.open_json(&format!("notice/{decision}/{recipient}"), sealed)
}

/// After so many refusals a person must look.
pub(crate) const MOST_ATTEMPTS: i64 = 8;
/// Said of a decision whose notice is refused again and again.
pub(crate) const NOT_ACCEPTED: &str = "A notice is not accepted by the mail system.";

async fn settle(
    app: &App,
    notice: i64,
    decision: &str,
    accepted: bool,
    attempts: i64,
) -> Result<(), Error> {
    let now = app.now();
    let wait = TimeDelta::seconds(2 << attempts.clamp(0, 10));
    let mut tx = app.store.write().await?;
    sqlx::query("UPDATE notices SET attempts = ?, next_at = ?, accepted_at = ? WHERE id = ?")
        .bind(attempts)
        .bind(millis(now + wait))
        .bind(accepted.then(|| millis(now)))
        .bind(notice)
        .execute(&mut *tx)
        .await?;
    let left: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM notices
         WHERE decision_id = ? AND accepted_at IS NULL AND dropped_at IS NULL",
    )
    .bind(decision)
    .fetch_one(&mut *tx)
    .await?;
    let (stage, why) = if left == 0 {
        ("notified", None)
    } else if attempts >= MOST_ATTEMPTS && !accepted {
        ("stuck", Some(NOT_ACCEPTED))
    } else {
        return Ok(tx.commit().await?);
    };
    // One that was stuck on its notices comes right when they are accepted after all.
    sqlx::query(
        "UPDATE decisions SET stage = ?1, stage_at = ?2, stuck_why = ?3
         WHERE id = ?4 AND stage <> ?1
             AND (stage = 'recorded' OR (stage = 'stuck' AND stuck_why = ?5))",
    )
    .bind(stage)
    .bind(millis(now))
    .bind(why)
    .bind(decision)
    .bind(NOT_ACCEPTED)
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_one_letter() {
        let mail = |address: &str| Mail {
            address: address.to_owned(),
            subject: String::new(),
            text: String::new(),
        };
        assert_eq!(mail("k.wojcik@tarnholm.example").masked(), "k•••@tarnholm.example");
        assert_eq!(mail("@x").masked(), "•••@x");
        assert_eq!(mail("nobody").masked(), "n•••@");
    }
}
