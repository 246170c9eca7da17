//! Hints that something happened. They carry no signature, and are repeated for half an hour.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::StreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Incode;
use crate::fault::Fault;
use crate::guard::lock;
use crate::world::{Shared, World};

/// Waits between attempts, in seconds: 30 × 2.5ⁿ, about 32 minutes in all
/// (developer.incode.com/docs/webhooks).
pub const RETRY_SECONDS: [f64; 5] = [30.0, 75.0, 187.5, 468.75, 1_171.88];
/// Incode's own name of the customer.
pub(crate) const CLIENT_ID: &str = "tarnholm";
/// The configuration that every session here ran.
const FLOW_ID: &str = "65f0c0ffee0000000000f10f";
/// A dashboard that is switched on does not flood its target.
const AT_ONCE: usize = 4;

/// Where hints go, and the static headers that go with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Any address; plain HTTP to loopback in tests.
    pub url: String,
    /// Static headers, the only authentication there is.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

impl Incode {
    /// Where hints go now.
    pub fn target(&self) -> Option<Target> {
        lock(&self.target).clone()
    }
}

/// Sets the target, and sends one hint for every session that waits for review.
pub(crate) fn set_target(world: &Shared, target: Target) {
    *lock(&world.incode.target) = Some(target);
    let waiting: Vec<String> = {
        let sessions = lock(&world.incode.sessions);
        let waiting = sessions.iter().filter(|(_, live)| live.waits_for_review());
        waiting.map(|(id, _)| id.clone()).collect()
    };
    let own = world.clone();
    spawn(world, async move {
        let hints = waiting.into_iter().map(|interview| {
            let own = own.clone();
            async move { deliver_copies(&own, &interview).await }
        });
        futures::stream::iter(hints).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
    });
}

/// Takes the target away.
pub(crate) fn forget_target(world: &World) {
    *lock(&world.incode.target) = None;
}

/// Sends a hint about one session, in the background.
pub(crate) fn send(world: &Shared, interview: &str) {
    let (own, interview) = (world.clone(), interview.to_owned());
    spawn(world, async move { deliver_copies(&own, &interview).await });
}

fn spawn(world: &Shared, work: impl Future<Output = ()> + Send + 'static) {
    let closing = world.closing.clone();
    tokio::spawn(async move { closing.run_until_cancelled(work).await });
}

async fn deliver_copies(world: &World, interview: &str) {
    let copies = world.faults.hit(|fault| match fault {
        Fault::WebhookCopies { copies } => Some(*copies),
        _ => None,
    });
    for _ in 0..copies.unwrap_or(1) {
        deliver(world, interview).await;
    }
}

async fn deliver(world: &World, interview: &str) {
    let Some(live) = world.incode.live(interview) else { return };
    // The body is fixed when the hint is made: a repeated one tells of an old status.
    let body = json!({
        "interviewId": interview,
        "externalId": live.external_id,
        "onboardingStatus": live.status,
        "clientId": CLIENT_ID,
        "flowId": FLOW_ID,
    });
    let mut waits = RETRY_SECONDS.iter();
    loop {
        let Some(target) = world.incode.target() else { return };
        if post(world, &target, &body).await {
            return;
        }
        let Some(seconds) = waits.next() else { return };
        tracing::debug!(interview, seconds, "the webhook is tried again");
        tokio::time::sleep(Duration::from_secs_f64(seconds * pace(world))).await;
    }
}

async fn post(world: &World, target: &Target, body: &Value) -> bool {
    let mut request = world.http.post(&target.url).json(body);
    for (name, value) in &target.headers {
        request = request.header(name, value);
    }
    let answer = request.timeout(Duration::from_secs(30)).send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

fn pace(world: &World) -> f64 {
    let thousandths = world.faults.hit(|fault| match fault {
        Fault::WebhookPace { thousandths } => Some(*thousandths),
        _ => None,
    });
    thousandths.map_or(1.0, |thousandths| f64::from(thousandths) / 1_000.0)
}
