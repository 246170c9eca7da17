//! The tree against the reference roots of Certificate Transparency, and against a second
//! implementation written from RFC 6962 §2.1 alone.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeSet;

use audit::{
    Error, Hash,
    log::{self, StoredHashes},
};
use proptest::prelude::*;

/// The definitions of the RFC, recursive and slow.
mod rfc6962 {
    use sha2::{Digest as _, Sha256};

    use super::Hash;

    pub(super) fn mth(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Hash(Sha256::digest([]).into()),
            [one] => Hash(Sha256::new().chain_update([0]).chain_update(one).finalize().into()),
            many => {
                let (left, right) = many.split_at(split(many.len()));
                node(mth(left), mth(right))
            }
        }
    }

    pub(super) fn path(m: usize, leaves: &[Vec<u8>]) -> Vec<Hash> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let (left, right) = leaves.split_at(split(leaves.len()));
        let (mut proof, other) = if m < left.len() {
            (path(m, left), mth(right))
        } else {
            (path(m - left.len(), right), mth(left))
        };
        proof.push(other);
        proof
    }

    pub(super) fn proof(m: usize, leaves: &[Vec<u8>]) -> Vec<Hash> {
        subproof(m, leaves, true)
    }

    fn subproof(m: usize, leaves: &[Vec<u8>], whole: bool) -> Vec<Hash> {
        if m == leaves.len() {
            return if whole { Vec::new() } else { vec![mth(leaves)] };
        }
        let (left, right) = leaves.split_at(split(leaves.len()));
        let (mut found, other) = if m <= left.len() {
            (subproof(m, left, whole), mth(right))
        } else {
            (subproof(m - left.len(), right, false), mth(left))
        };
        found.push(other);
        found
    }

    fn node(left: Hash, right: Hash) -> Hash {
        let parts = Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0);
        Hash(parts.finalize().into())
    }

    /// The largest power of two smaller than n.
    fn split(n: usize) -> usize {
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        k
    }
}

fn entries(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|n| format!("entry {n}").into_bytes()).collect()
}

fn stored(entries: &[Vec<u8>]) -> Vec<Hash> {
    let mut hashes = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        assert_eq!(log::stored_count(n as u64).unwrap(), hashes.len() as u64);
        hashes.extend(log::append(n as u64, log::leaf_hash(entry), &hashes).unwrap());
    }
    hashes
}

#[test]
fn reference_roots_of_certificate_transparency() {
    let leaves: Vec<Vec<u8>> = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    .map(|leaf| hex::decode(leaf).unwrap())
    .to_vec();
    let hashes = stored(&leaves);
    // (start, end) as listed; the last one in full.
    let expected = [
        ("e3b0c442", "b855"),
        ("6e340b9c", "fa01d"),
        ("fac54203", "c125"),
        ("aeb6bcfe", "6e77"),
        ("d37ee418", "14b7"),
        ("4e3bbb1f", "64d4"),
        ("76e67dad", "87ef"),
        ("ddb89be4", "4c8c"),
        ("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960", "cfe370eff4604328"),
    ];
    for (n, (start, end)) in expected.into_iter().enumerate() {
        let root = log::root(n as u64, &hashes).unwrap().to_hex();
        assert!(root.starts_with(start) && root.ends_with(end), "{n}: {root}");
    }
}

#[test]
fn roots_and_proofs_agree_with_the_rfc_for_every_size_to_130() {
    let all = entries(130);
    let hashes = stored(&all);
    let roots: Vec<Hash> = (0..=all.len()).map(|n| rfc6962::mth(&all[..n])).collect();
    for size in 0..=all.len() {
        let (leaves, n, root) = (&all[..size], size as u64, roots[size]);
        assert_eq!(log::root(n, &hashes).unwrap(), root);
        for (index, entry) in leaves.iter().enumerate() {
            let proof = log::prove_inclusion(n, index as u64, &hashes).unwrap();
            assert_eq!(proof, rfc6962::path(index, leaves));
            let leaf = log::leaf_hash(entry);
            log::check_inclusion(n, root, index as u64, leaf, &proof).unwrap();
        }
        for (old, old_root) in roots.iter().enumerate().take(size + 1) {
            let proof = log::prove_consistency(old as u64, n, &hashes).unwrap();
            let expected = if old == 0 { Vec::new() } else { rfc6962::proof(old, leaves) };
            assert_eq!(proof, expected, "{old} to {size}");
            log::check_consistency(old as u64, *old_root, n, root, &proof).unwrap();
        }
    }
}

#[test]
fn needs_are_enough_and_no_more() {
    let all = entries(70);
    let hashes = stored(&all);
    let only = |needs: Vec<u64>| -> StoredHashes {
        needs.into_iter().map(|n| (n, hashes[n as usize])).collect()
    };
    for size in 0..70_u64 {
        let few = only(log::append_needs(size).unwrap());
        let leaf = log::leaf_hash(&all[size as usize]);
        assert_eq!(log::append(size, leaf, &few), log::append(size, leaf, &hashes));
        let few = only(log::root_needs(size).unwrap());
        assert_eq!(log::root(size, &few), log::root(size, &hashes));
        for other in 0..size {
            let few = only(log::inclusion_needs(size, other).unwrap());
            let proof = log::prove_inclusion(size, other, &few);
            assert_eq!(proof, log::prove_inclusion(size, other, &hashes));
            let few = only(log::consistency_needs(other, size).unwrap());
            let proof = log::prove_consistency(other, size, &few);
            assert_eq!(proof, log::prove_consistency(other, size, &hashes));
            if let Some(lost) = few.keys().next().copied() {
                let mut fewer = few.clone();
                fewer.remove(&lost);
                let missing = log::prove_consistency(other, size, &fewer);
                assert_eq!(missing, Err(Error::MissingHash(lost)));
            }
        }
    }
}

#[test]
fn sizes_that_no_log_has_are_refused_without_panic() {
    let none = StoredHashes::new();
    let (hash, leaf) = (Hash([0; 32]), log::leaf_hash(b""));
    for size in [log::MAX_SIZE + 1, 1 << 63, u64::MAX] {
        assert_eq!(log::root(size, &none), Err(Error::OutOfRange));
        assert_eq!(log::append(size, leaf, &none), Err(Error::OutOfRange));
        assert_eq!(log::prove_inclusion(size, 0, &none), Err(Error::OutOfRange));
        assert_eq!(log::prove_consistency(1, size, &none), Err(Error::OutOfRange));
        assert_eq!(log::check_inclusion(size, hash, 0, leaf, &[]), Err(Error::OutOfRange));
        assert_eq!(log::check_consistency(1, hash, size, hash, &[]), Err(Error::OutOfRange));
    }
    assert_eq!(log::append(log::MAX_SIZE, leaf, &none), Err(Error::OutOfRange));
    let most = log::root_needs(log::MAX_SIZE).unwrap();
    assert_eq!(most.len(), 1);
}

#[test]
fn entry_and_node_can_not_be_mistaken_for_each_other() {
    let all = entries(2);
    let hashes = stored(&all);
    let root = log::root(2, &hashes).unwrap();
    let glued: Vec<u8> = all.iter().flat_map(|entry| log::leaf_hash(entry).0).collect();
    assert_ne!(log::leaf_hash(&glued), root);
    let alone = log::check_inclusion(1, root, 0, log::leaf_hash(&glued), &[]);
    assert_eq!(alone, Err(Error::NotIncluded));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_changed_proof_proves_nothing(
        size in 2..200_usize, pick: prop::sample::Index, bit in 0..256_usize, which: prop::sample::Index,
    ) {
        let all = entries(size);
        let hashes = stored(&all);
        let root = log::root(size as u64, &hashes).unwrap();
        let index = pick.index(size);
        let leaf = log::leaf_hash(&all[index]);
        let good = log::prove_inclusion(size as u64, index as u64, &hashes).unwrap();
        let check = |index: u64, proof: &[Hash]| {
            log::check_inclusion(size as u64, root, index, leaf, proof).is_ok()
        };
        prop_assert!(check(index as u64, &good));
        let mut flipped = good.clone();
        flipped[which.index(good.len())].0[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!check(index as u64, &flipped));
        prop_assert!(!check(index as u64, &good[1..]));
        let longer = [good.clone(), vec![leaf]].concat();
        prop_assert!(!check(index as u64, &longer));
        for other in (0..size).filter(|other| *other != index) {
            prop_assert!(!check(other as u64, &good));
        }
        if good.len() > 1 && good.iter().collect::<BTreeSet<_>>().len() > 1 {
            let reversed: Vec<Hash> = good.iter().rev().copied().collect();
            prop_assert!(!check(index as u64, &reversed));
        }
    }
}
