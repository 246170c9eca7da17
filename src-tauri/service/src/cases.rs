//! Cases as they are stored, and as a row of the queue.

pub(crate) mod feed;
pub(crate) mod file;
pub(crate) mod snapshot;

use chrono::{DateTime, NaiveDate, Utc};
use review::{CaseId, CaseKind, CaseNumber, CaseState, CaseSummary, Holder, Mark, PersonRef};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::seal::SealKey;
use crate::store::{count, id, instant, millis, next_change, word};
use snapshot::{Came, Snapshot};

/// What the queue shows of the account; sealed, because it speaks of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) person_masked: String,
    pub(crate) department: Option<String>,
    /// Marks that do not follow from other columns, most important first.
    pub(crate) marks: Vec<Mark>,
    pub(crate) starts: Option<NaiveDate>,
}

/// Who holds the lease.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    pub(crate) person: PersonRef,
    pub(crate) name: String,
    pub(crate) since: DateTime<Utc>,
    pub(crate) lapses_at: DateTime<Utc>,
}

/// A stored case.
pub(crate) struct StoredCase {
    pub(crate) id: CaseId,
    pub(crate) number: CaseNumber,
    pub(crate) interview_id: String,
    pub(crate) kind: CaseKind,
    pub(crate) state: CaseState,
    pub(crate) revision: u64,
    pub(crate) change: i64,
    pub(crate) capture: i64,
    pub(crate) subject: PersonRef,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) captured_at: Option<DateTime<Utc>>,
    pub(crate) due_at: DateTime<Utc>,
    pub(crate) key: SealKey,
    pub(crate) account: Account,
    pub(crate) images_here: bool,
    pub(crate) fence: u64,
    /// The last holder, even when the lease has lapsed; see [`StoredCase::holder`].
    held: Option<Held>,
    /// The version of the policy by which its marks were set.
    pub(crate) policy_version: u32,
    pub(crate) document_tag: Option<Vec<u8>>,
    pub(crate) device_tag: Option<Vec<u8>>,
    snapshot_sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: i64,
    interview_id: String,
    kind: String,
    state: String,
    revision: i64,
    change: i64,
    capture: i64,
    subject_tenant: String,
    subject_object: String,
    document_tag: Option<Vec<u8>>,
    device_tag: Option<Vec<u8>>,
    opened_at: i64,
    captured_at: Option<i64>,
    due_at: i64,
    case_key: Vec<u8>,
    row_sealed: Vec<u8>,
    snapshot_sealed: Vec<u8>,
    images: String,
    fence: i64,
    holder_object: Option<String>,
    holder_name: Option<String>,
    held_since: Option<i64>,
    lapses_at: Option<i64>,
    decided_verdict: Option<String>,
    decided_object: Option<String>,
    decided_name: Option<String>,
    decided_at: Option<i64>,
    first_object: Option<String>,
    first_at: Option<i64>,
    policy_version: i64,
}

impl StoredCase {
    /// One case.
    pub(crate) async fn load(
        db: &mut SqliteConnection,
        app: &App,
        case: CaseId,
    ) -> Result<Option<Self>, Error> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM cases WHERE id = ?")
            .bind(case.to_string())
            .fetch_optional(db)
            .await?;
        row.map(|row| Self::from_row(app, row)).transpose()
    }

    /// Whether it still waits: nobody decided it, and the vendor did not end it.
    pub(crate) fn is_undecided(&self) -> bool {
        match self.state {
            CaseState::Open
            | CaseState::SecondReview { .. }
            | CaseState::Escalated
            | CaseState::AwaitingCapture => true,
            CaseState::Decided { .. } | CaseState::Expired => false,
        }
    }

    /// What the queue is to show of it by this snapshot.
    pub(crate) async fn account_by(
        &self,
        db: &mut SqliteConnection,
        snapshot: &Snapshot,
        came: Came,
        now: DateTime<Utc>,
    ) -> Result<Account, Error> {
        let repeats = file::of_person(db, self.subject.object_id, now).await?.max(1);
        Ok(snapshot.account(self.opened_at, repeats, came))
    }

    /// The cases of one vendor session.
    pub(crate) async fn of_session(
        db: &mut SqliteConnection,
        app: &App,
        interview_id: &str,
    ) -> Result<Option<Self>, Error> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM cases WHERE interview_id = ?")
            .bind(interview_id)
            .fetch_optional(db)
            .await?;
        row.map(|row| Self::from_row(app, row)).transpose()
    }

    /// Changed cases of some kinds, oldest change first.
    pub(crate) async fn changed_after(
        db: &mut SqliteConnection,
        app: &App,
        change: i64,
        kinds: &[CaseKind],
        limit: u32,
    ) -> Result<Vec<Self>, Error> {
        let mut query = sqlx::QueryBuilder::new("SELECT * FROM cases WHERE change > ");
        query.push_bind(change).push(" AND kind IN (");
        let mut list = query.separated(", ");
        for kind in kinds {
            list.push_bind(crate::store::spelled(kind)?);
        }
        list.push_unseparated(") ORDER BY change LIMIT ");
        query.push_bind(limit);
        let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
        rows.into_iter().map(|row| Self::from_row(app, row)).collect()
    }

    fn from_row(app: &App, row: Row) -> Result<Self, Error> {
        let case: CaseId = id(&row.id, "case id")?;
        let key = app.master.unwrap(case, &row.case_key)?;
        let tenant_id = id(&row.subject_tenant, "tenant id")?;
        let object_id = id(&row.subject_object, "object id")?;
        let state = match row.state.as_str() {
            "open" => match (row.first_object, row.first_at) {
                (Some(first), Some(at)) => CaseState::SecondReview {
                    first: app.person(id(&first, "first person")?),
                    at: instant(at)?,
                },
                _ => CaseState::Open,
            },
            "awaiting_capture" => CaseState::AwaitingCapture,
            "escalated" => CaseState::Escalated,
            "expired" => CaseState::Expired,
            _ => CaseState::Decided {
                verdict: word(row.decided_verdict.as_deref().unwrap_or_default(), "verdict")?,
                by: app.person(id(row.decided_object.as_deref().unwrap_or_default(), "person")?),
                by_name: row.decided_name.unwrap_or_default(),
                at: instant(row.decided_at.unwrap_or_default())?,
            },
        };
        let held = match (row.holder_object, row.held_since, row.lapses_at) {
            (Some(object), Some(since), Some(lapses_at)) => Some(Held {
                person: app.person(id(&object, "holder")?),
                name: row.holder_name.unwrap_or_default(),
                since: instant(since)?,
                lapses_at: instant(lapses_at)?,
            }),
            _ => None,
        };
        Ok(Self {
            id: case,
            number: CaseNumber(format!("CS-{}", row.number)),
            interview_id: row.interview_id,
            kind: word(&row.kind, "case kind")?,
            state,
            revision: count(row.revision)?,
            change: row.change,
            capture: row.capture,
            subject: PersonRef { tenant_id, object_id },
            opened_at: instant(row.opened_at)?,
            captured_at: row.captured_at.map(instant).transpose()?,
            due_at: instant(row.due_at)?,
            account: key.open_json(&format!("row/{case}"), &row.row_sealed)?,
            key,
            images_here: row.images == "here",
            fence: count(row.fence)?,
            held,
            policy_version: u32::try_from(row.policy_version)
                .map_err(|_| Error::corrupt("policy version"))?,
            document_tag: row.document_tag,
            device_tag: row.device_tag,
            snapshot_sealed: row.snapshot_sealed,
        })
    }

    /// Who holds it now; a lapsed lease is nobody's.
    pub(crate) fn holder(&self, now: DateTime<Utc>) -> Option<&Held> {
        self.held.as_ref().filter(|held| held.lapses_at > now)
    }

    /// Whether this person holds it under this fencing number.
    pub(crate) fn is_held_by(&self, person: PersonRef, fence: u64, now: DateTime<Utc>) -> bool {
        self.fence == fence && self.holder(now).is_some_and(|held| held.person == person)
    }

    /// The row of the queue.
    pub(crate) fn summary(&self, now: DateTime<Utc>) -> CaseSummary {
        CaseSummary {
            id: self.id,
            number: self.number.clone(),
            kind: self.kind,
            state: self.state.clone(),
            revision: self.revision,
            person_masked: self.account.person_masked.clone(),
            department: self.account.department.clone(),
            marks: self.marks(),
            opened_at: self.opened_at,
            due_at: self.due_at,
            held_by: self.holder(now).map(|held| Holder {
                person: held.person,
                name: held.name.clone(),
                since: held.since,
            }),
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let second = matches!(self.state, CaseState::SecondReview { .. });
        let account = self.account.marks.iter().cloned();
        second.then_some(Mark::SecondReview).into_iter().chain(account).collect()
    }

    /// Everything that was captured and looked up.
    pub(crate) fn snapshot(&self) -> Result<Snapshot, Error> {
        self.key.open_json(&format!("snapshot/{}", self.id), &self.snapshot_sealed)
    }
}

/// Seals and stores what the queue shows, as a new change of the feed.
pub(crate) async fn store_account(
    db: &mut SqliteConnection,
    case: CaseId,
    key: &SealKey,
    account: &Account,
    risk: i64,
) -> Result<(), Error> {
    let change = next_change(db).await?;
    sqlx::query("UPDATE cases SET row_sealed = ?, risk = ?, change = ? WHERE id = ?")
        .bind(key.seal_json(&format!("row/{case}"), account)?)
        .bind(risk)
        .bind(change)
        .bind(case.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Seals and stores what was captured and looked up.
pub(crate) async fn store_snapshot(
    db: &mut SqliteConnection,
    case: CaseId,
    key: &SealKey,
    snapshot: &Snapshot,
) -> Result<(), Error> {
    sqlx::query("UPDATE cases SET snapshot_sealed = ? WHERE id = ?")
        .bind(key.seal_json(&format!("snapshot/{case}"), snapshot)?)
        .bind(case.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes a line of the case's journal.
pub(crate) async fn journal(
    db: &mut SqliteConnection,
    at: DateTime<Utc>,
    case: Option<(CaseId, &SealKey)>,
    person: Option<PersonRef>,
    what: &str,
    detail: Option<&str>,
) -> Result<(), Error> {
    let sealed = match (case, detail) {
        (Some((case, key)), Some(text)) => {
            Some(key.seal(&format!("journal/{case}"), text.as_bytes())?)
        }
        (None, _) | (_, None) => None,
    };
    sqlx::query(
        "INSERT INTO journal (at, case_id, person, what, detail_sealed) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(millis(at))
    .bind(case.map(|(case, _)| case.to_string()))
    .bind(person.map(|person| person.object_id.to_string()))
    .bind(what)
    .bind(sealed)
    .execute(db)
    .await?;
    Ok(())
}

/// What marks and checks weigh when the next case is chosen: the riskiest first.
pub(crate) fn risk(marks: &[Mark], failed_checks: usize) -> i64 {
    let marks: i64 = marks
        .iter()
        .map(|mark| match mark {
            Mark::Privileged => 100,
            Mark::FinanceApprover => 60,
            Mark::Repeat { .. } | Mark::PhoneChanged => 30,
            Mark::ProfileEdited | Mark::SecondReview => 20,
            Mark::NewCapture | Mark::CameBack | Mark::Starts { .. } => 0,
        })
        .sum();
    marks + if failed_checks > 0 { 40 } else { 0 }
}
