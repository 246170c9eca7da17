//! The child tries to get out.
#![cfg(target_os = "linux")]

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::Command;

use pixels::{Confinement, Layer, Proof};

use crate::decoder;

const EPERM: i32 = 1;
const ENOMEM: i32 = 12;
const EACCES: i32 = 13;

#[tokio::test]
async fn every_way_out_is_closed() {
    let proof = decoder().prove_confinement().await.unwrap();
    assert!(proof.attempts.len() >= 15, "{proof:?}");
    for attempt in &proof.attempts {
        let expected = match attempt.what.as_str() {
            what if what.starts_with("behind Landlock") => EACCES,
            "reserve a gigabyte" => ENOMEM,
            _ => EPERM,
        };
        assert_eq!(attempt.refused_with, Some(expected), "{}", attempt.what);
    }
    // Outside the walls the same attempts succeed, so it is the walls that stopped them.
    assert!(std::fs::File::open("/etc/passwd").is_ok());
    assert!(std::net::UdpSocket::bind(("127.0.0.1", 0)).is_ok());
    assert!(Command::new("/bin/true").status().is_ok());
}

#[tokio::test]
async fn every_wall_stands_unless_the_kernel_lacks_landlock() {
    let proof = decoder().prove_confinement().await.unwrap();
    let tried_alone = proof.attempts.iter().any(|a| a.what.starts_with("behind Landlock"));
    match proof.confinement {
        Confinement::Full => assert!(tried_alone),
        Confinement::Partial { missing } => assert_eq!(missing, [Layer::Landlock]),
    }
}

#[tokio::test]
async fn nothing_of_this_process_is_inherited() {
    // Cargo's environment is full; the child's is empty.
    assert!(std::env::vars_os().count() > 5);
    let proof = decoder().prove_confinement().await.unwrap();
    assert_eq!((proof.environment, proof.other_descriptors), (0, 0));
}

#[test]
fn a_descriptor_that_leaked_is_closed_before_any_byte_is_read() {
    let script = "exec 7</etc/passwd 9>/dev/null; exec \"$0\" --prove-confinement";
    let output = Command::new("/bin/sh").arg("-c").arg(script).arg(program()).output().unwrap();
    let proof: Proof = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(proof.other_descriptors, 0);
}

#[test]
fn a_child_that_cannot_confine_itself_reads_nothing() {
    // Its limit on descriptors is above the hard limit given here, and only a privileged process
    // may raise that; so root gives up its capabilities first.
    let script = "ulimit -n 4; exec \"$0\"";
    let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    let mut shell = Command::new(if is_root { "setpriv" } else { "/bin/sh" });
    if is_root {
        shell.args(["--bounding-set=-all", "/bin/sh"]);
    }
    let output = shell.arg("-c").arg(script).arg(program()).output().unwrap();
    assert_eq!(output.status.code(), Some(pixels::wire::EXIT_NOT_CONFINED.into()));
    assert!(output.stdout.is_empty(), "it greeted");
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_countersign-pixels"))
}
