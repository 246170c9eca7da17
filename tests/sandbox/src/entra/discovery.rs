//! What the tenant says about itself.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::correlation::correlation_id;
use super::refusal::Refusal;
use crate::fault::Fault;
use crate::tenant::{DOMAIN, Tenant};
use crate::world::{Shared, World};

/// Whether the sandbox answers for this word in the path.
pub(super) fn serves(tenant: &Tenant, word: &str) -> bool {
    word == DOMAIN || is_shared(word) || word.eq_ignore_ascii_case(&tenant.id.to_string())
}

fn is_shared(word: &str) -> bool {
    matches!(word, "common" | "organizations")
}

pub(super) fn unknown_tenant(word: &str) -> Refusal {
    let message = format!(
        "Tenant '{word}' not found. Check to make sure you have the correct tenant ID and are \
         signing into the correct cloud."
    );
    Refusal::new(90_002, "invalid_tenant", &message)
}

/// `GET /{tenant}/v2.0/.well-known/openid-configuration`, with the fields of the real one.
pub(super) async fn document(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !serves(&world.tenant, &tenant) {
        return refused(&world, &tenant, &headers);
    }
    let mut response = Json(content(&world, &tenant)).into_response();
    let cache = HeaderValue::from_static("max-age=86400, private");
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    response
}

/// `GET /{tenant}/discovery/v2.0/keys`.
pub(super) async fn keys(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !serves(&world.tenant, &tenant) {
        return refused(&world, &tenant, &headers);
    }
    let mut response = Json(world.entra.keys.jwks(&world.tenant.issuer())).into_response();
    let cache = HeaderValue::from_static("max-age=86400, private");
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    response
}

/// `GET /common/discovery/instance`: which hosts are aliases of each other. Here: none.
pub(super) async fn instance(
    State(world): State<Shared>,
    Query(parameters): Query<BTreeMap<String, String>>,
) -> Json<Value> {
    let asked = parameters.get("authorization_endpoint").and_then(|u| url::Url::parse(u).ok());
    let tenant = asked.as_ref().and_then(|u| u.path_segments()?.next().map(str::to_owned));
    let tenant = tenant.unwrap_or_else(|| world.tenant.id.to_string());
    let host = world.tenant.entra.trim_start_matches("https://");
    Json(json!({
        "tenant_discovery_endpoint":
            format!("{}/{tenant}/v2.0/.well-known/openid-configuration", world.tenant.entra),
        "api-version": "1.1",
        "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
    }))
}

fn refused(world: &World, tenant: &str, headers: &HeaderMap) -> Response {
    unknown_tenant(tenant).respond(&correlation_id(headers, &[]), world.clock.now())
}

fn content(world: &World, word: &str) -> Value {
    if world.faults.is_on(&Fault::MalformedDiscovery) {
        return json!({ "issuer": 7, "jwks_uri": ["nowhere"], "token_endpoint": null });
    }
    let tenant = &world.tenant;
    let base = format!("{}/{word}", tenant.entra);
    let foreign = world.faults.hit(|fault| match fault {
        Fault::DiscoveryIssuer { issuer } => Some(issuer.clone()),
        _ => None,
    });
    let own = if is_shared(word) {
        format!("{}/{{tenantid}}/v2.0", tenant.entra)
    } else {
        tenant.issuer()
    };
    json!({
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": foreign.unwrap_or(own),
        "request_uri_parameter_supported": false,
        "userinfo_endpoint": format!("{}/oidc/userinfo", tenant.graph),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "http_logout_supported": true,
        "frontchannel_logout_supported": true,
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "claims_supported": ["sub", "iss", "cloud_instance_name", "cloud_instance_host_name",
            "cloud_graph_host_name", "msgraph_host", "aud", "exp", "iat", "auth_time", "acr",
            "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"],
        "kerberos_endpoint": format!("{base}/kerberos"),
        "tenant_region_scope": "WW",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": tenant.graph.trim_start_matches("https://"),
        "rbac_url": "https://pas.windows.net",
    })
}
