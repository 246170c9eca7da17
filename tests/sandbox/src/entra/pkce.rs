//! Proof Key for Code Exchange (RFC 7636).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What the client promised to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// Nothing: Entra lets native clients do without.
    None,
    /// The verifier itself.
    Plain(String),
    /// Its SHA-256 in base64url.
    S256(String),
}

impl Challenge {
    /// From the parameters of an authorization request; `None` for a method that does not exist.
    pub(crate) fn read(challenge: Option<&str>, method: Option<&str>) -> Option<Self> {
        match (challenge.map(str::to_owned), method) {
            (None, _) => Some(Self::None),
            (Some(challenge), None | Some("plain")) => Some(Self::Plain(challenge)),
            (Some(challenge), Some("S256")) => Some(Self::S256(challenge)),
            (Some(_), Some(_)) => None,
        }
    }

    pub(crate) fn is_met_by(&self, verifier: Option<&str>) -> bool {
        match (self, verifier) {
            (Self::None, _) => true,
            (Self::Plain(challenge), Some(verifier)) => challenge == verifier,
            (Self::S256(challenge), Some(verifier)) => {
                *challenge == BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
            }
            (Self::Plain(_) | Self::S256(_), None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b_is_met() {
        let challenge = Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let challenge = Challenge::read(challenge, Some("S256")).unwrap();
        assert!(challenge.is_met_by(Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
        assert!(!challenge.is_met_by(Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK")));
        assert!(!challenge.is_met_by(None));
    }
}
