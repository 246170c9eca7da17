//! From the invented company to the directory's first state.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Directory, Edge, Group, Record, State, User};
use crate::company::{self, Company};

impl Directory {
    pub(crate) fn new(company: Arc<Company>) -> Self {
        let mut state = State { sequence: 1, ..State::default() };
        for person in &company.people {
            state.users.insert(person.id, user(person));
        }
        for group in &company.groups {
            state.groups.insert(group.id, self::group(group));
        }
        state.roles.clone_from(&company.directory_roles);
        Self { company, state: Mutex::new(state) }
    }
}

fn user(person: &company::Person) -> User {
    User {
        record: record(person),
        manager: person.manager,
        has_photo: person.has_photo,
        app_roles: person.app_roles.clone(),
    }
}

fn group(group: &company::Group) -> Group {
    let edge = |is_group| Edge { is_group, present: true, last_change: 1 };
    let people = group.members.iter().map(|id| (*id, edge(false)));
    let nested = group.nested.iter().map(|id| (*id, edge(true)));
    Group {
        record: record(group),
        members: people.chain(nested).collect(),
        owners: group.owners.clone(),
        eligible: group.eligible.clone(),
    }
}

fn record(object: &impl Serialize) -> Record {
    let properties = match serde_json::to_value(object) {
        Ok(Value::Object(properties)) => properties,
        Ok(_) | Err(_) => Map::new(),
    };
    let set = properties.iter().filter(|(_, value)| !value.is_null());
    let changed: BTreeMap<_, _> = set.map(|(key, _)| (key.clone(), 1)).collect();
    Record { properties, changed, last_change: 1, removed: None }
}
