//! The protocol between the desk and the child, over the child's standard input and output.
//!
//! One frame is a header of 16 bytes, then JSON, then bytes. Numbers are big-endian.
//!
//! | offset | size | what |
//! |---|---|---|
//! | 0 | 4 | `CSPX` |
//! | 4 | 1 | version, 1 |
//! | 5 | 1 | [`Kind`] |
//! | 6 | 2 | zero |
//! | 8 | 4 | length of the JSON |
//! | 12 | 4 | length of the bytes |
//!
//! The child says [`Kind::Hello`] once it is confined; the desk sends one [`Kind::Render`] or
//! [`Kind::Probe`]; the child answers once and ends. Both sides check every length before they
//! reserve memory for it.

use serde::{Deserialize, Serialize};

use crate::{Confinement, MAX_FILE_BYTES, MAX_TARGET_PIXELS, Original};

/// Bytes of a header.
pub const HEADER_BYTES: usize = 16;
/// Most bytes of JSON in a frame, either way.
pub const MAX_JSON_BYTES: usize = 64 * 1024;
/// Most bytes behind the JSON that the child accepts.
pub const MAX_REQUEST_BYTES: usize = MAX_FILE_BYTES;
/// Most bytes behind the JSON that the desk accepts: the pixels, three bytes each.
pub const MAX_ANSWER_BYTES: usize = MAX_TARGET_PIXELS as usize * 3;
/// What a child that could not confine itself ends with.
pub const EXIT_NOT_CONFINED: u8 = 70;
/// What a child that was talked to in another way ends with.
pub const EXIT_PROTOCOL: u8 = 71;

const MAGIC: [u8; 4] = *b"CSPX";
const VERSION: u8 = 1;

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Child to desk, first of all: [`Hello`].
    Hello = 1,
    /// Desk to child: the size only. JSON `null`, then the file.
    Probe = 2,
    /// Desk to child: [`crate::Request`], then the file.
    Render = 3,
    /// Child to desk: [`crate::Original`].
    Probed = 4,
    /// Child to desk: [`Drawn`], then the pixels.
    Drawn = 5,
    /// Child to desk: [`crate::Refusal`].
    Refused = 6,
}

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the frame is.
    pub kind: Kind,
    /// Length of the JSON, in bytes.
    pub json: usize,
    /// Length of what follows the JSON, in bytes.
    pub bytes: usize,
}

/// The child is confined and listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The walls that stand.
    pub confinement: Confinement,
}

/// A drawn picture: red, green and blue, a byte each, rows from the top, without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// What the file is like.
    pub original: Original,
}

/// Why a header or its JSON is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a frame of this protocol: {0}")]
pub struct Garbled(pub &'static str);

/// Reads a header, and refuses one that asks for more than the limits or is not of this version.
pub fn parse_header(raw: [u8; HEADER_BYTES], max_bytes: usize) -> Result<Header, Garbled> {
    let [m0, m1, m2, m3, version, kind, r0, r1, j0, j1, j2, j3, b0, b1, b2, b3] = raw;
    if [m0, m1, m2, m3] != MAGIC {
        return Err(Garbled("magic"));
    }
    if version != VERSION || [r0, r1] != [0, 0] {
        return Err(Garbled("version"));
    }
    let kind = Kind::from_byte(kind).ok_or(Garbled("kind"))?;
    let json = u32::from_be_bytes([j0, j1, j2, j3]) as usize;
    let bytes = u32::from_be_bytes([b0, b1, b2, b3]) as usize;
    if json > MAX_JSON_BYTES {
        return Err(Garbled("length of the JSON"));
    }
    if bytes > max_bytes {
        return Err(Garbled("length of the bytes"));
    }
    Ok(Header { kind, json, bytes })
}

/// The header and the JSON of a frame; the `bytes` that follow are sent by the caller.
pub fn frame_head(
    kind: Kind,
    json: &impl Serialize,
    bytes: usize,
) -> Result<Vec<u8>, serde_json::Error> {
    let json = serde_json::to_vec(json)?;
    let mut head = Vec::with_capacity(HEADER_BYTES + json.len());
    head.extend_from_slice(&MAGIC);
    head.extend_from_slice(&[VERSION, kind as u8, 0, 0]);
    head.extend_from_slice(&length(json.len()));
    head.extend_from_slice(&length(bytes));
    head.extend_from_slice(&json);
    Ok(head)
}

/// Reads the JSON of a frame.
pub fn parse_json<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, Garbled> {
    serde_json::from_slice(json).map_err(|_| Garbled("JSON"))
}

impl Kind {
    fn from_byte(byte: u8) -> Option<Self> {
        [Kind::Hello, Kind::Probe, Kind::Render, Kind::Probed, Kind::Drawn, Kind::Refused]
            .into_iter()
            .find(|kind| *kind as u8 == byte)
    }
}

/// A length that does not fit is written as one that every reader refuses.
fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes()
}

impl From<Garbled> for crate::Error {
    fn from(Garbled(what): Garbled) -> Self {
        crate::Error::Garbled { what }
    }
}
