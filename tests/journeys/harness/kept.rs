//! What a store holds, to be compared.

use review::CaseId;
use store::{QueueQuery, Store, Stream};

/// A digest of a store's content, read through the store itself.
#[derive(Debug, PartialEq)]
pub struct Kept {
    pub account: Option<String>,
    pub has_token: bool,
    pub people: u64,
    pub groups: u64,
    pub people_cursor: Option<store::Cursor>,
    pub groups_cursor: Option<store::Cursor>,
    pub case_cursor: Option<String>,
    pub cases: Vec<(CaseId, u64)>,
    pub pictures: usize,
    pub decisions: usize,
    pub outbox: store::OutboxCounts,
    pub journal: Vec<String>,
}

impl Kept {
    pub async fn of(store: &Store) -> Self {
        let counts = store.directory_counts().await.unwrap();
        let all = QueueQuery { limit: 1000, ..QueueQuery::default() };
        let cases = store.queue(&all).await.unwrap().rows;
        let mut pictures = 0;
        for row in &cases {
            pictures += store.kept_evidence(row.id).await.unwrap().len();
        }
        store.verify_journal().await.unwrap();
        let journal = store.journal_entries(None, 0, 1000).await.unwrap();
        Self {
            account: store.account().await.unwrap().map(|account| account.user_principal_name),
            has_token: store.refresh_token().await.unwrap().is_some(),
            people: counts.people,
            groups: counts.groups,
            people_cursor: store.sync_state(Stream::Users).await.unwrap().cursor,
            groups_cursor: store.sync_state(Stream::Groups).await.unwrap().cursor,
            case_cursor: store.case_cursor().await.unwrap(),
            cases: cases.into_iter().map(|row| (row.id, row.revision)).collect(),
            pictures,
            decisions: store.decisions(None, None, 0, 1000).await.unwrap().len(),
            outbox: store.outbox_counts().await.unwrap(),
            journal: journal.into_iter().map(|entry| entry.kind).collect(),
        }
    }
}
