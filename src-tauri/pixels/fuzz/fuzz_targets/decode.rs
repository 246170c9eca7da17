//! Any bytes as a picture. Replayed on stable by tests/child/replay.rs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pixels::{Request, Size, inside};

fuzz_target!(|data: &[u8]| {
    let request = Request::new(Vec::new(), Size { width: 64, height: 64 }, "replay");
    if let Ok((answer, rgb)) = inside::draw(&request, data.to_vec()) {
        assert_eq!(rgb.len(), (answer.width * answer.height * 3) as usize);
        assert!(answer.width <= 64 && answer.height <= 64);
    }
});
