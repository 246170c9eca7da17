//! Hard pairs by another author that nobody fitted to and nobody looks into: what the engine is
//! worth on names that it was not made for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]
#![allow(clippy::cast_precision_loss)]

use claims::{Document, Profile, Report, reconcile};

struct Scored {
    same: bool,
    dates: bool,
    reason: String,
    report: Report,
}

fn scored() -> Vec<Scored> {
    let rows = include_str!("data/held_back.tsv").lines().skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let text = |at: usize| (!cells[at].is_empty()).then(|| cells[at].to_owned());
        let date = |at: usize| cells[at].parse().ok();
        let document = Document {
            given: text(4),
            surname: text(5),
            full_name: text(6),
            date_of_birth: date(7),
            ..Document::default()
        };
        let profile = Profile {
            given: text(8),
            surname: text(9),
            display_name: text(10),
            date_of_birth: date(11),
            user_principal_name: text(12),
            ..Profile::default()
        };
        Scored {
            same: cells[1] == "1",
            dates: document.date_of_birth.is_some() && profile.date_of_birth.is_some(),
            reason: cells[2].to_owned(),
            report: reconcile(&document, &profile),
        }
    })
    .collect()
}

fn odds(of: &[&Scored], same: bool) -> Vec<i32> {
    let own = of.iter().filter(|one| one.same == same);
    own.map(|one| one.report.log_odds_millinats).collect()
}

/// How often a true pair stands above a false one; ties count half.
fn area_under_curve(of: &[&Scored]) -> f64 {
    let (same, different) = (odds(of, true), odds(of, false));
    let beats = |a: &i32, b: &i32| match a.cmp(b) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    let sum: f64 = same.iter().flat_map(|a| different.iter().map(move |b| beats(a, b))).sum();
    sum / (same.len() * different.len()) as f64
}

/// The true pairs that pass where one in a hundred false ones does.
fn recall_at_one_percent(of: &[&Scored]) -> f64 {
    let (same, mut different) = (odds(of, true), odds(of, false));
    different.sort_unstable_by(|a, b| b.cmp(a));
    let threshold = different[different.len() / 100];
    same.iter().filter(|one| **one > threshold).count() as f64 / same.len() as f64
}

/// The expected calibration error in ten bins, and Brier's score.
fn calibration(of: &[&Scored]) -> (f64, f64) {
    let mut bins = [(0.0, 0.0); 10];
    let mut brier = 0.0;
    for one in of {
        let probability = f64::from(one.report.probability_ppm) / 1e6;
        let truth = f64::from(u8::from(one.same));
        let bin = usize::try_from(one.report.probability_ppm / 100_001).unwrap();
        bins[bin].0 += probability;
        bins[bin].1 += truth;
        brier += (probability - truth).powi(2);
    }
    let error: f64 = bins.iter().map(|(said, was)| (said - was).abs()).sum();
    (error / of.len() as f64, brier / of.len() as f64)
}

#[test]
fn names_that_nobody_fitted_to_are_told_apart() {
    let all = scored();
    let whole: Vec<&Scored> = all.iter().collect();
    assert_eq!(whole.len(), 288);
    let (area, recall) = (area_under_curve(&whole), recall_at_one_percent(&whole));
    let (error, brier) = calibration(&whole);
    println!("AUC {area:.3}, recall {recall:.3}, calibration error {error:.3}, Brier {brier:.3}");
    assert!(area >= 0.95 && recall >= 0.80, "AUC {area}, recall {recall}");
    assert!(error <= 0.05 && brier <= 0.09, "calibration error {error}, Brier {brier}");
    let dated: Vec<&Scored> = all.iter().filter(|one| one.dates).collect();
    let (area, recall) = (area_under_curve(&dated), recall_at_one_percent(&dated));
    assert!(area >= 0.975 && recall >= 0.90, "with dates: AUC {area}, recall {recall}");
    let named: Vec<&Scored> = all.iter().filter(|one| one.same && !one.reason.is_empty()).collect();
    let told = named
        .iter()
        .filter(|one| one.report.reasons.iter().take(2).any(|reason| *reason == one.reason));
    let told = told.count() as f64 / named.len() as f64;
    println!("principal reason among the first two: {told:.3}");
    assert!(told >= 0.85, "reason {told}");
}
