//! Why the sandbox could not start.

use std::net::SocketAddr;

/// Why the sandbox could not start.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A port of the asked range is taken, or the loopback address cannot be bound.
    #[error("cannot listen on {address}: {reason}")]
    PortTaken {
        /// The address that was wanted.
        address: SocketAddr,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The certificate authority, a key or a certificate could not be made.
    #[error("cannot make a certificate: {0}")]
    NoCertificate(String),
    /// The file of faults is missing or is no JSON list of switches.
    #[error("cannot read the faults: {0}")]
    BadFaults(String),
    /// The ready file could not be written.
    #[error("cannot write the ready file: {0}")]
    ReadyFile(std::io::Error),
}
