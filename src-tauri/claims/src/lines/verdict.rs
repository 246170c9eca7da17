//! The numbers of one answer, out of the stored report.

use crate::{Band, Report, Severity};

/// What `countersign-claims reconcile` says before the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Probability that document and profile are of the same person, at the prior.
    pub probability: f64,
    /// The same in nats, `ln(p / (1 - p))`, never capped.
    pub log_odds: f64,
    /// Where the probability lies with 95 %.
    pub interval: [f64; 2],
    /// The report's band.
    pub band: Band,
    /// Identifiers of reasons, the principal one first.
    pub reasons: Vec<String>,
}

impl Verdict {
    /// The verdict of a report at a prior between 0 and 1.
    #[must_use]
    pub fn of(report: &Report, prior: f64) -> Self {
        let evidence = evidence(report);
        let start = (prior / (1.0 - prior)).ln();
        let log_odds = start + evidence.nats;
        let probability = |nats: f64| 1.0 / (1.0 + (-nats).exp());
        Self {
            probability: probability(log_odds),
            log_odds,
            interval: [probability(start + evidence.low), probability(start + evidence.high)],
            band: report.band,
            reasons: reasons(report),
        }
    }
}

/// Log-likelihood ratio of the claims, in nats, and its bounds of 95 %.
struct Evidence {
    nats: f64,
    low: f64,
    high: f64,
}

/// The engine `plain 1` weighs nothing: its band is all there is to rank by.
fn evidence(report: &Report) -> Evidence {
    let nats = match report.band {
        Band::Consistent => 3.0,
        Band::Explainable => 2.0,
        Band::NeedsEvidence => -1.0,
        Band::Conflict => -4.0,
    };
    Evidence { nats, low: nats - 2.0, high: nats + 2.0 }
}

/// The heaviest findings first, each reason once.
fn reasons(report: &Report) -> Vec<String> {
    let mut found: Vec<(Severity, &str)> = report
        .claims
        .iter()
        .flat_map(|claim| claim.chips.iter().map(|chip| (claim.severity, chip.id.as_str())))
        .collect();
    found.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    let mut reasons: Vec<String> = Vec::new();
    for (_, id) in found {
        if !reasons.iter().any(|known| known == id) {
            reasons.push(id.to_owned());
        }
    }
    reasons
}
