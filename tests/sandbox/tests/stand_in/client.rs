//! A scripted person with a browser, and an application.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Certificate, Client, RequestBuilder, Response, redirect};
use sandbox::incode::{API_KEY, EXECUTIVE_EMAIL, EXECUTIVE_PASSWORD};
use sandbox::{Options, Ready, Running, Sandbox};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const ANA: &str = "ana.ferreira@tarnholm.example";
pub const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-0123456789";
const REDIRECT: &str = "http://localhost:49152";

/// A small company, quickly made.
pub async fn small() -> (Running, Visitor) {
    let options = Options { people: 250, cases: 6, ..Options::default() };
    let running = Sandbox::start(options).await.unwrap();
    let visitor = Visitor::new(running.ready());
    (running, visitor)
}

pub struct Visitor {
    pub http: Client,
    pub ready: Ready,
}

impl Visitor {
    pub fn new(ready: &Ready) -> Self {
        let ca = Certificate::from_pem(ready.ca_certificate.as_bytes()).unwrap();
        let http = Client::builder()
            .tls_certs_only([ca])
            .no_proxy()
            .redirect(redirect::Policy::none())
            .build()
            .unwrap();
        Self { http, ready: ready.clone() }
    }

    /// An authorization address as a native client makes it, with these parameters besides.
    pub fn authorize(&self, more: &[(&str, &str)]) -> String {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let scope = format!("openid profile offline_access {}/User.Read.All", self.ready.graph);
        let mut all = BTreeMap::from([
            ("client_id", self.ready.client_id.as_str()),
            ("response_type", "code"),
            ("response_mode", "form_post"),
            ("redirect_uri", REDIRECT),
            ("scope", &scope),
            ("state", "a state"),
            ("nonce", "a nonce"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("client_info", "1"),
        ]);
        all.extend(more.iter().copied());
        all.retain(|_, value| !value.is_empty());
        let address = format!("{}/oauth2/v2.0/authorize", self.ready.authority);
        url::Url::parse_with_params(&address, all).unwrap().into()
    }

    /// Opens an authorization address: the page, or where it leads.
    pub async fn open(&self, address: &str, cookie: &str) -> Page {
        let response = self.http.get(address).header(COOKIE, cookie).send().await.unwrap();
        Page::read(response).await
    }

    /// Picks an account on a page of the picker.
    pub async fn pick(&self, page: &Page, account: &str, cookie: &str) -> Page {
        let mut fields = page.fields.clone();
        fields.insert("account".to_owned(), account.to_owned());
        let address = format!("{}{}", origin(&self.ready.authority), page.action);
        let request = self.http.post(address).header(COOKIE, cookie).form(&fields);
        Page::read(request.send().await.unwrap()).await
    }

    /// A whole sign-in: the fields that the client gets.
    pub async fn sign_in(&self, account: &str, more: &[(&str, &str)]) -> BTreeMap<String, String> {
        let picker = self.open(&self.authorize(more), "").await;
        self.pick(&picker, account, "").await.fields
    }

    pub async fn token(&self, fields: &[(&str, &str)]) -> (u16, Value) {
        let address = format!("{}/oauth2/v2.0/token", self.ready.authority);
        let mut all = BTreeMap::from([("client_id", self.ready.client_id.as_str())]);
        all.extend(fields.iter().copied());
        let response = self.http.post(address).form(&all).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn redeem(&self, code: &str) -> (u16, Value) {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ])
        .await
    }

    /// Tokens of a whole sign-in.
    pub async fn tokens(&self, account: &str, more: &[(&str, &str)]) -> Value {
        let fields = self.sign_in(account, more).await;
        let (status, body) = self.redeem(&fields["code"]).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// The service's own token for Graph.
    pub async fn service_token(&self) -> String {
        let scope = format!("{}/.default", self.ready.graph);
        let (_, body) = self
            .token(&[
                ("client_id", &self.ready.service_client_id),
                ("client_secret", &self.ready.service_client_secret),
                ("grant_type", "client_credentials"),
                ("scope", &scope),
            ])
            .await;
        body["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn graph(&self, token: &str, path: &str) -> (u16, Value) {
        let address = match path.starts_with("https://") {
            true => path.to_owned(),
            false => format!("{}/v1.0{path}", self.ready.graph),
        };
        let response = self.http.get(address).bearer_auth(token).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn executive(&self) -> String {
        let log_in = json!({ "email": EXECUTIVE_EMAIL, "password": EXECUTIVE_PASSWORD });
        let request = self.http.post(format!("{}/executive/log-in", self.ready.incode));
        let response = keyed(request).json(&log_in).send().await.unwrap();
        response.json::<Value>().await.unwrap()["token"].as_str().unwrap().to_owned()
    }

    pub async fn incode(&self, token: &str, path: &str) -> (u16, Value) {
        let request = self.http.get(format!("{}{path}", self.ready.incode));
        let response = keyed(request).header("x-incode-hardware-id", token).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}

pub fn keyed(request: RequestBuilder) -> RequestBuilder {
    request.header("x-api-key", API_KEY).header("api-version", "1.0")
}

pub fn claims(token: &Value) -> Value {
    let payload = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

pub fn origin(address: &str) -> String {
    url::Url::parse(address).unwrap().origin().ascii_serialization()
}

/// What a browser sees: the first form, where a redirect leads, and the cookie that was set.
pub struct Page {
    pub status: u16,
    pub text: String,
    pub action: String,
    pub fields: BTreeMap<String, String>,
    pub location: Option<String>,
    pub cookie: String,
}

impl Page {
    async fn read(response: Response) -> Self {
        let header = |name| response.headers().get(name).map(|v| v.to_str().unwrap().to_owned());
        let (status, location) = (response.status().as_u16(), header(LOCATION));
        let cookie = header(SET_COOKIE).unwrap_or_default();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let text = response.text().await.unwrap();
        let form = text.split("</form>").next().unwrap();
        let action = form.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
        let hidden = form.split("<input type=\"hidden\" name=\"").skip(1);
        let fields = hidden.map(|field| {
            let mut parts = field.split('"');
            (parts.next().unwrap().to_owned(), parts.nth(1).unwrap().to_owned())
        });
        let (action, fields) = (action.unwrap_or_default().to_owned(), fields.collect());
        Self { status, action, fields, location, cookie, text }
    }
}
