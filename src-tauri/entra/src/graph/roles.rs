//! Directory roles, held or within reach.

use serde::Deserialize;
use uuid::Uuid;

use super::Graph;
use crate::error::Error;

/// A directory role that a user holds or could activate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHeld {
    /// The role's template id, the same in every tenant.
    pub template_id: Uuid,
    /// Its name.
    pub name: String,
    /// Held now, or within reach.
    pub state: RoleState,
    /// How it is held.
    pub path: RolePath,
}

/// Held now, or within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleState {
    /// Held now.
    Active,
    /// Can be activated (Privileged Identity Management).
    Eligible,
}

/// How a role is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RolePath {
    /// By the user directly.
    Direct,
    /// Through a role-assignable group, of which the user is or could become a member.
    ThroughGroup {
        /// The group.
        group: Uuid,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assignment {
    role_definition_id: Uuid,
    role_definition: Option<Definition>,
}

/// A group that the user could join (Privileged Identity Management for groups).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Membership {
    group_id: Uuid,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Definition {
    template_id: Option<Uuid>,
    display_name: Option<String>,
}

impl Graph {
    /// Directory roles that a user holds or could activate: directly, through a role-assignable
    /// group, or through such a group that the user could join.
    ///
    /// Sources: *List unifiedRoleAssignments*, *List roleEligibilityScheduleInstances* and *List
    /// eligibilityScheduleInstances* (of groups), Microsoft Graph v1.0. Needs
    /// `RoleManagement.Read.Directory`, `RoleEligibilitySchedule.Read.Directory` and
    /// `PrivilegedEligibilitySchedule.Read.AzureADGroup`: without them this fails, because a
    /// privilege that can't be seen must not look like none.
    ///
    /// # Errors
    /// As [`Graph::user`].
    pub async fn directory_roles(&self, id: Uuid) -> Result<Vec<RoleHeld>, Error> {
        let mut held = Vec::new();
        let mut paths = vec![(id, RolePath::Direct, true)];
        for group in self.transitive_groups(id).await? {
            if group.is_assignable_to_role {
                paths.push((group.id, RolePath::ThroughGroup { group: group.id }, true));
            }
        }
        for group in self.groups_within_reach(id).await? {
            if paths.iter().all(|(known, ..)| *known != group) {
                paths.push((group, RolePath::ThroughGroup { group }, false));
            }
        }
        for (principal, path, joined) in paths {
            for (list, active) in
                [("roleAssignments", true), ("roleEligibilityScheduleInstances", false)]
            {
                let now = active && joined;
                let state = if now { RoleState::Active } else { RoleState::Eligible };
                let found = self.assignments(list, principal).await?;
                held.extend(found.into_iter().map(|one| one.held(state, path.clone())));
            }
        }
        Ok(held)
    }

    async fn groups_within_reach(&self, id: Uuid) -> Result<Vec<Uuid>, Error> {
        let filter = format!("principalId eq '{id}'");
        let list =
            ["identityGovernance", "privilegedAccess", "group", "eligibilityScheduleInstances"];
        let first = self.address(&list, &[("$filter", filter.as_str())]);
        let found: Vec<Membership> =
            licensed(self.whole("groups within reach", first, false).await)?;
        Ok(found.into_iter().map(|membership| membership.group_id).collect())
    }

    async fn assignments(&self, list: &str, principal: Uuid) -> Result<Vec<Assignment>, Error> {
        let filter = format!("principalId eq '{principal}'");
        let query = [("$filter", filter.as_str()), ("$expand", "roleDefinition")];
        let first = self.address(&["roleManagement", "directory", list], &query);
        licensed(self.whole("directory roles", first, false).await)
    }
}

// Without the licence for eligible roles nobody has one.
fn licensed<T>(found: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    match found {
        Err(Error::GraphRefused { code, .. } | Error::NotPermitted { code, .. })
            if code.eq_ignore_ascii_case("AadPremiumLicenseRequired") =>
        {
            Ok(Vec::new())
        }
        other => other,
    }
}

impl Assignment {
    // A built-in role's definition id is its template id.
    fn held(self, state: RoleState, path: RolePath) -> RoleHeld {
        let definition = self.role_definition;
        let template = definition.as_ref().and_then(|definition| definition.template_id);
        RoleHeld {
            template_id: template.unwrap_or(self.role_definition_id),
            name: definition.and_then(|definition| definition.display_name).unwrap_or_default(),
            state,
            path,
        }
    }
}
