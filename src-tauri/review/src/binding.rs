//! How a sign-in is bound to a key or to a statement: through the OpenID Connect `nonce`, which
//! Entra signs into the id_token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Nonce of the sign-in that enrols a device key: base64url(SHA-256(public key ‖ random)).
pub fn enrolment_nonce(public_key: &[u8; 32], random: &[u8; 32]) -> String {
    bound(public_key, random)
}

/// Nonce of the sign-in that approves: base64url(SHA-256(statement digest ‖ random)), where the
/// digest is SHA-256 of the DSSE payload bytes.
pub fn approval_nonce(statement_digest: &[u8; 32], random: &[u8; 32]) -> String {
    bound(statement_digest, random)
}

/// SHA-256 of the DSSE payload bytes.
pub fn statement_digest(payload: &[u8]) -> [u8; 32] {
    Sha256::digest(payload).into()
}

fn bound(what: &[u8; 32], random: &[u8; 32]) -> String {
    let mut hash = Sha256::new();
    hash.update(what);
    hash.update(random);
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_the_hash_of_both_parts_in_order() {
        let nonce = approval_nonce(&[1; 32], &[2; 32]);
        let mut both = vec![1u8; 32];
        both.extend([2u8; 32]);
        assert_eq!(nonce, URL_SAFE_NO_PAD.encode(Sha256::digest(&both)));
        assert_ne!(nonce, approval_nonce(&[2; 32], &[1; 32]));
        assert_eq!(nonce.len(), 43);
    }
}
