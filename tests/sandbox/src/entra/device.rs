//! The device code flow (RFC 8628, without `verification_uri_complete`, as in Entra).

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::{Form, Json};
use chrono::{DateTime, Duration, Utc};
use rand::Rng as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::application::{Application, Scopes};
use super::authorization::missing;
use super::authorize::{find, unknown_application};
use super::claims::ClaimsRequest;
use super::correlation::correlation_id;
use super::refusal::Refusal;
use super::session::SignIn;
use super::{discovery, page};
use crate::guard::lock;
use crate::world::{Shared, World};

type Parameters = BTreeMap<String, String>;

const LIFE: Duration = Duration::seconds(900);
const INTERVAL_SECONDS: u32 = 5;

/// A device that waits for a person.
pub(super) struct DeviceRequest {
    user_code: String,
    application: Application,
    scopes: Scopes,
    contexts: Vec<String>,
    ends: DateTime<Utc>,
    state: Approval,
}

enum Approval {
    Pending,
    Declined,
    Given(SignIn),
    Used,
}

/// `POST …/devicecode`.
pub(super) async fn begin(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    Query(query): Query<Parameters>,
    Form(form): Form<Parameters>,
) -> Response {
    match start(&world, &tenant, &form) {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => {
            refusal.respond(&correlation_id(&headers, &[&form, &query]), world.clock.now())
        }
    }
}

/// `GET /devicelogin`: type the code, pick an account.
pub(super) async fn page(State(world): State<Shared>, Query(query): Query<Parameters>) -> Response {
    let code = query.get("user_code").map(String::as_str).unwrap_or_default();
    Html(form(&world, code, None)).into_response()
}

/// `POST /devicelogin` with `user_code`, and `account` or `cancel`.
pub(super) async fn decide(
    State(world): State<Shared>,
    Form(fields): Form<Parameters>,
) -> Response {
    let code = fields.get("user_code").map(|code| code.trim().to_ascii_uppercase());
    let code = code.unwrap_or_default();
    match approve(&world, &code, &fields) {
        Ok(text) => Html(page::message("Device sign-in", text)).into_response(),
        Err(refusal) => {
            let page = form(&world, &code, Some(&refusal.headline()));
            (StatusCode::BAD_REQUEST, Html(page)).into_response()
        }
    }
}

/// The sign-in behind a device code, once.
pub(super) fn redeem(
    world: &World,
    application: Application,
    form: &Parameters,
) -> Result<(SignIn, Scopes), Refusal> {
    // msal-python sends the same value as `code` too.
    let code = form.get("device_code").or_else(|| form.get("code"));
    let code = code.ok_or_else(|| missing("device_code"))?;
    let mut devices = lock(&world.entra.devices);
    let bad = || {
        Refusal::new(
            70_018,
            "bad_verification_code",
            "Bad verification code. User typed in the wrong user code.",
        )
    };
    let request = devices.get_mut(code).filter(|d| d.application == application).ok_or_else(bad)?;
    if world.clock.now() >= request.ends {
        return Err(Refusal::new(70_019, "expired_token", "Verification code expired."));
    }
    match &request.state {
        Approval::Pending => Err(Refusal::new(
            70_016,
            "authorization_pending",
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        )),
        Approval::Declined => Err(Refusal::new(
            70_020,
            "authorization_declined",
            "The end user denied the authorization request.",
        )),
        Approval::Used => Err(Refusal::new(
            54_005,
            "invalid_grant",
            "OAuth2 Authorization code was already redeemed.",
        )),
        Approval::Given(sign_in) => {
            let granted = (sign_in.clone(), request.scopes.clone());
            request.state = Approval::Used;
            Ok(granted)
        }
    }
}

fn start(world: &World, tenant: &str, form: &Parameters) -> Result<Value, Refusal> {
    if !discovery::serves(&world.tenant, tenant) {
        return Err(discovery::unknown_tenant(tenant));
    }
    let id = form.get("client_id").ok_or_else(|| missing("client_id"))?;
    let application =
        Application::find(&world.tenant, id).ok_or_else(|| unknown_application(id))?;
    let scope = form.get("scope").ok_or_else(|| missing("scope"))?;
    let scopes = Scopes::read(&world.tenant, application, scope)?;
    let contexts = ClaimsRequest::read(form.get("claims").map(String::as_str))?.contexts;
    let user_code = user_code();
    let device_code = format!("D{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let ends = world.clock.now() + LIFE;
    let request = DeviceRequest {
        user_code: user_code.clone(),
        application,
        scopes,
        contexts,
        ends,
        state: Approval::Pending,
    };
    lock(&world.entra.devices).insert(device_code.clone(), request);
    let page = format!("{}/devicelogin", world.tenant.entra);
    Ok(json!({
        "user_code": user_code,
        "device_code": device_code,
        "verification_uri": page,
        "expires_in": LIFE.num_seconds(),
        "interval": INTERVAL_SECONDS,
        "message": format!(
            "To sign in, use a web browser to open the page {page} and enter the code {user_code} \
             to authenticate."
        ),
    }))
}

fn approve(world: &World, user_code: &str, fields: &Parameters) -> Result<&'static str, Refusal> {
    let now = world.clock.now();
    let mut devices = lock(&world.entra.devices);
    let waiting = |d: &&mut DeviceRequest| {
        d.user_code == user_code && d.ends > now && matches!(d.state, Approval::Pending)
    };
    let request = devices.values_mut().find(waiting).ok_or_else(|| {
        Refusal::new(
            70_018,
            "bad_verification_code",
            "That code didn't work. Check the code and try again.",
        )
    })?;
    if fields.contains_key("cancel") {
        request.state = Approval::Declined;
        return Ok("You declined. You may close this window.");
    }
    let account = find(world, fields.get("account").map(|n| n.trim()).unwrap_or_default())?;
    request.state = Approval::Given(SignIn {
        person: account.id,
        sid: Uuid::new_v4(),
        at: now,
        contexts: request.contexts.clone(),
    });
    Ok("You have signed in to the application on your device. You may now close this window.")
}

fn form(world: &World, code: &str, complaint: Option<&str>) -> String {
    let ids: Vec<_> = world.directory.company().accounts().map(|p| p.id).collect();
    let accounts: Vec<_> = ids.into_iter().filter_map(|id| world.directory.account(id)).collect();
    let picker = page::Picker {
        application: "a device",
        action: "/devicelogin",
        hidden: &[],
        accounts: &accounts,
        preselected: false,
        complaint,
    };
    let field = format!(
        "<label>Code <input name=\"user_code\" autocomplete=\"off\" required value=\"{}\"></label>",
        page::escape(code)
    );
    let open = "<form method=\"post\" action=\"/devicelogin\">";
    picker.html().replace(open, &format!("{open}{field}"))
}

/// Nine letters and digits that are hard to confuse.
fn user_code() -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut rng = rand::rng();
    (0..9).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
}
