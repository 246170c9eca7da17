//! Any bytes as the lines of a machine readable zone. Replayed on stable by tests/replay.rs.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
mod targets;

fuzz_target!(|data: &[u8]| targets::mrz(data));
