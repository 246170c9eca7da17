//! The program itself: arguments, ready file, signal.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use sandbox::Ready;

#[test]
fn it_says_where_it_is_and_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let (ready_file, faults) =
        (folder.path().join("ready.json"), folder.path().join("faults.json"));
    std::fs::write(&faults, r#"[{"fault":"wrong_nonce"}]"#).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args(["--people", "60", "--cases", "3", "--seed", "7"])
        .arg("--faults")
        .arg(&faults)
        .arg("--ready-file")
        .arg(&ready_file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: Ready = serde_json::from_str(&line).unwrap();
    assert_eq!(std::fs::read_to_string(&ready_file).unwrap(), line);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
    assert!(ready.authority.ends_with(&ready.tenant_id));
    let ana = |a: &&sandbox::Account| a.user_principal_name == "ana.ferreira@tarnholm.example";
    assert_eq!(ready.accounts.iter().find(ana).unwrap().roles, ["Recovery.Review"]);
    let kill = Command::new("kill").arg(program.id().to_string()).status().unwrap();
    assert!(kill.success());
    assert!(program.wait().unwrap().success());
}

#[test]
fn faults_that_are_none_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let faults = folder.path().join("faults.json");
    std::fs::write(&faults, r#"[{"fault":"no_such_thing"}]"#).unwrap();
    let program =
        Command::new(env!("CARGO_BIN_EXE_sandbox")).arg("--faults").arg(&faults).output().unwrap();
    assert!(!program.status.success());
    assert!(String::from_utf8(program.stderr).unwrap().contains("no_such_thing"));
}

#[tokio::test]
async fn the_same_seed_makes_the_same_company() {
    let options = || sandbox::Options { people: 80, cases: 4, ..Default::default() };
    let (one, other) =
        tokio::join!(sandbox::Sandbox::start(options()), sandbox::Sandbox::start(options()));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.ready().tenant_id, other.ready().tenant_id);
    assert_eq!(one.incode().sessions(), other.incode().sessions());
    let ids = |running: &sandbox::Running| -> Vec<_> {
        running.company().people.iter().map(|p| (p.id, p.user_principal_name.clone())).collect()
    };
    assert_eq!(ids(&one), ids(&other));
    one.stop().await;
    other.stop().await;
}
