//! The case service that desks talk to: cases, evidence, leases, decisions and the decision log,
//! between the desks and Incode.
//!
//! Start one in a process with [`Service::start`], or run the binary `countersign-service`.
//! `openapi.yaml` beside this crate describes the interface; its wire types are crate `review`'s.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod app;
mod cases;
pub mod config;
mod decisions;
pub mod devices;
mod error;
mod evidence;
mod faces;
mod handoff;
mod http;
mod incode;
pub mod intake;
mod leases;
mod log;
mod matters;
mod notices;
mod policy;
mod recall;
mod retention;
mod rules;
mod seal;
mod service;
mod store;
mod subject;

pub use config::Config;
pub use error::Error;
pub use http::ROUTES;
pub use incode::Error as VendorError;
#[cfg(feature = "faults")]
pub use rules::Rule;
pub use service::{Ready, Service};
