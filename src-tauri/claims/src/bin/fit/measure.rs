//! Figures of merit.

/// Area under the curve of true against false accepts; ties count half.
pub fn auc(scored: &[(f64, bool)]) -> f64 {
    let mut sorted: Vec<(f64, bool)> = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut area, mut below, mut start) = (0.0, 0.0, 0);
    while start < sorted.len() {
        let end = sorted[start..].iter().take_while(|row| row.0 == sorted[start].0).count() + start;
        let same = sorted[start..end].iter().filter(|row| row.1).count() as f64;
        let other = (end - start) as f64 - same;
        area += same * (below + other / 2.0);
        below += other;
        start = end;
    }
    let same = sorted.iter().filter(|row| row.1).count() as f64;
    area / (same * below).max(1.0)
}

/// The threshold above which at most this share of the others lies, and the share of true pairs
/// above it.
pub fn recall_at(scored: &[(f64, bool)], false_accepts: f64) -> (f64, f64) {
    let mut others: Vec<f64> = scored.iter().filter(|row| !row.1).map(|row| row.0).collect();
    others.sort_by(|a, b| b.total_cmp(a));
    let allowed = (others.len() as f64 * false_accepts).floor() as usize;
    let threshold = others.get(allowed).copied().unwrap_or(f64::NEG_INFINITY);
    let same: Vec<f64> = scored.iter().filter(|row| row.1).map(|row| row.0).collect();
    let above = same.iter().filter(|score| **score > threshold).count() as f64;
    (threshold, above / (same.len() as f64).max(1.0))
}

/// The best F1 over all thresholds.
pub fn best_f1(scored: &[(f64, bool)]) -> f64 {
    let mut sorted: Vec<(f64, bool)> = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total = sorted.iter().filter(|row| row.1).count() as f64;
    let (mut hits, mut best) = (0.0, 0.0_f64);
    for (n, row) in sorted.iter().enumerate() {
        hits += f64::from(u8::from(row.1));
        if sorted.get(n + 1).is_none_or(|next| next.0 != row.0) {
            best = best.max(2.0 * hits / (n as f64 + 1.0 + total));
        }
    }
    best
}

/// Brier score and expected calibration error in ten bins, of probabilities.
pub fn calibration(scored: &[(f64, bool)]) -> (f64, f64) {
    let truth = |same: bool| f64::from(u8::from(same));
    let total = scored.len().max(1) as f64;
    let brier = scored.iter().map(|(p, same)| (p - truth(*same)).powi(2)).sum::<f64>() / total;
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (p, same) in scored {
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + p, bin.2 + truth(*same));
    }
    let error = bins.iter().map(|(_, p, same)| (p - same).abs()).sum::<f64>() / total;
    (brier, error)
}
