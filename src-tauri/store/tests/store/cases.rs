//! Rows, queue, files, leases, face answers.

use review::case::Holder;
use review::{
    CaseKind, CaseState, ChangePage, FaceAnswer, FaceSubmission, Lease, Mark, PersonRef, Sureness,
};
use store::{Error, Held, QueueQuery, QueueSort, Store};
use uuid::Uuid;

use crate::sample::{self, ana, case, later, now, summary, tomasz};

#[tokio::test]
async fn a_page_of_changes_moves_the_cursor_and_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    let page =
        |changes, cursor: &str, more| ChangePage { changes, cursor: cursor.to_owned(), more };
    let first = page(vec![summary(1, 2), summary(2, 1)], "c1", true);
    assert_eq!(store.save_case_page(&first, now()).await.unwrap(), [case(1), case(2)]);
    assert_eq!(store.cases_synced_at().await.unwrap(), None);
    let second = page(vec![summary(1, 1), summary(2, 2)], "c2", false);
    assert_eq!(store.save_case_page(&second, later(1)).await.unwrap(), [case(2)]);
    assert_eq!(store.case_cursor().await.unwrap().as_deref(), Some("c2"));
    assert_eq!(store.cases_synced_at().await.unwrap(), Some(later(1)));
    assert_eq!(store.case(case(1)).await.unwrap().unwrap().revision, 2);
    assert_eq!(store.case(case(2)).await.unwrap().unwrap().revision, 2);
    assert!(!store.save_case(&summary(2, 2)).await.unwrap(), "the same again is no change");
    store.restart_case_feed().await.unwrap();
    assert_eq!(store.case_cursor().await.unwrap(), None);
    assert_eq!(store.queue(&QueueQuery::default()).await.unwrap().total, 0);
}

#[tokio::test]
async fn the_queue_filters_sorts_and_counts() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    for n in 0..6 {
        let mut row = summary(n, 1);
        row.due_at = later(1000 - n as i64);
        match n {
            1 => row.kind = CaseKind::Onboarding,
            2 => row.marks = vec![Mark::Privileged, Mark::Repeat { count: 3 }],
            3 => row.marks = vec![Mark::PhoneChanged],
            4 => row.held_by = Some(holder(ana())),
            5 => {
                row.held_by = Some(holder(tomasz()));
                row.state = CaseState::Escalated;
                row.department = None;
            }
            _ => {}
        }
        store.save_case(&row).await.unwrap();
    }
    let all = QueueQuery::default();
    let kinds = vec![CaseKind::Onboarding];
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for (query, rows) in [
        (all.clone(), vec![5, 4, 3, 2, 1, 0]),
        (QueueQuery { sort: QueueSort::Newest, ..all.clone() }, vec![5, 4, 3, 2, 1, 0]),
        (QueueQuery { sort: QueueSort::Oldest, ..all.clone() }, vec![0, 1, 2, 3, 4, 5]),
        (QueueQuery { sort: QueueSort::Risk, ..all.clone() }, vec![2, 3, 0, 1, 4, 5]),
        (QueueQuery { kinds, ..all.clone() }, vec![1]),
        (QueueQuery { states: words(&["escalated"]), ..all.clone() }, vec![5]),
        (
            QueueQuery { states: words(&["escalated", "open"]), ..all.clone() },
            vec![5, 4, 3, 2, 1, 0],
        ),
        (QueueQuery { marks: words(&["privileged", "repeat"]), ..all.clone() }, vec![2]),
        (QueueQuery { marks: words(&["privileged", "phone_changed"]), ..all.clone() }, vec![]),
        (QueueQuery { held: Held::Free, ..all.clone() }, vec![3, 2, 1, 0]),
        (QueueQuery { held: Held::By(ana().object_id), ..all.clone() }, vec![4]),
        (QueueQuery { held: Held::FreeOrBy(ana().object_id), ..all.clone() }, vec![4, 3, 2, 1, 0]),
        (QueueQuery { due_before: Some(later(997)), ..all.clone() }, vec![5, 4]),
        (QueueQuery { text: "optics 20403".to_owned(), ..all.clone() }, vec![3]),
        (QueueQuery { text: "cs-2040".to_owned(), ..all.clone() }, vec![5, 4, 3, 2, 1, 0]),
    ] {
        let page = store.queue(&query).await.unwrap();
        let wanted: Vec<_> = rows.iter().map(|n| case(*n)).collect();
        assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), wanted, "{query:?}");
        assert_eq!(page.total, wanted.len() as u64);
    }
    for (offset, limit, rows) in [(0, 2, 2), (4, 4, 2), (6, 2, 0), (90, 2, 0), (0, 0, 0)] {
        let page = store.queue(&QueueQuery { offset, limit, ..all.clone() }).await.unwrap();
        assert_eq!((page.total, page.rows.len()), (6, rows), "offset {offset}, limit {limit}");
    }
}

#[tokio::test]
async fn a_lower_fence_never_wins() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    store.save_lease(case(1), &lease(ana(), 4)).await.unwrap();
    store.save_lease(case(1), &lease(tomasz(), 5)).await.unwrap();
    let late = store.save_lease(case(1), &lease(ana(), 4)).await.unwrap_err();
    assert!(matches!(late, Error::Stale));
    assert_eq!(store.lease(case(1)).await.unwrap(), Some(lease(tomasz(), 5)));
    assert!(store.leases_of(ana()).await.unwrap().is_empty());
    assert_eq!(store.leases_of(tomasz()).await.unwrap(), [(case(1), lease(tomasz(), 5))]);
    store.drop_lease(case(1)).await.unwrap();
    assert_eq!(store.lease(case(1)).await.unwrap(), None);
}

#[tokio::test]
async fn the_first_face_answer_stays_first() {
    let folder = tempfile::tempdir().unwrap();
    let store: Store = sample::open(folder.path()).await;
    let answer = |id: u128, answer| FaceSubmission {
        id: Uuid::from_u128(id),
        fence: 1,
        answer,
        sureness: Sureness::Fairly,
        blind: true,
    };
    let first = answer(9, FaceAnswer::CannotTell);
    store.keep_face_answer(case(1), ana(), &first, now()).await.unwrap();
    store.keep_face_answer(case(1), ana(), &answer(9, FaceAnswer::Same), later(1)).await.unwrap();
    store.keep_face_answer(case(1), ana(), &answer(3, FaceAnswer::Same), later(2)).await.unwrap();
    let kept = store.face_answers(case(1), ana()).await.unwrap();
    assert_eq!(kept.len(), 2, "the same submission twice is one answer");
    assert_eq!((&kept[0].submission, kept[0].answered_at), (&first, now()));
    assert_eq!(kept[1].submission.answer, FaceAnswer::Same);
    assert!(store.face_answers(case(1), tomasz()).await.unwrap().is_empty());
}

fn holder(person: PersonRef) -> Holder {
    Holder { person, name: "Somebody".to_owned(), since: now() }
}

fn lease(person: PersonRef, fence: u64) -> Lease {
    Lease { fence, holder: holder(person), lapses_at: later(600) }
}
