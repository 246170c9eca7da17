//! What must hold for any bytes. The fuzz targets and the replay on stable share it.
#![allow(dead_code)] // each target uses one

use claims::{Document, aamva, checks, filled, mrz};

/// A zone that is read has a format, and its checks come out without a panic.
pub fn mrz(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if let Ok(zone) = mrz::read(&lines) {
        assert!(zone.checks.document_number.is_some());
        assert!(zone.document_number.len() <= 30);
        assert!(!zone.surname.contains('<') && !zone.given.contains('<'));
    }
    check(&Document { mrz: lines, ..Document::default() });
}

/// A barcode that is read puts what it has into the document.
pub fn aamva(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    if let Ok(licence) = aamva::read(&text) {
        let mut document = Document::default();
        licence.fill(&mut document);
        assert_eq!(document.date_of_birth, licence.date_of_birth);
    }
    check(&Document { aamva: Some(text), ..Document::default() });
}

/// Every line gets exactly one line of JSON; `ocr-data` is read or refused.
pub fn lines(data: &[u8]) {
    let line: Vec<u8> = data.iter().copied().filter(|b| *b != b'\n').collect();
    let settings = claims::lines::Settings { prior: 0.5, today: today(), with_report: true };
    let mut out = Vec::new();
    claims::lines::reconcile_line(&line, &settings, &mut out);
    claims::lines::mrz_line(&line, &mut out);
    let answers: Vec<&[u8]> = out.split(|b| *b == b'\n').collect();
    assert_eq!(answers.len(), 3);
    for answer in &answers[..2] {
        assert!(serde_json::from_slice::<serde_json::Value>(answer).unwrap().is_object());
    }
    if let Ok(ocr) = serde_json::from_slice::<claims::ocr_data::OcrData>(data) {
        check(&ocr.document());
    }
}

fn check(document: &Document) {
    for document in [document.clone(), filled(document, today())] {
        for check in checks::checks(&document, today()) {
            assert!(check.outcome != checks::CheckOutcome::Passed || !check.fields.is_empty());
        }
    }
}

fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}
