//! What comes to the loopback port besides the one answer.

use entra::{CancellationToken, PendingSignIn, SignInRequest};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::browser::{Browser, read, status};
use crate::minting::{id_claims, published};
use crate::sign_in::begin;
use crate::standin::{Standin, real_now, tokens};

async fn waiting() -> (Standin, PendingSignIn, Browser) {
    let standin = Standin::start(|_| None).await;
    let issuer = standin.issuer();
    standin.script(move |ask| {
        let claims = id_claims(&issuer, "n", real_now());
        ask.is("/token").then(|| tokens("a", "r", json!({"id_token": published().token(&claims)})))
    });
    let request = SignInRequest { nonce: "n".to_owned(), ..SignInRequest::default() };
    let pending = begin(&standin, request).await;
    let browser = Browser::at(&pending);
    (standin, pending, browser)
}

async fn signs_in_after(
    pending: PendingSignIn,
    browser: &Browser,
    before: impl Future<Output = ()>,
) {
    let finished = pending.finish(CancellationToken::new(), real_now());
    let visit = async {
        before.await;
        assert_eq!(status(&browser.bring_code().await), 200);
    };
    let (signed_in, ()) = tokio::join!(finished, visit);
    assert!(signed_in.is_ok(), "{signed_in:?}");
}

#[tokio::test]
async fn everything_but_the_answer_is_passed_over() {
    let (standin, pending, browser) = waiting().await;
    let port = browser.port;
    let good = [("code", "c"), ("state", browser.state())];
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    let posted = browser.form(&good);
    let cases = [
        ("code by GET", get(&format!("/?code=c&state={}", browser.state())), 400),
        ("error by GET", get("/?error=access_denied"), 400),
        ("favicon", get("/favicon.ico"), 404),
        ("plain visit", get("/"), 404),
        ("wrong state", browser.form(&[("code", "c"), ("state", "wrong")]), 400),
        ("no state", browser.form(&[("code", "c")]), 400),
        ("two states", browser.form(&[good[0], good[1], good[1]]), 400),
        ("two codes", browser.form(&[good[0], good[0], good[1]]), 400),
        ("code and error", browser.form(&[good[0], good[1], ("error", "e")]), 400),
        ("no code", browser.form(&[good[1]]), 400),
        ("other path", posted.replace("POST / ", "POST /x "), 404),
        ("other method", posted.replace("POST / ", "PUT / "), 405),
        ("other kind", posted.replace("x-www-form-urlencoded", "json"), 415),
        ("other host", posted.replace("Host: localhost", "Host: evil.example"), 400),
        ("no host", posted.replace("Host: ", "X: "), 400),
        ("in chunks", posted.replace("Content-Length: ", "Transfer-Encoding: chunked\r\nX: "), 411),
        ("no length", posted.replace("Content-Length: ", "X: "), 411),
        ("huge body", posted.replace("Content-Length: ", "Content-Length: 9"), 413),
        ("huge head", format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(20_000)), 413),
        ("no HTTP", "\u{16}\u{3}\u{1}hello\r\n\r\n".to_owned(), 400),
    ];
    let before = async {
        for (name, bytes, expected) in cases {
            // Longer than any body that is read: only then is the length itself refused.
            let bytes = bytes.replace("Content-Length: 9", "Content-Length: 999999");
            let answer = browser.send(&bytes).await;
            assert_eq!(status(&answer), expected, "{name}: {answer}");
            assert!(!answer.contains("<script"), "{name}");
        }
        assert!(standin.asked("/token").is_empty());
    };
    signs_in_after(pending, &browser, before).await;
}

#[tokio::test]
async fn empty_and_slow_connections_hold_nobody_up() {
    let (_standin, pending, browser) = waiting().await;
    let mut held: Vec<TcpStream> = Vec::new();
    for _ in 0..6 {
        held.push(browser.connect().await);
    }
    drop(browser.connect().await);
    let half = browser.form(&[("code", "c"), ("state", browser.state())]);
    for length in [1, 20, half.len() - 1] {
        let mut slow = browser.connect().await;
        slow.write_all(&half.as_bytes()[..length]).await.unwrap();
        held.push(slow);
    }
    signs_in_after(pending, &browser, async {}).await;
    drop(held);
}

#[tokio::test]
async fn an_answer_in_small_pieces_is_read() {
    let (_standin, pending, browser) = waiting().await;
    let finished = pending.finish(CancellationToken::new(), real_now());
    let visit = async {
        let mut stream = browser.connect().await;
        stream.set_nodelay(true).unwrap();
        for byte in browser.form(&[("code", "c"), ("state", browser.state())]).as_bytes() {
            stream.write_all(&[*byte]).await.unwrap();
            stream.flush().await.unwrap();
        }
        read(&mut stream).await
    };
    let (signed_in, page) = tokio::join!(finished, visit);
    assert!(signed_in.is_ok() && status(&page) == 200);
}

#[tokio::test]
async fn a_second_answer_is_refused() {
    let (standin, pending, browser) = waiting().await;
    let finished = pending.finish(CancellationToken::new(), real_now());
    let visit = async {
        // Connected before the first answer, complete only after it.
        let form = browser.form(&[("code", "second"), ("state", browser.state())]);
        let mut second = browser.connect().await;
        let (start, end) = form.as_bytes().split_at(10);
        second.write_all(start).await.unwrap();
        let first = browser.bring_code().await;
        second.write_all(end).await.unwrap();
        (status(&first), status(&read(&mut second).await))
    };
    let (signed_in, statuses) = tokio::join!(finished, visit);
    assert!(signed_in.is_ok());
    assert_eq!(statuses, (200, 400));
    let redeemed = standin.asked("/token");
    assert_eq!(redeemed.len(), 1);
    assert_eq!(redeemed[0].form()["code"], "the-code");
    assert!(TcpStream::connect(("127.0.0.1", browser.port)).await.is_err());
}

#[tokio::test]
async fn the_page_can_do_nothing() {
    let (_standin, pending, browser) = waiting().await;
    let finished = pending.finish(CancellationToken::new(), real_now());
    let (_, page) = tokio::join!(finished, browser.bring_code());
    let (head, body) = page.split_once("\r\n\r\n").unwrap();
    for header in [
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
        "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "Connection: close",
    ] {
        assert!(head.contains(header), "{header}");
    }
    let length = head.split("Content-Length: ").nth(1).unwrap().lines().next().unwrap();
    assert_eq!(length.parse(), Ok(body.len()));
    assert!(!body.contains("<script") && !body.contains("the-code"));
}

#[tokio::test]
async fn a_browser_that_waits_to_be_asked_is_asked() {
    let (_standin, pending, browser) = waiting().await;
    let form = browser.form(&[("code", "c"), ("state", browser.state())]);
    let (head, body) = form.split_once("\r\n\r\n").unwrap();
    let finished = pending.finish(CancellationToken::new(), real_now());
    let visit = async {
        let mut stream = browser.connect().await;
        let head = format!("{head}\r\nExpect: 100-continue\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut go_on = [0; 25];
        tokio::io::AsyncReadExt::read_exact(&mut stream, &mut go_on).await.unwrap();
        assert!(go_on.starts_with(b"HTTP/1.1 100"));
        stream.write_all(body.as_bytes()).await.unwrap();
        read(&mut stream).await
    };
    let (signed_in, page) = tokio::join!(finished, visit);
    assert!(signed_in.is_ok() && status(&page) == 200);
}
