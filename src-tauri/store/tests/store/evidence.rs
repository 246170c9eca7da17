//! Pictures at rest.

use std::fs;
use std::path::{Path, PathBuf};

use review::EvidenceId;
use store::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::sample::{self, case};

const FRONT: EvidenceId = EvidenceId(Uuid::from_u128(1));
const BACK: EvidenceId = EvidenceId(Uuid::from_u128(2));

#[tokio::test]
async fn a_picture_comes_back_and_is_sealed_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    sample::open_case(&store, 1).await;
    store.put_evidence(case(1), FRONT, bytes(b"front page")).await.unwrap();
    let sealed = fs::read(&files(folder.path())[0]).unwrap();
    assert!(!sealed.windows(5).any(|part| part == b"front"));
    let opened = store.evidence(case(1), FRONT).await.unwrap().unwrap();
    assert_eq!(opened.as_slice(), b"front page");
    assert_eq!(store.evidence(case(1), BACK).await.unwrap(), None);
    assert_eq!(store.kept_evidence(case(1)).await.unwrap(), [FRONT]);
}

#[tokio::test]
async fn an_altered_swapped_or_missing_file_is_corrupt() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    sample::open_case(&store, 1).await;
    store.put_evidence(case(1), FRONT, bytes(b"front")).await.unwrap();
    let front = files(folder.path()).remove(0);
    store.put_evidence(case(1), BACK, bytes(b"back!")).await.unwrap();
    let back = files(folder.path()).into_iter().find(|file| *file != front).unwrap();
    let whole = fs::read(&front).unwrap();

    for at in [0, 30, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(&front, altered).unwrap();
        assert!(matches!(store.evidence(case(1), FRONT).await.unwrap_err(), Error::Corrupt));
    }
    fs::write(&front, &whole[..10]).unwrap();
    assert!(matches!(store.evidence(case(1), FRONT).await.unwrap_err(), Error::Corrupt));
    fs::copy(&back, &front).unwrap();
    assert!(matches!(store.evidence(case(1), FRONT).await.unwrap_err(), Error::Corrupt));
    fs::remove_file(&front).unwrap();
    assert!(matches!(store.evidence(case(1), FRONT).await.unwrap_err(), Error::Corrupt));
    fs::write(&front, whole).unwrap();
    assert!(store.evidence(case(1), FRONT).await.unwrap().is_some());
}

#[tokio::test]
async fn closing_a_case_destroys_its_pictures_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    sample::open_case(&store, 1).await;
    sample::open_case(&store, 2).await;
    store.put_evidence(case(1), FRONT, bytes(b"one")).await.unwrap();
    store.put_evidence(case(1), BACK, bytes(b"two")).await.unwrap();
    store.put_evidence(case(2), FRONT, bytes(b"other")).await.unwrap();
    store.close_case(case(1)).await.unwrap();
    assert_eq!(store.evidence(case(1), FRONT).await.unwrap(), None);
    assert_eq!(store.evidence(case(2), FRONT).await.unwrap().unwrap().as_slice(), b"other");
    assert_eq!(files(folder.path()).len(), 1);
    store.delete_evidence(case(2), FRONT).await.unwrap();
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_picture_that_comes_late_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    sample::open_case(&store, 1).await;
    store.close_case(case(1)).await.unwrap();
    let late = store.put_evidence(case(1), FRONT, bytes(b"late")).await.unwrap_err();
    assert!(matches!(late, Error::NotFound), "{late:?}");
    sample::open_case(&store, 1).await;
    store.sign_out(sample::now()).await.unwrap();
    let late = store.put_evidence(case(1), FRONT, bytes(b"late")).await.unwrap_err();
    assert!(matches!(late, Error::SignedOut), "{late:?}");
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_second_picture_under_one_id_replaces_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    sample::open_case(&store, 1).await;
    store.put_evidence(case(1), FRONT, bytes(b"first")).await.unwrap();
    store.put_evidence(case(1), FRONT, bytes(b"second")).await.unwrap();
    assert_eq!(store.evidence(case(1), FRONT).await.unwrap().unwrap().as_slice(), b"second");
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test]
async fn files_that_no_key_opens_go_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::open(folder.path()).await;
    sample::open_case(&store, 1).await;
    store.put_evidence(case(1), FRONT, bytes(b"kept")).await.unwrap();
    store.close().await;
    fs::write(folder.path().join("evidence/00ff"), "left behind").unwrap();
    let store = sample::open(folder.path()).await;
    assert_eq!(files(folder.path()).len(), 1);
    assert!(store.evidence(case(1), FRONT).await.unwrap().is_some());
    store.close().await;
    fs::create_dir(folder.path().join("evidence/folder")).unwrap();
    sample::open(folder.path()).await;
}

fn bytes(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(bytes.to_vec())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder.join("evidence")).unwrap().map(|found| found.unwrap().path()).collect()
}
