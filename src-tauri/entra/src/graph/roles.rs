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
    /// Through a role-assignable group.
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Definition {
    template_id: Option<Uuid>,
    display_name: Option<String>,
}

impl Graph {
    /// Directory roles that a user holds or could activate, directly or through a
    /// role-assignable group.
    ///
    /// Sources: *List unifiedRoleAssignments* and *List roleEligibilityScheduleInstances*,
    /// Microsoft Graph v1.0.
    ///
    /// # Errors
    /// As [`Graph::user`].
    pub async fn directory_roles(&self, id: Uuid) -> Result<Vec<RoleHeld>, Error> {
        let groups = self.transitive_groups(id).await?;
        let through = groups
            .into_iter()
            .filter(|group| group.is_assignable_to_role)
            .map(|group| (group.id, RolePath::ThroughGroup { group: group.id }));
        let mut held = Vec::new();
        for (principal, path) in std::iter::once((id, RolePath::Direct)).chain(through) {
            for (list, state) in [
                ("roleAssignments", RoleState::Active),
                ("roleEligibilityScheduleInstances", RoleState::Eligible),
            ] {
                let found = self.assignments(list, principal).await?;
                held.extend(found.into_iter().map(|one| one.held(state, path.clone())));
            }
        }
        Ok(held)
    }

    async fn assignments(&self, list: &str, principal: Uuid) -> Result<Vec<Assignment>, Error> {
        let filter = format!("principalId eq '{principal}'");
        let query = [("$filter", filter.as_str()), ("$expand", "roleDefinition")];
        let first = self.address(&["roleManagement", "directory", list], &query);
        match self.whole("directory roles", first, false).await {
            // No licence for eligible roles: then nobody has one.
            Err(Error::GraphRefused { code, .. } | Error::NotPermitted { code, .. })
                if code.eq_ignore_ascii_case("AadPremiumLicenseRequired") =>
            {
                Ok(Vec::new())
            }
            other => other,
        }
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
