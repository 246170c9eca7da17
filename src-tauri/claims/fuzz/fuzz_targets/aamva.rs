//! Any bytes as the text of a barcode. Replayed on stable by tests/replay.rs.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
mod targets;

fuzz_target!(|data: &[u8]| targets::aamva(data));
