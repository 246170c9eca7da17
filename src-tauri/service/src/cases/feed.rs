//! The change feed: cursor in, changed rows out, only of the kinds that the caller may see.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use review::problem::Kind;
use review::{CaseKind, ChangePage, Reviewer};

use super::StoredCase;
use crate::app::App;
use crate::http::problem::{Answer, Refusal};
use crate::rules::Rule;

/// The most rows in one page.
pub(crate) const PAGE: u32 = 200;

/// A page, and its `ETag`: two equal tags are two equal pages for this person's roles.
pub(crate) struct Page {
    pub(crate) page: ChangePage,
    pub(crate) etag: String,
}

/// What changed after a cursor.
pub(crate) async fn page(
    app: &App,
    reviewer: &Reviewer,
    cursor: Option<&str>,
    limit: u32,
) -> Answer<Page> {
    let seen = |kind: &CaseKind| kind.seen_by(reviewer) || !app.rules.hold(Rule::Role);
    let kinds: Vec<CaseKind> = CaseKind::ALL.into_iter().filter(seen).collect();
    if kinds.is_empty() {
        return Err(Refusal::new(Kind::RoleMissing, "Your roles see no cases."));
    }
    let after = cursor.map(|text| read_cursor(app, text)).transpose()?.unwrap_or(0);
    crate::leases::lapse(app).await?;
    let mut db = app.store.snapshot().await?;
    let limit = limit.clamp(1, PAGE);
    let mut cases = StoredCase::changed_after(&mut db, app, after, &kinds, limit + 1).await?;
    let more = cases.len() > limit as usize;
    cases.truncate(limit as usize);
    let last: i64 =
        sqlx::query_scalar("SELECT last_change FROM installation").fetch_one(&mut *db).await?;
    // With nothing left, the cursor also passes changes that this person may not see.
    let last = if more { cases.last().map_or(after, |case| case.change) } else { last };
    let now = app.now();
    let cursor = write_cursor(app, last.max(after));
    let etag = format!("\"{cursor}.{}.{}\"", kinds.len(), cases.len());
    let changes = cases.iter().map(|case| case.summary(now)).collect();
    Ok(Page { page: ChangePage { changes, cursor, more }, etag })
}

fn write_cursor(app: &App, change: i64) -> String {
    let mut bytes = app.epoch.to_vec();
    bytes.extend(change.to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read_cursor(app: &App, text: &str) -> Answer<i64> {
    let malformed = || Refusal::malformed("The cursor is not one of this service's.");
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed())?;
    let (epoch, change) = bytes.split_at_checked(8).ok_or_else(malformed)?;
    let change = i64::from_be_bytes(change.try_into().map_err(|_| malformed())?);
    if change < 0 {
        return Err(malformed());
    }
    if epoch != app.epoch {
        return Err(Refusal::new(Kind::Gone, "The queue was set up anew. Start without a cursor."));
    }
    Ok(change)
}
