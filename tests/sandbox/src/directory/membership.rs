//! Who belongs to what, directly and through nested groups.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::State;
use crate::company::{AssignmentState, Principal};

impl State {
    /// Groups that an object is a member of, directly.
    pub(crate) fn direct_groups(&self, member: Uuid) -> Vec<Uuid> {
        let holds = |id: &Uuid| {
            self.group(*id).is_some_and(|g| g.members.get(&member).is_some_and(|e| e.present))
        };
        self.groups.keys().copied().filter(|id| holds(id)).collect()
    }

    /// Groups that an object is a member of, directly or through other groups.
    pub(crate) fn transitive_groups(&self, member: Uuid) -> Vec<Uuid> {
        let mut found = BTreeSet::new();
        let mut open = vec![member];
        while let Some(id) = open.pop() {
            for group in self.direct_groups(id) {
                if found.insert(group) {
                    open.push(group);
                }
            }
        }
        found.into_iter().collect()
    }

    /// All groups of a person, and the template ids of the directory roles in force, also those
    /// that come with a group.
    pub(crate) fn transitive_groups_and_roles(&self, person: Uuid) -> (Vec<Uuid>, Vec<Uuid>) {
        let groups = self.transitive_groups(person);
        let roles = self.roles.iter().filter(|role| {
            role.assignments.iter().filter(|a| a.state == AssignmentState::Active).any(|a| match a
                .principal
            {
                Principal::Person(id) => id == person,
                Principal::Group(id) => groups.contains(&id),
            })
        });
        let roles = roles.map(|role| role.role_template_id).collect();
        (groups, roles)
    }

    /// Members of a group that are still there: id, and whether it is a group.
    pub(crate) fn members(&self, group: Uuid) -> Vec<(Uuid, bool)> {
        let Some(group) = self.group(group) else { return Vec::new() };
        let present = group.members.iter().filter(|(_, edge)| edge.present);
        present.map(|(id, edge)| (*id, edge.is_group)).collect()
    }

    /// Members of a group and of the groups in it.
    pub(crate) fn transitive_members(&self, group: Uuid) -> Vec<(Uuid, bool)> {
        let mut found = BTreeSet::new();
        let mut open = vec![group];
        while let Some(id) = open.pop() {
            for member in self.members(id) {
                if found.insert(member) && member.1 {
                    open.push(member.0);
                }
            }
        }
        found.into_iter().collect()
    }
}
