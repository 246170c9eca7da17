use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use tokio::sync::mpsc;

use sandbox::Fault;
use sandbox::incode::{OnboardingStatus, RETRY_SECONDS, Target, Verdict};

use crate::client::small;

type Ear = (mpsc::UnboundedSender<Value>, Arc<Mutex<u32>>);

/// A listener that refuses the first `deaf` hints.
async fn listen(deaf: u32) -> (Target, mpsc::UnboundedReceiver<Value>) {
    async fn hear(State((heard, deaf)): State<Ear>, Json(hint): Json<Value>) -> StatusCode {
        heard.send(hint).unwrap();
        let mut deaf = deaf.lock().unwrap();
        if *deaf == 0 {
            return StatusCode::NO_CONTENT;
        }
        *deaf -= 1;
        StatusCode::INTERNAL_SERVER_ERROR
    }
    let (heard, hints) = mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/webhooks/incode", listener.local_addr().unwrap());
    let routes = Router::new().route("/v1/webhooks/incode", post(hear));
    let routes = routes.with_state((heard, Arc::new(Mutex::new(deaf))));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (Target { url, headers: Default::default() }, hints)
}

#[tokio::test]
async fn every_waiting_session_gets_a_hint_and_a_verdict_another() {
    let (running, _visitor) = small().await;
    let (target, mut hints) = listen(0).await;
    running.set_webhook(target);
    let mut told = Vec::new();
    for _ in 0..6 {
        let hint = hints.recv().await.unwrap();
        assert_eq!(hint["onboardingStatus"], "ONBOARDING_FINISHED");
        assert!(hint["flowId"].is_string() && hint["clientId"].is_string());
        told.push(hint["interviewId"].as_str().unwrap().to_owned());
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 6);
    running.review(&told[0], "an operator", Verdict::Approved).unwrap();
    let hint = hints.recv().await.unwrap();
    assert_eq!(hint["onboardingStatus"], "MANUAL_REVIEW_APPROVED");
    assert_eq!(running.incode().status(&told[0]), Some(OnboardingStatus::ManualReviewApproved));
    assert_eq!(running.incode().entered(&told[0]).unwrap().operator, "an operator");
}

#[tokio::test]
async fn a_deaf_target_is_told_again_five_times() {
    assert!((RETRY_SECONDS.iter().sum::<f64>() / 60.0 - 32.2).abs() < 0.1);
    let (running, _visitor) = small().await;
    running.faults().add(Fault::WebhookPace { thousandths: 0 });
    let (target, mut hints) = listen(u32::MAX).await;
    running.set_webhook(target);
    for _ in 0..6 * (1 + RETRY_SECONDS.len()) {
        hints.recv().await.unwrap();
    }
    let (target, mut later) = listen(0).await;
    running.set_webhook(target);
    for _ in 0..6 {
        later.recv().await.unwrap();
    }
    assert!(hints.try_recv().is_err(), "nobody is told a seventh time");
}

#[tokio::test]
async fn duplicates_come_when_told() {
    let (running, _visitor) = small().await;
    running.faults().add(Fault::WebhookCopies { copies: 2 });
    let (target, mut hints) = listen(0).await;
    running.set_webhook(target);
    let mut told = Vec::new();
    for _ in 0..12 {
        told.push(hints.recv().await.unwrap()["interviewId"].to_string());
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 6);
}
