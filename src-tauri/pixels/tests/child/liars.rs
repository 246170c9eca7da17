//! Children that hang, end early or lie. The desk believes none of them.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use pixels::wire::{self, Drawn, Hello, Kind};
use pixels::{Confinement, Decoder, Error, Facts, Layer, Original, Patience, Size};

use crate::request;

const NAME: &str = "countersign-pixels";
const ORIGINAL: Original = Original {
    size: Size { width: 20, height: 10 },
    orientation_applied: 1,
    facts: Facts {
        has_exif: false,
        has_gps: false,
        has_software: false,
        has_camera: false,
        has_capture_time: false,
        has_icc_profile: false,
        converted_to_srgb: false,
    },
};

#[tokio::test]
async fn a_child_that_hangs_is_ended() {
    for after in [":", "cat answer"] {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let script = format!("echo $$ > {}; {after}; exec sleep 600", pid.display());
        let patience = Patience { wall: Duration::from_secs(1), at_once: 1 };
        let decoder = liar(folder.path(), &script, &hello()).with_patience(patience);
        assert_eq!(decoder.render(request(b"x")).await.unwrap_err(), Error::TimedOut);
        let pid = fs::read_to_string(pid).unwrap();
        assert!(!Path::new("/proc").join(pid.trim()).exists(), "it still runs");
    }
}

#[tokio::test]
async fn a_child_that_ends_without_an_answer_is_told_apart() {
    let ends = |script: &'static str| async move {
        let folder = tempfile::tempdir().unwrap();
        liar(folder.path(), script, &hello()).render(request(b"x")).await.unwrap_err()
    };
    assert_eq!(ends("exit 0").await, Error::Crashed);
    assert_eq!(ends("exit 101").await, Error::Crashed);
    assert_eq!(ends("kill -SEGV $$").await, Error::Crashed);
    assert_eq!(ends("cat answer; kill -ABRT $$").await, Error::Crashed);
    assert_eq!(ends("cat answer; kill -XCPU $$").await, Error::TimedOut);
    assert_eq!(ends("exit 70").await, Error::NotConfined);
    assert_eq!(ends("exit 71").await, Error::ChildUnusable);
}

#[tokio::test]
async fn an_honest_answer_is_taken() {
    let picture = says(&[hello(), drawn(20, 10, ORIGINAL, 600)]).await.unwrap();
    assert_eq!((picture.width, picture.height), (20, 10));
    assert_eq!(picture.confinement, Confinement::Full);
}

#[tokio::test]
async fn an_answer_that_does_not_hold_is_not_believed() {
    let outside = |width, height| Original { size: Size { width, height }, ..ORIGINAL };
    let turned = Original { orientation_applied: 9, ..ORIGINAL };
    let probed = wire::frame_head(Kind::Probed, &ORIGINAL, 0).unwrap();
    let lies: [(&str, Vec<u8>); 9] = [
        ("fewer pixels", drawn(20, 10, ORIGINAL, 599)),
        ("more pixels", drawn(20, 10, ORIGINAL, 603)),
        ("no pixels", drawn(0, 10, ORIGINAL, 0)),
        ("larger than asked for", drawn(401, 1, ORIGINAL, 1203)),
        ("an impossible original", drawn(20, 10, outside(20_000, 10), 600)),
        ("an original with too many pixels", drawn(20, 10, outside(12_000, 12_000), 600)),
        ("an impossible orientation", drawn(20, 10, turned, 600)),
        ("another answer", probed),
        ("a second answer", [drawn(20, 10, ORIGINAL, 600), vec![0]].concat()),
    ];
    for (lie, answer) in lies {
        let error = says(&[hello(), answer]).await.unwrap_err();
        assert!(matches!(error, Error::Garbled { .. }), "{lie}: {error:?}");
    }
}

#[tokio::test]
async fn a_frame_that_does_not_hold_is_not_believed() {
    let good = drawn(20, 10, ORIGINAL, 600);
    let with = |at: usize, bytes: &[u8]| {
        let mut frame = good.clone();
        frame[at..at + bytes.len()].copy_from_slice(bytes);
        frame
    };
    let lies: [(&str, Vec<u8>); 7] = [
        ("magic", with(0, b"HTTP")),
        ("version", with(4, &[2])),
        ("kind", with(5, &[77])),
        ("reserved", with(6, &[1])),
        ("four gigabytes of JSON", with(8, &[0xFF; 4])),
        ("four gigabytes of pixels", with(12, &[0xFF; 4])),
        ("JSON that is none", with(16, b"]")),
    ];
    for (lie, answer) in lies {
        let error = says(&[hello(), answer]).await.unwrap_err();
        assert!(matches!(error, Error::Garbled { .. }), "{lie}: {error:?}");
    }
    let endless = {
        let folder = tempfile::tempdir().unwrap();
        liar(folder.path(), "exec cat /dev/zero", &[]).render(request(b"x")).await
    };
    assert!(matches!(endless, Err(Error::Garbled { .. })));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_child_without_its_walls_is_not_used() {
    let greeting = |missing| {
        let confinement = Confinement::Partial { missing };
        wire::frame_head(Kind::Hello, &Hello { confinement }, 0).unwrap()
    };
    let answer = drawn(20, 10, ORIGINAL, 600);
    for missing in [Layer::SystemCalls, Layer::Limits] {
        let said = says(&[greeting(vec![missing]), answer.clone()]).await;
        assert_eq!(said.unwrap_err(), Error::NotConfined);
    }
    // A kernel without Landlock is used, and the picture says so.
    let picture = says(&[greeting(vec![Layer::Landlock]), answer]).await.unwrap();
    assert_eq!(picture.confinement, Confinement::Partial { missing: vec![Layer::Landlock] });
}

#[tokio::test]
async fn only_a_trusted_program_beside_this_one_is_started() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("countersign");
    assert_eq!(Decoder::beside(&program).unwrap_err(), Error::ChildMissing);

    let decoder = liar(folder.path(), "exit 0", &[]);
    let child = folder.path().join(NAME);
    fs::set_permissions(&child, fs::Permissions::from_mode(0o757)).unwrap();
    let untrusted = |error| matches!(error, Error::ChildNotTrusted { .. });
    assert!(untrusted(Decoder::beside(&program).unwrap_err()));
    // Also when it was fine at first.
    assert!(untrusted(decoder.render(request(b"x")).await.unwrap_err()));

    fs::set_permissions(&child, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(untrusted(Decoder::beside(&program).unwrap_err()));

    fs::remove_file(&child).unwrap();
    symlink("/bin/true", &child).unwrap();
    assert!(untrusted(Decoder::beside(&program).unwrap_err()));
}

async fn says(frames: &[Vec<u8>]) -> Result<pixels::Picture, Error> {
    let folder = tempfile::tempdir().unwrap();
    let script = "cat answer; exec cat > /dev/null";
    liar(folder.path(), script, &frames.concat()).render(request(b"x")).await
}

/// A shell script in the child's place. It is copied there by another process: a file that this
/// one had open for writing could not be executed while another test starts a child.
fn liar(folder: &Path, script: &str, answer: &[u8]) -> Decoder {
    let (draft, child) = (folder.join("draft"), folder.join(NAME));
    fs::write(folder.join("answer"), answer).unwrap();
    let script = format!("#!/bin/sh\ncd {}\n{script}\n", folder.display());
    fs::write(&draft, script).unwrap();
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(Command::new("cp").arg("-p").args([&draft, &child]).status().unwrap().success());
    Decoder::beside(&folder.join("countersign")).unwrap()
}

fn hello() -> Vec<u8> {
    wire::frame_head(Kind::Hello, &Hello { confinement: Confinement::Full }, 0).unwrap()
}

fn drawn(width: u32, height: u32, original: Original, bytes: usize) -> Vec<u8> {
    let drawn = Drawn { width, height, original };
    let mut frame = wire::frame_head(Kind::Drawn, &drawn, bytes).unwrap();
    frame.resize(frame.len() + bytes, 128);
    frame
}
