//! The interactive endpoint: who are you, and may this application have a code?

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::Duration;
use serde_json::json;
use uuid::Uuid;

use super::application::Application;
use super::authorization::{Authorization, ResponseMode};
use super::correlation::correlation_id;
use super::refusal::Refusal;
use super::session::SignIn;
use super::{discovery, page};
use crate::directory::Account;
use crate::fault::Fault;
use crate::world::{Shared, World};

type Parameters = BTreeMap<String, String>;

/// `GET …/authorize`.
pub(super) async fn by_query(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<Parameters>,
) -> Response {
    authorize(&world, &tenant, &headers, &parameters)
}

/// `POST …/authorize`, which OpenID Connect allows too.
pub(super) async fn by_form(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    Form(parameters): Form<Parameters>,
) -> Response {
    authorize(&world, &tenant, &headers, &parameters)
}

/// The picker's form: `request`, and `account` or `cancel`.
pub(super) async fn pick(
    State(world): State<Shared>,
    headers: HeaderMap,
    Form(form): Form<Parameters>,
) -> Response {
    let now = world.clock.now();
    let request = form.get("request").map(String::as_str).unwrap_or_default();
    let Some(authorization) = world.entra.take_authorization(request, now) else {
        let refusal = Refusal::new(50_089, "invalid_request", "The flow token has expired.");
        return page::refused(&refusal, &correlation_id(&headers, &[]), now);
    };
    if form.contains_key("cancel") {
        let refusal =
            Refusal::new(65_004, "access_denied", "User declined to consent to access the app.");
        return refuse(&world, &authorization, &refusal);
    }
    let name = form.get("account").map(|name| name.trim()).unwrap_or_default();
    match find(&world, name) {
        Ok(account) => {
            let sign_in = sign_in(&world, &headers, &authorization, &account);
            let cookie = world.entra.begin_session(sign_in.clone());
            let mut response = grant(&world, authorization, sign_in);
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(refusal) => {
            let again = picker(&world, authorization, None, Some(&refusal.headline()));
            (StatusCode::BAD_REQUEST, again).into_response()
        }
    }
}

/// The person that an account name of the picker stands for, if they may sign in.
pub(super) fn find(world: &World, name: &str) -> Result<Account, Refusal> {
    let id = world.directory.user_id(name);
    let account = id.and_then(|id| world.directory.account(id)).ok_or_else(|| {
        Refusal::new(
            50_034,
            "invalid_grant",
            "The user account does not exist in the Tarnholm Instruments directory. To sign into \
             this application, the account must be added to the directory.",
        )
    })?;
    if account.enabled {
        return Ok(account);
    }
    Err(Refusal::new(50_057, "invalid_grant", "The user account is disabled."))
}

fn authorize(
    world: &Shared,
    tenant: &str,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Response {
    let now = world.clock.now();
    let correlation = correlation_id(headers, &[parameters]);
    let get = |key: &str| parameters.get(key).map(String::as_str).unwrap_or_default();
    let refused = |refusal: &Refusal| page::refused(refusal, &correlation, now);
    if !discovery::serves(&world.tenant, tenant) {
        return refused(&discovery::unknown_tenant(tenant));
    }
    let Some(application) = Application::find(&world.tenant, get("client_id")) else {
        return refused(&unknown_application(get("client_id")));
    };
    let redirect = get("redirect_uri");
    if !application.allows_redirect(redirect) {
        return refused(&Refusal::new(
            50_011,
            "invalid_request",
            &format!(
                "The redirect URI '{redirect}' specified in the request does not match the \
                 redirect URIs configured for the application '{}'.",
                application.id(&world.tenant)
            ),
        ));
    }
    let mut authorization =
        Authorization::outline(application, redirect, parameters, correlation.clone(), now);
    if let Err(refusal) = authorization.complete(world, parameters) {
        return refuse(world, &authorization, &refusal);
    }
    proceed(world, headers, authorization)
}

fn proceed(world: &Shared, headers: &HeaderMap, authorization: Authorization) -> Response {
    let session = world.entra.session(headers);
    let account = session.as_ref().and_then(|s| world.directory.account(s.person));
    let usable = session.clone().filter(|s| is_enough(world, &authorization, s, account.as_ref()));
    match (authorization.prompt.as_deref(), usable) {
        (None | Some("none"), Some(sign_in)) => grant(world, authorization, sign_in),
        (Some("none"), None) => {
            let refusal = if session.is_some() {
                Refusal::new(
                    50_076,
                    "interaction_required",
                    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the application.",
                )
            } else {
                Refusal::new(
                    50_058,
                    "login_required",
                    "A silent sign-in request was sent but no user is signed in.",
                )
            };
            refuse(world, &authorization, &refusal)
        }
        (_, _) => picker(world, authorization, account.as_ref(), None),
    }
}

/// Whether a browser's session answers a request without asking the person.
fn is_enough(
    world: &World,
    authorization: &Authorization,
    session: &SignIn,
    account: Option<&Account>,
) -> bool {
    let Some(account) = account.filter(|account| account.enabled) else { return false };
    let hinted = authorization.login_hint.as_deref().is_none_or(|hint| is_meant(account, hint));
    let age = world.clock.now() - session.at;
    let fresh = authorization.max_age.is_none_or(|max| age <= Duration::seconds(max));
    let contexts = authorization.claims.contexts.iter().all(|c| session.contexts.contains(c));
    hinted && fresh && contexts
}

/// A login hint is a sign-in name or the opaque `login_hint` claim of an earlier token.
fn is_meant(account: &Account, hint: &str) -> bool {
    hint.eq_ignore_ascii_case(&account.user_principal_name) || hint == login_hint(account)
}

/// The `login_hint` claim.
pub(super) fn login_hint(account: &Account) -> String {
    format!("O.{}", BASE64_URL_SAFE_NO_PAD.encode(account.id.as_bytes()))
}

/// A fresh sign-in, or the session's own when its account is merely picked again.
fn sign_in(
    world: &World,
    headers: &HeaderMap,
    authorization: &Authorization,
    account: &Account,
) -> SignIn {
    let merely_picked = !matches!(authorization.prompt.as_deref(), Some("login"));
    let session = world.entra.session(headers).filter(|s| s.person == account.id);
    match session.filter(|s| merely_picked && is_enough(world, authorization, s, Some(account))) {
        Some(session) => session,
        None => SignIn {
            person: account.id,
            sid: Uuid::new_v4(),
            at: world.clock.now(),
            contexts: authorization.claims.contexts.clone(),
        },
    }
}

fn picker(
    world: &World,
    authorization: Authorization,
    signed_in: Option<&Account>,
    complaint: Option<&str>,
) -> Response {
    let accounts: Vec<_> = world.directory.company().accounts().map(|p| p.id).collect();
    let mut accounts: Vec<_> =
        accounts.into_iter().filter_map(|id| world.directory.account(id)).collect();
    if let Some(id) = authorization.login_hint.as_deref().and_then(|h| world.directory.user_id(h))
        && !accounts.iter().any(|account| account.id == id)
    {
        accounts.extend(world.directory.account(id));
    }
    let hint = authorization.login_hint.clone();
    let preselected = accounts.iter().position(|account| match &hint {
        Some(hint) => is_meant(account, hint),
        None => signed_in.is_some_and(|signed_in| signed_in.id == account.id),
    });
    if let Some(index) = preselected {
        let account = accounts.remove(index);
        accounts.insert(0, account);
    }
    let application = authorization.application.name();
    let action = format!("/{}/login", world.tenant.id);
    let request = world.entra.keep_authorization(authorization);
    let page = page::Picker {
        application,
        action: &action,
        hidden: &[("request", &request)],
        accounts: &accounts,
        preselected: preselected.is_some(),
        complaint,
    };
    Html(page.html()).into_response()
}

fn grant(world: &World, authorization: Authorization, sign_in: SignIn) -> Response {
    let mut fields = Vec::new();
    if authorization.wants_client_info {
        let info = json!({ "uid": sign_in.person, "utid": world.tenant.id }).to_string();
        fields.push(("client_info", BASE64_URL_SAFE_NO_PAD.encode(info)));
    }
    fields.push(("session_state", sign_in.sid.to_string()));
    let code = world.entra.issue_code(authorization.clone(), sign_in, world.clock.now());
    world.traffic.issued(Some(&code));
    fields.insert(0, ("code", code));
    deliver(world, &authorization, fields)
}

fn refuse(world: &World, authorization: &Authorization, refusal: &Refusal) -> Response {
    let now = world.clock.now();
    let text = refusal.description(Uuid::new_v4(), &authorization.correlation, now);
    let error = match refusal.error() {
        "invalid_grant" => "consent_required",
        error => error,
    };
    let fields = vec![("error", error.to_owned()), ("error_description", text)];
    deliver(world, authorization, fields)
}

fn deliver(
    world: &World,
    authorization: &Authorization,
    mut fields: Vec<(&'static str, String)>,
) -> Response {
    if let Some(state) = &authorization.state {
        let wrong = world.faults.is_on(&Fault::WrongState);
        fields.push(("state", if wrong { Uuid::new_v4().to_string() } else { state.clone() }));
    }
    if authorization.mode == ResponseMode::FormPost {
        return Html(page::form_post(&authorization.redirect, &fields)).into_response();
    }
    let Ok(mut url) = url::Url::parse(&authorization.redirect) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    url.query_pairs_mut().extend_pairs(fields.iter().map(|(k, v)| (*k, v.as_str())));
    if authorization.mode == ResponseMode::Fragment {
        let fragment = url.query().map(str::to_owned);
        url.set_query(None);
        url.set_fragment(fragment.as_deref());
    }
    (StatusCode::FOUND, [(header::LOCATION, String::from(url))]).into_response()
}

/// An application that the tenant does not have.
pub(super) fn unknown_application(client_id: &str) -> Refusal {
    Refusal::new(
        700_016,
        "unauthorized_client",
        &format!(
            "Application with identifier '{client_id}' was not found in the directory 'Tarnholm \
             Instruments'. This can happen if the application has not been installed by the \
             administrator of the tenant or consented to by any user in the tenant."
        ),
    )
}
