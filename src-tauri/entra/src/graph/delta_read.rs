//! Reading changes: requests, pages, resync.

use futures::{Stream, StreamExt, stream};
use http::header::LOCATION;
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use super::Graph;
use super::call::Call;
use super::cursor::Cursor;
use super::delta::{
    DeltaPage, DeltaStep, GroupChange, MemberChange, MemberKind, Start, UserChange,
};
use super::fault::Fault;
use super::paging::{Trail, values};
use crate::error::Error;
use crate::transport::{Answer, unexpected};

/// A kind of object whose changes Graph reports.
pub(super) trait Followed: Sized + Send + 'static {
    const COLLECTION: &'static str;

    fn removed(id: Uuid, restorable: bool) -> Self;
    fn changed(id: Uuid, properties: Map<String, Value>) -> Option<Self>;
}

struct Round {
    graph: Graph,
    start: Start,
    trail: Trail,
}

impl Graph {
    pub(super) async fn delta<T: Followed>(&self, start: &Start) -> Result<DeltaStep<T>, Error> {
        let url = self.delta_address(T::COLLECTION, start)?;
        let answer = self.exchange(&Call::get(T::COLLECTION, url.clone())).await?;
        if answer.status.is_success() {
            let page = self.read_page(answer.json(T::COLLECTION)?)?;
            // The plainest circle of all: the page leads to itself.
            if page.cursor == Cursor::Next(url) {
                return Err(Error::EndlessPages);
            }
            return Ok(DeltaStep::Page(page));
        }
        let fault = Fault::read(&answer);
        if fault.wants_resync() {
            return Ok(DeltaStep::Resync { from: self.new_start(&answer) });
        }
        Err(fault.error())
    }

    pub(super) fn delta_pages<T: Followed>(
        &self,
        start: Start,
    ) -> impl Stream<Item = Result<DeltaStep<T>, Error>> + Send + use<T> {
        let round = Round { graph: self.clone(), start, trail: Trail::default() };
        stream::try_unfold(Some(round), |round| async move {
            let Some(round) = round else { return Ok(None) };
            round.step().await.map(Some)
        })
        .boxed()
    }

    fn delta_address(&self, collection: &str, start: &Start) -> Result<Url, Error> {
        match start {
            // A stored cursor is input like any other: it is checked again.
            Start::At(Cursor::Next(link) | Cursor::Delta(link)) => self.own_link(link.as_str()),
            Start::Fresh { select, only } => {
                let select = select.join(",");
                let ids: Vec<String> = only.iter().map(|id| format!("id eq '{id}'")).collect();
                let filter = ids.join(" or ");
                let query = [("$select", select.as_str()), ("$filter", filter.as_str())];
                let query: Vec<_> = query.into_iter().filter(|(_, v)| !v.is_empty()).collect();
                self.address(&[collection, "delta"], &query)
            }
        }
    }

    pub(super) fn cursor_of(&self, page: &Value, what: &'static str) -> Result<Cursor, Error> {
        let link = |name: &str| {
            page.get(name).map(|link| self.own_link(link.as_str().unwrap_or_default())).transpose()
        };
        match (link("@odata.nextLink")?, link("@odata.deltaLink")?) {
            (Some(next), None) => Ok(Cursor::Next(next)),
            (None, Some(delta)) => Ok(Cursor::Delta(delta)),
            _ => Err(unexpected(what, "a page with not exactly one link")),
        }
    }

    fn read_page<T: Followed>(&self, page: Value) -> Result<DeltaPage<T>, Error> {
        let cursor = self.cursor_of(&page, T::COLLECTION)?;
        let changes: Option<Vec<T>> =
            values(page, T::COLLECTION)?.into_iter().map(read_change).collect();
        let changes =
            changes.ok_or_else(|| unexpected(T::COLLECTION, "a change of another shape"))?;
        Ok(DeltaPage { changes, cursor })
    }

    fn new_start(&self, answer: &Answer) -> Option<Cursor> {
        let location = answer.headers.get(LOCATION)?.to_str().ok()?;
        self.own_link(location).ok().map(Cursor::Next)
    }
}

impl Round {
    async fn step<T: Followed>(mut self) -> Result<(DeltaStep<T>, Option<Self>), Error> {
        let url = self.graph.delta_address(T::COLLECTION, &self.start)?;
        self.trail.step(&url)?;
        let step = self.graph.delta(&self.start).await?;
        let next = match &step {
            DeltaStep::Page(DeltaPage { cursor: cursor @ Cursor::Next(_), .. }) => {
                Some(Self { start: Start::At(cursor.clone()), ..self })
            }
            DeltaStep::Page(_) | DeltaStep::Resync { .. } => None,
        };
        Ok((step, next))
    }
}

fn read_change<T: Followed>(object: Value) -> Option<T> {
    let Value::Object(mut properties) = object else { return None };
    let id = properties.remove("id")?.as_str()?.parse().ok()?;
    match properties.remove("@removed") {
        Some(removed) => {
            // Reason `changed` is a soft delete; everything else is final.
            let reason = removed.get("reason").and_then(Value::as_str).unwrap_or_default();
            Some(T::removed(id, reason == "changed"))
        }
        None => T::changed(id, properties),
    }
}

impl Followed for UserChange {
    const COLLECTION: &'static str = "users";

    fn removed(id: Uuid, restorable: bool) -> Self {
        Self::Removed { id, restorable }
    }

    fn changed(id: Uuid, mut properties: Map<String, Value>) -> Option<Self> {
        properties.retain(|name, _| !name.contains('@'));
        Some(Self::Changed { id, properties })
    }
}

impl Followed for GroupChange {
    const COLLECTION: &'static str = "groups";

    fn removed(id: Uuid, restorable: bool) -> Self {
        Self::Removed { id, restorable }
    }

    fn changed(id: Uuid, mut properties: Map<String, Value>) -> Option<Self> {
        let members = match properties.remove("members@delta") {
            None | Some(Value::Null) => Vec::new(),
            Some(members) => {
                members.as_array()?.iter().map(read_member).collect::<Option<Vec<_>>>()?
            }
        };
        properties.retain(|name, _| !name.contains('@'));
        Some(Self::Changed { id, properties, members })
    }
}

fn read_member(member: &Value) -> Option<MemberChange> {
    let kind = match member.get("@odata.type").and_then(Value::as_str) {
        Some("#microsoft.graph.user") => MemberKind::User,
        Some("#microsoft.graph.group") => MemberKind::Group,
        _ => MemberKind::Other,
    };
    let id = member.get("id")?.as_str()?.parse().ok()?;
    Some(MemberChange { id, kind, removed: member.get("@removed").is_some() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const ID: &str = "00000000-0000-0000-0000-000000000001";

    #[test]
    fn null_is_kept_and_annotations_are_not() {
        let change = read_change(json!({"id": ID, "mail": null, "@odata.etag": "x"}));
        let Some(UserChange::Changed { properties, .. }) = change else { panic!() };
        assert_eq!(Value::Object(properties), json!({"mail": null}));
    }

    #[test]
    fn removals_say_whether_they_are_final() {
        for (reason, restorable) in [("changed", true), ("deleted", false)] {
            let change = read_change(json!({"id": ID, "@removed": {"reason": reason}}));
            let id = ID.parse().unwrap();
            assert_eq!(change, Some(UserChange::Removed { id, restorable }));
        }
    }

    #[test]
    fn members_come_and_go() {
        let change = read_change(json!({"id": ID, "displayName": "x", "members@delta": [
            {"@odata.type": "#microsoft.graph.user", "id": ID},
            {"@odata.type": "#microsoft.graph.group", "id": ID, "@removed": {"reason": "deleted"}},
            {"id": ID}
        ]}));
        let Some(GroupChange::Changed { members, properties, .. }) = change else { panic!() };
        let brief: Vec<_> = members.iter().map(|member| (member.kind, member.removed)).collect();
        assert_eq!(
            brief,
            [(MemberKind::User, false), (MemberKind::Group, true), (MemberKind::Other, false)]
        );
        assert_eq!(Value::Object(properties), json!({"displayName": "x"}));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z@.]{0,8}".prop_map(Value::from),
            Just(json!(ID)),
        ];
        let name = prop_oneof![
            Just("id".to_owned()),
            Just("@removed".to_owned()),
            Just("members@delta".to_owned()),
            Just("reason".to_owned()),
            "[a-z]{1,6}",
        ];
        leaf.prop_recursive(4, 32, 6, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(name.clone(), inner, 0..5)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_change_is_survived(value in any_json()) {
            let _ = read_change::<UserChange>(value.clone());
            let _ = read_change::<GroupChange>(value);
        }
    }
}
