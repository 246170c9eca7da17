//! How a sandbox is to be made.

use crate::fault::Switch;

/// How a sandbox is to be made. The same options give the same company, cases and ids.
#[derive(Clone, Debug)]
pub struct Options {
    /// The first of four neighbouring ports (Entra, Graph, Incode, mailbox); free ones if absent.
    pub port_base: Option<u16>,
    /// How many people the company has.
    pub people: usize,
    /// How many cases wait for review.
    pub cases: usize,
    /// What everything random is drawn from.
    pub seed: u64,
    /// Faults that are on from the start.
    pub faults: Vec<Switch>,
}

impl Default for Options {
    /// The company of the demo: 2,000 people, 84 cases, seed 1, no fault.
    fn default() -> Self {
        Self { port_base: None, people: 2_000, cases: 84, seed: 1, faults: Vec::new() }
    }
}
