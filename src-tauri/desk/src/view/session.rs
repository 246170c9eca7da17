//! Session, status bar, preferences.

use review::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::{Problem, SignInCause};

/// Answer of `session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SessionView {
    /// *Tarnholm Instruments*.
    pub organisation: String,
    /// `tarnholm.example`.
    pub domain: String,
    /// A visible band says so.
    pub sandbox: bool,
    /// `desk-af-02`.
    pub device: String,
    /// Version of the program.
    pub version: String,
    /// Signed out, waiting, blocked, signed in.
    pub state: SessionState,
}

/// Where the session stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SessionState {
    /// Nobody.
    SignedOut {
        /// Why, when it was not the person who ended it.
        reason: Option<Problem>,
    },
    /// The browser is open.
    Waiting {
        /// The three lines.
        step: WaitingStep,
    },
    /// The last try was refused.
    Blocked {
        /// Why.
        cause: SignInCause,
        /// Entra's correlation id, to copy.
        correlation_id: Option<String>,
    },
    /// Signed in, with no role in Countersign.
    WrongRole {
        /// Who.
        person: PersonLine,
    },
    /// Signed in.
    SignedIn {
        /// Who.
        person: PersonLine,
        /// Roles.
        roles: Vec<Role>,
    },
}

/// The three lines of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitingStep {
    /// Browser opened.
    BrowserOpened,
    /// Waiting for Microsoft Entra.
    WaitingForEntra,
    /// Check your roles, enrol the device.
    CheckingRoles,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonLine {
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub user_principal_name: String,
    /// `AF`.
    pub initials: String,
}

/// Answer of `status`: the status bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StatusView {
    /// Connected, or offline since when.
    pub connection: Connection,
    /// When the directory was last synced, RFC 3339.
    pub directory_synced_at: Option<String>,
    /// When the queue was last synced, RFC 3339.
    pub queue_synced_at: Option<String>,
    /// People and groups in the directory copy.
    pub people: u32,
    /// Groups.
    pub groups: u32,
    /// The log's state on this device.
    pub log: LogView,
    /// Decisions waiting to be delivered.
    pub outbox: u32,
    /// Every approval takes two people (R20).
    pub heightened_threat: bool,
}

/// The only place for connection state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "connection", rename_all = "snake_case")]
pub enum Connection {
    /// The service answered last time.
    Connected,
    /// It did not, since then (RFC 3339).
    Offline {
        /// Since when.
        since: String,
    },
    /// Not asked yet.
    Unknown,
}

/// The record's state, always visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "log", rename_all = "snake_case")]
pub enum LogView {
    /// No checkpoint seen yet.
    None,
    /// Verified up to this many entries.
    Verified {
        /// Tree size.
        #[ts(type = "number")]
        size: u64,
    },
    /// A checkpoint that contradicts the pinned one, kept as proof.
    Broken {
        /// `fork`, `rollback`, `signature`, `proof`.
        what: String,
    },
}

/// The one event, `notice`: topics whose queries are stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// `session`.
    Session,
    /// `status`.
    Status,
    /// `queue`.
    Queue,
    /// `case`, `receipt`.
    Case,
    /// `directory_search`, `person`.
    Directory,
    /// `preferences`.
    Preferences,
    /// `policy`, `policy_versions`.
    Policy,
}

/// Payload of the event `notice`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Notice {
    /// What changed.
    pub topics: Vec<Topic>,
    /// A sentence for the polite live region and the toast; never a name.
    pub say: Option<String>,
}

impl Notice {
    /// For a listener that missed some.
    #[must_use]
    pub fn everything() -> Self {
        let topics = vec![
            Topic::Session,
            Topic::Status,
            Topic::Queue,
            Topic::Case,
            Topic::Directory,
            Topic::Preferences,
        ];
        Self { topics, say: None }
    }
}

/// Answer of `preferences` and argument of `set_preferences`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// `system`, `light`, `dark`.
    pub theme: String,
    /// 100 to 200.
    pub text_size_percent: u16,
    /// `system` or `reduced`.
    pub motion: String,
    /// WCAG 2.1.4.
    pub single_letter_keys: bool,
    /// The last queue filters, as the URL's search string.
    pub queue_filters: String,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: "system".to_owned(),
            text_size_percent: 100,
            motion: "system".to_owned(),
            single_letter_keys: true,
            queue_filters: String::new(),
        }
    }
}
