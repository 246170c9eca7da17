//! The directory copy: Graph's delta feeds, page and cursor in one transaction.

use std::sync::Arc;

use entra::Graph;
use entra::graph::{
    Cursor, DeltaPage, DeltaStep, GroupChange, MemberKind, Priority, Start, User, UserChange,
};
use serde_json::{Map, Value};
use store::{GroupPage, Membership, PeoplePage, Person, Store, Stream};
use uuid::Uuid;

use crate::view::Topic;
use crate::{Desk, Result, fault};

/// Pages of one round before the feed is taken for endless (Graph has served such).
const MOST_PAGES: usize = 20_000;
/// Members of synced groups fetched one by one in a round.
const MOST_SINGLE: u32 = 200;

impl Desk {
    pub(crate) async fn sync_directory(&self) -> Result<()> {
        let graph = self.graph().await?.with_priority(Priority::Low);
        let store = self.store().await?;
        self.sync_groups(&graph, &store).await?;
        self.sync_people(&graph, &store).await?;
        self.fetch_unknown_members(&graph, &store).await?;
        self.changed(&[Topic::Directory, Topic::Status]);
        Ok(())
    }

    pub(crate) async fn graph(&self) -> Result<Graph> {
        let live = self.live().await?;
        let tokens = live.keeper.for_scopes(self.graph_scopes(), self.0.parts.clock.clone());
        let tenant = &self.0.parts.profile.tenant;
        Ok(Graph::new(self.0.entra.http().clone(), tenant, Arc::new(tokens)))
    }

    async fn sync_groups(&self, graph: &Graph, store: &Store) -> Result<()> {
        let select = ["displayName", "description", "isAssignableToRole", "members"];
        for _ in 0..MOST_PAGES {
            let start = start(store, Stream::Groups, &select, &self.0.parts.profile.groups).await?;
            let page = match graph.groups_delta(start).await.map_err(fault::session)? {
                DeltaStep::Page(page) => page,
                DeltaStep::Resync { .. } => {
                    store.begin_resync(Stream::Groups).await.map_err(fault::store)?;
                    continue;
                }
            };
            let complete = page.cursor.is_complete();
            let page = group_page(page);
            store.save_group_page(&page, self.now()).await.map_err(fault::store)?;
            if complete {
                return Ok(());
            }
        }
        Err(fault::fault("groups", &entra::Error::EndlessPages))
    }

    async fn sync_people(&self, graph: &Graph, store: &Store) -> Result<()> {
        for _ in 0..MOST_PAGES {
            let start = start(store, Stream::Users, &User::SELECT, &[]).await?;
            let page = match graph.users_delta(start).await.map_err(fault::session)? {
                DeltaStep::Page(page) => page,
                DeltaStep::Resync { .. } => {
                    store.begin_resync(Stream::Users).await.map_err(fault::store)?;
                    continue;
                }
            };
            let complete = page.cursor.is_complete();
            let page = self.people_page(store, page).await?;
            store.save_people_page(&page, self.now()).await.map_err(fault::store)?;
            if complete {
                return Ok(());
            }
        }
        Err(fault::fault("people", &entra::Error::EndlessPages))
    }

    /// Members of the synced groups of whom nothing is known yet. Only needed when the profile
    /// names groups: without, every user comes with the feed.
    async fn fetch_unknown_members(&self, graph: &Graph, store: &Store) -> Result<()> {
        if self.0.parts.profile.groups.is_empty() {
            return Ok(());
        }
        let mut people = Vec::new();
        for id in store.unknown_members(MOST_SINGLE).await.map_err(fault::store)? {
            match graph.user(&id.to_string(), &User::SELECT).await {
                Ok(user) => people.extend(person(id, &properties(&user))),
                Err(entra::Error::NotFound { .. }) => {}
                Err(error) => return Err(fault::session(error)),
            }
        }
        store.save_people(&people).await.map_err(fault::store)
    }

    /// A delta page names what changed; what it leaves out is as it was.
    async fn people_page(&self, store: &Store, page: DeltaPage<UserChange>) -> Result<PeoplePage> {
        let whole_tenant = self.0.parts.profile.groups.is_empty();
        let mut people = Vec::new();
        let mut removed = Vec::new();
        for change in page.changes {
            match change {
                UserChange::Removed { id, .. } => removed.push(id),
                UserChange::Changed { id, properties } => {
                    let known = store.person(id).await.map_err(fault::store)?;
                    if known.is_none() && !whole_tenant {
                        continue;
                    }
                    let before = known.map(|known| known.person.details);
                    people.extend(person(id, &merged(before, properties)));
                }
            }
        }
        Ok(PeoplePage { people, removed, cursor: kept(page.cursor) })
    }
}

async fn start(store: &Store, stream: Stream, select: &[&str], only: &[Uuid]) -> Result<Start> {
    let state = store.sync_state(stream).await.map_err(fault::store)?;
    let cursor = match state.cursor {
        None => {
            return Ok(Start::Fresh {
                select: select.iter().map(|name| (*name).to_owned()).collect(),
                only: only.to_vec(),
            });
        }
        Some(store::Cursor::Next(link)) => Cursor::Next(url(&link)?),
        Some(store::Cursor::Delta(link)) => Cursor::Delta(url(&link)?),
    };
    Ok(Start::At(cursor))
}

fn url(link: &str) -> Result<url::Url> {
    link.parse().map_err(|error| fault::fault("cursor", &error))
}

fn kept(cursor: Cursor) -> store::Cursor {
    match cursor {
        Cursor::Next(url) => store::Cursor::Next(url.into()),
        Cursor::Delta(url) => store::Cursor::Delta(url.into()),
    }
}

fn merged(before: Option<Value>, changed: Map<String, Value>) -> Map<String, Value> {
    let mut all = match before {
        Some(Value::Object(all)) => all,
        _ => Map::new(),
    };
    for (name, value) in changed {
        if value.is_null() {
            all.remove(&name);
        } else {
            all.insert(name, value);
        }
    }
    all
}

fn properties(user: &User) -> Map<String, Value> {
    match serde_json::to_value(user) {
        Ok(Value::Object(mut all)) => {
            all.retain(|_, value| !value.is_null());
            all
        }
        _ => Map::new(),
    }
}

/// A user without a sign-in name is no person that could be signed in; Graph has such for a moment.
fn person(id: Uuid, all: &Map<String, Value>) -> Option<Person> {
    let user = User::from_properties(id, all)?;
    let user_principal_name = user.user_principal_name?;
    Some(Person {
        id,
        display_name: user.display_name.unwrap_or_else(|| user_principal_name.clone()),
        user_principal_name,
        mail: user.mail,
        job_title: user.job_title,
        department: user.department,
        account_enabled: user.account_enabled,
        details: Value::Object(all.clone()),
    })
}

fn group_page(page: DeltaPage<GroupChange>) -> GroupPage {
    let mut kept_page = GroupPage {
        groups: Vec::new(),
        removed: Vec::new(),
        members: Vec::new(),
        cursor: kept(page.cursor),
    };
    for change in page.changes {
        match change {
            GroupChange::Removed { id, .. } => kept_page.removed.push(id),
            GroupChange::Changed { id, properties, members } => {
                let name = properties.get("displayName").and_then(Value::as_str);
                if let Some(name) = name {
                    kept_page.groups.push(store::Group {
                        id,
                        display_name: name.to_owned(),
                        privileged: properties.get("isAssignableToRole")
                            == Some(&Value::Bool(true)),
                        details: Value::Object(properties.clone()),
                    });
                }
                kept_page.members.extend(members.into_iter().map(|member| Membership {
                    group: id,
                    member: member.id,
                    kind: match member.kind {
                        MemberKind::User => store::MemberKind::Person,
                        MemberKind::Group => store::MemberKind::Group,
                        MemberKind::Other => store::MemberKind::Other,
                    },
                    removed: member.removed,
                }));
            }
        }
    }
    kept_page
}
