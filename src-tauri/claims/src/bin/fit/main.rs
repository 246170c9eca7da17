//! Fits the weights from labelled pairs: `cargo run --release -p claims --features fit --bin fit`.
//!
//! Reads `tests/data`, writes `data/weights/weights.tsv`, its hash, and the report of the grouped
//! cross-validation beside it. With `--check` it writes nothing; with `--wrong SET` it lists the
//! pairs of a set that the table misjudges; with `--scores FILE` it writes what
//! `make bench-claims` compares with the peers.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

mod measure;
mod pairs;
mod regression;

use std::{
    collections::BTreeMap, env, error::Error, fmt::Write as _, fs, path::Path, time::Instant,
};

use pairs::{Pair, SETS};
use regression::Row;
use sha2::{Digest as _, Sha256};

/// Folds of the cross-validation.
const FOLDS: usize = 10;
/// Standard deviation of the prior around the expert weights, in nats.
const SPREAD: f64 = 1.2;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pairs = pairs::read(&folder.join("tests/data"))?;
    let rows: Vec<Row> = pairs.iter().map(|pair| row(pair, &pairs)).collect();
    let features = claims::fitting::features();
    let start: Vec<f64> = features.iter().map(|(_, start)| f64::from(*start) / 1000.0).collect();

    let folds = fold_numbers(&pairs);
    let mut held_out = vec![0.0; rows.len()];
    for fold in 0..FOLDS {
        let train: Vec<&Row> =
            rows.iter().zip(&folds).filter(|(_, own)| **own != fold).map(|(row, _)| row).collect();
        let fitted = regression::fit(&train, &start, SPREAD);
        for (n, row) in rows.iter().enumerate().filter(|(n, _)| folds[*n] == fold) {
            held_out[n] = regression::log_odds(&fitted.weights, &row.vector);
        }
    }
    let report = report(&pairs, &held_out);
    println!("{report}");

    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--wrong") {
        let set = arguments.get(at + 1).cloned().unwrap_or_default();
        wrong(&pairs, &held_out, &set);
        return Ok(());
    }
    if let Some(at) = arguments.iter().position(|argument| argument == "--scores") {
        let file = arguments.get(at + 1).ok_or("--scores needs a file")?;
        fs::write(file, scores(&pairs, &held_out, &folds))?;
        return Ok(());
    }
    if arguments.iter().any(|argument| argument == "--check") {
        return Ok(());
    }
    let all: Vec<&Row> = rows.iter().collect();
    let fitted = regression::fit(&all, &start, SPREAD);
    let table = table(&features, &fitted, &rows);
    let data = folder.join("data/weights");
    fs::write(data.join("weights.tsv"), &table)?;
    let mut hash = Sha256::new();
    for text in claims::fitting::hashed(&table) {
        hash.update(text.as_bytes());
    }
    let hex = hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    fs::write(data.join("tables.sha256"), hex + "\n")?;
    fs::write(data.join("REPORT.md"), report)?;
    Ok(())
}

fn row(pair: &Pair, all: &[Pair]) -> Row {
    let vector = claims::fitting::vector(&pair.document, &pair.profile);
    let share = SETS.iter().find(|(set, ..)| *set == pair.set).map_or(1.0, |(.., share)| *share);
    // Model-proposed pairs follow a convention of sanctions lists: they count little.
    let share = if pair.id.ends_with("-proposed") { 0.3 } else { share };
    // Both truths of a set count the same: the prior is even.
    let of = |same: bool| all.iter().filter(|p| p.set == pair.set && p.same == same).count() as f64;
    let balance = (of(true) + of(false)) / (2.0 * of(pair.same));
    Row {
        vector: vector.into_iter().map(|(n, amount)| (n, f64::from(amount) / 1000.0)).collect(),
        same: pair.same,
        // Namesakes without dates look like one person to everybody: nothing is learnt from them.
        weight: if pair.reason == "namesake" && !dated(pair) { 0.0 } else { share * balance },
    }
}

/// A fold per group, by a hash of the group's number.
fn fold_numbers(pairs: &[Pair]) -> Vec<usize> {
    let hash = |n: usize| (n as u64 ^ 0x5bd1_e995).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    pairs.iter().map(|pair| (hash(pair.group) % FOLDS as u64) as usize).collect()
}

fn table(features: &[(&'static str, i32)], fitted: &regression::Fitted, rows: &[Row]) -> String {
    let mut out = String::from("# feature\tmillinats\terror\tpairs\n");
    for (n, (id, _)) in features.iter().enumerate() {
        let seen = rows.iter().filter(|row| row.vector.iter().any(|(own, _)| *own == n)).count();
        let milli = |nats: f64| (nats * 1000.0).round() as i64;
        let _ = writeln!(
            out,
            "{id}\t{}\t{}\t{seen}",
            milli(fitted.weights[n]),
            milli(fitted.errors[n])
        );
    }
    out
}

fn report(pairs: &[Pair], held_out: &[f64]) -> String {
    let mut out = String::from("# The fit, measured on grouped folds only\n\n");
    let _ = writeln!(
        out,
        "Pairs of one person share a fold ({FOLDS} folds): no pair is scored by weights that saw a pair of its names. Weights are drawn towards expert values (standard deviation {SPREAD} nats). Written by `cargo run --release -p claims --features fit --bin fit`.\n"
    );
    let _ = writeln!(
        out,
        "| set | pairs | same | AUC | best F1 | recall at 1 % | Brier | ECE | reason in first two |\n|---|---|---|---|---|---|---|---|---|"
    );
    type Slice = (&'static str, fn(&Pair) -> bool);
    let slices: [Slice; 12] = [
        ("synthetic", |p| p.set == "synthetic"),
        ("pairs", |p| p.set == "pairs"),
        ("pairs, curated", |p| p.id.ends_with("-curated")),
        ("scripts", |p| p.set == "scripts"),
        ("hard", |p| p.set == "hard"),
        ("hard, no dates", |p| p.set == "hard" && !dated(p)),
        ("hard, dates on both sides", |p| p.set == "hard" && dated(p)),
        ("hard, another author", |p| p.set == "hard_a"),
        ("the same, no dates", |p| p.set == "hard_a" && !dated(p)),
        ("the same, dates on both sides", |p| p.set == "hard_a" && dated(p)),
        ("near names of a third author", |p| p.set == "hard_b"),
        ("all", |_| true),
    ];
    for (name, pick) in slices {
        let chosen: Vec<usize> = (0..pairs.len()).filter(|n| pick(&pairs[*n])).collect();
        if chosen.is_empty() {
            continue;
        }
        let scored: Vec<(f64, bool)> =
            chosen.iter().map(|n| (held_out[*n], pairs[*n].same)).collect();
        let probabilities: Vec<(f64, bool)> =
            scored.iter().map(|(x, same)| (1.0 / (1.0 + (-x).exp()), *same)).collect();
        let (brier, ece) = measure::calibration(&probabilities);
        let same = scored.iter().filter(|row| row.1).count();
        let reasons = reasons_right(chosen.iter().map(|n| &pairs[*n]));
        let _ = writeln!(
            out,
            "| {name} | {} | {same} | {:.3} | {:.3} | {:.3} | {brier:.3} | {ece:.3} | {reasons} |",
            scored.len(),
            measure::auc(&scored),
            measure::best_f1(&scored),
            measure::recall_at(&scored, 0.01).1,
        );
    }
    let _ = writeln!(
        out,
        "\n## True accepts by script and country\n\nAt the threshold that lets 1 % of the different people of the same set pass.\n"
    );
    for set in ["scripts", "synthetic", "hard", "hard_a", "hard_b"] {
        accepts(&mut out, set, pairs, held_out);
    }
    out
}

fn dated(pair: &Pair) -> bool {
    pair.document.date_of_birth.is_some() && pair.profile.date_of_birth.is_some()
}

fn accepts(out: &mut String, set: &str, pairs: &[Pair], held_out: &[f64]) {
    let chosen: Vec<usize> = (0..pairs.len()).filter(|n| pairs[*n].set == set).collect();
    let scored: Vec<(f64, bool)> = chosen.iter().map(|n| (held_out[*n], pairs[*n].same)).collect();
    let (threshold, _) = measure::recall_at(&scored, 0.01);
    let mut by: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for n in chosen.iter().filter(|n| pairs[**n].same) {
        let entry = by.entry(pairs[*n].country.as_str()).or_default();
        entry.0 += usize::from(held_out[*n] > threshold);
        entry.1 += 1;
    }
    let cells: Vec<String> =
        by.iter().map(|(country, (right, all))| format!("{country} {right}/{all}")).collect();
    let _ = writeln!(out, "- {set}: {}", cells.join(", "));
}

fn reasons_right<'a>(pairs: impl Iterator<Item = &'a Pair>) -> String {
    let (mut right, mut all) = (0, 0);
    for pair in pairs.filter(|pair| !pair.reason.is_empty()) {
        let report = claims::reconcile(&pair.document, &pair.profile);
        right += usize::from(report.reasons.iter().take(2).any(|reason| *reason == pair.reason));
        all += 1;
    }
    if all == 0 {
        "–".to_owned()
    } else {
        format!("{:.3}", f64::from(right as u32) / f64::from(all))
    }
}

/// Tab-separated lines for the comparison with peers: set, identifier, truth, fold, held-out
/// log-odds, nanoseconds of a whole report, Microsoft's outcomes, names and dates.
fn scores(pairs: &[Pair], held_out: &[f64], folds: &[usize]) -> String {
    let mut out = String::new();
    for (n, pair) in pairs.iter().enumerate() {
        let begin = Instant::now();
        let report = claims::reconcile(&pair.document, &pair.profile);
        let nanoseconds = begin.elapsed().as_nanos();
        let matches = |n: usize| {
            let outcome = report.microsoft.get(n).map(|line| line.outcome);
            u8::from(outcome == Some(claims::MicrosoftOutcome::Match))
        };
        let (d, p) = (&pair.document, &pair.profile);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let date =
            |value: Option<chrono::NaiveDate>| value.map(|d| d.to_string()).unwrap_or_default();
        let cells = [
            pair.set.to_owned(),
            pair.id.clone(),
            u8::from(pair.same).to_string(),
            folds[n].to_string(),
            format!("{:.4}", held_out[n]),
            nanoseconds.to_string(),
            matches(0).to_string(),
            matches(1).to_string(),
            text(&d.given),
            text(&d.surname),
            text(&d.full_name),
            date(d.date_of_birth),
            text(&p.given),
            text(&p.surname),
            text(&p.display_name),
            date(p.date_of_birth),
        ];
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

/// Lists misjudged pairs and wrong reasons of a set.
fn wrong(pairs: &[Pair], held_out: &[f64], set: &str) {
    let chosen: Vec<usize> = (0..pairs.len()).filter(|n| pairs[*n].set == set).collect();
    let scored: Vec<(f64, bool)> = chosen.iter().map(|n| (held_out[*n], pairs[*n].same)).collect();
    let (threshold, _) = measure::recall_at(&scored, 0.01);
    println!("threshold {threshold:.2}");
    let show = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    for n in chosen {
        let (pair, score) = (&pairs[n], held_out[n]);
        let report = claims::reconcile(&pair.document, &pair.profile);
        let named =
            pair.reason.is_empty() || report.reasons.iter().take(2).any(|r| *r == pair.reason);
        let misjudged = if pair.same { score <= threshold } else { score > threshold.min(0.0) };
        if misjudged || !named {
            let (d, p) = (&pair.document, &pair.profile);
            println!(
                "{}{} {} {score:.1} want {} got {:?} | {} / {} / {} {:?} | {} / {} / {} {:?} | {:?}",
                if misjudged { "X" } else { " " },
                if named { " " } else { "R" },
                if pair.same { "T" } else { "f" },
                pair.reason,
                report.reasons,
                show(&d.given),
                show(&d.surname),
                show(&d.full_name),
                d.date_of_birth,
                show(&p.given),
                show(&p.surname),
                show(&p.display_name),
                p.date_of_birth,
                report.steps.iter().map(|s| &*s.id).collect::<Vec<_>>(),
            );
        }
    }
}
