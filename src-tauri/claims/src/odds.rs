//! Odds and probabilities in integers. The functions are our own, of plain arithmetic only, so
//! that every machine computes the same report.

/// A probability in parts per million from log-odds in thousandths of a nat. Never 0 or 1.
pub(crate) fn probability(millinats: i32) -> u32 {
    let [ppm] = probabilities([millinats]);
    ppm
}

/// Several at once, which takes hardly longer than one.
pub(crate) fn probabilities<const N: usize>(millinats: [i32; N]) -> [u32; N] {
    let minus_x =
        millinats.map(|millinats| -(f64::from(millinats.clamp(-13_800, 13_800)) / 1000.0));
    exponential(minus_x).map(|e| {
        let p = 1.0 / (1.0 + e);
        // In range by the clamp above.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let ppm = (p * 1_000_000.0 + 0.5) as u32;
        ppm.clamp(1, 999_999)
    })
}

/// Log-odds in thousandths of a nat from a probability in parts per million.
pub(crate) fn log_odds(ppm: u32) -> i32 {
    let ppm = ppm.clamp(1, 999_999);
    if ppm == 500_000 {
        return 0;
    }
    // The function is monotone: search it.
    let (mut low, mut high) = (-13_900, 13_900);
    while low < high {
        let middle = (low + high) / 2 - i32::from((low + high) < 0 && (low + high) % 2 != 0);
        if probability(middle) < ppm { low = middle + 1 } else { high = middle }
    }
    low
}

/// The whole square root, rounded down.
pub(crate) fn root(n: u64) -> u64 {
    let (mut low, mut high) = (0_u64, 1 << 32);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if middle.saturating_mul(middle) <= n { low = middle } else { high = middle }
    }
    low
}

/// e to the x for -14 < x < 14.
fn exponential<const N: usize>(x: [f64; N]) -> [f64; N] {
    // (1 + y + y²/2 + …) with y = x / 64, squared six times.
    let y = x.map(|x| x / 64.0);
    let mut sums = [1.0; N];
    for n in (1..=12).rev() {
        for (sum, y) in sums.iter_mut().zip(y) {
            *sum = 1.0 + y * *sum / f64::from(n);
        }
    }
    for _ in 0..6 {
        sums = sums.map(|sum| sum * sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_and_probabilities_agree() {
        assert_eq!(probability(0), 500_000);
        assert_eq!(probability(1000), 731_059);
        assert_eq!(probability(-2197), 100_020);
        assert_eq!(log_odds(500_000), 0);
        for ppm in [10_000, 250_000, 731_059, 990_000] {
            assert!(probability(log_odds(ppm)).abs_diff(ppm) < 300, "{ppm}");
        }
        assert_eq!((root(0), root(15), root(16), root(1_000_000)), (0, 3, 4, 1000));
    }
}
