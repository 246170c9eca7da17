//! Any bytes as a line of claims, and as the vendor's ocr-data. Replayed on stable by tests/replay.rs.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
mod targets;

fuzz_target!(|data: &[u8]| targets::lines(data));
