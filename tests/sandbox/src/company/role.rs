//! Directory roles, who holds them and who may take them up.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An activated directory role.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectoryRole {
    /// Object id in this tenant.
    pub id: Uuid,
    /// Template id, the same in every tenant (Microsoft, "Privileged roles and permissions").
    pub role_template_id: Uuid,
    /// Name, such as `Helpdesk Administrator`.
    pub display_name: String,
    /// Microsoft's short description.
    pub description: String,
    /// Who holds it or may take it up.
    pub assignments: Vec<Assignment>,
}

/// One assignment of a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Object id of the assignment or of the eligibility schedule.
    pub id: Uuid,
    /// To whom.
    pub principal: Principal,
    /// Held now, or only available.
    pub state: AssignmentState,
    /// Since when.
    pub start: DateTime<Utc>,
    /// Until when, if not permanent.
    pub end: Option<DateTime<Utc>>,
}

/// Who has an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A person.
    Person(Uuid),
    /// A role-assignable group: every member has the role.
    Group(Uuid),
}

/// Whether an assignment is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssignmentState {
    /// In force.
    Active,
    /// May be activated by the principal at any time.
    Eligible,
}
