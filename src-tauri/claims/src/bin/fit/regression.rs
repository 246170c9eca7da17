//! Logistic regression without intercept, drawn towards expert weights: the maximum of the
//! posterior under independent normal priors, by Newton's method.

/// One row: places and amounts, truth, and how much it counts.
pub struct Row {
    pub vector: Vec<(usize, f64)>,
    pub same: bool,
    pub weight: f64,
}

/// Weights in nats with their standard errors.
pub struct Fitted {
    pub weights: Vec<f64>,
    pub errors: Vec<f64>,
}

/// Fits. `start` is the centre of the prior, `spread` its standard deviation in nats. No weight
/// takes the other sign than its start: what speaks against never comes to speak for, so that
/// adding a conflict never raises a probability.
pub fn fit(rows: &[&Row], start: &[f64], spread: f64) -> Fitted {
    let mut held = vec![false; start.len()];
    loop {
        let fitted = fit_free(rows, start, spread, &held);
        let mut more = false;
        for ((weight, start), held) in fitted.weights.iter().zip(start).zip(&mut held) {
            if weight * start < 0.0 && !*held {
                *held = true;
                more = true;
            }
        }
        if !more {
            return fitted;
        }
    }
}

/// Fits all weights but those held at nought.
fn fit_free(rows: &[&Row], start: &[f64], spread: f64, held: &[bool]) -> Fitted {
    let size = start.len();
    let mut weights: Vec<f64> =
        start.iter().zip(held).map(|(start, held)| if *held { 0.0 } else { *start }).collect();
    let mut inverse = vec![0.0; size * size];
    for _ in 0..25 {
        let mut gradient: Vec<f64> =
            weights.iter().zip(start).map(|(w, s)| (w - s) / (spread * spread)).collect();
        let mut hessian = vec![0.0; size * size];
        for n in 0..size {
            hessian[n * size + n] = 1.0 / (spread * spread);
        }
        for row in rows {
            let p = probability(&weights, &row.vector);
            let error = (p - f64::from(u8::from(row.same))) * row.weight;
            let curve = p * (1.0 - p) * row.weight;
            for &(i, x) in &row.vector {
                gradient[i] += error * x;
                for &(j, y) in &row.vector {
                    hessian[i * size + j] += curve * x * y;
                }
            }
        }
        for n in (0..size).filter(|n| held[*n]) {
            gradient[n] = 0.0;
            for other in 0..size {
                hessian[n * size + other] = 0.0;
                hessian[other * size + n] = 0.0;
            }
            hessian[n * size + n] = 1.0 / (spread * spread);
        }
        inverse = inverted(&hessian, size);
        let mut moved: f64 = 0.0;
        for i in 0..size {
            let step: f64 = (0..size).map(|j| inverse[i * size + j] * gradient[j]).sum();
            weights[i] -= step.clamp(-2.0, 2.0);
            moved = moved.max(step.abs());
        }
        if moved < 1e-6 {
            break;
        }
    }
    let errors = (0..size).map(|n| inverse[n * size + n].max(0.0).sqrt()).collect();
    Fitted { weights, errors }
}

/// The log-odds of a row.
pub fn log_odds(weights: &[f64], vector: &[(usize, f64)]) -> f64 {
    vector.iter().map(|&(n, x)| weights[n] * x).sum()
}

fn probability(weights: &[f64], vector: &[(usize, f64)]) -> f64 {
    1.0 / (1.0 + (-log_odds(weights, vector)).exp())
}

/// The inverse of a symmetric positive matrix, by Gauss and Jordan.
fn inverted(matrix: &[f64], size: usize) -> Vec<f64> {
    let mut a = matrix.to_vec();
    let mut out = vec![0.0; size * size];
    for n in 0..size {
        out[n * size + n] = 1.0;
    }
    for n in 0..size {
        let pivot = a[n * size + n];
        for j in 0..size {
            a[n * size + j] /= pivot;
            out[n * size + j] /= pivot;
        }
        for i in (0..size).filter(|i| *i != n) {
            let factor = a[i * size + n];
            if factor != 0.0 {
                for j in 0..size {
                    a[i * size + j] -= factor * a[n * size + j];
                    out[i * size + j] -= factor * out[n * size + j];
                }
            }
        }
    }
    out
}
