//! The sandbox's Incode with small pictures: drawing megapixels is not what is tested here.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum_server::tls_rustls::RustlsConfig;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::company::{Company, ImageKind};
use serde_json::{Map, Value};

struct Behind {
    company: Arc<Company>,
    incode: String,
    http: reqwest::Client,
}

pub struct Vendor {
    pub url: String,
    pub authority_pem: String,
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
    };
    let routes = Router::new().fallback(pass).with_state(Arc::new(behind));
    let server = axum_server::from_tcp_rustls(listener, pair).unwrap();
    tokio::spawn(server.serve(routes.into_make_service()));
    Vendor { url, authority_pem: pem }
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
        return images(&behind.company, &interview, &bytes);
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
    (status, Body::from(answer.bytes().await.unwrap())).into_response()
}

fn images(company: &Company, interview: &str, asked: &[u8]) -> Response {
    let asked: Value = serde_json::from_slice(asked).unwrap();
    let session = company.session(interview).unwrap();
    let mut answer = Map::new();
    for name in asked["images"].as_array().unwrap() {
        let name = name.as_str().unwrap();
        if ImageKind::from_name(name).and_then(|kind| session.picture(kind)).is_some() {
            let text = STANDARD.encode(picture(interview, name));
            answer.insert(name.to_owned(), Value::String(text));
        }
    }
    axum::Json(answer).into_response()
}
