//! Sign-in, tokens and Graph over real sockets with TLS, against a small server that says whatever
//! a test wants it to.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod browser;
mod directory;
mod forms;
mod graph;
mod keeper;
mod minting;
mod sign_in;
mod standin;
mod verifier;
