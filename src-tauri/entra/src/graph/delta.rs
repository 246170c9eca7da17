//! Changes of users and groups.

use std::fmt;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::cursor::Cursor;

/// Where to start reading changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// From nothing: everything there is, then changes.
    Fresh {
        /// Properties to follow. Changing them means starting afresh.
        select: Vec<String>,
        /// Only these objects, at most 50; empty means all.
        only: Vec<Uuid>,
    },
    /// From where an earlier page stood.
    At(Cursor),
}

/// What a request for changes brought.
#[derive(Debug, Clone, PartialEq)]
pub enum DeltaStep<T> {
    /// One page.
    Page(DeltaPage<T>),
    /// Graph no longer knows the cursor: start again, mark what comes and sweep the rest.
    /// `from` is where Graph wants the new round to start, if it said so.
    Resync {
        /// A cursor to start from; else use [`Start::Fresh`].
        from: Option<Cursor>,
    },
}

/// One page of changes. The same object may come several times: the last wins.
#[derive(Debug, Clone, PartialEq)]
pub struct DeltaPage<T> {
    /// Changes, in Graph's order. May be empty though more pages follow.
    pub changes: Vec<T>,
    /// Where the round stands after this page.
    pub cursor: Cursor,
}

/// A changed user.
#[derive(Clone, PartialEq)]
pub enum UserChange {
    /// New, restored or changed.
    Changed {
        /// Object id.
        id: Uuid,
        /// Selected properties by Graph's names. Absent: unchanged or never set. Null: cleared.
        properties: Map<String, Value>,
    },
    /// Gone. Memberships go with it: Graph does not report them.
    Removed {
        /// Object id.
        id: Uuid,
        /// Deleted softly, so it can come back within 30 days.
        restorable: bool,
    },
}

/// A changed group.
#[derive(Clone, PartialEq)]
pub enum GroupChange {
    /// New, restored or changed.
    Changed {
        /// Object id.
        id: Uuid,
        /// Selected properties by Graph's names, without members.
        properties: Map<String, Value>,
        /// Direct members that came or went.
        members: Vec<MemberChange>,
    },
    /// Gone.
    Removed {
        /// Object id.
        id: Uuid,
        /// Deleted softly, so it can come back within 30 days.
        restorable: bool,
    },
}

/// A member that came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberChange {
    /// Object id.
    pub id: Uuid,
    /// What it is.
    pub kind: MemberKind,
    /// It left the group, or was deleted.
    pub removed: bool,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// A user.
    User,
    /// Another group.
    Group,
    /// A device, an application, or something new.
    Other,
}

impl fmt::Debug for UserChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { id, .. } => write!(f, "UserChange::Changed({id})"),
            Self::Removed { id, .. } => write!(f, "UserChange::Removed({id})"),
        }
    }
}

impl fmt::Debug for GroupChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { id, members, .. } => {
                write!(f, "GroupChange::Changed({id}, {} members)", members.len())
            }
            Self::Removed { id, .. } => write!(f, "GroupChange::Removed({id})"),
        }
    }
}
