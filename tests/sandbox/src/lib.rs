//! Stand-ins for Entra, Graph, Incode and a mailbox, with an invented company.
//!
//! One process on loopback, deterministic for a seed, with a certificate authority of its own.
//! Tests start it in their own process:
//!
//! ```no_run
//! # async fn journey() -> Result<(), sandbox::Failure> {
//! let sandbox = sandbox::Sandbox::start(sandbox::Options::default()).await?;
//! let authority = &sandbox.ready().authority;
//! sandbox.faults().add(sandbox::Fault::WrongNonce);
//! sandbox.stop().await;
//! # Ok(()) }
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod clock;
pub mod company;
pub mod directory;
pub mod drawing;
pub mod fault;
pub mod incode;
pub mod leak;
pub mod mailbox;
pub mod traffic;

mod certificate;
mod entra;
mod failure;
mod front;
mod graph;
mod guard;
mod options;
mod ready;
mod running;
mod tenant;
mod world;

pub use certificate::Loopback;
pub use failure::Failure;
pub use fault::{Fault, Faults, Host, Place, Switch};
pub use options::Options;
pub use ready::{Account, Ready};
pub use running::{Running, Sandbox};
