//! Links to images, good for an hour and without any key.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{Incode, image};
use crate::company::ImageKind;
use crate::guard::lock;
use crate::world::Shared;

const LIFE: Duration = Duration::hours(1);

/// Where a link leads, and until when.
#[derive(Clone)]
pub(crate) struct Link {
    interview: String,
    kind: ImageKind,
    ends: DateTime<Utc>,
}

impl Incode {
    pub(super) fn link(&self, interview: &str, kind: ImageKind, now: DateTime<Utc>) -> String {
        let token = Uuid::new_v4().simple().to_string();
        let link = Link { interview: interview.to_owned(), kind, ends: now + LIFE };
        lock(&self.links).insert(token.clone(), link);
        token
    }
}

/// `GET /images/{token}`.
pub(crate) async fn follow(State(world): State<Shared>, Path(token): Path<String>) -> Response {
    let link = lock(&world.incode.links).get(&token).cloned();
    let Some(link) = link.filter(|link| world.clock.now() < link.ends) else {
        let body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        return (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "application/xml")], body)
            .into_response();
    };
    let session = world.incode.captured(&link.interview);
    let picture = session.and_then(|session| session.picture(link.kind));
    let Some(media_type) = picture.map(|picture| picture.format.media_type()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match image::bytes(&world, &link.interview, link.kind).await {
        Some(bytes) => ([(header::CONTENT_TYPE, media_type)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
