//! What every host does with every request: counting it, failing it when told to, heading it.

use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::{Router, middleware};
use uuid::Uuid;

use crate::fault::{Fault, Host};
use crate::traffic;
use crate::world::Shared;
use crate::{entra, graph, incode};

/// The routes of a host behind its front.
pub(crate) fn serve(host: Host, routes: Router<Shared>, world: &Shared) -> Router {
    let routes = routes.fallback(async || StatusCode::NOT_FOUND);
    let routes = match host {
        Host::Graph => routes.layer(middleware::from_fn(graph::finish)),
        Host::Entra | Host::Incode | Host::Mailbox => routes,
    };
    let front = from_fn_with_state((host, world.clone()), watch);
    routes.layer(front).with_state(world.clone())
}

async fn watch(
    State((host, world)): State<(Host, Shared)>,
    request: Request,
    next: Next,
) -> Response {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    if path.starts_with("/control") {
        return next.run(request).await;
    }
    let started = Instant::now();
    let correlation = request.headers().get("client-request-id").cloned();
    let fault = world.faults.at(host, &path);
    let mut response = match fault {
        None => next.run(request).await,
        Some(fault) => fail(host, &world, fault, request, next).await,
    };
    head(host, &mut response, correlation, started);
    let status = response.status().as_u16();
    tracing::debug!(%host, method, path, status, "answered");
    world.traffic.record(traffic::Request { host, method, path, status });
    response
}

async fn fail(host: Host, world: &Shared, fault: Fault, request: Request, next: Next) -> Response {
    match fault {
        Fault::Unavailable { retry_after, .. } => {
            refused(host, world, StatusCode::SERVICE_UNAVAILABLE, retry_after)
        }
        Fault::Throttled { retry_after, .. } => {
            refused(host, world, StatusCode::TOO_MANY_REQUESTS, Some(retry_after))
        }
        Fault::Html { .. } => Html(
            "<!doctype html><title>Welcome to Café Wi-Fi</title><h1>Please accept our terms</h1>",
        )
        .into_response(),
        Fault::Slow { milliseconds, .. } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            next.run(request).await
        }
        Fault::Garbled { .. } => {
            let (parts, half, _) = halved(next.run(request).await).await;
            let mut response = Response::from_parts(parts, Body::from(half));
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response
        }
        Fault::Broken { .. } => {
            let (mut parts, half, length) = halved(next.run(request).await).await;
            parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            let end = Err(std::io::Error::other("the connection breaks here"));
            let body = futures::stream::iter([Ok(half), end]);
            Response::from_parts(parts, Body::from_stream(body))
        }
        _ => next.run(request).await,
    }
}

async fn halved(response: Response) -> (axum::http::response::Parts, Bytes, usize) {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, bytes.slice(..bytes.len() / 2), bytes.len())
}

fn refused(host: Host, world: &Shared, status: StatusCode, retry_after: Option<u64>) -> Response {
    let mut response = match host {
        Host::Entra => entra::busy(status, world.clock.now()),
        Host::Graph => graph::busy(status),
        Host::Incode => incode::busy(status, world.clock.now()),
        Host::Mailbox => status.into_response(),
    };
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// No HSTS here, although Entra sends it: a browser would then refuse `http://localhost`, where
/// every client of this kind listens.
fn head(host: Host, response: &mut Response, correlation: Option<HeaderValue>, started: Instant) {
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value)
            && !headers.contains_key(name)
        {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    match host {
        Host::Entra => {
            set("x-ms-request-id", Uuid::new_v4().to_string());
            set("x-ms-ests-server", "2.1.0 - SANDBOX".to_owned());
            set("cache-control", "no-store, no-cache".to_owned());
            set("x-content-type-options", "nosniff".to_owned());
        }
        Host::Graph => {
            set("request-id", Uuid::new_v4().to_string());
            let own = correlation.as_ref().and_then(|id| id.to_str().ok()).map(str::to_owned);
            set("client-request-id", own.unwrap_or_else(|| Uuid::new_v4().to_string()));
            set("cache-control", "no-cache".to_owned());
            set("x-ms-resource-unit", "1".to_owned());
        }
        Host::Incode => set("processing-time", started.elapsed().as_millis().to_string()),
        Host::Mailbox => {}
    }
}
