//! Changes that tests make while the sandbox runs.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Directory, Edge, Group, Record, Removal, User};

/// The object that was to be changed is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such object in the directory")]
pub struct NoSuchObject;

impl Directory {
    /// Changes properties of a person (by id or sign-in name); null clears one.
    /// `manager` takes an object id or null.
    pub fn patch_user(&self, name: &str, changes: Map<String, Value>) -> Result<(), NoSuchObject> {
        self.change_user(name, |user, sequence| {
            let mut changes = changes;
            if let Some(manager) = changes.remove("manager") {
                user.manager = manager.as_str().and_then(|id| id.parse().ok());
            }
            user.record.patch(changes, sequence);
        })
    }

    /// Removes a person: into the recycle bin, or for good. Memberships end.
    pub fn remove_user(&self, name: &str, removal: Removal) -> Result<(), NoSuchObject> {
        let id = self.user_id(name).ok_or(NoSuchObject)?;
        self.change_user(name, |user, sequence| user.record.remove(removal, sequence))?;
        let mut state = self.state();
        let sequence = state.sequence;
        for group in state.groups.values_mut() {
            group.end_membership(id, sequence);
        }
        Ok(())
    }

    /// Brings a person back from the recycle bin, without memberships.
    pub fn restore_user(&self, name: &str) -> Result<(), NoSuchObject> {
        self.change_user(name, |user, sequence| {
            if user.record.removed == Some(Removal::Changed) {
                user.record.removed = None;
                let set = user.record.changed.values_mut();
                set.for_each(|change| *change = sequence);
                user.record.last_change = sequence;
            }
        })
    }

    /// A new person with these properties; the answer is the object id.
    pub fn add_user(&self, properties: Map<String, Value>) -> Uuid {
        let id = Uuid::new_v4();
        let mut state = self.state();
        state.sequence += 1;
        let mut user = User::default();
        user.record.patch(properties, state.sequence);
        user.record.properties.insert("id".to_owned(), id.to_string().into());
        state.users.insert(id, user);
        id
    }

    /// Changes properties of a group (by id or display name).
    pub fn patch_group(&self, name: &str, changes: Map<String, Value>) -> Result<(), NoSuchObject> {
        self.change_group(name, |group, sequence| group.record.patch(changes, sequence))
    }

    /// Removes a group.
    pub fn remove_group(&self, name: &str, removal: Removal) -> Result<(), NoSuchObject> {
        self.change_group(name, |group, sequence| group.record.remove(removal, sequence))
    }

    /// Makes a person or a group a member of a group.
    pub fn add_member(&self, group: &str, member: &str) -> Result<(), NoSuchObject> {
        let (member, is_group) = self.member(member)?;
        self.change_group(group, |group, last_change| {
            group.members.insert(member, Edge { is_group, present: true, last_change });
        })
    }

    /// Ends a membership.
    pub fn remove_member(&self, group: &str, member: &str) -> Result<(), NoSuchObject> {
        let (member, _) = self.member(member)?;
        self.change_group(group, |group, sequence| group.end_membership(member, sequence))
    }

    fn member(&self, name: &str) -> Result<(Uuid, bool), NoSuchObject> {
        let state = self.state();
        let user = state.find_user(name).map(|id| (id, false));
        user.or_else(|| state.find_group(name).map(|id| (id, true))).ok_or(NoSuchObject)
    }

    fn change_user(
        &self,
        name: &str,
        change: impl FnOnce(&mut User, u64),
    ) -> Result<(), NoSuchObject> {
        let mut state = self.state();
        let id = state.find_user(name).ok_or(NoSuchObject)?;
        state.sequence += 1;
        let sequence = state.sequence;
        change(state.users.get_mut(&id).ok_or(NoSuchObject)?, sequence);
        Ok(())
    }

    fn change_group(
        &self,
        name: &str,
        change: impl FnOnce(&mut Group, u64),
    ) -> Result<(), NoSuchObject> {
        let mut state = self.state();
        let id = state.find_group(name).ok_or(NoSuchObject)?;
        state.sequence += 1;
        let sequence = state.sequence;
        change(state.groups.get_mut(&id).ok_or(NoSuchObject)?, sequence);
        Ok(())
    }
}

impl Record {
    fn patch(&mut self, changes: Map<String, Value>, sequence: u64) {
        for (key, value) in changes {
            self.changed.insert(key.clone(), sequence);
            self.properties.insert(key, value);
        }
        self.last_change = sequence;
    }

    fn remove(&mut self, removal: Removal, sequence: u64) {
        self.removed = Some(removal);
        self.last_change = sequence;
    }
}

impl Group {
    fn end_membership(&mut self, member: Uuid, sequence: u64) {
        if let Some(edge) = self.members.get_mut(&member).filter(|edge| edge.present) {
            edge.present = false;
            edge.last_change = sequence;
        }
    }
}
