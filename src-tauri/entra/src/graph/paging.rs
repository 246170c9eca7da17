//! Lists that come in pages, and the links between them.

use std::collections::HashSet;

use futures::{Stream, StreamExt, TryStreamExt, stream};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::Graph;
use super::call::Call;
use crate::error::Error;
use crate::transport::unexpected;

// 300,000 objects, the largest tenant without asking Microsoft, are 1,500 pages.
const MOST_PAGES: usize = 20_000;

/// Notices when links run in a circle or don't end.
#[derive(Default)]
pub(super) struct Trail {
    seen: HashSet<Url>,
}

impl Trail {
    pub(super) fn step(&mut self, link: &Url) -> Result<(), Error> {
        let new = self.seen.insert(link.clone());
        if new && self.seen.len() <= MOST_PAGES { Ok(()) } else { Err(Error::EndlessPages) }
    }
}

struct Listing {
    graph: Graph,
    what: &'static str,
    eventual: bool,
    next: Option<Url>,
    trail: Trail,
}

impl Graph {
    /// All pages of a list. Graph's link is used whole, and only if it is Graph's.
    pub(super) fn pages<T: DeserializeOwned + Send + 'static>(
        &self,
        what: &'static str,
        first: Result<Url, Error>,
        eventual: bool,
    ) -> impl Stream<Item = Result<Vec<T>, Error>> + Send + use<T> {
        let graph = self.clone();
        let listing = first.map(|url| Listing {
            graph,
            what,
            eventual,
            next: Some(url),
            trail: Trail::default(),
        });
        stream::once(async move { listing })
            .map_ok(|listing| stream::try_unfold(listing, Listing::page))
            .try_flatten()
            .boxed()
    }

    pub(super) async fn whole<T: DeserializeOwned + Send + 'static>(
        &self,
        what: &'static str,
        first: Result<Url, Error>,
        eventual: bool,
    ) -> Result<Vec<T>, Error> {
        self.pages(what, first, eventual).try_concat().await
    }
}

impl Listing {
    async fn page<T: DeserializeOwned>(mut self) -> Result<Option<(Vec<T>, Self)>, Error> {
        let Some(url) = self.next.take() else { return Ok(None) };
        self.trail.step(&url)?;
        let call = Call::get(self.what, url);
        let call = if self.eventual { call.eventual() } else { call };
        let page: Value = self.graph.call(call).await?.json(self.what)?;
        let link = page.get("@odata.nextLink").map(|link| link.as_str().unwrap_or_default());
        self.next = link.map(|link| self.graph.own_link(link)).transpose()?;
        let objects = values(page, self.what)?;
        let read: Result<Vec<T>, _> = objects.into_iter().map(serde_json::from_value).collect();
        let read = read.map_err(|_| unexpected(self.what, "an object of another shape"))?;
        Ok(Some((read, self)))
    }
}

/// The objects of a page.
pub(super) fn values(page: Value, what: &'static str) -> Result<Vec<Value>, Error> {
    match page {
        Value::Object(mut page) => match page.remove("value") {
            Some(Value::Array(values)) => Ok(values),
            _ => Err(unexpected(what, "a page without objects")),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(unexpected(what, "not a page"))
        }
    }
}
