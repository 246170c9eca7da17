//! People.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::bearer::Caller;
use super::listing::page;
use super::property::{Kind, shown};
use super::query::Options;
use super::refusal::Refusal;
use crate::directory::State as Directory;
use crate::world::{Shared, World};

/// Any of these reads people.
pub(crate) const READ: &[&str] = &["User.Read.All", "User.ReadBasic.All", "Directory.Read.All"];

/// `GET /users`.
pub(crate) async fn list(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let select = options.select();
    Kind::User.check(select.as_deref().unwrap_or_default(), true)?;
    let directory = world.directory.state();
    let found = matching(&directory, &options)?;
    let context = context("users", select.as_deref(), false);
    page(&world, &options, "/users", &context, &found, |id| {
        let Some(user) = directory.user(*id) else { return Value::Null };
        shown(Kind::User, &user.record.properties, select.as_deref()).into()
    })
}

/// `GET /users/$count`: the number as text.
pub(crate) async fn count(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<String, Refusal> {
    caller.may(READ)?;
    if !options.is_eventual() {
        return Err(Refusal::unsupported("$count needs the header ConsistencyLevel: eventual."));
    }
    Ok(matching(&world.directory.state(), &options)?.len().to_string())
}

/// `GET /users/{id or userPrincipalName}`; `birthday` only here.
pub(crate) async fn one(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    let id = find(&world.directory.state(), &name)?;
    if caller.person != Some(id) {
        caller.may(READ)?;
    }
    entity(&world, id, &options)
}

/// `GET /me`.
pub(crate) async fn me(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(&["User.Read", "User.ReadBasic.All", "User.Read.All"])?;
    let message = "/me request is only valid with delegated authentication flow.";
    let id = caller.person.ok_or_else(|| Refusal::bad_request(message))?;
    entity(&world, id, &options)
}

/// `GET /users/{id}/manager`.
pub(crate) async fn manager(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let manager = {
        let directory = world.directory.state();
        let id = find(&directory, &name)?;
        let manager = directory.user(id).and_then(|user| user.manager);
        manager.filter(|id| directory.user(*id).is_some())
    };
    let manager = manager.ok_or_else(|| Refusal::not_found("manager"))?;
    entity(&world, manager, &options)
}

/// `GET /users/{id}/directReports`.
pub(crate) async fn reports(
    State(world): State<Shared>,
    Path(name): Path<String>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(READ)?;
    let select = options.select();
    Kind::User.check(select.as_deref().unwrap_or_default(), true)?;
    let directory = world.directory.state();
    let id = find(&directory, &name)?;
    let live = directory.users.iter().filter(|(_, user)| user.record.removed.is_none());
    let found: Vec<Uuid> =
        live.filter(|(_, user)| user.manager == Some(id)).map(|(id, _)| *id).collect();
    let path = format!("/users/{name}/directReports");
    page(&world, &options, &path, "directoryObjects", &found, |id| {
        object(&directory, *id, select.as_deref())
    })
}

/// `GET /oidc/userinfo`.
pub(crate) async fn userinfo(
    State(world): State<Shared>,
    caller: Caller,
) -> Result<Json<Value>, Refusal> {
    let account = caller.person.and_then(|id| world.directory.account(id));
    let account = account.ok_or_else(Refusal::forbidden)?;
    Ok(Json(json!({ "sub": account.id, "name": account.name, "email": account.mail })))
}

/// The person of a path segment, who must not be removed.
pub(crate) fn find(directory: &Directory, name: &str) -> Result<Uuid, Refusal> {
    let id = directory.find_user(name).filter(|id| directory.user(*id).is_some());
    id.ok_or_else(|| Refusal::not_found(name))
}

/// A person as a member of a collection of mixed objects.
pub(crate) fn object(directory: &Directory, id: Uuid, select: Option<&[String]>) -> Value {
    let Some(user) = directory.user(id) else { return Value::Null };
    typed(Kind::User, shown(Kind::User, &user.record.properties, select), id)
}

/// Adds the type and the id, which a collection of mixed objects always shows.
pub(crate) fn typed(kind: Kind, mut object: Map<String, Value>, id: Uuid) -> Value {
    object.insert("@odata.type".to_owned(), kind.type_name().into());
    object.insert("id".to_owned(), id.to_string().into());
    object.into()
}

/// `users(id,displayName)/$entity`.
pub(crate) fn context(set: &str, select: Option<&[String]>, single: bool) -> String {
    let select = select.map(|select| format!("({})", select.join(","))).unwrap_or_default();
    format!("{set}{select}{}", if single { "/$entity" } else { "" })
}

fn entity(world: &World, id: Uuid, options: &Options) -> Result<Response, Refusal> {
    let select = options.select();
    Kind::User.check(select.as_deref().unwrap_or_default(), false)?;
    let directory = world.directory.state();
    let user = directory.user(id).ok_or_else(|| Refusal::not_found(&id.to_string()))?;
    let mut body = shown(Kind::User, &user.record.properties, select.as_deref());
    let context = context("users", select.as_deref(), true);
    let context = format!("{}/v1.0/$metadata#{context}", world.tenant.graph);
    body.insert("@odata.context".to_owned(), context.into());
    if options.get("$expand").is_some_and(|expand| expand.starts_with("manager"))
        && let Some(manager) = user.manager
    {
        body.insert("manager".to_owned(), object(&directory, manager, None));
    }
    Ok(Json(Value::Object(body)).into_response())
}

fn matching(directory: &Directory, options: &Options) -> Result<Vec<Uuid>, Refusal> {
    let (filter, search) = (options.filter()?, options.search()?);
    let live = directory.users.iter().filter(|(_, user)| user.record.removed.is_none());
    let wanted = live.filter(|(_, user)| {
        let properties = &user.record.properties;
        let searched = search.as_ref().is_none_or(|(property, word)| {
            let text = properties.get(property).and_then(Value::as_str).unwrap_or_default();
            text.to_lowercase().split([' ', '-', '@', '.']).any(|part| part.starts_with(word))
        });
        searched && filter.as_ref().is_none_or(|filter| filter.accepts(properties))
    });
    let mut found: Vec<Uuid> = wanted.map(|(id, _)| *id).collect();
    if let Some(order) = options.get("$orderby") {
        let (property, descending) = match order.split_once(' ') {
            Some((property, direction)) => (property, direction == "desc"),
            None => (order, false),
        };
        let key = |id: &Uuid| {
            let user = directory.user(*id)?;
            user.record.text(property).map(str::to_lowercase)
        };
        found.sort_by_cached_key(key);
        if descending {
            found.reverse();
        }
    }
    Ok(found)
}
