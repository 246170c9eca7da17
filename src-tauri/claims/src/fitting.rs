//! What the fitter needs of the engine. Only with the feature `fit`.

use crate::{Document, Profile, feature::Feature, weighing, weights};

/// The names of all features, in the order of the table, with the weights that an expert would
/// give them in thousandths of a nat.
#[must_use]
pub fn features() -> Vec<(&'static str, i32)> {
    Feature::ALL.iter().map(|feature| (feature.id(), feature.start())).collect()
}

/// What is weighed of a pair under its best reading: places in [`features`], and amounts in
/// thousandths.
#[must_use]
pub fn vector(document: &Document, profile: &Profile) -> Vec<(usize, i32)> {
    let weighed = weighing::weigh(document, profile);
    weighed.vector().into_iter().map(|(feature, amount)| (feature as usize, amount)).collect()
}

/// The texts whose SHA-256 the report carries, with `table` for the weights.
#[must_use]
pub fn hashed(table: &str) -> Vec<String> {
    weights::hashed_tables(table)
}
