//! Receipts: C2SP tlog-proof@v1, the proof that one entry is under one signed checkpoint.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! index <n>
//! <base64 hash>…          leaf to root
//! <empty line>
//! <signed checkpoint>
//! ```
//! The format's optional `extra` line is signed by nobody; receipts here have none, and one with
//! it is refused.

use crate::{Checkpoint, Error, Hash, NoteVerifier, checkpoint::MAX_NOTE, log};

/// First line of a receipt.
pub const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof as the service gave it. Nothing of it is believed before [`Receipt::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Place of the entry in the log, from 0.
    pub index: u64,
    /// Inclusion proof, leaf to root.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

/// What a receipt proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Place of the entry in the log, from 0.
    pub index: u64,
    /// Entries in the log at that checkpoint.
    pub size: u64,
    /// Root of the tree at that checkpoint.
    pub root: Hash,
    /// The verified checkpoint, to pin.
    pub checkpoint: Checkpoint,
}

impl Receipt {
    /// Reads the text form.
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`], [`Error::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_NOTE + 64 * log::MAX_PROOF {
            return Err(Error::TooLarge("receipt"));
        }
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or(Error::Malformed("receipt without empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(Error::Malformed("receipt's first line"));
        }
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(|digits| digits.parse().ok())
            .ok_or(Error::Malformed("receipt's index line"))?;
        if index >= log::MAX_SIZE {
            return Err(Error::OutOfRange);
        }
        let proof = lines.map(Hash::from_base64).collect::<Result<Vec<_>, _>>()?;
        if proof.len() > log::MAX_PROOF {
            return Err(Error::TooLarge("proof"));
        }
        let receipt = Self { index, proof, checkpoint: checkpoint.to_owned() };
        // Catches the other spellings of a number: "+1", "01".
        if receipt.format() == text { Ok(receipt) } else { Err(Error::Malformed("receipt")) }
    }

    /// The text form.
    #[must_use]
    pub fn format(&self) -> String {
        let mut text = format!("{HEADER}\nindex {}\n", self.index);
        for hash in &self.proof {
            text.push_str(&hash.to_string());
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Believes the receipt only if the log `origin` signed a checkpoint with `verifier`'s key,
    /// and the proof leads from exactly these entry bytes to its root.
    ///
    /// # Errors
    /// [`Error::NotIncluded`], [`Error::OutOfRange`], and all of [`Checkpoint::verify`].
    pub fn verify(
        &self,
        entry: &[u8],
        origin: &str,
        verifier: &NoteVerifier,
    ) -> Result<Verified, Error> {
        let checkpoint = Checkpoint::verify(&self.checkpoint, origin, verifier)?;
        let (size, root) = (checkpoint.size(), checkpoint.root());
        log::check_inclusion(size, root, self.index, log::leaf_hash(entry), &self.proof)?;
        Ok(Verified { index: self.index, size, root, checkpoint })
    }
}
