//! Verification sessions: the stand-in for Incode's Omni API and its dashboard.

mod access;
mod capture;
mod dashboard;
mod image;
mod link;
mod onboarding;
mod purge;
mod rate;
mod reading;
mod refusal;
mod session;
mod webhook;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::{DateTime, Utc};

use self::access::Tokens;
pub(crate) use self::capture::{again, photographed_again, review};
use self::link::Link;
use self::rate::Bucket;
use self::refusal::Refusal;
use self::session::Live;
pub use self::session::{OnboardingStatus, Review, Verdict};
pub(crate) use self::webhook::set_target;
pub use self::webhook::{RETRY_SECONDS, Target};
use crate::company::Company;
use crate::drawing::ImageCache;
use crate::world::Shared;

/// What `x-api-key` must say.
pub const API_KEY: &str = "sandbox-incode-key";
/// The e-mail address of the executive account.
pub const EXECUTIVE_EMAIL: &str = "countersign@tarnholm.example";
/// The password of the executive account.
pub const EXECUTIVE_PASSWORD: &str = "sandbox-incode-password";

/// What Incode remembers.
pub struct Incode {
    company: Arc<Company>,
    images: Arc<ImageCache>,
    sessions: Mutex<BTreeMap<String, Live>>,
    tokens: Tokens,
    links: Mutex<BTreeMap<String, Link>>,
    target: Mutex<Option<Target>>,
    bucket: Bucket,
}

impl Incode {
    pub(crate) fn new(company: Arc<Company>) -> Self {
        Self {
            sessions: Mutex::new(Live::all(&company)),
            company,
            images: ImageCache::shared(),
            tokens: Tokens::default(),
            links: Mutex::default(),
            target: Mutex::default(),
            bucket: Bucket::default(),
        }
    }
}

/// All routes of the host.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/executive/log-in", post(access::log_in))
        .route("/omni/start", post(onboarding::start))
        .route("/omni/get/onboarding/status", get(onboarding::status))
        .route("/omni/finish-status", get(onboarding::finish))
        .route("/omni/process/approve", post(onboarding::approve))
        .route("/omni/process/reject", post(onboarding::reject))
        .route("/omni/get/score", get(reading::score))
        .route("/omni/get/ocr-data", get(reading::ocr_data))
        .route("/omni/get/ocr-data/v2", get(reading::ocr_data_v2))
        .route("/omni/get/custom-fields", get(reading::custom_fields))
        .route("/omni/get/device-info", get(reading::device_info))
        .route("/omni/get/images", post(image::inline))
        .route("/omni/get/images/v2", post(image::links))
        .route("/images/{token}", get(link::follow))
        .route("/omni/interviews", axum::routing::delete(purge::purge))
        .route("/dashboard", get(dashboard::page))
        .route(
            "/dashboard/webhook",
            get(dashboard::webhook).put(dashboard::set_webhook).delete(dashboard::no_webhook),
        )
        .route("/dashboard/sessions", get(dashboard::sessions).post(dashboard::again))
        .route("/dashboard/sessions/{interview}/captures", post(dashboard::photographed_again))
        .route("/dashboard/sessions/{interview}/review", post(dashboard::review))
}

/// What an overloaded Incode answers.
pub(crate) fn busy(status: StatusCode, now: DateTime<Utc>) -> Response {
    Refusal::new(status, "The server is busy. Try again later.", "").at(now).into_response()
}
