//! Several requests in one (`$batch`). Source: *Combine multiple HTTP requests using JSON
//! batching*, Microsoft Graph.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Graph;
use super::call::Call;
use super::fault::Fault;
use crate::error::Error;
use crate::transport::unexpected;

const MOST_PER_BATCH: usize = 20;
const ROUNDS: usize = 4;
const WITHOUT_WORD: Duration = Duration::from_secs(3);

#[derive(Deserialize)]
struct Answers {
    responses: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    id: String,
    status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: Value,
}

impl Graph {
    /// Several GETs at once (`$batch`, 20 a request), each with its own outcome, in the order
    /// asked. `paths` are relative to the version: `/users/{id}?$select=…`. Throttled ones are
    /// tried again together after the longest `Retry-After` among them.
    ///
    /// # Errors
    /// Only if a batch itself failed.
    pub async fn batch(&self, paths: &[String]) -> Result<Vec<Result<Value, Error>>, Error> {
        let mut outcomes = Vec::with_capacity(paths.len());
        for some in paths.chunks(MOST_PER_BATCH) {
            outcomes.extend(self.one_batch(some).await?);
        }
        Ok(outcomes)
    }

    async fn one_batch(&self, paths: &[String]) -> Result<Vec<Result<Value, Error>>, Error> {
        let mut outcomes: Vec<Option<Result<Value, Error>>> = vec![None; paths.len()];
        for round in 1..=ROUNDS {
            let open: Vec<usize> = (0..paths.len()).filter(|at| outcomes[*at].is_none()).collect();
            let mut wait = None;
            for one in self.ask(paths, &open).await?.responses {
                let Some(at) = one.id.parse().ok().filter(|at| open.contains(at)) else { continue };
                let asked = throttled(&one);
                if asked.is_some_and(|asked| round < ROUNDS && asked <= self.longest_wait) {
                    wait = wait.max(asked);
                } else {
                    outcomes[at] = Some(outcome(one, asked));
                }
            }
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => break,
            }
        }
        let missing = || Err(unexpected("batch", "a request without an answer"));
        Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(missing)).collect())
    }

    async fn ask(&self, paths: &[String], open: &[usize]) -> Result<Answers, Error> {
        let requests: Vec<Value> = open
            .iter()
            .map(|at| json!({"id": at.to_string(), "method": "GET", "url": paths[*at]}))
            .collect();
        let url = self.address(&["$batch"], &[])?;
        let call = Call::post("batch", url, json!({ "requests": requests }));
        self.call(call).await?.json("batch")
    }
}

fn throttled(one: &One) -> Option<Duration> {
    let header = one.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
    let seconds = header.and_then(|(_, value)| match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_u64(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    });
    (one.status == 429).then(|| seconds.map_or(WITHOUT_WORD, Duration::from_secs))
}

fn outcome(one: One, throttled: Option<Duration>) -> Result<Value, Error> {
    if let Some(retry_after) = throttled {
        return Err(Error::Throttled { retry_after });
    }
    if (200..300).contains(&one.status) {
        return Ok(one.body);
    }
    Err(Fault::of(one.status, &one.body).error())
}
