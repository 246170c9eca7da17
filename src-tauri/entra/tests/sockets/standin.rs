//! A TLS server in place of Entra and Graph. It keeps what it was asked and answers as told.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use chrono::{DateTime, Utc};
use entra::{Tenant, Trust};
use http::{HeaderMap, Uri};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, watch};
use url::{Url, form_urlencoded};

use crate::minting::{CLIENT, TENANT, published};

pub const SCOPE: &str = "api://desk/desk.access";

type Script = Box<dyn FnMut(&Ask) -> Option<Reply> + Send>;

pub struct Standin {
    pub tenant: Tenant,
    pub origin: String,
    world: Arc<World>,
    handle: Handle<std::net::SocketAddr>,
}

struct World {
    origin: String,
    script: Mutex<Script>,
    asked: Mutex<Vec<Ask>>,
    count: watch::Sender<usize>,
}

#[derive(Clone, Debug)]
pub struct Ask {
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: String,
}

pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    gate: Option<Arc<Semaphore>>,
}

impl Standin {
    /// Starts with an answer for everything that `script` passes over: discovery and keys.
    pub async fn start(script: impl FnMut(&Ask) -> Option<Reply> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let origin = format!("https://localhost:{port}");
        let (certificate, key, authority) = certificate();
        let config = RustlsConfig::from_pem(certificate.into(), key.into()).await.unwrap();
        let world = Arc::new(World {
            origin: origin.clone(),
            script: Mutex::new(Box::new(script)),
            asked: Mutex::default(),
            count: watch::Sender::new(0),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&world));
        let handle = Handle::new();
        let server = axum_server::from_tcp_rustls(listener, config).unwrap();
        tokio::spawn(server.handle(handle.clone()).serve(router.into_make_service()));
        let trust = Trust::Sandbox { ca_certificate_pem: authority };
        Self { tenant: tenant(&origin, trust), origin, world, handle }
    }

    /// Changes what it says from now on.
    pub fn script(&self, script: impl FnMut(&Ask) -> Option<Reply> + Send + 'static) {
        *self.world.script.lock().unwrap() = Box::new(script);
    }

    /// What it was asked at addresses that end so.
    pub fn asked(&self, ending: &str) -> Vec<Ask> {
        let asked = self.world.asked.lock().unwrap();
        asked.iter().filter(|ask| ask.path.ends_with(ending)).cloned().collect()
    }

    pub fn asked_in_all(&self) -> usize {
        self.world.asked.lock().unwrap().len()
    }

    /// Waits until it was asked so often at addresses that end so.
    pub async fn until_asked(&self, ending: &str, times: usize) {
        let mut count = self.world.count.subscribe();
        while self.asked(ending).len() < times {
            count.changed().await.unwrap();
        }
    }

    pub fn issuer(&self) -> String {
        self.tenant.issuer()
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

impl Ask {
    pub fn form(&self) -> HashMap<String, String> {
        form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    pub fn query(&self) -> HashMap<String, String> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned().collect()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

impl Reply {
    pub fn json(status: u16, body: Value) -> Self {
        Self::text(status, "application/json; charset=utf-8", &body.to_string())
    }

    pub fn text(status: u16, kind: &str, body: &str) -> Self {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Self { status, headers, body: body.as_bytes().to_vec(), gate: None }
    }

    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), gate: None }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Held back until the gate has a permit for it.
    pub fn behind(mut self, gate: &Arc<Semaphore>) -> Self {
        self.gate = Some(Arc::clone(gate));
        self
    }
}

/// A token answer as Entra writes it.
pub fn tokens(access: &str, refresh: &str, more: Value) -> Reply {
    let mut body = json!({
        "token_type": "Bearer", "scope": SCOPE, "expires_in": 3599, "ext_expires_in": 3599,
        "access_token": access, "refresh_token": refresh,
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Reply::json(200, body)
}

/// A refusal as Entra writes it.
pub fn refusal(error: &str, suberror: Option<&str>, claims: Option<&str>) -> Reply {
    Reply::json(
        400,
        json!({
            "error": error, "suberror": suberror, "claims": claims, "error_codes": [50079],
            "error_description": "AADSTS50079: ana.ferreira@tarnholm.example must\r\nTrace ID: x",
            "timestamp": "2026-11-23 09:00:00Z", "trace_id": "t", "correlation_id": "c-1",
        }),
    )
}

pub fn discovery(origin: &str) -> Value {
    let base = format!("{origin}/{TENANT}");
    json!({
        "issuer": format!("{base}/v2.0"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
    })
}

pub fn tenant(origin: &str, trust: Trust) -> Tenant {
    Tenant::new(
        TENANT,
        CLIENT,
        Url::parse(&format!("{origin}/{TENANT}")).unwrap(),
        Url::parse(origin).unwrap(),
        SCOPE.to_owned(),
        trust,
    )
    .unwrap()
}

pub fn real_now() -> DateTime<Utc> {
    DateTime::from(std::time::SystemTime::now())
}

async fn answer(
    State(world): State<Arc<World>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let ask = Ask {
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    world.asked.lock().unwrap().push(ask.clone());
    let told = (world.script.lock().unwrap())(&ask);
    world.count.send_modify(|count| *count += 1);
    let reply = told.unwrap_or_else(|| usual(&world, &ask));
    if let Some(gate) = &reply.gate {
        gate.acquire().await.unwrap().forget();
    }
    let mut response = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    response.body(reply.body.into()).unwrap()
}

fn usual(world: &World, ask: &Ask) -> Reply {
    if ask.is("/v2.0/.well-known/openid-configuration") {
        return Reply::json(200, discovery(&world.origin));
    }
    if ask.is("/discovery/v2.0/keys") {
        return Reply::json(200, json!({"keys": [published().jwk("published")]}));
    }
    Reply::json(404, json!({"error": {"code": "Request_ResourceNotFound", "message": "x"}}))
}

fn certificate() -> (String, String, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let authority_pem = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::from_params(&authority, &authority_key);
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let leaf = leaf.signed_by(&key, &issuer).unwrap();
    (leaf.pem(), key.serialize_pem(), authority_pem)
}
