//! What a person belongs to: groups and directory roles.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bearer::Caller;
use super::listing::page;
use super::query::Options;
use super::refusal::Refusal;
use super::user::find;
use super::{group, role, user};
use crate::world::{Shared, World};

/// `GET /users/{id}/memberOf`.
pub(crate) async fn direct(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, false, None)
}

/// `GET /users/{id}/memberOf/microsoft.graph.group` or `…directoryRole`.
pub(crate) async fn direct_cast(
    State(world): State<Shared>,
    Path((name, cast)): Path<(String, String)>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, false, Some(&cast))
}

/// `GET /users/{id}/transitiveMemberOf`.
pub(crate) async fn transitive(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, true, None)
}

/// `GET /users/{id}/transitiveMemberOf/microsoft.graph.group` or `…directoryRole`.
pub(crate) async fn transitive_cast(
    State(world): State<Shared>,
    Path((name, cast)): Path<(String, String)>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, true, Some(&cast))
}

/// `POST /users/{id}/getMemberGroups {"securityEnabledOnly": bool}`.
pub(crate) async fn groups(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    Json(body): Json<Value>,
) -> Result<Json<Value>, Refusal> {
    caller.may(group::READ)?;
    let security_only = body["securityEnabledOnly"]
        .as_bool()
        .ok_or_else(|| Refusal::bad_request("The parameter securityEnabledOnly is missing."))?;
    let directory = world.directory.state();
    let id = find(&directory, &name)?;
    let mut groups = directory.transitive_groups(id);
    groups.retain(|id| {
        let secure = directory.group(*id).and_then(|g| g.record.properties.get("securityEnabled"));
        !security_only || secure == Some(&Value::Bool(true))
    });
    let context = format!("{}/v1.0/$metadata#Collection(Edm.String)", world.tenant.graph);
    Ok(Json(json!({ "@odata.context": context, "value": groups })))
}

enum Belonging {
    Group(Uuid),
    Role(Uuid),
}

fn listed(
    world: &World,
    caller: &Caller,
    options: &Options,
    name: &str,
    transitive: bool,
    cast: Option<&str>,
) -> Result<Response, Refusal> {
    caller.may(&[user::READ, group::READ].concat())?;
    let groups_wanted = cast.is_none_or(|cast| cast == "microsoft.graph.group");
    let roles_wanted = cast.is_none_or(|cast| cast == "microsoft.graph.directoryRole");
    if !groups_wanted && !roles_wanted {
        return Err(Refusal::not_found(cast.unwrap_or_default()));
    }
    let select = options.select();
    let directory = world.directory.state();
    let id = find(&directory, name)?;
    let groups =
        if transitive { directory.transitive_groups(id) } else { directory.direct_groups(id) };
    let mut found = Vec::new();
    if roles_wanted {
        let holders = if transitive { groups.as_slice() } else { &[] };
        found.extend(role::held(&directory, id, holders).into_iter().map(Belonging::Role));
    }
    if groups_wanted {
        found.extend(groups.into_iter().map(Belonging::Group));
    }
    let relation = if transitive { "transitiveMemberOf" } else { "memberOf" };
    let cast = cast.map(|cast| format!("/{cast}")).unwrap_or_default();
    let path = format!("/users/{name}/{relation}{cast}");
    page(world, options, &path, "directoryObjects", &found, |belonging| match belonging {
        Belonging::Group(id) => group::object(&directory, *id, select.as_deref()),
        Belonging::Role(id) => role::object(&directory, *id, select.as_deref()),
    })
}
