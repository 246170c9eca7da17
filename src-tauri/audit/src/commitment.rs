//! Salted commitments to evidence.
//!
//! Names and dates of birth have little entropy: a bare hash of them could be guessed. With 32
//! random bytes before them it can't, and once the salt is erased the hash says nothing more.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::Hash;

/// SHA-256(`salt` ‖ `content`). The salt is 32 bytes from the system's random source, used once.
#[must_use]
pub fn commit(salt: &[u8; 32], content: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(salt).chain_update(content).finalize().into())
}

/// Whether `commitment` was made of this salt and content. Takes the same time for any two
/// hashes.
#[must_use]
pub fn opens(commitment: &Hash, salt: &[u8; 32], content: &[u8]) -> bool {
    commit(salt, content).0.ct_eq(&commitment.0).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_plain_sha256_of_salt_then_content() {
        let mut all = vec![7; 32];
        all.extend_from_slice(b"page");
        assert_eq!(commit(&[7; 32], b"page"), Hash::of(&all));
    }

    proptest! {
        #[test]
        fn opens_only_with_its_salt_and_content(
            salt: [u8; 32], content: Vec<u8>, other: Vec<u8>, byte in 0..32_usize, bit in 0..8_u8
        ) {
            let commitment = commit(&salt, &content);
            prop_assert!(opens(&commitment, &salt, &content));
            prop_assert_eq!(opens(&commitment, &salt, &other), other == content);
            let mut wrong = salt;
            wrong[byte] ^= 1 << bit;
            prop_assert!(!opens(&commitment, &wrong, &content));
        }
    }
}
