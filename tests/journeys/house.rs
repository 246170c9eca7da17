//! The house itself: which crate may know which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const ALLOWED: [(&str, &[&str]); 10] = [
    ("claims", &[]),
    ("review", &["claims"]),
    ("audit", &[]),
    ("pixels", &[]),
    ("entra", &[]),
    ("connect", &["review"]),
    ("store", &["review"]),
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

/// A command is offered, granted and asked for, or it is nowhere.
#[test]
fn commands_grants_and_the_window_agree() {
    let shell = read("src-tauri/shell/commands.rs");
    let offered = shell.split_once("generate_handler![").unwrap().1.split_once(']').unwrap().0;
    let offered: BTreeSet<String> = offered
        .lines()
        .map(|line| line.trim().trim_end_matches(',').to_owned())
        // The one command without a grant is only there to be refused, in the test build.
        .filter(|line| !line.is_empty() && !line.starts_with('#') && line != "ungranted")
        .collect();
    let asked = quoted_after(&read("ui/src/backend/tauri.ts"), "invoke('", '\'');
    assert_eq!(offered, asked, "commands.rs, and ui/src/backend/tauri.ts");

    let capability = read("src-tauri/capabilities/main.json");
    let mut granted = BTreeSet::new();
    for file in std::fs::read_dir(root().join("src-tauri/permissions")).unwrap() {
        let permission = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let name = quoted_after(&permission, "identifier = \"", '"');
        assert_eq!(name.len(), 1);
        let name = name.first().unwrap();
        assert!(capability.contains(&format!("\"{name}\"")), "no capability has {name}");
        let commands = permission.split_once("commands.allow = [").unwrap().1;
        granted.extend(quoted_after(commands, "\"", '"'));
    }
    assert_eq!(offered, granted, "commands.rs, and src-tauri/permissions");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

/// Every text between `before` and the next `end`.
fn quoted_after(text: &str, before: &str, end: char) -> BTreeSet<String> {
    let mut rest = text;
    let mut found = BTreeSet::new();
    while let Some((_, after)) = rest.split_once(before) {
        let (inside, after) = after.split_once(end).unwrap();
        found.insert(inside.to_owned());
        rest = after;
    }
    found
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
