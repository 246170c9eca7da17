//! The desk's client of the case service: typed calls, bounded bodies, outcomes instead of
//! library errors. Receipts are verified by the desk, not here.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod after;
mod cases;
mod decisions;
mod error;
mod exchange;
mod log;
mod patience;
mod policy;

pub use cases::Changes;
pub use error::{Error, Result};
pub use exchange::Client;
pub use patience::patiently;
