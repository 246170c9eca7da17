//! The outbox compared with a model over any run of steps, restarts among them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use review::DecisionId;
use serde_json::json;
use store::{Delivery, Error, Reached, Store};

use crate::sample::{self, ana, now, receipt};

#[derive(Debug, Clone, Copy)]
enum Step {
    Record,
    Claim,
    Fail(Reached),
    Deliver,
    Conflict,
    Refuse,
    Park(Reached),
    Unpark,
    TakeBack(usize),
    Restart,
}

/// What the outbox must be after each step.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    state: &'static str,
    attempts: u32,
    reached: bool,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_run_of_steps_is_as_the_model_says(steps in prop::collection::vec(step(), 1..40)) {
        let running = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        running.block_on(run(steps));
    }
}

async fn run(steps: Vec<Step>) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sample::open(folder.path()).await;
    let mut model: BTreeMap<DecisionId, Item> = BTreeMap::new();
    let mut order: Vec<DecisionId> = Vec::new();
    for step in steps {
        let sending = model.iter().find(|(_, item)| item.state == "sending").map(|(id, _)| *id);
        match step {
            Step::Record => {
                let new = sample::decision(&store, ana(), order.len() as u128).await;
                store.record_decision(&new, now()).await.unwrap();
                order.push(new.claim.decision);
                let item = Item { state: "queued", attempts: 0, reached: false };
                model.insert(new.claim.decision, item);
            }
            Step::Claim => {
                let open = |id: &&DecisionId| matches!(model[*id].state, "queued" | "sending");
                let first = order.iter().find(open).copied();
                let wanted = first.filter(|id| model[id].state == "queued");
                let claimed = store.claim_due(ana(), now()).await.unwrap();
                assert_eq!(claimed.as_ref().map(|item| item.decision), wanted);
                if let Some(claimed) = claimed {
                    let item = model.get_mut(&claimed.decision).unwrap();
                    assert_eq!(claimed.reached == Reached::Perhaps, item.reached);
                    item.state = "sending";
                    item.attempts += 1;
                    assert_eq!(claimed.attempt, item.attempts);
                }
            }
            Step::Unpark => {
                store.unpark(ana(), now()).await.unwrap();
                for item in model.values_mut().filter(|item| item.state == "parked") {
                    item.state = "queued";
                }
            }
            Step::TakeBack(index) if !order.is_empty() => {
                let id = order[index % order.len()];
                let item = model.get_mut(&id).unwrap();
                let allowed = matches!(item.state, "queued" | "parked") && !item.reached;
                assert_eq!(store.take_back(id, now()).await.is_ok(), allowed);
                if allowed {
                    item.state = "taken_back";
                }
            }
            Step::TakeBack(_) => {}
            Step::Restart => {
                store.close().await;
                store = sample::open(folder.path()).await;
                for item in model.values_mut().filter(|item| item.state == "sending") {
                    item.state = "queued";
                    item.reached = true;
                }
            }
            Step::Fail(_) | Step::Deliver | Step::Conflict | Step::Refuse | Step::Park(_) => {
                answer(&store, step, sending, &mut model, order.first().copied()).await;
            }
        }
        assert_eq!(seen(&store, &order).await, told(&model));
    }
    store.verify_journal().await.unwrap();
}

/// An answer of the service, to the running attempt if there is one.
async fn answer(
    store: &Store,
    step: Step,
    sending: Option<DecisionId>,
    model: &mut BTreeMap<DecisionId, Item>,
    any: Option<DecisionId>,
) {
    let Some(id) = sending.or(any) else { return };
    let problem = json!({ "type": "t" });
    let before = model[&id].state;
    let (done, state, reached) = match step {
        Step::Fail(reached) => (store.requeue(id, now(), reached, now()).await, "queued", reached),
        Step::Deliver => {
            (store.mark_delivered(&receipt(id), now()).await, "delivered", Reached::No)
        }
        Step::Conflict => (store.mark_conflict(id, &problem, now()).await, "conflict", Reached::No),
        Step::Refuse => (store.mark_refused(id, &problem, now()).await, "refused", Reached::No),
        Step::Park(reached) => {
            (store.mark_parked(id, &problem, reached, now()).await, "parked", reached)
        }
        other => unreachable!("{other:?}"),
    };
    let allowed =
        before == "sending" || (state == "delivered" && matches!(before, "queued" | "parked"));
    match done {
        Ok(()) => assert!(allowed, "{before} → {state}"),
        Err(error) => {
            assert!(matches!(error, Error::Stale), "{error:?}");
            assert!(!allowed, "{before} → {state}");
            return;
        }
    }
    let item = model.get_mut(&id).unwrap();
    item.state = state;
    item.reached |= reached == Reached::Perhaps;
}

/// What can be seen of the model: whether an attempt arrived matters only while one may be taken back.
type Told = BTreeMap<DecisionId, (&'static str, u32, Option<bool>)>;

fn told(model: &BTreeMap<DecisionId, Item>) -> Told {
    let tell = |item: &Item| {
        let open = matches!(item.state, "queued" | "parked");
        (item.state, item.attempts, open.then_some(item.reached))
    };
    model.iter().map(|(id, item)| (*id, tell(item))).collect()
}

async fn seen(store: &Store, order: &[DecisionId]) -> Told {
    let mut seen = Told::new();
    for id in order {
        let kept = store.decision(*id).await.unwrap().unwrap();
        let entries = store.journal_entries(Some(kept.claim.case), 0, 100).await.unwrap();
        let tries = entries.iter().filter(|entry| entry.kind == "decision.sending").count() as u32;
        let told = match kept.delivery {
            Delivery::Queued { attempts, can_take_back, .. } => {
                ("queued", attempts, Some(!can_take_back))
            }
            Delivery::Sending { attempt } => ("sending", attempt, None),
            Delivery::Parked { can_take_back, .. } => ("parked", tries, Some(!can_take_back)),
            Delivery::Delivered { .. } => ("delivered", tries, None),
            Delivery::Conflict { .. } => ("conflict", tries, None),
            Delivery::Refused { .. } => ("refused", tries, None),
            Delivery::TakenBack => ("taken_back", tries, None),
        };
        assert_eq!(told.1, tries, "every attempt is in the journal");
        seen.insert(*id, told);
    }
    seen
}

fn step() -> impl Strategy<Value = Step> {
    let reached = prop_oneof![Just(Reached::No), Just(Reached::Perhaps)];
    prop_oneof![
        4 => Just(Step::Record),
        8 => Just(Step::Claim),
        2 => reached.clone().prop_map(Step::Fail),
        3 => Just(Step::Deliver),
        1 => Just(Step::Conflict),
        1 => Just(Step::Refuse),
        2 => reached.prop_map(Step::Park),
        1 => Just(Step::Unpark),
        2 => (0_usize..8).prop_map(Step::TakeBack),
        1 => Just(Step::Restart),
    ]
}
