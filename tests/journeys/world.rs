//! A sandbox, a service and as many desks as a journey wants.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use desk::view::SessionState;
use desk::{Browser, Desk, Parts, Profile};
use sandbox::{Options, Running, Sandbox};
use service::{Config, Service};
use store::SecretStore;
use url::Url;
use zeroize::Zeroizing;

pub struct World {
    pub sandbox: Running,
    pub service: Option<Service>,
    config: String,
    folder: tempfile::TempDir,
    listen: String,
}

impl World {
    /// A company whose waiting interviews the service has taken in.
    pub async fn with_cases(cases: usize) -> Self {
        let options = Options { people: 260, cases, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        // A port that stays the same when the service comes back.
        let port = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let listen = format!("127.0.0.1:{port}");
        let config = config(&sandbox, &listen);
        let mut world = Self { sandbox, service: None, config, folder, listen };
        world.service_up().await;
        world.point_webhooks_at_the_service().await;
        world
    }

    pub async fn service_up(&mut self) {
        let config = Config::parse(&self.config, self.folder.path()).unwrap();
        self.service = Some(Service::start(config, desk::system_clock()).await.unwrap());
    }

    pub async fn service_down(&mut self) {
        self.service.take().unwrap().stop().await;
    }

    /// A desk in its own folder, with its own keyring.
    pub fn desk(&self, name: &str, account: &str) -> DeskUnderTest {
        let data = self.folder.path().join(name);
        let keyring = Arc::new(Keyring::default());
        DeskUnderTest::open(self.profile(), &data, keyring, account)
    }

    /// The same desk after a restart: same folder, same keyring.
    pub fn desk_again(&self, name: &str, before: &DeskUnderTest) -> DeskUnderTest {
        let data = self.folder.path().join(name);
        DeskUnderTest::open(self.profile(), &data, before.keyring.clone(), &before.account)
    }

    pub fn profile(&self) -> Profile {
        let ready = self.sandbox.ready();
        let log = self.service.as_ref().unwrap().ready();
        let text = format!(
            "organisation = \"Tarnholm Instruments\"\ndomain = \"tarnholm.example\"\n\
             sandbox = true\ntenant_id = \"{}\"\nclient_id = \"{}\"\nauthority = \"{}\"\n\
             graph = \"{}\"\nservice = \"http://{}\"\n\
             service_scope = \"api://{}/desk.access\"\nlog_origin = \"{}\"\nlog_key = \"{}\"\n\
             ca_certificate = \"\"\"\n{}\"\"\"\n",
            ready.tenant_id,
            ready.client_id,
            ready.authority,
            ready.graph,
            self.listen,
            ready.service_client_id,
            log.log_origin,
            log.log_key,
            ready.ca_certificate,
        );
        Profile::parse(&text).unwrap()
    }

    async fn point_webhooks_at_the_service(&self) {
        let ready = self.sandbox.ready();
        let answer = http(&ready.ca_certificate)
            .put(format!("{}/dashboard/webhook", ready.incode))
            .json(&serde_json::json!({
                "url": format!("http://{}/v1/webhooks/incode", self.listen)
            }))
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }
}

pub fn http(ca: &str) -> reqwest::Client {
    let ca = reqwest::Certificate::from_pem(ca.as_bytes()).unwrap();
    reqwest::Client::builder().tls_certs_only([ca]).build().unwrap()
}

/// A desk and what a person does at it.
pub struct DeskUnderTest {
    pub desk: Desk,
    pub browser: Arc<ScriptedBrowser>,
    keyring: Arc<Keyring>,
    account: String,
}

impl DeskUnderTest {
    fn open(profile: Profile, data: &Path, keyring: Arc<Keyring>, account: &str) -> Self {
        let account = format!("{account}@tarnholm.example");
        let entra::Trust::Sandbox { ca_certificate_pem } = profile.tenant.trust.clone() else {
            unreachable!("journeys run in a sandbox")
        };
        let browser = Arc::new(ScriptedBrowser::new(&ca_certificate_pem, &account));
        let desk = Desk::new(Parts {
            profile,
            data: data.to_owned(),
            secrets: keyring.clone(),
            browser: browser.clone(),
            clock: desk::system_clock(),
            device: "desk-test".to_owned(),
        })
        .unwrap();
        Self { desk, browser, keyring, account }
    }

    pub async fn signed_in(self) -> Self {
        self.desk.start().await;
        let session = self.desk.sign_in().await.unwrap();
        assert!(matches!(session.state, SessionState::SignedIn { .. }), "{session:?}");
        self
    }

    /// Waits for notices until it holds; a journey that waits in vain fails.
    pub async fn until<T>(&self, mut holds: impl AsyncFnMut(&Desk) -> Option<T>) -> T {
        let mut notices = self.desk.notices();
        let waiting = async {
            loop {
                if let Some(found) = holds(&self.desk).await {
                    return found;
                }
                // Whatever the desk says, look again; the service's side has no notice, so the
                // desk is asked to sync.
                let said =
                    tokio::time::timeout(std::time::Duration::from_millis(500), notices.recv());
                if said.await.is_err() {
                    let _ = self.desk.sync_now().await;
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(120), waiting)
            .await
            .expect("what the journey waits for never came")
    }
}

/// A keyring in memory that survives a desk's restart within one journey.
#[derive(Default)]
pub struct Keyring(Mutex<HashMap<String, Vec<u8>>>);

impl SecretStore for Keyring {
    fn probe(&self) -> store::Result<()> {
        Ok(())
    }

    fn get(&self, name: &str) -> store::Result<Option<Zeroizing<Vec<u8>>>> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &[u8]) -> store::Result<()> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, name: &str) -> store::Result<()> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

/// Signs in by plain HTTP: picks the account, posts the answer to the loopback port.
pub struct ScriptedBrowser {
    http: reqwest::Client,
    account: Mutex<String>,
}

impl ScriptedBrowser {
    fn new(ca: &str, account: &str) -> Self {
        Self { http: http(ca), account: Mutex::new(account.to_owned()) }
    }

    pub fn use_account(&self, account: &str) {
        *self.account.lock().unwrap() = format!("{account}@tarnholm.example");
    }
}

impl Browser for ScriptedBrowser {
    fn open(&self, url: &Url) -> std::io::Result<()> {
        let (http, url) = (self.http.clone(), url.clone());
        let account = self.account.lock().unwrap().clone();
        tokio::spawn(async move {
            let picker = page(http.get(url.clone())).await;
            let (action, mut fields) = form(&picker);
            fields.push(("account".to_owned(), account));
            let picked = page(http.post(url.join(&action).unwrap()).form(&fields)).await;
            let (action, fields) = form(&picked);
            page(http.post(action).form(&fields)).await;
        });
        Ok(())
    }
}

async fn page(request: reqwest::RequestBuilder) -> String {
    request.send().await.unwrap().text().await.unwrap()
}

/// The first form of a page: its action and hidden fields.
fn form(page: &str) -> (String, Vec<(String, String)>) {
    let start = page.find("<form").expect("a form");
    let end = page[start..].find("</form>").unwrap() + start;
    let form = &page[start..end];
    let attribute = |text: &str, name: &str| {
        let from = text.find(&format!("{name}=\""))? + name.len() + 2;
        let to = text[from..].find('"')? + from;
        Some(text[from..to].replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
    };
    let action = attribute(form, "action").unwrap();
    let fields = form
        .split("<input type=\"hidden\"")
        .skip(1)
        .filter_map(|input| {
            let input = &input[..input.find('>')?];
            Some((attribute(input, "name")?, attribute(input, "value")?))
        })
        .collect();
    (action, fields)
}

fn config(sandbox: &Running, listen: &str) -> String {
    let ready = sandbox.ready();
    format!(
        r#"
listen = "{listen}"
data_directory = "service"
log_origin = "tarnholm.example/countersign"
repoll_seconds = 2
[tenant]
tenant_id = "{}"
authority = "{}"
graph = "{}"
client_id = "{}"
service_client_id = "{}"
client_secret = "{}"
[incode]
url = "{}"
api_key = "sandbox-incode-key"
email = "{}"
password = "{}"
[mail]
sender = "henrik.solberg@tarnholm.example"
fallback = "security@tarnholm.example"
[sandbox]
ca_certificate = """
{}"""
"#,
        ready.tenant_id,
        ready.authority,
        ready.graph,
        ready.client_id,
        ready.service_client_id,
        ready.service_client_secret,
        ready.incode,
        sandbox::incode::EXECUTIVE_EMAIL,
        sandbox::incode::EXECUTIVE_PASSWORD,
        ready.ca_certificate,
    )
}
