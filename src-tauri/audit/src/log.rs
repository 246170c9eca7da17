//! The Merkle tree of RFC 6962 §2.1, over stored hashes that the caller keeps.
//!
//! A tree of n entries is kept as [`stored_count`]`(n)` hashes, numbered from 0 without gaps.
//! Appending an entry appends [`append`]'s hashes at [`stored_count`]`(n)`; nothing is rewritten.
//!
//! A caller with an asynchronous database first asks which hashes an operation reads
//! ([`append_needs`], [`root_needs`], [`inclusion_needs`], [`consistency_needs`]), fetches them
//! into a [`StoredHashes`], then does the operation.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{Error, Hash};

/// The largest number of entries that is dealt with (2⁴⁸). Keeps all index arithmetic far from
/// overflow, whatever size a hostile checkpoint names.
pub const MAX_SIZE: u64 = 1 << 48;

/// More hashes than any proof in a tree of [`MAX_SIZE`] can have.
pub const MAX_PROOF: usize = 64;

/// Where stored hashes are read from.
pub trait HashReader {
    /// The stored hash with this number, if it is there.
    fn stored_hash(&self, number: u64) -> Option<Hash>;
}

/// Stored hashes by their number: what an operation needs, or a whole small tree.
pub type StoredHashes = BTreeMap<u64, Hash>;

impl HashReader for StoredHashes {
    fn stored_hash(&self, number: u64) -> Option<Hash> {
        self.get(&number).copied()
    }
}

impl HashReader for Vec<Hash> {
    fn stored_hash(&self, number: u64) -> Option<Hash> {
        self.get(usize::try_from(number).ok()?).copied()
    }
}

/// The leaf hash of an entry: SHA-256(0x00 ‖ entry).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    tlog_tiles::record_hash(entry).into()
}

/// How many stored hashes a tree of `size` entries has; also the number of the first hash that
/// the next entry adds.
///
/// # Errors
/// [`Error::OutOfRange`] beyond [`MAX_SIZE`].
pub fn stored_count(size: u64) -> Result<u64, Error> {
    within(size)?;
    Ok(tlog_tiles::stored_hash_count(size))
}

/// The hashes to store for the next entry of a tree of `size` entries, given its [`leaf_hash`],
/// in order from number [`stored_count`]`(size)`.
///
/// # Errors
/// [`Error::MissingHash`], [`Error::OutOfRange`].
pub fn append(size: u64, leaf: Hash, hashes: &impl HashReader) -> Result<Vec<Hash>, Error> {
    if size >= MAX_SIZE {
        return Err(Error::OutOfRange);
    }
    let read = Checked::new(hashes);
    let added = tlog_tiles::stored_hashes_for_record_hash(size, leaf.into(), &read);
    read.all(added)
}

/// The root of the tree of the first `size` entries; of none, SHA-256 of nothing.
///
/// # Errors
/// [`Error::MissingHash`], [`Error::OutOfRange`].
pub fn root(size: u64, hashes: &impl HashReader) -> Result<Hash, Error> {
    within(size)?;
    let read = Checked::new(hashes);
    let root = tlog_tiles::tree_hash(size, &read);
    read.one(root)
}

/// The inclusion proof (RFC 6962 §2.1.1) of entry `index` in the tree of `size` entries, from
/// leaf to root.
///
/// # Errors
/// [`Error::OutOfRange`] when `index >= size`; [`Error::MissingHash`].
pub fn prove_inclusion(
    size: u64,
    index: u64,
    hashes: &impl HashReader,
) -> Result<Vec<Hash>, Error> {
    within(size)?;
    if index >= size {
        return Err(Error::OutOfRange);
    }
    let read = Checked::new(hashes);
    let proof = tlog_tiles::prove_record(size, index, &read);
    read.all(proof)
}

/// The consistency proof (RFC 6962 §2.1.2) between the trees of `old` and `new` entries; empty
/// for equal sizes, and from the empty tree.
///
/// # Errors
/// [`Error::OutOfRange`] when `old > new`; [`Error::MissingHash`].
pub fn prove_consistency(old: u64, new: u64, hashes: &impl HashReader) -> Result<Vec<Hash>, Error> {
    within(new)?;
    if old > new {
        return Err(Error::OutOfRange);
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let read = Checked::new(hashes);
    let proof = tlog_tiles::prove_tree(new, old, &read);
    read.all(proof)
}

/// Whether `proof` leads from the entry with this leaf hash, at `index`, to `root` of a tree of
/// `size` entries.
///
/// # Errors
/// [`Error::NotIncluded`], [`Error::OutOfRange`], [`Error::TooLarge`].
pub fn check_inclusion(
    size: u64,
    root: Hash,
    index: u64,
    leaf: Hash,
    proof: &[Hash],
) -> Result<(), Error> {
    within(size)?;
    if index >= size {
        return Err(Error::OutOfRange);
    }
    let proof = bounded(proof)?;
    tlog_tiles::check_record(&proof, size, root.into(), index, leaf.into())
        .map_err(|_| Error::NotIncluded)
}

/// Whether `proof` shows the tree of `old_size` entries to be the beginning of the tree of
/// `new_size` entries.
///
/// # Errors
/// [`Error::NotIncluded`], [`Error::OutOfRange`], [`Error::TooLarge`].
pub fn check_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), Error> {
    within(new_size)?;
    if old_size > new_size {
        return Err(Error::OutOfRange);
    }
    if old_size == 0 {
        let empty = old_root == tlog_tiles::EMPTY_HASH.into() && proof.is_empty();
        return if empty { Ok(()) } else { Err(Error::NotIncluded) };
    }
    let proof = bounded(proof)?;
    tlog_tiles::check_tree(&proof, new_size, new_root.into(), old_size, old_root.into())
        .map_err(|_| Error::NotIncluded)
}

/// Which stored hashes [`append`] reads.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn append_needs(size: u64) -> Result<Vec<u64>, Error> {
    needs(|asked| append(size, Hash([0; 32]), asked).map(drop))
}

/// Which stored hashes [`root`] reads.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn root_needs(size: u64) -> Result<Vec<u64>, Error> {
    needs(|asked| root(size, asked).map(drop))
}

/// Which stored hashes [`prove_inclusion`] reads.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn inclusion_needs(size: u64, index: u64) -> Result<Vec<u64>, Error> {
    needs(|asked| prove_inclusion(size, index, asked).map(drop))
}

/// Which stored hashes [`prove_consistency`] reads.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn consistency_needs(old: u64, new: u64) -> Result<Vec<u64>, Error> {
    needs(|asked| prove_consistency(old, new, asked).map(drop))
}

fn within(size: u64) -> Result<(), Error> {
    if size <= MAX_SIZE { Ok(()) } else { Err(Error::OutOfRange) }
}

fn bounded(proof: &[Hash]) -> Result<Vec<tlog_tiles::Hash>, Error> {
    if proof.len() > MAX_PROOF {
        return Err(Error::TooLarge("proof"));
    }
    Ok(proof.iter().map(|hash| (*hash).into()).collect())
}

/// Does the operation on zeros and keeps the numbers that it asked for.
fn needs(operation: impl FnOnce(&Asked) -> Result<(), Error>) -> Result<Vec<u64>, Error> {
    let asked = Asked(RefCell::default());
    operation(&asked)?;
    Ok(asked.0.into_inner())
}

struct Asked(RefCell<Vec<u64>>);

impl HashReader for Asked {
    fn stored_hash(&self, number: u64) -> Option<Hash> {
        self.0.borrow_mut().push(number);
        Some(Hash([0; 32]))
    }
}

/// Gives the tree code exactly as many hashes as it asks for (it panics otherwise), and keeps
/// which one was missing.
struct Checked<'a, R> {
    hashes: &'a R,
    missing: RefCell<Option<u64>>,
}

impl<'a, R: HashReader> Checked<'a, R> {
    fn new(hashes: &'a R) -> Self {
        Self { hashes, missing: RefCell::default() }
    }

    fn one<T: Into<Hash>>(self, result: Result<T, tlog_tiles::Error>) -> Result<Hash, Error> {
        result.map(Into::into).map_err(|_| self.error())
    }

    fn all(
        self,
        result: Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error>,
    ) -> Result<Vec<Hash>, Error> {
        result.map(|hashes| hashes.into_iter().map(Into::into).collect()).map_err(|_| self.error())
    }

    fn error(self) -> Error {
        self.missing.into_inner().map_or(Error::OutOfRange, Error::MissingHash)
    }
}

impl<R: HashReader> tlog_tiles::HashReader for Checked<'_, R> {
    fn read_hashes(&self, numbers: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let mut found = Vec::with_capacity(numbers.len());
        for &number in numbers {
            let Some(hash) = self.hashes.stored_hash(number) else {
                *self.missing.borrow_mut() = Some(number);
                return Err(tlog_tiles::Error::IndexesNotInTree);
            };
            found.push(hash.into());
        }
        Ok(found)
    }
}
