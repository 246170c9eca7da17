//! The JSON Lines of `countersign-claims`: one line in, one line out. Pure; the program around it
//! reads and writes. `docs/claims.md` describes both formats.

mod input;
#[cfg(test)]
mod tests;
mod verdict;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{Band, Report, filled, mrz, mrz::Mrz, reconcile_at};
use input::{MrzLine, ReconcileLine};
pub use verdict::Verdict;

/// How `reconcile` answers.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Probability that it is the same person before anything is compared, between 0 and 1.
    pub prior: f64,
    /// The day as of which two-digit years are made whole.
    pub today: NaiveDate,
    /// Whether the whole report is written with each answer.
    pub with_report: bool,
}

/// Answers one line of `reconcile`: appends one line of JSON to `out`. A bad line is answered by
/// an error.
pub fn reconcile_line(line: &[u8], settings: &Settings, out: &mut Vec<u8>) {
    let answer = ReconcileLine::read(line).map(|line| {
        let document = filled(&line.document, settings.today);
        let report = reconcile_at(&document, &line.profile, parts_per_million(settings.prior));
        let verdict = Verdict::of(&report, settings.prior);
        (line.id, verdict, report)
    });
    match answer {
        Err(refused) => write(&refused, out),
        Ok((id, verdict, report)) => {
            let report = settings.with_report.then_some(&report);
            write(&Reconciled::of(id, &verdict, report), out);
        }
    }
}

/// A share as the report keeps it.
fn parts_per_million(share: f64) -> u32 {
    // In range by the clamp.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let ppm = (share.clamp(0.0, 1.0) * 1_000_000.0).round() as u32;
    ppm
}

/// Answers one line of `mrz`: appends one line of JSON to `out`. A bad line is answered by an
/// error.
pub fn mrz_line(line: &[u8], out: &mut Vec<u8>) {
    let answer = MrzLine::read(line).and_then(|line| match mrz::read(&line.mrz) {
        Ok(zone) => Ok(ZoneRead { id: line.id, zone }),
        Err(why) => Err(Refused { id: line.id, error: why.to_string() }),
    });
    match answer {
        Ok(read) => write(&read, out),
        Err(refused) => write(&refused, out),
    }
}

#[derive(Serialize)]
struct Reconciled<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    probability: f64,
    log_odds: f64,
    interval: [f64; 2],
    band: Band,
    reasons: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Report>,
}

impl<'a> Reconciled<'a> {
    fn of(id: Option<&'a RawValue>, verdict: &'a Verdict, report: Option<&'a Report>) -> Self {
        Self {
            id,
            probability: verdict.probability,
            log_odds: verdict.log_odds,
            interval: verdict.interval,
            band: verdict.band,
            reasons: &verdict.reasons,
            report,
        }
    }
}

#[derive(Serialize)]
struct ZoneRead<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    #[serde(flatten)]
    zone: Mrz,
}

/// Why a line is not answered otherwise, with its identifier if it has a readable one.
#[derive(Serialize)]
struct Refused<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    error: String,
}

fn write(answer: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    if let Err(error) = serde_json::to_writer(&mut *out, answer) {
        out.truncate(start);
        let error = serde_json::json!({ "error": error.to_string() });
        out.extend_from_slice(error.to_string().as_bytes());
    }
    out.push(b'\n');
}
