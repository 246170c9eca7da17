//! Who is privileged: what the directory says of a person, as the policy reads it (R6).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Policy;
use crate::file::RoleHeld;

/// One directory role or group of a person, as Graph has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// A role's template id, a group's object id.
    pub id: Uuid,
    /// Its name, if the directory says one.
    pub name: Option<String>,
    /// Which of the two.
    pub of: MembershipOf,
}

/// A role or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum MembershipOf {
    /// A directory role.
    Role {
        /// Active now, or eligible to be activated.
        active: bool,
    },
    /// A group, direct or nested.
    Group {
        /// Whether directory roles can be given to it.
        assignable: bool,
    },
}

/// What the policy makes of a person's memberships.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Roles and privileged groups, privileged first.
    pub roles: Vec<RoleHeld>,
    /// Other groups' names.
    pub groups: Vec<String>,
    /// Whether the person approves payments.
    pub finance_approver: bool,
}

impl Policy {
    /// Reads a person's memberships.
    #[must_use]
    pub fn standing_of(&self, memberships: &[Membership]) -> Standing {
        let mut standing = Standing::default();
        for held in memberships {
            let name = || held.name.clone().unwrap_or_else(|| held.id.to_string());
            match held.of {
                MembershipOf::Role { active } => {
                    let ordinary = self.privileged.ordinary_roles.iter();
                    let ordinary = ordinary.clone().any(|role| role.template_id == held.id);
                    let counts = active || self.privileged.eligible_counts;
                    let privileged = !ordinary && counts;
                    standing.roles.push(RoleHeld { name: name(), active, privileged });
                }
                MembershipOf::Group { assignable } => {
                    standing.finance_approver |= is_among(&self.finance_groups, held);
                    if assignable || is_among(&self.privileged.groups, held) {
                        let role = RoleHeld { name: name(), active: true, privileged: true };
                        standing.roles.push(role);
                    } else {
                        standing.groups.extend(held.name.clone());
                    }
                }
            }
        }
        standing.roles.sort_by(|a, b| {
            (!a.privileged, !a.active, &a.name).cmp(&(!b.privileged, !b.active, &b.name))
        });
        // One name may stand for two groups: the privileged one comes first and stays.
        standing.roles.dedup_by(|a, b| a.name == b.name && a.active == b.active);
        standing
    }
}

fn is_among(list: &[String], group: &Membership) -> bool {
    let id = group.id.to_string();
    list.iter().any(|one| group.name.as_ref() == Some(one) || one.eq_ignore_ascii_case(&id))
}
