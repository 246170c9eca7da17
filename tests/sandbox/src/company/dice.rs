//! Chance that comes out the same for the same seed, on every machine and in every year.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::{Builder, Uuid};

/// A small generator (SplitMix64). Not for secrets.
///
/// The `rand` crate promises no stable streams between its versions; a company must not change
/// because a dependency did.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice for a purpose: the same seed and label give the same throws.
    #[must_use]
    pub fn new(seed: u64, label: &str) -> Self {
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in label.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut dice = Self(state);
        dice.throw();
        dice
    }

    /// The next 64 bits.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.throw() % bound as u64) as usize }
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.throw() % (high - low + 1).max(1) as u64) as i64
    }

    /// A fraction, at least 0 and below 1.
    pub fn fraction(&mut self) -> f32 {
        (self.throw() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number from `low` to `high`.
    pub fn spread(&mut self, low: f32, high: f32) -> f32 {
        low + self.fraction() * (high - low)
    }

    /// True in `share` of the throws.
    pub fn chance(&mut self, share: f32) -> bool {
        self.fraction() < share
    }

    /// One of the choices; the type's default when there are none.
    pub fn pick<T: Clone + Default>(&mut self, choices: &[T]) -> T {
        let place = self.below(choices.len());
        choices.get(place).cloned().unwrap_or_default()
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }

    /// A random-looking object id (version 4).
    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0u8; 16];
        bytes[..8].copy_from_slice(&self.throw().to_be_bytes());
        bytes[8..].copy_from_slice(&self.throw().to_be_bytes());
        Builder::from_random_bytes(bytes).into_uuid()
    }

    /// `length` decimal digits, the first not zero.
    pub fn digits(&mut self, length: usize) -> String {
        (0..length).map(|at| char::from(b'0' + self.between(i64::from(at == 0), 9) as u8)).collect()
    }

    /// `length` capital letters that are hard to mistake for digits.
    pub fn letters(&mut self, length: usize) -> String {
        let alphabet: Vec<char> = "ACDEFHJKLMNPRTUVWXY".chars().collect();
        (0..length).map(|_| self.pick(&alphabet)).collect()
    }

    /// A moment between `least` and `most` minutes before `now`.
    pub fn ago(&mut self, now: DateTime<Utc>, least: i64, most: i64) -> DateTime<Utc> {
        now - Duration::minutes(self.between(least, most)) - Duration::seconds(self.between(0, 59))
    }

    /// A day between two days, both included.
    pub fn day(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        first + Duration::days(self.between(0, (last - first).num_days()))
    }
}
