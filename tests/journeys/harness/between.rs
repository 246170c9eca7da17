//! Something between desk and service that watches, and meddles when told to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::Value;
use tokio::sync::{Notify, watch};

/// What happens to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoil {
    /// The service never hears of it, and no answer comes.
    Swallow,
    /// The service does it, and its answer never comes.
    LoseAnswer,
    /// The service's answer comes once it is let go.
    HoldAnswer,
    /// The connection ends before the service hears of it.
    CutBefore,
    /// The service does it, and the connection ends before its answer.
    CutAfter,
    /// 503 from in between; the service never hears of it.
    FailBefore,
    /// 503 from in between, though the service does it.
    FailAfter,
    /// The service gets it twice; the second answer goes back.
    Twice,
    /// 200 with a captive portal's page.
    Html,
    /// The last byte of the answer is another one.
    AlterLastByte,
    /// Evidence of a case is named by another SHA-256.
    OtherHash,
    /// Evidence of a case is committed to under another salt.
    OtherCommitment,
    /// 307 to this port of this machine.
    Elsewhere(u16),
}

/// One exchange that went by.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub method: String,
    /// With the query.
    pub path: String,
    /// None while the answer is not here, or is kept from the desk.
    pub status: Option<u16>,
    pub answer: Bytes,
}

/// What is to be done to which exchanges.
struct Meddling {
    path: String,
    how: Spoil,
    once: bool,
}

#[derive(Default)]
struct Seen {
    all: Vec<Exchange>,
    /// How many of them nobody wants to know of any more.
    forgotten: usize,
}

/// What a dishonest service makes of its answer.
type Lie = Arc<dyn Fn(&mut Value) + Send + Sync>;

/// Clones share it.
#[derive(Clone)]
pub struct Between(Arc<Inner>);

struct Inner {
    address: SocketAddr,
    target: String,
    http: reqwest::Client,
    seen: Mutex<Seen>,
    spoils: Mutex<Vec<Meddling>>,
    lies: Mutex<Vec<(String, Lie)>>,
    arrival: Notify,
    let_go: watch::Sender<bool>,
}

impl Between {
    pub async fn before(target: &str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let between = Self(Arc::new(Inner {
            address: listener.local_addr().unwrap(),
            target: target.to_owned(),
            http: reqwest::Client::new(),
            seen: Mutex::default(),
            spoils: Mutex::default(),
            lies: Mutex::default(),
            arrival: Notify::new(),
            let_go: watch::Sender::new(false),
        }));
        let routes = axum::Router::new().fallback(pass).with_state(between.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        between
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// From here on, what goes to a path with this in it is spoiled.
    pub fn spoil(&self, path: &str, how: Spoil) {
        self.meddle(path, how, false);
    }

    /// The next exchange to a path with this in it is spoiled, and no other.
    pub fn spoil_once(&self, path: &str, how: Spoil) {
        self.meddle(path, how, true);
    }

    fn meddle(&self, path: &str, how: Spoil, once: bool) {
        self.0.spoils.lock().unwrap().push(Meddling { path: path.to_owned(), how, once });
    }

    /// From here on, answers in JSON from a path with this at its end say something else.
    pub fn lie(&self, path: &str, lie: impl Fn(&mut Value) + Send + Sync + 'static) {
        self.0.lies.lock().unwrap().push((path.to_owned(), Arc::new(lie)));
    }

    /// Everything passes again; answers that were held come.
    pub fn leave_alone(&self) {
        self.0.lies.lock().unwrap().clear();
        self.0.spoils.lock().unwrap().clear();
        self.0.let_go.send_replace(true);
    }

    /// What went by, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        let seen = self.0.seen.lock().unwrap();
        seen.all[seen.forgotten..].to_vec()
    }

    pub fn forget(&self) {
        let mut seen = self.0.seen.lock().unwrap();
        seen.forgotten = seen.all.len();
    }

    /// Waits until an exchange went by for which it holds.
    pub async fn until(&self, holds: impl Fn(&Exchange) -> bool) -> Exchange {
        let waiting = async {
            loop {
                let arrival = self.0.arrival.notified();
                tokio::pin!(arrival);
                arrival.as_mut().enable();
                if let Some(found) = self.exchanges().into_iter().find(|seen| holds(seen)) {
                    return found;
                }
                arrival.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(120), waiting).await;
        waited.expect("the exchange that the journey waits for never came")
    }

    fn spoiled(&self, path: &str) -> Option<Spoil> {
        let mut spoils = self.0.spoils.lock().unwrap();
        let at = spoils.iter().position(|one| path.contains(&one.path))?;
        let how = spoils[at].how;
        if spoils[at].once {
            spoils.remove(at);
        }
        Some(how)
    }

    fn lied(&self, path: &str, answer: Bytes) -> Bytes {
        let lies = self.0.lies.lock().unwrap();
        let mut told = lies.iter().filter(|(end, _)| path.ends_with(end)).peekable();
        let parsed = serde_json::from_slice::<Value>(&answer);
        let (Some(_), Ok(mut said)) = (told.peek(), parsed) else { return answer };
        told.for_each(|(_, lie)| lie(&mut said));
        serde_json::to_vec(&said).unwrap().into()
    }

    /// Notes an arrival; the answer is filled in later.
    fn arrived(&self, method: &str, path: &str) -> usize {
        let mut seen = self.0.seen.lock().unwrap();
        let (method, path) = (method.to_owned(), path.to_owned());
        seen.all.push(Exchange { method, path, status: None, answer: Bytes::new() });
        let at = seen.all.len() - 1;
        drop(seen);
        self.0.arrival.notify_waiters();
        at
    }

    fn answered(&self, at: usize, status: StatusCode, answer: &Bytes) {
        let mut seen = self.0.seen.lock().unwrap();
        (seen.all[at].status, seen.all[at].answer) = (Some(status.as_u16()), answer.clone());
        drop(seen);
        self.0.arrival.notify_waiters();
    }

    async fn forward_twice(&self, request: Request) -> (StatusCode, header::HeaderMap, Bytes) {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let again = Request::from_parts(parts.clone(), Body::from(body.clone()));
        self.forward(Request::from_parts(parts, Body::from(body))).await;
        self.forward(again).await
    }

    async fn forward(&self, request: Request) -> (StatusCode, header::HeaderMap, Bytes) {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let mut headers = parts.headers;
        for own in [header::HOST, header::CONTENT_LENGTH, header::CONNECTION] {
            headers.remove(own);
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let url = format!("{}{path}", self.0.target);
        let sent = self.0.http.request(parts.method, url).headers(headers).body(body).send().await;
        let Ok(answer) = sent else {
            return (StatusCode::BAD_GATEWAY, header::HeaderMap::new(), Bytes::new());
        };
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        for own in [header::TRANSFER_ENCODING, header::CONTENT_LENGTH, header::CONNECTION] {
            headers.remove(own);
        }
        (status, headers, answer.bytes().await.unwrap_or_default())
    }
}

async fn pass(State(between): State<Between>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let how = between.spoiled(&path);
    let at = between.arrived(request.method().as_str(), &path);
    match how {
        Some(Spoil::Swallow) => return std::future::pending().await,
        Some(Spoil::CutBefore) => return cut(),
        Some(Spoil::FailBefore) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Spoil::Html) => {
            return Html("<!doctype html><title>Welcome</title><h1>Please accept our terms</h1>")
                .into_response();
        }
        Some(Spoil::Elsewhere(port)) => {
            let to = format!("http://127.0.0.1:{port}{path}");
            return Redirect::temporary(&to).into_response();
        }
        _ => {}
    }
    let (status, headers, mut answer) = match how {
        Some(Spoil::Twice) => between.forward_twice(request).await,
        _ => between.forward(request).await,
    };
    between.answered(at, status, &answer);
    match how {
        Some(Spoil::CutAfter) => return cut(),
        Some(Spoil::FailAfter) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Spoil::LoseAnswer) => return std::future::pending().await,
        Some(Spoil::HoldAnswer) => {
            let mut let_go = between.0.let_go.subscribe();
            let_go.wait_for(|free| *free).await.unwrap();
        }
        Some(Spoil::AlterLastByte) if !answer.is_empty() => {
            let mut altered = answer.to_vec();
            *altered.last_mut().unwrap() ^= 1;
            answer = altered.into();
        }
        Some(Spoil::OtherHash) => answer = renamed(&answer, "sha256"),
        Some(Spoil::OtherCommitment) => answer = renamed(&answer, "commitment"),
        _ => {}
    }
    let answer = between.lied(&path, answer);
    let mut response = Response::new(Body::from(answer));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response.headers_mut().insert("x-between", HeaderValue::from_static("journey"));
    response
}

/// An answer that breaks off.
fn cut() -> Response {
    let broken = std::io::Error::other("the connection is cut");
    let body = futures::stream::once(async { Err::<Bytes, _>(broken) });
    Response::new(Body::from_stream(body))
}

/// A case file whose evidence has another word under a name.
fn renamed(answer: &Bytes, name: &str) -> Bytes {
    let Ok(mut file) = serde_json::from_slice::<serde_json::Value>(answer) else {
        return answer.clone();
    };
    let evidence = file.get_mut("evidence").and_then(serde_json::Value::as_array_mut);
    for item in evidence.into_iter().flatten() {
        item[name] = "5a".repeat(32).into();
    }
    serde_json::to_vec(&file).unwrap().into()
}
