//! Any bytes as what the desk says to the child. Replayed on stable by tests/child/replay.rs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pixels::{inside, wire};

fuzz_target!(|data: &[u8]| {
    let mut answer = Vec::new();
    if inside::handle(&mut &data[..], &mut answer).is_ok() {
        let raw = answer[..wire::HEADER_BYTES].try_into().unwrap();
        let header = wire::parse_header(raw, wire::MAX_ANSWER_BYTES).unwrap();
        assert_eq!(answer.len(), wire::HEADER_BYTES + header.json + header.bytes);
    }
});
