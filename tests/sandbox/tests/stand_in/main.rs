//! The stand-ins over real sockets, asked by a plain HTTP client that trusts the sandbox's CA.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod client;
mod directory;
mod evidence;
mod faults;
mod mail;
mod program;
mod sign_in;
mod webhooks;
