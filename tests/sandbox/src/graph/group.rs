//! Groups and who is in them.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use uuid::Uuid;

use super::bearer::Caller;
use super::listing::page;
use super::property::{Kind, shown};
use super::query::Options;
use super::refusal::Refusal;
use super::user::{self, context, typed};
use crate::directory::State as Directory;
use crate::world::{Shared, World};

/// Any of these reads groups and memberships.
pub(crate) const READ: &[&str] = &["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];

/// `GET /groups`.
pub(crate) async fn list(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let select = options.select();
    Kind::Group.check(select.as_deref().unwrap_or_default(), true)?;
    let filter = options.filter()?;
    let directory = world.directory.state();
    let live = directory.groups.iter().filter(|(_, group)| group.record.removed.is_none());
    let found: Vec<Uuid> = live
        .filter(|(_, g)| filter.as_ref().is_none_or(|f| f.accepts(&g.record.properties)))
        .map(|(id, _)| *id)
        .collect();
    let context = context("groups", select.as_deref(), false);
    page(&world, &options, "/groups", &context, &found, |id| {
        let Some(group) = directory.group(*id) else { return Value::Null };
        shown(Kind::Group, &group.record.properties, select.as_deref()).into()
    })
}

/// `GET /groups/{id}`.
pub(crate) async fn one(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let select = options.select();
    Kind::Group.check(select.as_deref().unwrap_or_default(), false)?;
    let directory = world.directory.state();
    let id = find(&directory, &name)?;
    let group = directory.group(id).ok_or_else(|| Refusal::not_found(&name))?;
    let mut body = shown(Kind::Group, &group.record.properties, select.as_deref());
    let context = context("groups", select.as_deref(), true);
    let context = format!("{}/v1.0/$metadata#{context}", world.tenant.graph);
    body.insert("@odata.context".to_owned(), context.into());
    Ok(Json(Value::Object(body)).into_response())
}

/// `GET /groups/{id}/members`.
pub(crate) async fn members(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, "members", None)
}

/// `GET /groups/{id}/members/microsoft.graph.user`.
pub(crate) async fn members_cast(
    State(world): State<Shared>,
    Path((name, cast)): Path<(String, String)>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, "members", Some(&cast))
}

/// `GET /groups/{id}/transitiveMembers`.
pub(crate) async fn transitive_members(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, "transitiveMembers", None)
}

/// `GET /groups/{id}/transitiveMembers/microsoft.graph.user`.
pub(crate) async fn transitive_members_cast(
    State(world): State<Shared>,
    Path((name, cast)): Path<(String, String)>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, "transitiveMembers", Some(&cast))
}

/// `GET /groups/{id}/owners`.
pub(crate) async fn owners(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    listed(&world, &caller, &options, &name, "owners", None)
}

/// A group as a member of a collection of mixed objects.
pub(crate) fn object(directory: &Directory, id: Uuid, select: Option<&[String]>) -> Value {
    let Some(group) = directory.group(id) else { return Value::Null };
    typed(Kind::Group, shown(Kind::Group, &group.record.properties, select), id)
}

fn find(directory: &Directory, name: &str) -> Result<Uuid, Refusal> {
    let id = name.parse().ok().filter(|id| directory.group(*id).is_some());
    id.ok_or_else(|| Refusal::not_found(name))
}

fn listed(
    world: &World,
    caller: &Caller,
    options: &Options,
    name: &str,
    relation: &str,
    cast: Option<&str>,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let groups_wanted = cast.is_none_or(|cast| cast == "microsoft.graph.group");
    let people_wanted = cast.is_none_or(|cast| cast == "microsoft.graph.user");
    if !groups_wanted && !people_wanted {
        return Err(Refusal::not_found(cast.unwrap_or_default()));
    }
    let (select, filter) = (options.select(), options.filter()?);
    let directory = world.directory.state();
    let id = find(&directory, name)?;
    let mut found = match relation {
        "members" => directory.members(id),
        "transitiveMembers" => directory.transitive_members(id),
        _ => {
            let owners = directory.group(id).map(|group| group.owners.clone()).unwrap_or_default();
            owners.into_iter().map(|id| (id, false)).collect()
        }
    };
    found.retain(|(_, is_group)| if *is_group { groups_wanted } else { people_wanted });
    found.retain(|(id, is_group)| {
        let user = directory.user(*id).map(|user| &user.record);
        let group = directory.group(*id).map(|group| &group.record);
        let record = if *is_group { group } else { user };
        let accepts = |f: &super::filter::Filter| record.is_some_and(|r| f.accepts(&r.properties));
        record.is_some() && filter.as_ref().is_none_or(accepts)
    });
    let cast = cast.map(|cast| format!("/{cast}")).unwrap_or_default();
    let path = format!("/groups/{name}/{relation}{cast}");
    page(world, options, &path, "directoryObjects", &found, |(id, is_group)| {
        let select = select.as_deref();
        if *is_group {
            object(&directory, *id, select)
        } else {
            user::object(&directory, *id, select)
        }
    })
}
