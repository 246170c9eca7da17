//! Desk, service and sandbox over real sockets, with a real encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod house;
mod review_case;
mod sign_in;
mod world;
