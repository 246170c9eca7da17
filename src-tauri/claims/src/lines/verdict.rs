//! The numbers of one answer, out of the stored report.

use crate::{Band, Report, odds};

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
    /// The verdict of a report that was made at a prior between 0 and 1. The log-odds are exact at
    /// the prior; probability and interval are the report's, in parts per million.
    #[must_use]
    pub fn of(report: &Report, prior: f64) -> Self {
        let evidence = report.log_odds_millinats.saturating_sub(odds::log_odds(report.prior_ppm));
        let share = |ppm: u32| f64::from(ppm) / 1_000_000.0;
        Self {
            probability: share(report.probability_ppm),
            log_odds: (prior / (1.0 - prior)).ln() + f64::from(evidence) / 1000.0,
            interval: report.interval_ppm.map(share),
            band: report.band,
            reasons: report.reasons.iter().map(|reason| reason.clone().into_owned()).collect(),
        }
    }
}
