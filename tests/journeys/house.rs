//! The house itself: which crate may know which.

use std::collections::BTreeMap;
use std::process::Command;

const ALLOWED: [(&str, &[&str]); 10] = [
    ("claims", &[]),
    ("review", &["claims"]),
    ("audit", &[]),
    ("pixels", &[]),
    ("entra", &[]),
    ("connect", &["review", "audit"]),
    ("store", &["review", "audit"]),
    ("desk", &["claims", "review", "audit", "connect", "store", "entra", "pixels"]),
    ("service", &["claims", "review", "audit", "entra"]),
    ("sandbox", &[]),
];
const NOT_IN_PURE: [&str; 6] = ["tokio", "sqlx", "reqwest", "rand", "axum", "tauri"];

#[test]
fn dependencies_point_downward() {
    let crates = dependencies();
    for (name, allowed) in ALLOWED {
        let edges = &crates[name];
        for edge in edges.iter().filter(|edge| ALLOWED.iter().any(|(other, _)| other == edge)) {
            assert!(allowed.contains(&edge.as_str()), "{name} must not know {edge}");
        }
    }
    for pure in ["claims", "review", "audit"] {
        for effect in NOT_IN_PURE {
            assert!(!crates[pure].iter().any(|edge| edge == effect), "{pure} is pure: {effect}");
        }
    }
    for (name, edges) in &crates {
        let window = edges.iter().any(|edge| edge == "tauri");
        assert!(!window || name == "countersign", "only the shell knows Tauri, not {name}");
    }
}

/// Normal dependencies of each member, by name.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let edges = package["dependencies"].as_array().unwrap().iter();
            let normal = edges.filter(|edge| edge["kind"].is_null());
            let names = normal.map(|edge| edge["name"].as_str().unwrap().to_owned());
            (package["name"].as_str().unwrap().to_owned(), names.collect())
        })
        .collect()
}
