//! Desk, service and sandbox over real sockets, with a real encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod attacks;
mod bad_data;
mod bad_sign_in;
#[cfg(target_os = "linux")]
mod canary;
mod harness;
mod house;
mod independent_provider;
#[cfg(target_os = "linux")]
mod keyrings;
mod killed;
mod log;
mod model;
mod policy;
mod recall;
mod review_case;
mod second_sync;
mod sign_in;
mod sign_out;
mod two_people;
