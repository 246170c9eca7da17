//! The corpora of the fuzz targets, replayed on stable: as they are, cut, and with bytes turned.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../fuzz/targets.rs"]
mod targets;

fn replay(corpus: &str, least: usize, target: fn(&[u8])) {
    let folder = format!("{}/fuzz/corpus/{corpus}", env!("CARGO_MANIFEST_DIR"));
    let mut seeds = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let seed = std::fs::read(entry.unwrap().path()).unwrap();
        seeds += 1;
        target(&seed);
        for at in 0..seed.len() {
            target(&seed[..at]);
            let mut turned = seed.clone();
            turned[at] ^= 1 << (at % 8);
            target(&turned);
        }
    }
    assert!(seeds >= least, "{corpus} has {seeds} seeds");
}

#[test]
fn zones() {
    replay("mrz", 8, targets::mrz);
}

#[test]
fn barcodes() {
    replay("aamva", 6, targets::aamva);
}

#[test]
fn lines() {
    replay("lines", 6, targets::lines);
}
