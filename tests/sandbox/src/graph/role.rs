//! Directory roles: held, and merely available.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bearer::Caller;
use super::filter::Filter;
use super::listing::page;
use super::query::Options;
use super::refusal::Refusal;
use super::{group, user};
use crate::company::{Assignment, AssignmentState, DirectoryRole, Principal};
use crate::directory::State as Directory;
use crate::world::{Shared, World};

const READ: &[&str] = &["RoleManagement.Read.Directory", "Directory.Read.All"];
const READ_ELIGIBLE: &[&str] =
    &["RoleEligibilitySchedule.Read.Directory", "RoleManagement.Read.Directory"];
const READ_GROUP_ELIGIBLE: &[&str] = &["PrivilegedEligibilitySchedule.Read.AzureADGroup"];

/// `GET /directoryRoles`.
pub(crate) async fn list(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let roles = world.directory.state().roles.clone();
    page(&world, &options, "/directoryRoles", "directoryRoles", &roles, |role| {
        chosen(json(role), options.select().as_deref())
    })
}

/// `GET /directoryRoles/{id}`.
pub(crate) async fn one(
    State(world): State<Shared>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let directory = world.directory.state();
    let role = find(&directory, &id)?;
    Ok(Json(json(role)).into_response())
}

/// `GET /directoryRoles/{id}/members`: who holds it now.
pub(crate) async fn members(
    State(world): State<Shared>,
    Path(id): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let select = options.select();
    let directory = world.directory.state();
    let role = find(&directory, &id)?;
    let active = role.assignments.iter().filter(|a| a.state == AssignmentState::Active);
    let holders: Vec<_> = active.map(|assignment| assignment.principal).collect();
    let path = format!("/directoryRoles/{id}/members");
    page(&world, &options, &path, "directoryObjects", &holders, |holder| match holder {
        Principal::Person(id) => user::object(&directory, *id, select.as_deref()),
        Principal::Group(id) => group::object(&directory, *id, select.as_deref()),
    })
}

/// `GET /roleManagement/directory/roleDefinitions`.
pub(crate) async fn definitions(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let roles = world.directory.state().roles.clone();
    let path = "/roleManagement/directory/roleDefinitions";
    page(&world, &options, path, "roleManagement/directory/roleDefinitions", &roles, definition)
}

/// `GET /roleManagement/directory/roleAssignments?$filter=principalId eq '…'`.
pub(crate) async fn assignments(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    assigned(&world, &options, "roleAssignments", AssignmentState::Active)
}

/// `GET /roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId eq '…'`.
pub(crate) async fn eligibilities(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ_ELIGIBLE)?;
    assigned(&world, &options, "roleEligibilityScheduleInstances", AssignmentState::Eligible)
}

/// `GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances`: who may make
/// themselves members of a group. Needs a filter by `principalId` or `groupId`, as the real one.
pub(crate) async fn group_eligibilities(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ_GROUP_ELIGIBLE)?;
    let filter = options.filter()?.ok_or_else(|| {
        Refusal::bad_request("The request must be filtered by principalId or groupId.")
    })?;
    let directory = world.directory.state();
    let live = directory.groups.iter().filter(|(_, group)| group.record.removed.is_none());
    let all = live.flat_map(|(id, g)| g.eligible.iter().map(|person| (*id, *person)));
    let found: Vec<_> = all
        .map(|(group, person)| {
            json!({
                "id": format!("{group}_member_{person}"),
                "principalId": person, "groupId": group,
                "accessId": "member", "memberType": "direct",
                "eligibilityScheduleId": format!("{group}_member_{person}"),
            })
        })
        .filter(|object| object.as_object().is_some_and(|o| filter.accepts(o)))
        .collect();
    let path = "/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";
    page(&world, &options, path, path.trim_start_matches('/'), &found, Value::clone)
}

/// Roles in force of a person, or of one of these groups: object ids.
pub(crate) fn held(directory: &Directory, person: Uuid, groups: &[Uuid]) -> Vec<Uuid> {
    let holds = |a: &Assignment| {
        a.state == AssignmentState::Active
            && match a.principal {
                Principal::Person(id) => id == person,
                Principal::Group(id) => groups.contains(&id),
            }
    };
    let roles = directory.roles.iter().filter(|role| role.assignments.iter().any(holds));
    roles.map(|role| role.id).collect()
}

/// A role as a member of a collection of mixed objects.
pub(crate) fn object(directory: &Directory, id: Uuid, select: Option<&[String]>) -> Value {
    let Some(role) = directory.roles.iter().find(|role| role.id == id) else { return Value::Null };
    let mut object = chosen(json(role), select);
    object["@odata.type"] = "#microsoft.graph.directoryRole".into();
    object["id"] = id.to_string().into();
    object
}

fn find<'a>(directory: &'a Directory, id: &str) -> Result<&'a DirectoryRole, Refusal> {
    let id: Option<Uuid> = id.parse().ok();
    let role = directory.roles.iter().find(|role| Some(role.id) == id);
    role.ok_or_else(|| Refusal::not_found("directoryRole"))
}

fn json(role: &DirectoryRole) -> Value {
    json!({
        "id": role.id,
        "deletedDateTime": null,
        "description": role.description,
        "displayName": role.display_name,
        "roleTemplateId": role.role_template_id,
    })
}

fn definition(role: &DirectoryRole) -> Value {
    json!({
        "id": role.role_template_id,
        "templateId": role.role_template_id,
        "displayName": role.display_name,
        "description": role.description,
        "isBuiltIn": true,
        "isEnabled": true,
    })
}

fn chosen(object: Value, select: Option<&[String]>) -> Value {
    match (select, object) {
        (Some(select), Value::Object(mut object)) => {
            object.retain(|name, _| select.contains(name));
            object.into()
        }
        (_, object) => object,
    }
}

fn assigned(
    world: &World,
    options: &Options,
    relation: &str,
    state: AssignmentState,
) -> Result<Response, Refusal> {
    let filter: Option<Filter> = options.filter()?;
    let expand = options.get("$expand").is_some_and(|expand| expand.contains("roleDefinition"));
    let directory = world.directory.state();
    let every = directory.roles.iter().flat_map(|r| r.assignments.iter().map(move |a| (r, a)));
    let found: Vec<_> = every
        .filter(|(_, assignment)| assignment.state == state)
        .map(|(role, assignment)| instance(role, assignment, expand))
        .filter(|object| {
            filter.as_ref().is_none_or(|f| object.as_object().is_some_and(|o| f.accepts(o)))
        })
        .collect();
    let path = format!("/roleManagement/directory/{relation}");
    page(world, options, &path, path.trim_start_matches('/'), &found, Value::clone)
}

fn instance(role: &DirectoryRole, assignment: &Assignment, expand: bool) -> Value {
    let principal = match assignment.principal {
        Principal::Person(id) | Principal::Group(id) => id,
    };
    let mut object = json!({
        "id": assignment.id,
        "principalId": principal,
        "roleDefinitionId": role.role_template_id,
        "directoryScopeId": "/",
        "appScopeId": null,
    });
    if assignment.state == AssignmentState::Eligible {
        object["startDateTime"] = json!(assignment.start);
        object["endDateTime"] = json!(assignment.end);
        object["memberType"] = "Direct".into();
        object["roleEligibilityScheduleId"] = assignment.id.to_string().into();
    }
    if expand {
        object["roleDefinition"] = definition(role);
    }
    object
}
