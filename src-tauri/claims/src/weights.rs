//! The fitted table: for every feature its log-likelihood ratio and how sure the fit is of it.

use std::sync::LazyLock;

use crate::feature::Feature;

const TABLE: &str = include_str!("../data/weights/weights.tsv");
/// SHA-256 over the weights and every table of names, written by the fitter and held by a test.
pub(crate) const HASH: &str = include_str!("../data/weights/tables.sha256");

/// One feature's weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weight {
    /// Log-likelihood ratio in thousandths of a nat.
    pub millinats: i32,
    /// Standard error of the fit in thousandths of a nat.
    pub error: i32,
}

/// The weight of a feature.
pub(crate) fn of(feature: Feature) -> Weight {
    let found = WEIGHTS.get(feature as usize).copied();
    found.unwrap_or(Weight { millinats: feature.start(), error: 700 })
}

static WEIGHTS: LazyLock<Vec<Weight>> = LazyLock::new(|| {
    let mut weights: Vec<Weight> = Feature::ALL
        .iter()
        .map(|feature| Weight { millinats: feature.start(), error: 700 })
        .collect();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let feature = cells.next().and_then(|id| Feature::ALL.iter().position(|f| f.id() == id));
        let numbers: Vec<i32> = cells.filter_map(|cell| cell.parse().ok()).collect();
        if let (Some(at), [millinats, error, ..]) = (feature, numbers.as_slice())
            && let Some(weight) = weights.get_mut(at)
        {
            *weight = Weight { millinats: *millinats, error: *error };
        }
    }
    weights
});

/// The text over which [`HASH`] is taken.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn hashed_tables(table: &str) -> Vec<String> {
    let names = crate::lexicon::tables().map(str::to_owned);
    std::iter::once(table.to_owned()).chain(names).collect()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_hash_is_that_of_the_tables() {
        let mut hash = Sha256::new();
        for text in hashed_tables(TABLE) {
            hash.update(text.as_bytes());
        }
        let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(HASH.trim(), hex, "run the fitter after a change of a table");
    }

    #[test]
    fn every_feature_has_a_fitted_weight() {
        let lines: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), Feature::ALL.len());
        for (line, feature) in lines.iter().zip(Feature::ALL) {
            assert!(line.starts_with(feature.id()), "{line}");
        }
    }
}
