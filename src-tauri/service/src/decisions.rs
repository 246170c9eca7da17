//! Decisions: checked against the service's own facts, and recorded in one transaction with the
//! case's new state, the log entry, the answer to a repeat, and what has to go out.

mod check;
mod record;
pub(crate) mod second;
pub(crate) mod status;

use axum::http::HeaderMap;
use entra::graph::Priority;
use review::problem::Kind;
use review::{CaseId, DecisionId, DecisionSubmission, Receipt};

use crate::app::{App, locked};
use crate::http::auth::SignedIn;
use crate::http::body;
use crate::http::problem::{Answer, Refusal};
use crate::intake::profile;
use crate::leases;
use crate::rules::Rule;
use crate::subject;

/// What was asked, word for word: the same key for anything else is refused.
pub(crate) struct Asked {
    pub(crate) case: CaseId,
    pub(crate) decision: DecisionId,
    pub(crate) revision: u64,
    pub(crate) submission: DecisionSubmission,
    pub(crate) fingerprint: [u8; 32],
}

impl Asked {
    /// Reads headers and body. Missing key: 400; missing revision: 428.
    pub(crate) fn read(case: CaseId, headers: &HeaderMap, bytes: &[u8]) -> Answer<Self> {
        let key = quoted(headers, "idempotency-key")?
            .ok_or_else(|| Refusal::malformed("Idempotency-Key is required."))?;
        let decision = key
            .parse()
            .map_err(|_| Refusal::malformed("Idempotency-Key is not a decision's id."))?;
        let revision = quoted(headers, "if-match")?.ok_or_else(|| {
            Refusal::new(Kind::RevisionRequired, "Send If-Match with the revision that was seen.")
        })?;
        let parsed = revision.parse();
        let number = parsed.map_err(|_| Refusal::malformed("If-Match is not a revision."))?;
        let what = format!("{case}\n{revision}\n");
        let fingerprint = audit::Hash::of(&[what.as_bytes(), bytes].concat()).0;
        let submission = body::parse(bytes)?;
        Ok(Self { case, decision, revision: number, submission, fingerprint })
    }
}

/// A structured-field string, or an entity tag: both are one quoted text here.
pub(crate) fn quoted<'a>(headers: &'a HeaderMap, name: &str) -> Answer<Option<&'a str>> {
    let malformed = || Refusal::malformed(&format!("{name} is one quoted text."));
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(malformed());
    }
    let text = value.to_str().map_err(|_| malformed())?.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.filter(|text| !text.contains('"')).map(Some).ok_or_else(malformed)
}

/// Records a decision, or gives the answer that its first sending got.
pub(crate) async fn decide(app: &App, caller: &SignedIn, asked: Asked) -> Answer<Receipt> {
    let _turn = Turn::take(app, asked.decision)?;
    if let Some(receipt) = record::repeated(app, caller, &asked).await? {
        return Ok(receipt);
    }
    // Everything that goes over the network comes before the transaction.
    let statement = check::statement(app, &asked)?;
    let signed_in = check::sign_in(app, caller, &asked, &statement).await?;
    let chain = match subject::chain_of(app, caller.reviewer.person).await {
        Ok(chain) => Some(chain),
        // R13: nothing stands in the way of an escalation.
        Err(error) if statement.claim.verdict == review::Verdict::Escalate => {
            tracing::warn!(%error, "an escalation without the reviewer's managers");
            None
        }
        Err(error) => return Err(error.into()),
    };
    if statement.claim.verdict == review::Verdict::Approve && app.rules.hold(Rule::AccountNow) {
        // What the case came in with may be hours old: an approval opens an account as it is now.
        // What changed is another revision, which the transaction then refuses.
        let mut db = app.store.snapshot().await?;
        let case = leases::visible(&mut db, app, caller, asked.case).await?;
        drop(db);
        profile::see(app, case.subject.object_id, Priority::High).await?;
    }
    let receipt =
        record::record(app, caller, &asked, &statement, signed_in, chain.as_deref()).await?;
    app.outbox_waits.notify_one();
    Ok(receipt)
}

/// One request per decision at a time.
struct Turn<'a> {
    app: &'a App,
    decision: DecisionId,
}

impl<'a> Turn<'a> {
    fn take(app: &'a App, decision: DecisionId) -> Answer<Self> {
        if locked(&app.in_flight).insert(decision) {
            Ok(Self { app, decision })
        } else {
            Err(Refusal::new(Kind::InFlight, "The same decision is being recorded. Ask again."))
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        locked(&self.app.in_flight).remove(&self.decision);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_key_is_one_quoted_text() {
        let read = |value: &'static str| {
            quoted(&headers(&[("idempotency-key", value)]), "idempotency-key")
                .map(|text| text.map(str::to_owned))
        };
        assert_eq!(read("\"abc\"").unwrap().as_deref(), Some("abc"));
        for bad in ["abc", "\"abc", "\"a\"b\"", "W/\"3\"", "\"a\", \"b\""] {
            assert!(read(bad).is_err(), "{bad}");
        }
        let twice = headers(&[("if-match", "\"1\""), ("if-match", "\"2\"")]);
        assert!(quoted(&twice, "if-match").is_err());
        assert!(quoted(&HeaderMap::new(), "if-match").unwrap().is_none());
    }
}
