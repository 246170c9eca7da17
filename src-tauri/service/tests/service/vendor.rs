//! The sandbox's Incode with small pictures: drawing megapixels is not what is tested here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum_server::tls_rustls::RustlsConfig;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::company::{Company, ImageKind};
use serde_json::{Map, Value};
use tokio::sync::watch;

struct Behind {
    company: Arc<Company>,
    incode: String,
    http: reqwest::Client,
    script: Arc<Script>,
}

pub struct Vendor {
    pub url: String,
    pub authority_pem: String,
    pub script: Arc<Script>,
}

/// What a test makes the vendor do.
#[derive(Default)]
pub struct Script {
    held: watch::Sender<Vec<&'static str>>,
    again: Mutex<Vec<String>>,
    claimed: Mutex<HashMap<String, String>>,
    absent: Mutex<Vec<&'static str>>,
    altered: Mutex<Vec<(&'static str, Alter)>>,
}

type Alter = fn(&mut Value);

impl Script {
    /// Pictures of these names are not answered until another list is given.
    pub fn hold(&self, names: &[&'static str]) {
        self.held.send_replace(names.to_vec());
    }

    /// The person of this session photographs again.
    pub fn capture_again(&self, interview: &str) {
        self.again.lock().unwrap().push(interview.to_owned());
    }

    /// The session names this sign-in name as its subject.
    pub fn claim(&self, interview: &str, sign_in_name: &str) {
        self.claimed.lock().unwrap().insert(interview.to_owned(), sign_in_name.to_owned());
    }

    /// These paths answer that there is nothing, until another list is given.
    pub fn withhold(&self, paths: &[&'static str]) {
        *self.absent.lock().unwrap() = paths.to_vec();
    }

    /// Answers of this path say something else.
    pub fn alter(&self, path: &'static str, alter: Alter) {
        self.altered.lock().unwrap().push((path, alter));
    }

    fn alteration_of(&self, path: &str) -> Option<Alter> {
        let altered = self.altered.lock().unwrap();
        altered.iter().find(|(altered, _)| *altered == path).map(|(_, alter)| *alter)
    }

    fn claimed_by(&self, interview: &str) -> Option<String> {
        self.claimed.lock().unwrap().get(interview).cloned()
    }
}

pub async fn start(sandbox: &sandbox::Running) -> Vendor {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let pem = made.cert.pem();
    let key = made.signing_key.serialize_pem();
    let pair = RustlsConfig::from_pem(pem.clone().into_bytes(), key.into_bytes()).await.unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let trust =
        entra::Trust::Sandbox { ca_certificate_pem: sandbox.ready().ca_certificate.clone() };
    let behind = Behind {
        company: Arc::clone(sandbox.company()),
        incode: sandbox.ready().incode.clone(),
        http: entra::http_client(&trust).unwrap(),
        script: Arc::default(),
    };
    let script = Arc::clone(&behind.script);
    let routes = Router::new().fallback(pass).with_state(Arc::new(behind));
    let server = axum_server::from_tcp_rustls(listener, pair).unwrap();
    tokio::spawn(server.serve(routes.into_make_service()));
    Vendor { url, authority_pem: pem, script }
}

/// What a picture's file holds: recognisable, and different for each.
pub fn picture(interview: &str, name: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    bytes.extend(format!("{interview} {name} ").repeat(60).into_bytes());
    bytes
}

async fn pass(State(behind): State<Arc<Behind>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    if parts.uri.path() == "/omni/get/images" {
        let interview = parts.uri.query().unwrap().strip_prefix("id=").unwrap().to_owned();
        return images(&behind, &interview, &bytes).await;
    }
    if behind.script.absent.lock().unwrap().contains(&parts.uri.path()) {
        return axum::http::StatusCode::NOT_FOUND.into_response();
    }
    let url = format!("{}{}", behind.incode, parts.uri.path_and_query().unwrap());
    let mut request = behind.http.request(parts.method, url).body(bytes.to_vec());
    for (name, value) in &parts.headers {
        if name != "host" && name != "content-length" {
            request = request.header(name, value);
        }
    }
    let answer = request.send().await.unwrap();
    let status = answer.status();
    let interview = parts.uri.query().and_then(|query| query.strip_prefix("id="));
    let claimed = interview.and_then(|interview| behind.script.claimed_by(interview));
    if let (Some(name), "/omni/get/custom-fields") = (claimed, parts.uri.path()) {
        let mut fields: Value = answer.json().await.unwrap();
        fields["customFields"]["loginHint"] = name.into();
        return axum::Json(fields).into_response();
    }
    if let Some(alter) = behind.script.alteration_of(parts.uri.path()) {
        let mut said: Value = answer.json().await.unwrap();
        alter(&mut said);
        return axum::Json(said).into_response();
    }
    (status, Body::from(answer.bytes().await.unwrap())).into_response()
}

async fn images(behind: &Behind, interview: &str, asked: &[u8]) -> Response {
    let asked: Value = serde_json::from_slice(asked).unwrap();
    let names: Vec<&str> =
        asked["images"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let mut held = behind.script.held.subscribe();
    held.wait_for(|held| !names.iter().any(|name| held.contains(name))).await.unwrap();
    let source = evidence_of(behind, interview).await;
    let again = behind.script.again.lock().unwrap();
    let session = behind.company.session(&source).unwrap();
    let mut answer = Map::new();
    for name in names {
        if ImageKind::from_name(name).and_then(|kind| session.picture(kind)).is_some() {
            // A document that was photographed again leaves the selfie as it was.
            let of = if name == "selfie" { interview } else { &source };
            let mut bytes = picture(of, name);
            let times = again.iter().filter(|one| *one == interview).count();
            bytes.extend(b" again".repeat(times));
            answer.insert(name.to_owned(), Value::String(STANDARD.encode(bytes)));
        }
    }
    axum::Json(answer).into_response()
}

/// The session whose evidence this one shows.
async fn evidence_of(behind: &Behind, interview: &str) -> String {
    let url = format!("{}/dashboard/sessions", behind.incode);
    let list: Vec<Value> = behind.http.get(url).send().await.unwrap().json().await.unwrap();
    let session = list.iter().find(|one| one["interviewId"] == interview).unwrap();
    session["evidenceOf"].as_str().unwrap().to_owned()
}
