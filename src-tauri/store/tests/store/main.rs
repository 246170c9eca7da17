//! The store on a real encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod account;
mod cases;
mod cipher;
mod directory;
mod evidence;
mod journal;
mod outbox;
mod outbox_model;
#[allow(dead_code, reason = "the crash tests use the rest")]
mod sample;
