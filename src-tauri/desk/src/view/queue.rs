//! The queue.

use review::{CaseId, CaseKind, CaseNumber, CaseState, Holder, Mark};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Argument of `queue`. Empty lists mean *any*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(default)]
pub struct QueueRequest {
    /// Which view.
    pub view: QueueView,
    /// Case number, department or kind; a name only finds cases whose faces this reviewer judged.
    pub text: String,
    /// Kinds.
    pub kinds: Vec<CaseKind>,
    /// Mark names (`privileged`, `repeat`, …).
    pub marks: Vec<String>,
    /// Departments.
    pub departments: Vec<String>,
    /// `free`, `me`, `others`.
    pub held: Vec<String>,
    /// `due` (default) or `case`, with `-` before it for descending.
    pub sort: String,
}

/// Views of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// What I may decide now.
    #[default]
    Open,
    /// Held by me.
    Mine,
    /// Second review.
    Second,
    /// Waiting on people.
    Waiting,
    /// Escalated.
    Escalated,
    /// Decided today.
    Decided,
    /// Recorded decisions that got no further; their rows are `matters`.
    Stuck,
    /// Approved by the vendor alone; their rows are `matters`.
    Unexplained,
    /// Recalled after they may have been carried out; their rows are `matters`.
    Incidents,
}

/// Answer of `queue`: all rows that fit (the list is virtual in the window).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QueueList {
    /// Rows.
    pub rows: Vec<QueueRow>,
    /// Rows in each view without filters, for the tabs and the rail.
    pub counts: Vec<ViewCount>,
    /// Values to filter by, with counts in this view.
    pub departments: Vec<FilterCount>,
    /// When the last case came in, RFC 3339; for the empty state.
    pub last_case_at: Option<String>,
}

/// One row. Masked until the faces are judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QueueRow {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its kind.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// `K••• W•••`.
    pub person_masked: String,
    /// Department.
    pub department: Option<String>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// RFC 3339.
    pub due_at: String,
    /// Who holds it.
    pub held_by: Option<Holder>,
    /// Whether that is me.
    pub held_by_me: bool,
    /// Whether it was recalled, and its incident is open.
    pub recalled: bool,
    /// Why it can't be recalled, in a sentence; `None`: it can.
    pub recall_closed: Option<String>,
}

/// A view's count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ViewCount {
    /// Which view.
    pub view: QueueView,
    /// How many.
    pub count: u32,
}

/// A filter value's count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FilterCount {
    /// Value.
    pub value: String,
    /// How many.
    pub count: u32,
}
