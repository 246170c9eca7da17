//! A browser whose person is quick.

use std::collections::HashMap;
use std::sync::Mutex;

use desk::Browser;
use reqwest::redirect::Policy;
use reqwest::{Method, header};
use url::Url;

/// Signs in by plain HTTP: picks the account, posts the answer to the loopback port.
pub struct Scripted {
    http: reqwest::Client,
    account: Mutex<String>,
}

impl Scripted {
    pub fn new(ca: &str, account: &str) -> Self {
        let ca = reqwest::Certificate::from_pem(ca.as_bytes()).unwrap();
        let http = reqwest::Client::builder().tls_certs_only([ca]).redirect(Policy::none());
        let http = http.build().unwrap();
        Self { http, account: Mutex::new(account.to_owned()) }
    }

    pub fn use_account(&self, account: &str) {
        *self.account.lock().unwrap() = format!("{account}@tarnholm.example");
    }
}

impl Browser for Scripted {
    fn open(&self, url: &Url) -> std::io::Result<()> {
        let account = self.account.lock().unwrap().clone();
        let mut tab = Tab { http: self.http.clone(), cookies: HashMap::new() };
        let url = url.clone();
        tokio::spawn(async move {
            let (at, picker) = tab.visit(Method::GET, url, &[]).await;
            let (action, mut fields) = form(&picker);
            fields.push(("account".to_owned(), account));
            let action = at.join(&action).unwrap();
            let (at, picked) = tab.visit(Method::POST, action, &fields).await;
            let (action, fields) = form(&picked);
            tab.visit(Method::POST, at.join(&action).unwrap(), &fields).await;
        });
        Ok(())
    }
}

/// One tab of a browser without a past.
struct Tab {
    http: reqwest::Client,
    cookies: HashMap<String, String>,
}

impl Tab {
    async fn visit(
        &mut self,
        method: Method,
        mut url: Url,
        fields: &[(String, String)],
    ) -> (Url, String) {
        let mut request = self.http.request(method.clone(), url.clone());
        if method == Method::POST {
            request = request.form(fields);
        }
        loop {
            let cookies: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
            let answer = request.header(header::COOKIE, cookies.join("; ")).send().await.unwrap();
            for cookie in answer.headers().get_all(header::SET_COOKIE) {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            let Some(next) = answer.headers().get(header::LOCATION) else {
                return (url, answer.text().await.unwrap());
            };
            url = url.join(next.to_str().unwrap()).unwrap();
            request = self.http.get(url.clone());
        }
    }
}

/// The first form of a page: its action and hidden fields.
fn form(page: &str) -> (String, Vec<(String, String)>) {
    let (_, form) = page.split_once("<form").expect("a form");
    let (form, _) = form.split_once("</form>").unwrap();
    let fields = form.split("<input type=\"hidden\"").skip(1).filter_map(|input| {
        let (input, _) = input.split_once('>')?;
        Some((attribute(input, "name")?, attribute(input, "value")?))
    });
    (attribute(form, "action").unwrap(), fields.collect())
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    let (value, _) = value.split_once('"')?;
    Some(value.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
}
