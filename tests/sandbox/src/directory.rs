//! The directory as it is now: it starts as the invented company, and tests change it.

mod change;
mod membership;
mod removal;
mod seed;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Map, Value};
use uuid::Uuid;

pub use change::NoSuchObject;
pub use removal::Removal;

use crate::company::{Company, DirectoryRole};
use crate::guard::lock;

/// People, groups and roles with a history, from which delta answers are made.
pub struct Directory {
    company: Arc<Company>,
    state: Mutex<State>,
}

/// Everything that changes, under one lock.
#[derive(Default)]
pub(crate) struct State {
    /// Grows by one with every change.
    pub(crate) sequence: u64,
    pub(crate) users: BTreeMap<Uuid, User>,
    pub(crate) groups: BTreeMap<Uuid, Group>,
    pub(crate) roles: Vec<DirectoryRole>,
}

/// Properties with the number of the change that last touched each, and of the removal.
#[derive(Clone, Default)]
pub(crate) struct Record {
    pub(crate) properties: Map<String, Value>,
    pub(crate) changed: BTreeMap<String, u64>,
    pub(crate) last_change: u64,
    pub(crate) removed: Option<Removal>,
}

#[derive(Clone, Default)]
pub(crate) struct User {
    pub(crate) record: Record,
    pub(crate) manager: Option<Uuid>,
    pub(crate) has_photo: bool,
    pub(crate) app_roles: Vec<String>,
}

#[derive(Clone, Default)]
pub(crate) struct Group {
    pub(crate) record: Record,
    pub(crate) members: BTreeMap<Uuid, Edge>,
    pub(crate) owners: Vec<Uuid>,
    pub(crate) eligible: Vec<Uuid>,
}

/// One membership, kept after its end so that delta can report it.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) is_group: bool,
    pub(crate) present: bool,
    pub(crate) last_change: u64,
}

/// What sign-in needs to know about a person.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: Uuid,
    pub(crate) user_principal_name: String,
    pub(crate) name: String,
    pub(crate) mail: Option<String>,
    pub(crate) enabled: bool,
    pub(crate) app_roles: Vec<String>,
    pub(crate) groups: Vec<Uuid>,
    pub(crate) directory_roles: Vec<Uuid>,
}

impl Directory {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// The company as it was invented, before any change.
    pub fn company(&self) -> &Arc<Company> {
        &self.company
    }

    /// The object id of a person by sign-in name or id.
    pub fn user_id(&self, name: &str) -> Option<Uuid> {
        self.state().find_user(name)
    }

    /// The object id of a group by its display name or id.
    pub fn group_id(&self, name: &str) -> Option<Uuid> {
        self.state().find_group(name)
    }

    pub(crate) fn account(&self, id: Uuid) -> Option<Account> {
        let state = self.state();
        let user = state.user(id)?;
        let text = |key: &str| user.record.text(key).map(str::to_owned);
        let (groups, directory_roles) = state.transitive_groups_and_roles(id);
        Some(Account {
            id,
            user_principal_name: text("userPrincipalName")?,
            name: text("displayName").unwrap_or_default(),
            mail: text("mail"),
            enabled: user.record.properties.get("accountEnabled") != Some(&Value::Bool(false)),
            app_roles: user.app_roles.clone(),
            groups,
            directory_roles,
        })
    }
}

impl State {
    /// A person who was not removed.
    pub(crate) fn user(&self, id: Uuid) -> Option<&User> {
        self.users.get(&id).filter(|user| user.record.removed.is_none())
    }

    /// A group that was not removed.
    pub(crate) fn group(&self, id: Uuid) -> Option<&Group> {
        self.groups.get(&id).filter(|group| group.record.removed.is_none())
    }

    pub(crate) fn find_user(&self, name: &str) -> Option<Uuid> {
        if let Ok(id) = name.parse() {
            return self.users.contains_key(&id).then_some(id);
        }
        let same = |user: &User| {
            user.record.text("userPrincipalName").is_some_and(|upn| upn.eq_ignore_ascii_case(name))
        };
        self.users.iter().find(|(_, user)| same(user)).map(|(id, _)| *id)
    }

    pub(crate) fn find_group(&self, name: &str) -> Option<Uuid> {
        if let Ok(id) = name.parse() {
            return self.groups.contains_key(&id).then_some(id);
        }
        let same = |group: &Group| group.record.text("displayName") == Some(name);
        self.groups.iter().find(|(_, group)| same(group)).map(|(id, _)| *id)
    }
}

impl Record {
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.properties.get(key).and_then(Value::as_str)
    }
}
