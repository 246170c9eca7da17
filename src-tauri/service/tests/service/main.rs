//! The service over real sockets, with a real database file and the sandbox's Entra and Graph.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod attacks;
mod capture;
mod crash;
mod decide;
mod desk;
mod faces;
mod intake;
mod interface;
mod leases;
mod log;
mod policy;
mod profile;
mod recall;
mod retention;
mod second;
mod vendor;
mod world;
