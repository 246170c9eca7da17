//! Does the log that is shown now continue the log that was seen before?

use serde::{Deserialize, Serialize};

use crate::{Checkpoint, Error, Hash, log};

/// How a newer checkpoint relates to the pinned one. Both must already be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consistency {
    /// The new tree holds the old one as its beginning: pin the new checkpoint.
    Consistent,
    /// The same size and root: nothing new.
    Same,
    /// Not shown to continue the old tree: same size with another root, or a longer tree whose
    /// proof does not lead from the old root to the new. Keep both checkpoints as evidence.
    Fork,
    /// The new tree is smaller than the pinned one. Keep both checkpoints as evidence.
    Rollback,
}

/// Compares `new` with the pinned `old`, using the consistency proof of RFC 6962 §2.1.2 between
/// their sizes (empty for equal sizes, and where `old` is the empty tree).
///
/// # Errors
/// [`Error::WrongOrigin`] when the two are heads of different logs.
pub fn check(old: &Checkpoint, new: &Checkpoint, proof: &[Hash]) -> Result<Consistency, Error> {
    if old.origin() != new.origin() {
        return Err(Error::WrongOrigin { found: new.origin().to_owned() });
    }
    if new.size() < old.size() {
        return Ok(Consistency::Rollback);
    }
    if new.size() == old.size() {
        let same = new.root() == old.root();
        return Ok(if same { Consistency::Same } else { Consistency::Fork });
    }
    let continues = log::check_consistency(old.size(), old.root(), new.size(), new.root(), proof);
    Ok(if continues.is_ok() { Consistency::Consistent } else { Consistency::Fork })
}
