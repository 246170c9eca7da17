//! Authorization requests that wait for a person, and the codes that come of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::Entra;
use super::application::{Application, Scopes};
use super::claims::ClaimsRequest;
use super::pkce::Challenge;
use super::refusal::Refusal;
use super::session::SignIn;
use crate::fault::Fault;
use crate::guard::lock;
use crate::world::World;

/// Where a code, a request or a device code ends.
pub(crate) const CODE_LIFE: Duration = Duration::minutes(10);

/// How the answer travels to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

/// A checked authorization request.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) application: Application,
    pub(crate) redirect: String,
    pub(crate) mode: ResponseMode,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Challenge,
    pub(crate) scopes: Scopes,
    pub(crate) claims: ClaimsRequest,
    pub(crate) prompt: Option<String>,
    pub(crate) login_hint: Option<String>,
    pub(crate) max_age: Option<i64>,
    pub(crate) wants_client_info: bool,
    pub(crate) correlation: String,
    pub(crate) asked: DateTime<Utc>,
}

impl Authorization {
    /// Where the answer goes, before the rest of the request is looked at.
    pub(crate) fn outline(
        application: Application,
        redirect: &str,
        parameters: &BTreeMap<String, String>,
        correlation: String,
        now: DateTime<Utc>,
    ) -> Self {
        let get = |key: &str| parameters.get(key).cloned();
        let mode = match parameters.get("response_mode").map(String::as_str) {
            Some("form_post") => ResponseMode::FormPost,
            Some("fragment") => ResponseMode::Fragment,
            Some(_) | None => ResponseMode::Query,
        };
        Self {
            application,
            redirect: redirect.to_owned(),
            mode,
            state: get("state"),
            nonce: get("nonce"),
            challenge: Challenge::None,
            scopes: Scopes::default(),
            claims: ClaimsRequest::default(),
            prompt: get("prompt"),
            login_hint: get("login_hint").filter(|hint| !hint.is_empty()),
            max_age: get("max_age").and_then(|age| age.parse().ok()),
            wants_client_info: parameters.get("client_info").is_some_and(|v| v == "1"),
            correlation,
            asked: now,
        }
    }

    /// The rest of the request. What is wrong here is told to the client by its redirect.
    pub(crate) fn complete(
        &mut self,
        world: &World,
        parameters: &BTreeMap<String, String>,
    ) -> Result<(), Refusal> {
        let get = |key: &str| parameters.get(key).map(String::as_str);
        if get("response_type") != Some("code") {
            return Err(Refusal::new(
                700_054,
                "unsupported_response_type",
                "response_type 'code' is the only one enabled for the application.",
            ));
        }
        if !matches!(get("response_mode"), None | Some("query" | "fragment" | "form_post")) {
            return Err(malformed("The response_mode is not supported."));
        }
        if !matches!(get("prompt"), None | Some("login" | "none" | "consent" | "select_account")) {
            return Err(malformed("The prompt is not supported."));
        }
        if get("prompt") == Some("select_account") && self.login_hint.is_some() {
            return Err(malformed("login_hint and prompt=select_account exclude each other."));
        }
        self.challenge = Challenge::read(get("code_challenge"), get("code_challenge_method"))
            .ok_or_else(|| malformed("The code_challenge_method is not supported."))?;
        let strong = matches!(self.challenge, Challenge::S256(_));
        if !strong && world.faults.is_on(&Fault::PkceRequired) {
            return Err(Refusal::new(
                9_002_325,
                "invalid_request",
                "Proof Key for Code Exchange is required for authorization code redemption.",
            ));
        }
        self.claims = ClaimsRequest::read(get("claims"))?;
        let scope = get("scope").unwrap_or_default();
        if scope.trim().is_empty() {
            return Err(missing("scope"));
        }
        self.scopes = Scopes::read(&world.tenant, self.application, scope)?;
        Ok(())
    }
}

/// A request that makes no sense.
pub(crate) fn malformed(message: &str) -> Refusal {
    Refusal::new(9_002_313, "invalid_request", &format!("Invalid request. {message}"))
}

/// A parameter that is not there.
pub(crate) fn missing(parameter: &str) -> Refusal {
    let message = format!("The request body must contain the following parameter: '{parameter}'.");
    Refusal::new(900_144, "invalid_request", &message)
}

/// An authorization code.
pub(crate) struct Code {
    authorization: Authorization,
    sign_in: SignIn,
    issued: DateTime<Utc>,
    used: bool,
}

impl Entra {
    pub(super) fn keep_authorization(&self, authorization: Authorization) -> String {
        let id = Uuid::new_v4().simple().to_string();
        lock(&self.authorizations).insert(id.clone(), authorization);
        id
    }

    pub(super) fn take_authorization(&self, id: &str, now: DateTime<Utc>) -> Option<Authorization> {
        let authorization = lock(&self.authorizations).remove(id)?;
        (now - authorization.asked < CODE_LIFE).then_some(authorization)
    }

    pub(super) fn issue_code(
        &self,
        authorization: Authorization,
        sign_in: SignIn,
        issued: DateTime<Utc>,
    ) -> String {
        let code = format!("1.A{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        lock(&self.codes)
            .insert(code.clone(), Code { authorization, sign_in, issued, used: false });
        code
    }

    /// Takes a code once, if everything that belongs to it is right.
    pub(super) fn redeem_code(
        &self,
        application: Application,
        form: &BTreeMap<String, String>,
        now: DateTime<Utc>,
    ) -> Result<(Authorization, SignIn), Refusal> {
        let invalid = |code, message| Refusal::new(code, "invalid_grant", message);
        let mut codes = lock(&self.codes);
        let presented = form.get("code").ok_or_else(|| missing("code"))?;
        let code = codes
            .get_mut(presented)
            .ok_or_else(|| invalid(70_000, "Provided grant is invalid or malformed."))?;
        if code.used {
            return Err(invalid(
                54_005,
                "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
            ));
        }
        if now - code.issued >= CODE_LIFE {
            return Err(invalid(
                70_008,
                "The provided authorization code or refresh token has expired due to inactivity. \
                 Send a new interactive authorization request for this user and resource.",
            ));
        }
        if code.authorization.application != application {
            return Err(invalid(70_000, "The code was issued to another application."));
        }
        if form.get("redirect_uri") != Some(&code.authorization.redirect) {
            return Err(Refusal::new(
                500_112,
                "invalid_client",
                "The reply address does not match the reply address provided when requesting \
                 Authorization code.",
            ));
        }
        if !code.authorization.challenge.is_met_by(form.get("code_verifier").map(String::as_str)) {
            return Err(invalid(
                501_481,
                "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
            ));
        }
        code.used = true;
        Ok((code.authorization.clone(), code.sign_in.clone()))
    }
}
