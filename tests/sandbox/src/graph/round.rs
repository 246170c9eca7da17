//! One round of a delta query: which objects, on which pages.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::property::Kind;
use crate::directory::{Group, State as Directory};

/// Page sizes that Graph chooses by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) objects: usize,
    pub(crate) members: usize,
}

/// What a round is about; travels in its delta token.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Scope {
    pub(crate) users: bool,
    pub(crate) select: Option<Vec<String>>,
    /// Only these objects (`$filter=id eq …`); all if empty.
    pub(crate) ids: Vec<Uuid>,
}

/// One object on a page; a large group stands there several times, with other members.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: Uuid,
    pub(crate) members: Vec<Uuid>,
}

/// The pages of one round, fixed when it begins.
pub(crate) struct Round {
    pub(crate) scope: Scope,
    /// Changes up to this one are known to the client; none in a first round.
    pub(crate) since: Option<u64>,
    /// The directory's sequence when the round began: where the next round starts.
    pub(crate) until: u64,
    pub(crate) pages: Vec<Vec<Item>>,
}

impl Scope {
    pub(crate) const fn kind(&self) -> Kind {
        if self.users { Kind::User } else { Kind::Group }
    }

    /// Whether a property belongs to what the client asked for.
    pub(crate) fn has(&self, name: &str) -> bool {
        match &self.select {
            Some(select) => select.iter().any(|selected| selected == name),
            None => !self.users || super::property::USER_DEFAULT.contains(&name),
        }
    }
}

impl Round {
    /// Begins a round: everything that is there, or everything that changed after `since`.
    pub(crate) fn begin(
        directory: &Directory,
        scope: Scope,
        since: Option<u64>,
        sizes: Sizes,
    ) -> Self {
        let items = if scope.users {
            let users = directory.users.iter().filter(|(id, _)| scope.covers(**id));
            users
                .filter(|(_, user)| scope.concerns(&user.record, since))
                .map(|(id, _)| Item { id: *id, members: Vec::new() })
                .collect()
        } else {
            let groups = directory.groups.iter().filter(|(id, _)| scope.covers(**id));
            groups.flat_map(|(id, group)| scope.chunks(*id, group, since, sizes.members)).collect()
        };
        Self { scope, since, until: directory.sequence, pages: paged(items, sizes) }
    }
}

impl Scope {
    fn covers(&self, id: Uuid) -> bool {
        self.ids.is_empty() || self.ids.contains(&id)
    }

    fn concerns(&self, record: &crate::directory::Record, since: Option<u64>) -> bool {
        match since {
            None => record.removed.is_none(),
            Some(since) if record.removed.is_some() => record.last_change > since,
            Some(since) => {
                record.changed.iter().any(|(name, change)| *change > since && self.has(name))
            }
        }
    }

    fn chunks(&self, id: Uuid, group: &Group, since: Option<u64>, size: usize) -> Vec<Item> {
        let mut members: BTreeSet<Uuid> = BTreeSet::new();
        if self.has("members") && group.record.removed.is_none() {
            let told = |edge: &crate::directory::Edge| match since {
                None => edge.present,
                Some(since) => edge.last_change > since,
            };
            members.extend(group.members.iter().filter(|(_, e)| told(e)).map(|(id, _)| *id));
        }
        if members.is_empty() {
            let concerned = self.concerns(&group.record, since);
            return Vec::from_iter(concerned.then_some(Item { id, members: Vec::new() }));
        }
        let members: Vec<_> = members.into_iter().collect();
        members.chunks(size).map(|chunk| Item { id, members: chunk.to_vec() }).collect()
    }
}

/// Fills pages up to a number of objects and a number of members.
fn paged(items: Vec<Item>, sizes: Sizes) -> Vec<Vec<Item>> {
    let mut pages = vec![Vec::new()];
    let mut members = 0;
    for item in items {
        let full = pages.last().is_some_and(|page: &Vec<Item>| {
            let crowded = members + item.members.len() > sizes.members;
            !page.is_empty() && (page.len() >= sizes.objects || crowded)
        });
        if full {
            pages.push(Vec::new());
            members = 0;
        }
        members += item.members.len();
        if let Some(page) = pages.last_mut() {
            page.push(item);
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_group_is_spread_over_pages() {
        let id = Uuid::nil();
        let chunk = |n: usize| Item { id, members: vec![Uuid::nil(); n] };
        let sizes = Sizes { objects: 3, members: 10 };
        let pages =
            paged(vec![chunk(10), chunk(10), chunk(2), chunk(3), chunk(0), chunk(0)], sizes);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 3, 1]);
        assert_eq!(paged(Vec::new(), sizes).len(), 1);
    }
}
