//! Cases as the service tells of them: the change feed's rows, opened files, leases, and the
//! reviewer's own face answers.

use chrono::{DateTime, Utc};
use review::{CaseFile, CaseId, CaseSummary, ChangePage, FaceSubmission, Lease, Mark, PersonRef};
use serde::Serialize;
use sqlx::{Row, SqliteTransaction};

use crate::error::{Error, Result};
use crate::instant::{micros, stored, time};
use crate::{Store, account, crash};

/// An opened case as it was last fetched.
#[derive(Debug, Clone)]
pub struct KeptCaseFile {
    /// The file.
    pub file: CaseFile,
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
}

/// A face answer as this desk took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFaceAnswer {
    /// What is sent to the service.
    pub submission: FaceSubmission,
    /// When it was given.
    pub answered_at: DateTime<Utc>,
}

impl Store {
    /// Keeps one page of the change feed and its cursor, in one transaction. A row is never replaced
    /// by an older revision. Returns the ids whose row changed.
    pub async fn save_case_page(
        &self,
        page: &ChangePage,
        now: DateTime<Utc>,
    ) -> Result<Vec<CaseId>> {
        let mut tx = self.write().await?;
        let mut changed = Vec::new();
        for summary in &page.changes {
            if upsert(&mut tx, summary).await? {
                changed.push(summary.id);
            }
        }
        crash::point("page without cursor");
        sqlx::query(
            "INSERT INTO streams (name, link, complete, synced_at)
             VALUES ('cases', ?1, ?2, iif(?2, ?3, NULL))
             ON CONFLICT DO UPDATE SET link = ?1, complete = ?2,
                 synced_at = iif(?2, ?3, synced_at)",
        )
        .bind(&page.cursor)
        .bind(!page.more)
        .bind(micros(now))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Keeps one case's newest row, as an answer of the service had it. False if what is stored is
    /// newer or the same.
    pub async fn save_case(&self, summary: &CaseSummary) -> Result<bool> {
        let mut tx = self.write().await?;
        let changed = upsert(&mut tx, summary).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// The cursor to ask for the next page with; `None` before the first.
    pub async fn case_cursor(&self) -> Result<Option<String>> {
        let link = sqlx::query_scalar("SELECT link FROM streams WHERE name = 'cases'")
            .fetch_optional(self.readers())
            .await?;
        Ok(link.flatten())
    }

    /// Forgets rows and cursor, because the service no longer knows the cursor. Opened files, leases
    /// and answers stay.
    pub async fn restart_case_feed(&self) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::raw_sql("DELETE FROM cases; DELETE FROM streams WHERE name = 'cases';")
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// When the feed was last read to its end.
    pub async fn cases_synced_at(&self) -> Result<Option<DateTime<Utc>>> {
        let at: Option<Option<i64>> =
            sqlx::query_scalar("SELECT synced_at FROM streams WHERE name = 'cases'")
                .fetch_optional(self.readers())
                .await?;
        at.flatten().map(time).transpose()
    }

    /// One row.
    pub async fn case(&self, id: CaseId) -> Result<Option<CaseSummary>> {
        let summary: Option<String> = sqlx::query_scalar("SELECT summary FROM cases WHERE id = ?")
            .bind(id.0)
            .fetch_optional(self.readers())
            .await?;
        Ok(summary.map(|summary| serde_json::from_str(&summary)).transpose()?)
    }

    /// Keeps an opened case, with its row and lease. An older revision never replaces a newer one.
    /// [`Error::SignedOut`] if nobody is signed in.
    pub async fn save_case_file(&self, file: &CaseFile, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        account::signed_in(&mut tx).await?;
        upsert(&mut tx, &file.summary).await?;
        sqlx::query(
            "INSERT INTO case_files VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET revision = excluded.revision, file = excluded.file,
                 fetched_at = excluded.fetched_at
             WHERE excluded.revision >= case_files.revision",
        )
        .bind(file.summary.id.0)
        .bind(stored(file.summary.revision)?)
        .bind(serde_json::to_string(file)?)
        .bind(micros(now))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// An opened case, if it is kept.
    pub async fn case_file(&self, id: CaseId) -> Result<Option<KeptCaseFile>> {
        let row = sqlx::query("SELECT file, fetched_at FROM case_files WHERE case_id = ?")
            .bind(id.0)
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| {
            Ok(KeptCaseFile {
                file: serde_json::from_str(row.try_get("file")?)?,
                fetched_at: time(row.try_get("fetched_at")?)?,
            })
        })
        .transpose()
    }

    /// Done with a case: its evidence keys, pictures, opened file and lease are destroyed. Its row,
    /// answers, draft and decisions stay.
    pub async fn close_case(&self, id: CaseId) -> Result<()> {
        let mut tx = self.write().await?;
        for statement in [
            "DELETE FROM evidence WHERE case_id = ?",
            "DELETE FROM case_files WHERE case_id = ?",
            "DELETE FROM leases WHERE case_id = ?",
        ] {
            sqlx::query(statement).bind(id.0).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        self.forget_deleted_pages().await?;
        self.drop_unkeyed_evidence().await
    }

    /// Keeps a lease. [`Error::Stale`] if a higher fence is known: somebody took over.
    pub async fn save_lease(&self, case: CaseId, lease: &Lease) -> Result<()> {
        let mut tx = self.write().await?;
        let kept = sqlx::query(
            "INSERT INTO leases VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET tenant_id = excluded.tenant_id,
                 person_id = excluded.person_id, fence = excluded.fence, lease = excluded.lease
             WHERE excluded.fence >= leases.fence",
        )
        .bind(case.0)
        .bind(lease.holder.person.tenant_id)
        .bind(lease.holder.person.object_id)
        .bind(stored(lease.fence)?)
        .bind(serde_json::to_string(lease)?)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if kept == 0 {
            return Err(Error::Stale);
        }
        tx.commit().await?;
        Ok(())
    }

    /// The last known lease of a case. Whether it has lapsed is the caller's to see.
    pub async fn lease(&self, case: CaseId) -> Result<Option<Lease>> {
        let lease: Option<String> =
            sqlx::query_scalar("SELECT lease FROM leases WHERE case_id = ?")
                .bind(case.0)
                .fetch_optional(self.readers())
                .await?;
        Ok(lease.map(|lease| serde_json::from_str(&lease)).transpose()?)
    }

    /// All leases of a person, to renew or give back.
    pub async fn leases_of(&self, person: PersonRef) -> Result<Vec<(CaseId, Lease)>> {
        let rows =
            sqlx::query("SELECT case_id, lease FROM leases WHERE tenant_id = ? AND person_id = ?")
                .bind(person.tenant_id)
                .bind(person.object_id)
                .fetch_all(self.readers())
                .await?;
        rows.iter()
            .map(|row| {
                let lease = serde_json::from_str(row.try_get("lease")?)?;
                Ok((CaseId(row.try_get("case_id")?), lease))
            })
            .collect()
    }

    /// Forgets a lease that was given back or lost.
    pub async fn drop_lease(&self, case: CaseId) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM leases WHERE case_id = ?").bind(case.0).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a face answer before it is sent. Answers are only ever added; the same submission id
    /// twice is one answer.
    pub async fn keep_face_answer(
        &self,
        case: CaseId,
        person: PersonRef,
        submission: &FaceSubmission,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO face_answers (id, case_id, tenant_id, person_id, submission, answered_at)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        )
        .bind(submission.id)
        .bind(case.0)
        .bind(person.tenant_id)
        .bind(person.object_id)
        .bind(serde_json::to_string(submission)?)
        .bind(micros(now))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// A person's answers for a case, the first one first.
    pub async fn face_answers(
        &self,
        case: CaseId,
        person: PersonRef,
    ) -> Result<Vec<KeptFaceAnswer>> {
        let rows = sqlx::query(
            "SELECT submission, answered_at FROM face_answers
             WHERE case_id = ? AND tenant_id = ? AND person_id = ? ORDER BY position",
        )
        .bind(case.0)
        .bind(person.tenant_id)
        .bind(person.object_id)
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(KeptFaceAnswer {
                    submission: serde_json::from_str(row.try_get("submission")?)?,
                    answered_at: time(row.try_get("answered_at")?)?,
                })
            })
            .collect()
    }
}

async fn upsert(tx: &mut SqliteTransaction<'_>, summary: &CaseSummary) -> Result<bool> {
    let words = format!("{} {}", summary.number, summary.department.as_deref().unwrap_or_default());
    let marks = summary.marks.iter().map(|mark| tag(mark, "mark")).collect::<Result<Vec<_>>>()?;
    let changed = sqlx::query(
        "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET revision = excluded.revision, kind = excluded.kind,
             state = excluded.state, marks = excluded.marks, risk = excluded.risk,
             held_by = excluded.held_by, opened_at = excluded.opened_at,
             due_at = excluded.due_at, words = excluded.words, summary = excluded.summary
         WHERE excluded.revision >= cases.revision AND excluded.summary <> cases.summary",
    )
    .bind(summary.id.0)
    .bind(stored(summary.revision)?)
    .bind(tag(&summary.kind, "kind")?)
    .bind(tag(&summary.state, "state")?)
    .bind(serde_json::to_string(&marks)?)
    .bind(risk(&summary.marks))
    .bind(summary.held_by.as_ref().map(|holder| holder.person.object_id))
    .bind(micros(summary.opened_at))
    .bind(micros(summary.due_at))
    .bind(words.to_lowercase())
    .bind(serde_json::to_string(summary)?)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    Ok(changed > 0)
}

/// The word by which an enum of the wire is known: its text, or the text of its tag.
pub(crate) fn tag(value: &impl Serialize, name: &str) -> Result<String> {
    let value = serde_json::to_value(value)?;
    let word = value.as_str().or_else(|| value.get(name)?.as_str());
    word.map(str::to_owned).ok_or(Error::Corrupt)
}

/// The order of *take next*: privileged accounts first, then by number of marks.
fn risk(marks: &[Mark]) -> i64 {
    let privileged = marks.iter().any(|mark| matches!(mark, Mark::Privileged));
    i64::from(privileged) * 100 + marks.len() as i64
}
