//! Evidence: fetched, checked against its hash, sealed at rest, released to the window as pixels
//! under one-time tokens.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use review::{CaseId, EvidenceId, EvidenceItem, evidence::seal_context};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::render::Drawn;
use crate::view::Topic;
use crate::{Desk, fault, locked};

/// Where the bytes of one piece of evidence are on this desk.
#[derive(Debug, Clone)]
pub(crate) enum Fetched {
    Fetching,
    Ready { width: u32, height: u32 },
    Refused(&'static str),
}

/// Pictures that were drawn and wait to be taken by the window, once each.
#[derive(Default)]
pub(crate) struct Releases(HashMap<String, (CaseId, Drawn)>);

/// More waiting pictures than any screen shows; the window forgot the older ones.
const WAITING_LIMIT: usize = 64;

impl Releases {
    pub(crate) fn put(&mut self, case: CaseId, drawn: Drawn) -> String {
        if self.0.len() >= WAITING_LIMIT {
            self.0.clear();
        }
        let token = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>());
        self.0.insert(token.clone(), (case, drawn));
        token
    }

    pub(crate) fn take(&mut self, token: &str) -> Option<(CaseId, Drawn)> {
        self.0.remove(token)
    }

    pub(crate) fn forget(&mut self, case: CaseId) {
        self.0.retain(|_, (of, _)| *of != case);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Desk {
    /// Fetches one piece of evidence into the sealed store.
    pub(crate) async fn fetch(self, case: CaseId, evidence: EvidenceId) {
        let outcome = self.fetch_checked(case, evidence).await;
        let fetched = match outcome {
            Ok((width, height)) => Fetched::Ready { width, height },
            Err(cause) => Fetched::Refused(cause),
        };
        if let Some(open) = locked(&self.0.open).get_mut(&case) {
            open.pictures.insert(evidence, fetched);
        }
        self.changed(&[Topic::Case]);
    }

    async fn fetch_checked(
        &self,
        case: CaseId,
        evidence: EvidenceId,
    ) -> Result<(u32, u32), &'static str> {
        let open = self.opened(case).ok_or("gone")?;
        let item = open.file.evidence.iter().find(|item| item.id == evidence).ok_or("gone")?;
        let store = self.store().await.map_err(|_| "signed_out")?;
        let plaintext = match store.evidence(case, evidence).await {
            Ok(Some(kept)) => kept,
            Ok(None) | Err(_) => {
                let client = self.service().await.map_err(|_| "offline")?;
                let sealed = self.heard(client.evidence(case, evidence).await);
                let plaintext = unseal(case, item, &sealed.map_err(cause)?)?;
                let put = store.put_evidence(case, evidence, plaintext.clone()).await;
                put.map_err(|error| {
                    fault::store(error);
                    "disk"
                })?;
                plaintext
            }
        };
        if hex::encode(Sha256::digest(&plaintext[..])) != item.sha256 {
            return Err("hash_differs");
        }
        self.measure(plaintext.to_vec()).await
    }
}

fn cause(error: connect::Error) -> &'static str {
    match error {
        connect::Error::Refused(problem) if problem.kind() == Some(review::problem::Kind::Gone) => {
            "gone"
        }
        connect::Error::Refused(_) | connect::Error::Untrusted { .. } => "refused",
        _ => "offline",
    }
}

/// Opens the seal and compares the hash. Whatever fails, nothing of the bytes is used.
fn unseal(
    case: CaseId,
    item: &EvidenceItem,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, &'static str> {
    let key = item.key.as_deref().ok_or("gone")?;
    let key = Zeroizing::new(STANDARD.decode(key).map_err(|_| "hash_differs")?);
    let cipher = XChaCha20Poly1305::new_from_slice(&key).map_err(|_| "hash_differs")?;
    let (nonce, ciphertext) = sealed.split_at_checked(24).ok_or("hash_differs")?;
    let context = seal_context(case, item.id);
    let payload = Payload { msg: ciphertext, aad: context.as_bytes() };
    let plaintext =
        cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| "hash_differs")?;
    let plaintext = Zeroizing::new(plaintext);
    if hex::encode(Sha256::digest(&plaintext[..])) != item.sha256 {
        return Err("hash_differs");
    }
    // The statement will name the commitment, so it must be one to these very bytes.
    let salt = STANDARD.decode(&item.salt).ok().and_then(|salt| <[u8; 32]>::try_from(salt).ok());
    let commitment = audit::Hash::from_hex(&item.commitment).map_err(|_| "hash_differs")?;
    if !audit::commitment::opens(&commitment, &salt.ok_or("hash_differs")?, &plaintext) {
        return Err("hash_differs");
    }
    Ok(plaintext)
}
