//! The rules, and the wire types, over invented cases.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod doors;
mod policy;
mod sample;
mod second;
mod wire;
