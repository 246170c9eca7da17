//! The tenant: its ids, its two applications, and where its stand-ins listen.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The domain of every sign-in name.
pub(crate) const DOMAIN: &str = "tarnholm.example";

/// Ids and origins. The ids are the same for the same seed; the origins depend on the ports.
#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    pub(crate) id: Uuid,
    pub(crate) desk: Uuid,
    pub(crate) service: Uuid,
    pub(crate) service_secret: String,
    pub(crate) entra: String,
    pub(crate) graph: String,
    pub(crate) incode: String,
    pub(crate) mailbox: String,
}

impl Tenant {
    /// The tenant of a seed, listening on these ports of Entra, Graph, Incode and mailbox.
    pub(crate) fn new(seed: u64, ports: [u16; 4]) -> Self {
        let [entra, graph, incode, mailbox] = ports.map(|port| format!("https://localhost:{port}"));
        Self {
            id: id(seed, "tenant"),
            desk: id(seed, "application desk"),
            service: id(seed, "application service"),
            service_secret: format!("sandbox~{}", id(seed, "secret").simple()),
            entra,
            graph,
            incode,
            mailbox,
        }
    }

    /// `https://localhost:{port}/{tenant id}`.
    pub(crate) fn authority(&self) -> String {
        format!("{}/{}", self.entra, self.id)
    }

    /// The issuer of v2 tokens.
    pub(crate) fn issuer(&self) -> String {
        format!("{}/v2.0", self.authority())
    }
}

/// An id that is the same for the same seed and words.
pub(crate) fn id(seed: u64, words: &str) -> Uuid {
    let digest = Sha256::digest(format!("{seed} {words}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
