//! A browser as far as the loopback port sees it: raw bytes over TCP.

use std::collections::HashMap;

use entra::PendingSignIn;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::{Url, form_urlencoded};

pub struct Browser {
    pub asked: HashMap<String, String>,
    pub port: u16,
}

impl Browser {
    /// Opens the address that the desk made.
    pub fn at(pending: &PendingSignIn) -> Self {
        let asked: HashMap<_, _> = pending.authorize_url().query_pairs().into_owned().collect();
        let port = Url::parse(&asked["redirect_uri"]).unwrap().port().unwrap();
        Self { asked, port }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }

    pub fn state(&self) -> &str {
        &self.asked["state"]
    }

    /// Entra's form, posted as browsers do. Gives the whole answer.
    pub async fn post(&self, fields: &[(&str, &str)]) -> String {
        self.send(&self.form(fields)).await
    }

    pub async fn bring_code(&self) -> String {
        self.post(&[("code", "the-code"), ("state", self.state())]).await
    }

    pub fn form(&self, fields: &[(&str, &str)]) -> String {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        format!(
            "POST / HTTP/1.1\r\nHost: localhost:{}\r\nOrigin: null\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )
    }

    pub async fn send(&self, bytes: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(bytes.as_bytes()).await.unwrap();
        read(&mut stream).await
    }
}

/// Everything until the other side closes.
pub async fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).unwrap_or("0").parse().unwrap()
}
