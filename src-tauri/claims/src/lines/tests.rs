//! Lines as they come: good, bad and hostile.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn settings() -> Settings {
    Settings { prior: 0.5, today: "2026-11-23".parse().unwrap(), with_report: true }
}

fn one(out: &[u8]) -> Value {
    assert_eq!(out.iter().filter(|b| **b == b'\n').count(), 1);
    assert_eq!(out.last(), Some(&b'\n'));
    serde_json::from_slice(out).unwrap()
}

fn reconciled(line: &str) -> Value {
    let mut out = Vec::new();
    reconcile_line(line.as_bytes(), &settings(), &mut out);
    one(&out)
}

fn zone(line: &str) -> Value {
    let mut out = Vec::new();
    mrz_line(line.as_bytes(), &mut out);
    one(&out)
}

#[test]
fn the_specimen_gives_exactly_its_json() {
    let line = json!({"id": "p-1", "mrz": [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    ]});
    let mut out = Vec::new();
    mrz_line(line.to_string().as_bytes(), &mut out);
    let expected = concat!(
        r#"{"id":"p-1","format":"TD3","document_code":"P","issuing_country":"UTO","#,
        r#""surname":"ERIKSSON","given":"ANNA MARIA","document_number":"L898902C3","#,
        r#""nationality":"UTO","date_of_birth":"740812","sex":"F","date_of_expiry":"120415","#,
        r#""checks":{"document_number":true,"date_of_birth":true,"date_of_expiry":true,"#,
        r#""optional":true,"composite":true},"name_may_be_truncated":false}"#,
        "\n"
    );
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn identifiers_come_back_as_they_were() {
    for id in ["7", "\"a\\u00e9\"", "1.50", "{\"a\":1}"] {
        let mut out = Vec::new();
        mrz_line(format!("{{\"id\":{id},\"mrz\":[]}}").as_bytes(), &mut out);
        let out = String::from_utf8(out).unwrap();
        assert!(out.starts_with(&format!("{{\"id\":{id},\"error\":")), "{out}");
    }
}

#[test]
fn bad_lines_say_why() {
    assert_eq!(zone(r#"{"id":1,"mrz":["P<"]}"#)["error"], "no format has 1 lines of these lengths");
    assert_eq!(zone(r#"{"id":1}"#)["error"], "there are no machine readable lines");
    for line in ["", "{", "null", "[1", "\u{feff}{}", "{\"id\":\"x\",\"mrz\":\"P<\"}"] {
        assert!(zone(line)["error"].is_string(), "{line}");
    }
    assert_eq!(zone(r#"{"id":"x","mrz":"P<"}"#)["id"], "x");
    let bad = reconciled(r#"{"id":9,"document":{"date_of_birth":"14.3.1989"},"profile":null}"#);
    assert_eq!(bad["id"], 9);
    assert!(bad["error"].as_str().unwrap().contains("1989-03-14"), "{bad}");
    assert!(bad["probability"].is_null());
}

#[test]
fn claims_are_reconciled() {
    let found = reconciled(
        r#"{"id":"r","document":{"given":"José","surname":"Pérez","full_name":null,
            "date_of_birth":"1989-03-14","issuing_country":"ESP","mrz":null,"aamva":null},
            "profile":{"given":"Jose","surname":"Perez","display_name":"Jose Perez",
            "date_of_birth":"1989-03-14T00:00:00Z","user_principal_name":""}}"#,
    );
    assert_eq!(found["id"], "r");
    assert_eq!(found["reasons"][0], "diacritics");
    let number = |value: &Value| value.as_f64().unwrap();
    let (low, high) = (number(&found["interval"][0]), number(&found["interval"][1]));
    assert!((low..=high).contains(&number(&found["probability"])));
    assert!(found["report"]["claims"].is_array());
    for line in [r#"{"id":"e"}"#, r#"{"document":null,"profile":{}}"#] {
        assert!(reconciled(line)["probability"].is_number(), "{line}");
    }
}

#[test]
fn zone_and_barcode_stand_in_for_the_page() {
    let zone = reconciled(
        r#"{"document":{"mrz":["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]},
            "profile":{"given":"Anna Maria","surname":"Eriksson","date_of_birth":"1974-08-12"}}"#,
    );
    let barcode = reconciled(
        r#"{"document":{"aamva":"ANSI 636014100001DL00310099DLDAQ1\nDCSERIKSSON\nDACANNA\nDADMARIA\nDBB08121974"},
            "profile":{"given":"Anna Maria","surname":"Eriksson","date_of_birth":"1974-08-12"}}"#,
    );
    for found in [zone, barcode] {
        assert!(found["probability"].as_f64().unwrap() > 0.9, "{found}");
        assert_eq!(found["report"]["claims"][0]["document"], "ANNA MARIA");
    }
}

#[test]
fn the_prior_moves_the_probability_and_not_the_evidence() {
    let line = br#"{"document":{"given":"A","surname":"B"},"profile":{"given":"A","surname":"B"}}"#;
    let at = |prior: f64| {
        let mut out = Vec::new();
        reconcile_line(line, &Settings { prior, with_report: false, ..settings() }, &mut out);
        one(&out)
    };
    let (low, even) = (at(0.01), at(0.5));
    assert!(low["probability"].as_f64() < even["probability"].as_f64());
    let difference = even["log_odds"].as_f64().unwrap() - low["log_odds"].as_f64().unwrap();
    assert!((difference - 99_f64.ln()).abs() < 1e-9);
    assert!(low["report"].is_null());
}

proptest! {
    #[test]
    fn every_line_gets_one_line(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        for answer in [mrz_line, |line: &[u8], out: &mut Vec<u8>| reconcile_line(line, &settings(), out)] {
            let mut out = Vec::new();
            answer(&bytes, &mut out);
            one(&out);
        }
    }

    #[test]
    fn any_text_is_reconciled(
        texts in proptest::collection::vec(proptest::option::of(any::<String>()), 9),
    ) {
        let line = json!({"id": 0,
            "document": {"given": texts[0], "surname": texts[1], "full_name": texts[2],
                         "issuing_country": texts[3], "mrz": [texts[4].clone().unwrap_or_default()],
                         "aamva": texts[5]},
            "profile": {"given": texts[6], "surname": texts[7], "display_name": texts[8]}});
        let found = reconciled(&line.to_string());
        let probability = found["probability"].as_f64().unwrap();
        prop_assert!((0.0..=1.0).contains(&probability));
        prop_assert!(found["log_odds"].is_number());
    }
}
