//! One HTTP/1.1 request, bounded (RFC 9112).

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

const HEAD_LIMIT: usize = 16 * 1024;
const BODY_LIMIT: usize = 64 * 1024;
const HEADERS: usize = 64;

/// A request as far as this listener looks at it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) host: Option<String>,
    pub(super) is_form: bool,
    pub(super) body: Vec<u8>,
}

/// Why no request could be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Nobody asked anything: an early connection that was not needed, or one that broke.
    Gone,
    Malformed,
    LengthMissing,
    TooLong,
}

struct Head {
    request: Request,
    length: usize,
    expects_continue: bool,
    bytes: usize,
}

pub(super) async fn read<S>(stream: &mut S) -> Result<Request, Unreadable>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut buffer = Vec::with_capacity(2048);
    let head = loop {
        if let Some(head) = parse(&buffer)? {
            break head;
        }
        if buffer.len() >= HEAD_LIMIT {
            return Err(Unreadable::TooLong);
        }
        more(stream, &mut buffer).await?;
    };
    if head.expects_continue && buffer.len() < head.bytes + head.length {
        let go_on = stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await;
        go_on.map_err(|_| Unreadable::Gone)?;
    }
    while buffer.len() < head.bytes + head.length {
        more(stream, &mut buffer).await?;
    }
    let mut request = head.request;
    request.body = buffer.drain(head.bytes..head.bytes + head.length).collect();
    Ok(request)
}

async fn more<S: AsyncRead + Unpin>(
    stream: &mut S,
    buffer: &mut Vec<u8>,
) -> Result<(), Unreadable> {
    match stream.read_buf(buffer).await {
        Ok(0) | Err(_) => Err(Unreadable::Gone),
        Ok(_) => Ok(()),
    }
}

fn parse(buffer: &[u8]) -> Result<Option<Head>, Unreadable> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let bytes = match parsed.parse(buffer) {
        Ok(httparse::Status::Complete(bytes)) => bytes,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Unreadable::TooLong),
        Err(_) => return Err(Unreadable::Malformed),
    };
    let method = parsed.method.unwrap_or_default().to_owned();
    let target = parsed.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let all = |name: &'static str| {
        parsed
            .headers
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| std::str::from_utf8(header.value).unwrap_or_default().trim())
    };
    let only = |name: &'static str| match (all(name).next(), all(name).count()) {
        (value, 0 | 1) => Ok(value),
        _ => Err(Unreadable::Malformed),
    };
    let length = length(&method, only("content-length")?, all("transfer-encoding").count())?;
    let kind = only("content-type")?.unwrap_or_default().split(';').next().unwrap_or_default();
    let is_form = kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let expects_continue =
        only("expect")?.is_some_and(|value| value.eq_ignore_ascii_case("100-continue"));
    let host = only("host")?.map(str::to_owned);
    let request = Request {
        path: path.to_owned(),
        query: query.to_owned(),
        host,
        is_form,
        body: Vec::new(),
        method,
    };
    Ok(Some(Head { request, length, expects_continue, bytes }))
}

// Only Content-Length frames a body here: no browser sends a form in chunks.
fn length(method: &str, declared: Option<&str>, encodings: usize) -> Result<usize, Unreadable> {
    if encodings > 0 {
        return Err(Unreadable::LengthMissing);
    }
    match declared {
        None if method == "POST" => Err(Unreadable::LengthMissing),
        None => Ok(0),
        Some(text) if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(Unreadable::Malformed)
        }
        Some(text) => match text.parse() {
            Ok(length) if length <= BODY_LIMIT => Ok(length),
            _ => Err(Unreadable::TooLong),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outcome(text: &str) -> Result<usize, Unreadable> {
        parse(text.as_bytes()).map(|head| head.map_or(usize::MAX, |head| head.length))
    }

    #[test]
    fn framing_is_strict() {
        for (headers, expected) in [
            ("Content-Length: 5\r\n", Ok(5)),
            ("", Err(Unreadable::LengthMissing)),
            ("Content-Length: 5\r\nContent-Length: 6\r\n", Err(Unreadable::Malformed)),
            ("Content-Length: +5\r\n", Err(Unreadable::Malformed)),
            ("Content-Length: 65537\r\n", Err(Unreadable::TooLong)),
            ("Content-Length: 99999999999999999999999\r\n", Err(Unreadable::TooLong)),
            ("Transfer-Encoding: chunked\r\n", Err(Unreadable::LengthMissing)),
            ("Host: a\r\nHost: b\r\nContent-Length: 1\r\n", Err(Unreadable::Malformed)),
        ] {
            let made = outcome(&format!("POST / HTTP/1.1\r\n{headers}\r\n"));
            assert_eq!(made, expected, "{headers:?}");
        }
        assert_eq!(outcome("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), Ok(0));
        assert_eq!(outcome("GET / HTTP/1.1\r\nHost"), Ok(usize::MAX));
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse(&bytes);
        }

        #[test]
        fn any_header_is_survived(name in "[A-Za-z-]{1,20}", value in ".{0,80}") {
            let _ = parse(format!("POST / HTTP/1.1\r\n{name}: {value}\r\n\r\n").as_bytes());
        }
    }
}
