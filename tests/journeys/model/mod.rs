//! Desks, service and network against a reference that says in a hundred lines what ought to come
//! of every act. The same acts each time; with `COUNTERSIGN_ACTS` that many others, drawn at random
//! (`make soak`: 100,000).

mod house;
mod reference;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use review::CaseId;
use tokio::runtime::Runtime;

use house::House;
use reference::{Act, Expected, Net, Reference};

/// Acts of one sequence.
const LENGTH: usize = 100;
/// Acts of a run when nobody says otherwise.
const ACTS: usize = 2_000;

#[test]
fn desks_and_service_do_what_the_reference_says() {
    let config = Config { failure_persistence: None, ..Config::default() };
    let asked = std::env::var("COUNTERSIGN_ACTS").ok();
    let (acts, mut runner) = match asked {
        Some(acts) => (acts.parse().unwrap(), TestRunner::new(config.clone())),
        None => (ACTS, TestRunner::deterministic()),
    };
    let sequences = usize::div_ceil(acts, LENGTH);
    for _ in 0..sequences {
        let drawn = Machine::sequential_strategy(LENGTH..=LENGTH).new_tree(&mut runner).unwrap();
        let (first, acts, seen) = drawn.current();
        Tried::test_sequential(config.clone(), first, acts, seen);
    }
    let counts = std::mem::take(&mut *COUNTS.lock().unwrap());
    // Written past the capture of the test runner: it is read also when all is well.
    std::io::stderr().write_all(told(&counts).as_bytes()).unwrap();
    for act in RULED {
        for expected in [Expected::Done, Expected::Refused] {
            assert!(counts.contains_key(&(act, expected)), "{act} was never {expected:?}");
        }
    }
}

/// Acts that some rule allows and some rule refuses.
const RULED: [&str; 9] = [
    "take",
    "take over",
    "judge",
    "see",
    "approve",
    "deny",
    "new capture",
    "escalate",
    "give back",
];

static COUNTS: Mutex<BTreeMap<(&'static str, Expected), usize>> = Mutex::new(BTreeMap::new());
/// Desks and service outlive a sequence: each has cases of its own.
static HOUSE: Mutex<Option<(Runtime, House)>> = Mutex::new(None);

struct Machine;

impl ReferenceStateMachine for Machine {
    type State = Reference;
    type Transition = Act;

    fn init_state() -> BoxedStrategy<Reference> {
        Reference::any()
    }

    fn transitions(state: &Reference) -> BoxedStrategy<Act> {
        state.acts()
    }

    fn apply(state: Reference, act: &Act) -> Reference {
        state.after(act)
    }
}

/// The real thing while a sequence lasts.
struct Tried {
    runtime: Runtime,
    house: House,
    cases: Vec<CaseId>,
    /// The reference before the next act.
    before: Reference,
    /// What was done, for whoever reads a failure.
    done: Vec<String>,
}

impl StateMachineTest for Tried {
    type SystemUnderTest = Self;
    type Reference = Machine;

    fn init_test(first: &Reference) -> Self {
        let mut kept = HOUSE.lock().unwrap_or_else(PoisonError::into_inner).take();
        loop {
            let (runtime, mut house) = kept.take().unwrap_or_else(|| {
                let runtime = Runtime::new().unwrap();
                let house = runtime.block_on(House::open());
                (runtime, house)
            });
            let cases: Option<Vec<CaseId>> = runtime.block_on(async {
                let mut cases = Vec::new();
                for case in &first.cases {
                    cases.push(house.new_case(case.two, case.circle).await?);
                }
                Some(cases)
            });
            if let Some(cases) = cases {
                return Self { runtime, house, cases, before: first.clone(), done: Vec::new() };
            }
        }
    }

    fn apply(mut tried: Self, after: &Reference, act: Act) -> Self {
        let expected = tried.before.expected(&act);
        tried.done.push(format!("{act:?}: {expected:?}"));
        let came = tried.runtime.block_on(tried.house.act(&act, &tried.cases, expected));
        let (done, said) = (tried.done.join("\n"), &tried.house.said);
        assert_eq!(came, expected, "{done}\n{said}\n{:#?}", tried.before);
        for name in [Some(name(&act)), meddling(&act, expected)].into_iter().flatten() {
            *COUNTS.lock().unwrap().entry((name, expected)).or_default() += 1;
        }
        tried.before = after.clone();
        tried
    }

    fn check_invariants(tried: &Self, state: &Reference) {
        for (id, case) in tried.cases.iter().zip(&state.cases) {
            let rows = tried.runtime.block_on(tried.house.recorded(*id));
            let recorded: Vec<_> = rows.iter().map(|row| (row.by, row.verdict)).collect();
            assert_eq!(recorded, case.recorded, "{}", tried.done.join("\n"));
            assert_eq!(rules::broken(&rows, case.two), None, "{}", tried.done.join("\n"));
        }
    }

    fn teardown(mut tried: Self, _: Reference) {
        tried.runtime.block_on(tried.house.delivered());
        *HOUSE.lock().unwrap() = Some((tried.runtime, tried.house));
    }
}

fn name(act: &Act) -> &'static str {
    match act {
        Act::Take { over: false, .. } => "take",
        Act::Take { over: true, .. } => "take over",
        Act::Judge { .. } => "judge",
        Act::See { .. } => "see",
        Act::Decide { verdict, .. } => match verdict {
            review::Verdict::Approve => "approve",
            review::Verdict::Deny => "deny",
            review::Verdict::NewCapture => "new capture",
            review::Verdict::Escalate => "escalate",
        },
        Act::GiveBack { .. } => "give back",
        Act::Restart { .. } => "restart",
        Act::ServiceDown => "service down",
        Act::ServiceUp => "service up",
    }
}

/// What the network did to a decision that was recorded all the same.
fn meddling(act: &Act, expected: Expected) -> Option<&'static str> {
    let Act::Decide { net, .. } = act else { return None };
    (expected == Expected::Done).then_some(match net {
        Net::Calm => "sent calmly",
        Net::CutBefore => "cut before",
        Net::CutAfter => "cut after",
        Net::FailedBefore => "503 before",
        Net::FailedAfter => "503 after",
        Net::Twice => "sent twice",
    })
}

fn told(counts: &BTreeMap<(&'static str, Expected), usize>) -> String {
    let mut text = String::from("act            done   waits  refused\n");
    let acts: BTreeSet<&str> = counts.keys().map(|(act, _)| *act).collect();
    for act in acts {
        let of = |expected| counts.get(&(act, expected)).copied().unwrap_or(0);
        let (done, waits) = (of(Expected::Done), of(Expected::Waits));
        let _ = writeln!(text, "{act:<12} {done:>6} {waits:>7} {:>8}", of(Expected::Refused));
    }
    text
}
