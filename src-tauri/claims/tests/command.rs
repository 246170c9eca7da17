//! The command itself, run as a process: its lines, its order, its exit status.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign-claims"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const ZONE: &str = r#""mrz":["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<","L898902C36UTO7408122F1204159ZE184226B<<<<<10"]"#;

#[test]
fn a_bad_line_is_answered_and_the_run_goes_on() {
    let input = format!(
        "{{\"id\":1,{ZONE}}}\n\n{{\"id\":2,\"mrz\":[\"X\"]}}\nnonsense\r\n\u{ff}\n{{\"id\":3,{ZONE}}}"
    );
    let output = run(&["mrz"], input.as_bytes());
    assert!(output.status.success());
    assert!(output.stderr.is_empty());
    let answers = answers(&output);
    assert_eq!(answers.len(), 5);
    assert_eq!((&answers[0]["id"], &answers[0]["surname"]), (&1.into(), &"ERIKSSON".into()));
    assert_eq!(answers[1]["id"], 2);
    assert!(answers[1]["error"].is_string() && answers[1]["format"].is_null());
    assert!(answers[2]["error"].is_string() && answers[2]["id"].is_null());
    assert!(answers[3]["error"].is_string());
    assert_eq!((&answers[4]["id"], &answers[4]["format"]), (&3.into(), &"TD3".into()));
}

#[test]
fn claims_are_answered_in_their_order() {
    let mut input = String::new();
    for id in 0..3_000 {
        let given = if id % 3 == 0 { "Jose" } else { "José" };
        input.push_str(&format!(
            "{{\"id\":{id},\"document\":{{\"given\":\"José\",\"surname\":\"Pérez\"}},\"profile\":{{\"given\":\"{given}\",\"surname\":\"Pérez\"}}}}\n"
        ));
    }
    let output = run(&["reconcile", "--prior", "0.25", "--today", "2026-11-23"], input.as_bytes());
    assert!(output.status.success());
    let answers = answers(&output);
    assert_eq!(answers.len(), 3_000);
    for (id, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], id);
        let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        let mut expected =
            ["id", "probability", "log_odds", "interval", "band", "reasons", "report"];
        expected.sort_unstable();
        assert_eq!(keys, expected);
        let reasons = answer["reasons"].as_array().unwrap();
        assert_eq!(reasons.is_empty(), id % 3 != 0, "{id}: {reasons:?}");
    }
    let brief = run(&["reconcile", "--no-report"], input.as_bytes());
    assert!(brief.stdout.len() * 2 < output.stdout.len());
    assert!(!std::str::from_utf8(&brief.stdout).unwrap().contains("report"));
}

#[test]
fn a_pipe_gets_each_answer_as_its_line_comes() {
    let mut child = command(&["mrz"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},{ZONE}}}").unwrap();
        stdin.flush().unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn over_long_lines_are_refused_without_keeping_them() {
    let mut input = vec![b'x'; 9 * 1024 * 1024];
    input.extend_from_slice(format!("\n{{\"id\":1,{ZONE}}}\n").as_bytes());
    let answers = answers(&run(&["mrz"], &input));
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["error"], "the line is too long");
    assert_eq!(answers[1]["id"], 1);
}

#[test]
fn help_is_clear_and_wrong_arguments_are_refused() {
    let help = run(&["reconcile", "--help"], b"");
    assert!(help.status.success());
    let text = String::from_utf8(help.stdout).unwrap();
    for word in ["--prior", "log_odds", "display_name", "--no-report"] {
        assert!(text.contains(word), "{text}");
    }
    assert!(String::from_utf8(run(&["--help"], b"").stdout).unwrap().contains("Exit status"));
    for wrong in
        [&["reconcile", "--prior", "1"][..], &["reconcile", "--prior", "x"], &["other"], &[]]
    {
        assert_eq!(run(wrong, b"").status.code(), Some(2), "{wrong:?}");
    }
}
