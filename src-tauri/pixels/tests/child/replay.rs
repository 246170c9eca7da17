//! What the fuzzers once found or were given, replayed on the stable toolchain.
#![allow(clippy::disallowed_methods)] // the fuzz targets decode in their own process, and so does this

use std::fs;
use std::path::Path;

use pixels::{Request, Size, inside, wire};

#[test]
fn every_picture_of_the_corpus_is_drawn_or_refused() {
    let mut drawn = 0;
    for bytes in corpus("decode") {
        let request = Request::new(Vec::new(), Size { width: 64, height: 64 }, "replay");
        if let Ok((answer, rgb)) = inside::draw(&request, bytes) {
            assert_eq!(rgb.len(), (answer.width * answer.height * 3) as usize);
            assert!(answer.width <= 64 && answer.height <= 64);
            drawn += 1;
        }
    }
    assert!(drawn >= 4, "{drawn}");
}

#[test]
fn every_frame_of_the_corpus_is_answered_or_refused() {
    let mut answered = 0;
    for bytes in corpus("wire") {
        let mut answer = Vec::new();
        if inside::handle(&mut bytes.as_slice(), &mut answer).is_ok() {
            let header =
                wire::parse_header(answer[..16].try_into().unwrap(), wire::MAX_ANSWER_BYTES);
            let header = header.unwrap();
            assert_eq!(answer.len(), 16 + header.json + header.bytes);
            answered += 1;
        }
    }
    assert!(answered >= 2, "{answered}");
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(files.len() >= 6, "{}", files.len());
    files
}
