//! The queue: filtered, sorted, counted.

use chrono::{DateTime, Utc};
use review::{CaseKind, CaseSummary};
use sqlx::Row;
use uuid::Uuid;

use crate::Store;
use crate::cases::tag;
use crate::error::Result;
use crate::instant::{count, micros};

/// What to show. The default shows everything, by due time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueQuery {
    /// Only these kinds; empty: all.
    pub kinds: Vec<CaseKind>,
    /// Only these states, by their wire word (`open`, `escalated`, …); empty: all.
    pub states: Vec<String>,
    /// Only cases with all these marks, by their wire word (`privileged`, …).
    pub marks: Vec<String>,
    /// By who holds it.
    pub held: Held,
    /// Only cases due before.
    pub due_before: Option<DateTime<Utc>>,
    /// Only cases whose number or department holds each of these words.
    pub text: String,
    /// The order.
    pub sort: QueueSort,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

impl Default for QueueQuery {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            states: Vec::new(),
            marks: Vec::new(),
            held: Held::Anyhow,
            due_before: None,
            text: String::new(),
            sort: QueueSort::Due,
            offset: 0,
            limit: 100,
        }
    }
}

/// Who holds the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// No matter.
    Anyhow,
    /// Nobody.
    Free,
    /// This person, by object id.
    By(Uuid),
    /// Nobody, or this person.
    FreeOrBy(Uuid),
}

/// The order of the rows; the id breaks ties, so that pages never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueSort {
    /// Due first.
    Due,
    /// Opened last first.
    Newest,
    /// Opened first first.
    Oldest,
    /// Privileged accounts, then most marks, then opened first: the order of *take next*.
    Risk,
}

/// One page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePage {
    /// How many rows fit the query in all.
    pub total: u64,
    /// The rows of this page.
    pub rows: Vec<CaseSummary>,
}

impl Store {
    /// One page of the queue, and how many rows fit in all.
    pub async fn queue(&self, query: &QueueQuery) -> Result<QueuePage> {
        let kinds = query.kinds.iter().map(|kind| tag(kind, "kind")).collect::<Result<Vec<_>>>()?;
        let (free, holder) = match query.held {
            Held::Anyhow => (None, None),
            Held::Free => (Some(true), None),
            Held::By(person) => (Some(false), Some(person)),
            Held::FreeOrBy(person) => (Some(true), Some(person)),
        };
        let words: Vec<String> =
            query.text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let rows = sqlx::query(
            "SELECT summary, count(*) OVER () AS total FROM cases
             WHERE (?1 = '[]' OR kind IN (SELECT value FROM json_each(?1)))
               AND (?2 = '[]' OR state IN (SELECT value FROM json_each(?2)))
               AND NOT EXISTS (SELECT value FROM json_each(?3)
                   WHERE value NOT IN (SELECT value FROM json_each(cases.marks)))
               AND (?4 IS NULL OR (?4 AND held_by IS NULL) OR held_by = ?5)
               AND (?6 IS NULL OR due_at < ?6)
               AND NOT EXISTS (SELECT value FROM json_each(?7) WHERE instr(cases.words, value) = 0)
             ORDER BY
               CASE ?8 WHEN 'risk' THEN -risk WHEN 'due' THEN due_at
                       WHEN 'newest' THEN -opened_at ELSE opened_at END,
               opened_at, id
             LIMIT ?9 OFFSET ?10",
        )
        .bind(serde_json::to_string(&kinds)?)
        .bind(serde_json::to_string(&query.states)?)
        .bind(serde_json::to_string(&query.marks)?)
        .bind(free)
        .bind(holder)
        .bind(query.due_before.map(micros))
        .bind(serde_json::to_string(&words)?)
        .bind(match query.sort {
            QueueSort::Due => "due",
            QueueSort::Newest => "newest",
            QueueSort::Oldest => "oldest",
            QueueSort::Risk => "risk",
        })
        // A row even when none is asked for, so that the total is still told.
        .bind(query.limit.max(1))
        .bind(query.offset)
        .fetch_all(self.readers())
        .await?;
        let total = match rows.first() {
            Some(row) => count(row.try_get("total")?)?,
            None if query.offset > 0 => {
                let first = QueueQuery { offset: 0, limit: 1, ..query.clone() };
                Box::pin(self.queue(&first)).await?.total
            }
            None => 0,
        };
        let rows = rows
            .iter()
            .take(query.limit as usize)
            .map(|row| Ok(serde_json::from_str(row.try_get("summary")?)?))
            .collect::<Result<_>>()?;
        Ok(QueuePage { total, rows })
    }
}
