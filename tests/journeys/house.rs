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

/// What lets WebDriver in, and what switches a rule of the service off, is in no build that does not
/// ask for it by name.
#[test]
fn what_is_there_for_tests_is_in_no_normal_build() {
    const FOR_TESTS: [&str; 2] = ["e2e", "faults"];
    for package in packages() {
        let name = &package["name"];
        let features = package["features"].as_object().unwrap();
        for (feature, turns_on) in features {
            let turned_on = turns_on.as_array().unwrap().iter().map(|on| on.as_str().unwrap());
            let for_tests = |on: &str| FOR_TESTS.contains(&on.rsplit(['/', '?']).next().unwrap());
            assert!(!turned_on.into_iter().any(for_tests), "{feature} of {name} brings them in");
        }
        for edge in package["dependencies"].as_array().unwrap() {
            let asked = edge["features"].as_array().unwrap();
            let asked = asked.iter().any(|on| FOR_TESTS.contains(&on.as_str().unwrap()));
            assert!(!asked, "{name} asks {} for them", edge["name"]);
        }
    }
}

/// Each attack stands in THREATS.md under its test's name, and nothing else does.
#[test]
fn threats_name_every_attack() {
    let mut tried = BTreeSet::new();
    for folder in ["src-tauri/service/tests", "tests/journeys", "src-tauri/desk/tests"] {
        attacks_in(&root().join(folder), &mut tried);
    }
    let named = words_of(&read("THREATS.md"));
    assert!(tried.len() >= 100, "{} attacks", tried.len());
    assert_eq!(tried, named, "the tests, and THREATS.md");
}

/// Names of attacks: functions, wherever they are tests or what two tests run.
fn attacks_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            attacks_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let functions = source.lines().filter(|line| line.contains("fn attack_"));
            found.extend(functions.flat_map(words_of));
        }
    }
}

fn words_of(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| word.strip_prefix("attack_").is_some_and(|what| !what.is_empty()))
        .map(str::to_owned)
        .collect()
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
    packages()
        .iter()
        .map(|package| {
            let edges = package["dependencies"].as_array().unwrap().iter();
            let normal = edges.filter(|edge| edge["kind"].is_null());
            let names = normal.map(|edge| edge["name"].as_str().unwrap().to_owned());
            (package["name"].as_str().unwrap().to_owned(), names.collect())
        })
        .collect()
}

/// The members, as cargo describes them.
fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}
