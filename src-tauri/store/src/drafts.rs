//! Unfinished decisions: what a reviewer had entered, kept over restarts and sign-outs.

use chrono::{DateTime, Utc};
use review::{CaseId, PersonRef};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;

use crate::Store;
use crate::error::Result;
use crate::instant::{micros, time};

/// A draft as it was saved.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft<T> {
    /// What was entered.
    pub content: T,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
}

impl Store {
    /// Saves a person's draft for a case over their earlier one.
    pub async fn save_draft<T: Serialize + Sync>(
        &self,
        case: CaseId,
        person: PersonRef,
        content: &T,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let draft = serde_json::to_string(content)?;
        let mut tx = self.write().await?;
        sqlx::query("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)")
            .bind(case.0)
            .bind(person.tenant_id)
            .bind(person.object_id)
            .bind(draft)
            .bind(micros(now))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// A person's draft for a case.
    pub async fn draft<T: DeserializeOwned>(
        &self,
        case: CaseId,
        person: PersonRef,
    ) -> Result<Option<Draft<T>>> {
        let row = sqlx::query(
            "SELECT draft, saved_at FROM drafts
             WHERE case_id = ? AND tenant_id = ? AND person_id = ?",
        )
        .bind(case.0)
        .bind(person.tenant_id)
        .bind(person.object_id)
        .fetch_optional(self.readers())
        .await?;
        row.map(|row| {
            Ok(Draft {
                content: serde_json::from_str(row.try_get("draft")?)?,
                saved_at: time(row.try_get("saved_at")?)?,
            })
        })
        .transpose()
    }

    /// Deletes a person's draft for a case, if there is one.
    pub async fn delete_draft(&self, case: CaseId, person: PersonRef) -> Result<()> {
        let mut tx = self.write().await?;
        delete_draft(&mut tx, case, person).await?;
        tx.commit().await?;
        Ok(())
    }
}

pub(crate) async fn delete_draft(
    tx: &mut sqlx::SqliteTransaction<'_>,
    case: CaseId,
    person: PersonRef,
) -> Result<()> {
    sqlx::query("DELETE FROM drafts WHERE case_id = ? AND tenant_id = ? AND person_id = ?")
        .bind(case.0)
        .bind(person.tenant_id)
        .bind(person.object_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
