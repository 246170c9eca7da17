//! One connection of the browser: one request, one page, closed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::Brought;
use super::form::{self, Form};
use super::page::Page;
use super::request::{self, Request, Unreadable};

// A browser may open a connection early and use it late; a person may have a slow machine.
const WHOLE_REQUEST: Duration = Duration::from_secs(60);
const FAREWELL: Duration = Duration::from_secs(2);

/// Decides who comes in.
pub(super) struct Door {
    hosts: [String; 3],
    state: String,
    taken: AtomicBool,
    sender: mpsc::Sender<Brought>,
}

impl Door {
    pub(super) fn new(port: u16, state: String, sender: mpsc::Sender<Brought>) -> Self {
        let hosts =
            [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
        Self { hosts, state, taken: AtomicBool::new(false), sender }
    }

    pub(super) async fn serve(self: Arc<Self>, mut stream: TcpStream) {
        let (page, brought) = match timeout(WHOLE_REQUEST, request::read(&mut stream)).await {
            Ok(Ok(request)) => self.judge(&request),
            Ok(Err(Unreadable::Gone)) | Err(_) => return,
            Ok(Err(unreadable)) => (Page::unreadable(unreadable), None),
        };
        let sent = timeout(FAREWELL, async {
            stream.write_all(&page.into_bytes()).await?;
            stream.flush().await?;
            stream.shutdown().await
        })
        .await;
        if let Some(brought) = brought {
            // The code is good even if the page did not arrive.
            let _ = self.sender.send(brought).await;
        }
        if matches!(sent, Ok(Ok(()))) {
            linger(&mut stream).await;
        }
    }

    fn judge(&self, request: &Request) -> (Page, Option<Brought>) {
        let here = request
            .host
            .as_ref()
            .is_some_and(|host| self.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)));
        if !here {
            return (Page::bad_request(), None);
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/") => self.judge_form(request),
            ("GET" | "HEAD", "/") if form::carries_an_answer(&request.query) => {
                (Page::bad_request(), None)
            }
            ("GET" | "HEAD" | "POST", _) => (Page::not_found(), None),
            _ => (Page::wrong_method(), None),
        }
    }

    fn judge_form(&self, request: &Request) -> (Page, Option<Brought>) {
        if !request.is_form {
            return (Page::wrong_kind(), None);
        }
        let Some(form) = Form::read(&request.body).filter(|form| form.has_state(&self.state))
        else {
            return (Page::bad_request(), None);
        };
        if self.taken.swap(true, Ordering::AcqRel) {
            return (Page::bad_request(), None);
        }
        match form {
            Form::Code { code, .. } => (Page::come_back(), Some(Brought::Code(code))),
            Form::Refusal { refusal, description, .. } => {
                (Page::refused(&description), Some(Brought::Refusal(refusal)))
            }
        }
    }
}

// Closing with unread bytes resets the connection, and the page is lost on its way.
async fn linger(stream: &mut TcpStream) {
    let mut rest = [0_u8; 4096];
    let _ = timeout(FAREWELL, async {
        while matches!(stream.read(&mut rest).await, Ok(read) if read > 0) {}
    })
    .await;
}
