//! Every refusal is a problem document (RFC 9457); no fault leaks what went wrong inside.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use review::Problem;
use review::problem::Kind;

use crate::Error;

/// Why a request was not done.
#[derive(Debug)]
pub(crate) struct Refusal {
    problem: Box<Problem>,
    retry_after: Option<u64>,
}

/// What a handler gives.
pub(crate) type Answer<T> = Result<T, Refusal>;

impl Refusal {
    pub(crate) fn new(kind: Kind, detail: &str) -> Self {
        Self { problem: Box::new(Problem::new(kind, detail)), retry_after: None }
    }

    /// With more said in the document.
    pub(crate) fn with(mut self, say: impl FnOnce(&mut Problem)) -> Self {
        say(&mut self.problem);
        self
    }

    /// The service cannot answer now.
    pub(crate) fn unavailable(detail: &str, retry_after_seconds: u64) -> Self {
        let mut refusal = Self::new(Kind::Unavailable, detail);
        refusal.retry_after = Some(retry_after_seconds);
        refusal
    }

    /// The vendor still sends the case's pictures.
    pub(crate) fn pictures_on_their_way() -> Self {
        Self::unavailable("The pictures are on their way.", 2)
    }

    /// Nothing of that id for this person; never says whether it exists for somebody else.
    pub(crate) fn not_found() -> Self {
        Self::new(Kind::NotFound, "There is nothing of that id for you.")
    }

    pub(crate) fn malformed(detail: &str) -> Self {
        Self::new(Kind::Malformed, detail)
    }

    /// The statement is not this decision.
    pub(crate) fn unprocessable(detail: &str) -> Self {
        Self::new(Kind::Unprocessable, detail)
    }

    /// 405, which no client of this service's own should ever see.
    pub(crate) fn method_not_allowed() -> Self {
        Self::new(Kind::Malformed, "This address does not take that method.").with(|problem| {
            problem.type_uri = format!("{}method-not-allowed", Kind::BASE);
            problem.title = "Method not allowed".to_owned();
            problem.status = StatusCode::METHOD_NOT_ALLOWED.as_u16();
        })
    }

    /// 415: the body is of another media type.
    pub(crate) fn unsupported_media_type(wanted: &str) -> Self {
        Self::new(Kind::Malformed, &format!("The body must be {wanted}.")).with(|problem| {
            problem.type_uri = format!("{}unsupported-media-type", Kind::BASE);
            problem.title = "Unsupported media type".to_owned();
            problem.status = StatusCode::UNSUPPORTED_MEDIA_TYPE.as_u16();
        })
    }

    /// A fault of the service's own: logged with its cause under a reference, shown as that only.
    fn fault(error: &Error) -> Self {
        let reference = uuid::Uuid::new_v4();
        tracing::error!(%reference, ?error, "fault");
        Self::new(Kind::Fault, &format!("The operator finds it under {reference}."))
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match &error {
            Error::Directory(entra::Error::Throttled { retry_after }) => {
                Self::unavailable("The directory asked to wait.", retry_after.as_secs().max(1))
            }
            Error::Directory(cause) => {
                tracing::warn!(%cause, "the directory did not answer");
                Self::unavailable("The directory does not answer.", 10)
            }
            Error::Vendor(cause) => {
                tracing::warn!(%cause, "the vendor did not answer");
                Self::unavailable("The vendor does not answer.", 10)
            }
            Error::BadConfig { .. }
            | Error::BadDataDirectory { .. }
            | Error::CannotListen { .. }
            | Error::Corrupt { .. }
            | Error::Database(_)
            | Error::Log(_) => Self::fault(&error),
        }
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&*self.problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
