//! `users/delta` and `groups/delta` (GD concepts/delta-query-overview.md, api/user-delta.md).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::bearer::Caller;
use super::listing::next_link;
use super::query::Options;
use super::refusal::Refusal;
use super::round::{Item, Round, Scope, Sizes};
use super::{group, user};
use crate::directory::{Record, State as Directory};
use crate::fault::Fault;
use crate::guard::lock;
use crate::traffic::DeltaPage;
use crate::world::{Shared, World};

/// `$filter=id eq … or …` takes no more (GD api/group-delta.md).
const MOST_IDS: usize = 50;
/// Rounds that can still be resumed in the middle.
const MOST_ROUNDS: usize = 512;

/// `GET /users/delta`.
pub(crate) async fn users(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(user::READ)?;
    delta(&world, &options, true)
}

/// `GET /groups/delta`.
pub(crate) async fn groups(
    State(world): State<Shared>,
    caller: Caller,
    options: Options,
) -> Result<Response, Refusal> {
    caller.may(group::READ)?;
    delta(&world, &options, false)
}

/// What a delta token holds. Opaque to clients; they must not look inside.
#[derive(Serialize, Deserialize)]
struct Token {
    epoch: Uuid,
    since: u64,
    scope: Scope,
}

fn delta(world: &World, options: &Options, users: bool) -> Result<Response, Refusal> {
    options.refuse(&["$expand", "$orderby", "$top", "$search", "$count"])?;
    let path = if users { "/users/delta" } else { "/groups/delta" };
    if let Some(token) = options.get("$skiptoken") {
        let (round, index) = resume(world, token).ok_or_else(|| lost(world, options, path))?;
        return Ok(answer(world, options, path, &token_of(token), &round, index));
    }
    let given = options.get("$deltatoken").filter(|token| !token.is_empty());
    let (scope, since) = match given {
        Some("latest") | None => (scope(options, users)?, None),
        Some(token) => {
            let token = open(world, token).filter(|token| token.scope.users == users);
            let token = token.ok_or_else(|| lost(world, options, path))?;
            if let Some(status) = expired(world) {
                return Err(resync(world, options, path, status));
            }
            (token.scope, Some(token.since))
        }
    };
    let sizes = sizes(world);
    let round = if given == Some("latest") {
        let until = world.directory.state().sequence;
        Round { scope, since: None, until, pages: vec![Vec::new()] }
    } else {
        Round::begin(&world.directory.state(), scope, since, sizes)
    };
    let (name, round) = (Uuid::new_v4().simple().to_string(), Arc::new(round));
    let mut rounds = lock(&world.graph.rounds);
    if rounds.len() >= MOST_ROUNDS {
        rounds.pop_first();
    }
    rounds.insert(name.clone(), round.clone());
    drop(rounds);
    Ok(answer(world, options, path, &name, &round, 0))
}

fn answer(
    world: &World,
    options: &Options,
    path: &str,
    name: &str,
    round: &Round,
    index: usize,
) -> Response {
    let set = if round.scope.users { "users" } else { "groups" };
    let context = user::context(set, round.scope.select.as_deref(), false);
    let mut body = json!({
        "@odata.context": format!("{}/v1.0/$metadata#{context}", world.tenant.graph),
    });
    let own = ["$select", "$filter", "$deltatoken", "$skiptoken"];
    if round.pages.get(index).is_some_and(|page| !page.is_empty())
        && world.faults.is_on(&Fault::EmptyPage)
    {
        let query = options.link(&[("$skiptoken", &page_token(name, index))], &own);
        body["@odata.nextLink"] = next_link(world, path, &query).into();
        body["value"] = json!([]);
        return Json(body).into_response();
    }
    let mut value: Vec<Value> = {
        let directory = world.directory.state();
        let items = round.pages.get(index).into_iter().flatten();
        items.map(|item| rendered(&directory, round, item, options.minimal)).collect()
    };
    if !value.is_empty() && world.faults.is_on(&Fault::DuplicateObjects) {
        value.push(value[0].clone());
    }
    if index + 1 < round.pages.len() {
        let endless = world.faults.is_on(&Fault::EndlessPages);
        let token = page_token(name, if endless { index } else { index + 1 });
        let query = options.link(&[("$skiptoken", &token)], &own);
        body["@odata.nextLink"] = next_link(world, path, &query).into();
    } else {
        let token =
            Token { epoch: world.graph.epoch, since: round.until, scope: round.scope.clone() };
        let token = serde_json::to_vec(&token).unwrap_or_default();
        let token = BASE64_URL_SAFE_NO_PAD.encode(token);
        let query = options.link(&[("$deltatoken", &token)], &own);
        body["@odata.deltaLink"] = format!("{}/v1.0{path}?{query}", world.tenant.graph).into();
    }
    world.traffic.paged(DeltaPage {
        feed: set,
        whole: round.since.is_none(),
        page: index,
        objects: round.pages.get(index).into_iter().flatten().map(|item| item.id).collect(),
    });
    body["value"] = value.into();
    Json(body).into_response()
}

fn rendered(directory: &Directory, round: &Round, item: &Item, minimal: bool) -> Value {
    let record = if round.scope.users {
        directory.users.get(&item.id).map(|user| &user.record)
    } else {
        directory.groups.get(&item.id).map(|group| &group.record)
    };
    let mut object = record.map(|r| properties(r, round, minimal)).unwrap_or_default();
    object.insert("id".to_owned(), item.id.to_string().into());
    if let Some(removal) = record.and_then(|record| record.removed) {
        object.retain(|name, _| name == "id");
        object.insert("@removed".to_owned(), json!({ "reason": removal.reason() }));
        return object.into();
    }
    if let Some(group) = directory.groups.get(&item.id).filter(|_| !item.members.is_empty()) {
        let members = item.members.iter().filter_map(|id| Some((id, group.members.get(id)?)));
        let members: Vec<_> = members
            .map(|(id, edge)| {
                let kind = if edge.is_group { "group" } else { "user" };
                let mut member =
                    json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "id": id });
                if !edge.present {
                    member["@removed"] = json!({ "reason": "deleted" });
                }
                member
            })
            .collect();
        object.insert("members@delta".to_owned(), members.into());
    }
    object.into()
}

/// Properties never set are left out; null says that one was cleared.
fn properties(record: &Record, round: &Round, minimal: bool) -> Map<String, Value> {
    let since = if minimal { round.since.unwrap_or_default() } else { 0 };
    let told = record.changed.iter().filter(|(_, change)| **change > since);
    let told = told.filter(|(name, _)| round.scope.has(name));
    told.filter_map(|(name, _)| Some((name.clone(), record.properties.get(name)?.clone())))
        .collect()
}

fn scope(options: &Options, users: bool) -> Result<Scope, Refusal> {
    let select = options.select();
    let mut scope = Scope { users, select, ids: Vec::new() };
    scope.kind().check(scope.select.as_deref().unwrap_or_default(), true)?;
    if let Some(filter) = options.filter()? {
        let ids = filter.alternatives("id").filter(|ids| ids.len() <= MOST_IDS);
        let ids: Option<Vec<Uuid>> =
            ids.and_then(|ids| ids.iter().map(|id| id.parse().ok()).collect());
        scope.ids = ids.ok_or_else(|| {
            Refusal::unsupported("Only $filter=id eq 'a' or id eq 'b', up to 50 ids, is supported.")
        })?;
    }
    Ok(scope)
}

fn sizes(world: &World) -> Sizes {
    let faulty = world.faults.hit(|fault| match fault {
        Fault::PageSize { objects, members } => {
            Some(Sizes { objects: (*objects).max(1), members: (*members).max(1) })
        }
        _ => None,
    });
    faulty.unwrap_or(Sizes { objects: 200, members: 500 })
}

fn page_token(round: &str, index: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{round} {index}"))
}

fn parts(token: &str) -> Option<(String, usize)> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (round, index) = text.split_once(' ')?;
    Some((round.to_owned(), index.parse().ok()?))
}

fn token_of(token: &str) -> String {
    parts(token).map(|(round, _)| round).unwrap_or_default()
}

fn resume(world: &World, token: &str) -> Option<(Arc<Round>, usize)> {
    let (name, index) = parts(token)?;
    Some((lock(&world.graph.rounds).get(&name)?.clone(), index))
}

fn open(world: &World, token: &str) -> Option<Token> {
    let token: Token = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    (token.epoch == world.graph.epoch).then_some(token)
}

fn expired(world: &World) -> Option<u16> {
    world.faults.hit(|fault| match fault {
        Fault::DeltaExpired { status } => Some(*status),
        _ => None,
    })
}

fn lost(world: &World, options: &Options, path: &str) -> Refusal {
    resync(world, options, path, 400)
}

fn resync(world: &World, options: &Options, path: &str, status: u16) -> Refusal {
    if status == 410 {
        let own = ["$select", "$filter", "$deltatoken", "$skiptoken"];
        let again = options.link(&[("$deltatoken", "")], &own);
        let location = format!("{}/v1.0{path}?{again}", world.tenant.graph);
        return Refusal::new(StatusCode::GONE, "resyncRequired", "Resync required.")
            .header(header::LOCATION, location);
    }
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "syncStateNotFound",
        "The sync state generation is not found; a full synchronization is required.",
    )
}
