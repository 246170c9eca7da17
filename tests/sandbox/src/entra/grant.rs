//! The token endpoint.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::application::{Application, Scopes, application_permissions};
use super::authorization::missing;
use super::authorize::unknown_application;
use super::claims::ClaimsRequest;
use super::correlation::correlation_id;
use super::refusal::Refusal;
use super::session::SignIn;
use super::token::{self, Occasion};
use super::{device, discovery, refresh};
use crate::fault::Fault;
use crate::world::{Shared, World};

type Parameters = BTreeMap<String, String>;

/// `POST …/token`.
pub(super) async fn token(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    Query(query): Query<Parameters>,
    Form(form): Form<Parameters>,
) -> Response {
    let correlation = correlation_id(&headers, &[&form, &query]);
    let granted = if discovery::serves(&world.tenant, &tenant) {
        grant(&world, &headers, &form)
    } else {
        Err(discovery::unknown_tenant(&tenant))
    };
    let mut response = match granted {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => refusal.respond(&correlation, world.clock.now()),
    };
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache"));
    fields.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    if let Ok(value) = HeaderValue::from_str(&correlation) {
        fields.insert("client-request-id", value);
    }
    response
}

fn grant(world: &World, headers: &HeaderMap, form: &Parameters) -> Result<Value, Refusal> {
    let kind = form.get("grant_type").ok_or_else(|| missing("grant_type"))?;
    if let Some(refusal) = ordered_refusal(world, kind) {
        return Err(refusal);
    }
    let application = authenticate(world, headers, form)?;
    let claims = ClaimsRequest::read(form.get("claims").map(String::as_str))?;
    match kind.as_str() {
        "authorization_code" => by_code(world, application, form, claims),
        "refresh_token" => by_refresh_token(world, application, form, &claims),
        "client_credentials" => by_credentials(world, application, form),
        // msal-node sends the short name, msal-python the registered one.
        "device_code" | "urn:ietf:params:oauth:grant-type:device_code" => {
            by_device(world, application, form, &claims)
        }
        other => Err(Refusal::new(
            70_003,
            "unsupported_grant_type",
            &format!("The app requested an unsupported grant type '{other}'."),
        )),
    }
}

fn by_code(
    world: &World,
    application: Application,
    form: &Parameters,
    claims: ClaimsRequest,
) -> Result<Value, Refusal> {
    let (authorization, sign_in) = world.entra.redeem_code(application, form, world.clock.now())?;
    let mut all = authorization.scopes;
    let scopes = asked(world, application, form, &all)?;
    all.openid_connect.extend(scopes.openid_connect.iter().cloned());
    let capabilities = [authorization.claims.capabilities, claims.capabilities].concat();
    let claims = ClaimsRequest { capabilities, ..claims };
    let person = Person { application, sign_in, all, scopes, claims, nonce: authorization.nonce };
    person.tokens(world)
}

fn by_refresh_token(
    world: &World,
    application: Application,
    form: &Parameters,
    claims: &ClaimsRequest,
) -> Result<Value, Refusal> {
    let (token, _) = refresh::redeem(world, application, form, claims)?;
    let scopes = asked(world, application, form, &token.scopes)?;
    let (sign_in, all, claims) = (token.sign_in, token.scopes, claims.clone());
    Person { application, sign_in, all, scopes, claims, nonce: None }.tokens(world)
}

fn by_device(
    world: &World,
    application: Application,
    form: &Parameters,
    claims: &ClaimsRequest,
) -> Result<Value, Refusal> {
    let (sign_in, all) = device::redeem(world, application, form)?;
    let scopes = asked(world, application, form, &all)?;
    Person { application, sign_in, all, scopes, claims: claims.clone(), nonce: None }.tokens(world)
}

fn by_credentials(
    world: &World,
    application: Application,
    form: &Parameters,
) -> Result<Value, Refusal> {
    if application == Application::Desk {
        return Err(Refusal::new(
            7_000_218,
            "invalid_client",
            "The request body must contain the following parameter: 'client_assertion' or \
             'client_secret'.",
        ));
    }
    let scope = form.get("scope").ok_or_else(|| missing("scope"))?;
    let (resource, permissions) = application_permissions(&world.tenant, scope)?;
    let life = token::life(world);
    Ok(json!({
        "token_type": "Bearer",
        "expires_in": life,
        "ext_expires_in": life,
        "access_token": token::app_token(world, application, resource, &permissions, life),
    }))
}

/// The scopes of this request; without any, those of the first resource asked for before.
fn asked(
    world: &World,
    application: Application,
    form: &Parameters,
    before: &Scopes,
) -> Result<Scopes, Refusal> {
    let scope = form.get("scope").map(String::as_str).unwrap_or_default();
    if !scope.trim().is_empty() {
        return Scopes::read(&world.tenant, application, scope);
    }
    let mut scopes = before.clone();
    let first = scopes.permissions.first().map(|p| p.0);
    scopes.permissions.retain(|p| Some(p.0) == first);
    Ok(scopes)
}

/// A person's tokens in the making.
struct Person {
    application: Application,
    sign_in: SignIn,
    /// Everything that was asked for since the person signed in.
    all: Scopes,
    /// What this request asks for.
    scopes: Scopes,
    claims: ClaimsRequest,
    nonce: Option<String>,
}

impl Person {
    fn tokens(self, world: &World) -> Result<Value, Refusal> {
        let now = world.clock.now();
        let resource = self.scopes.resource()?;
        let gone = || Refusal::new(50_034, "invalid_grant", "The user account does not exist.");
        let account = world.directory.account(self.sign_in.person).ok_or_else(gone)?;
        let on = Occasion {
            application: self.application,
            account: &account,
            sign_in: &self.sign_in,
            scopes: &self.scopes,
            claims: &self.claims,
            now,
        };
        let life = token::life(world);
        let mut body = json!({
            "token_type": "Bearer",
            "scope": self.scopes.answer(),
            "expires_in": life,
            "ext_expires_in": life,
            "access_token": token::access_token(world, &on, resource, life),
        });
        if self.all.has("openid") {
            body["id_token"] = token::id_token(world, &on, self.nonce.as_deref()).into();
        }
        let info = json!({ "uid": account.id, "utid": world.tenant.id }).to_string();
        body["client_info"] = BASE64_URL_SAFE_NO_PAD.encode(info).into();
        if self.all.has("offline_access") {
            let entra = &world.entra;
            let token = entra.issue_refresh_token(self.application, self.sign_in, self.all, now);
            body["refresh_token"] = token.into();
        }
        for kind in ["access_token", "id_token", "refresh_token"] {
            world.traffic.issued(body[kind].as_str());
        }
        Ok(body)
    }
}

fn authenticate(
    world: &World,
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<Application, Refusal> {
    let basic = basic_credentials(headers);
    let id = basic.as_ref().map(|(id, _)| id).or_else(|| form.get("client_id"));
    let id = id.ok_or_else(|| missing("client_id"))?;
    let secret = basic.as_ref().map(|(_, secret)| secret).or_else(|| form.get("client_secret"));
    let application =
        Application::find(&world.tenant, id).ok_or_else(|| unknown_application(id))?;
    let invalid = |code, message| Err(Refusal::new(code, "invalid_client", message));
    match (application, secret) {
        (Application::Desk, None) if !form.contains_key("client_assertion") => Ok(application),
        (Application::Desk, _) => invalid(
            700_025,
            "Client is public so neither 'client_assertion' nor 'client_secret' should be \
             presented.",
        ),
        (Application::Service, None) => invalid(
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or \
             'client_secret'.",
        ),
        (Application::Service, Some(secret)) if *secret == world.tenant.service_secret => {
            Ok(application)
        }
        (Application::Service, Some(_)) => invalid(
            7_000_215,
            "Invalid client secret provided. Ensure the secret being sent in the request is the \
             client secret value, not the client secret ID.",
        ),
    }
}

fn basic_credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(BASE64_STANDARD.decode(value.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let pairs = format!("id={id}&secret={secret}");
    let mut decoded = url::form_urlencoded::parse(pairs.as_bytes()).map(|(_, v)| v.into_owned());
    Some((decoded.next()?, decoded.next()?))
}

fn ordered_refusal(world: &World, kind: &str) -> Option<Refusal> {
    world.faults.hit(|fault| match fault {
        Fault::TokenRefused { grant, error, suberror, code, claims } => {
            let refusal = Refusal::new(*code, error, "The sandbox was told to refuse this.");
            let refusal = match suberror {
                Some(suberror) => refusal.suberror(suberror),
                None => refusal,
            };
            let meant = grant.as_deref().is_none_or(|grant| grant == kind);
            meant.then(|| refusal.claims(claims.clone()))
        }
        _ => None,
    })
}
