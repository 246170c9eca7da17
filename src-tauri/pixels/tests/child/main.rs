//! The confined child for real: every test starts the program itself.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod confinement;
mod corpus;
mod hostile;
mod liars;
mod pictures;
mod replay;

use pixels::{Decoder, Error, Picture, Request, Size};

const TARGET: Size = Size { width: 400, height: 400 };
const MARK: &str = "Ana Ferreira · CS-20417 · 23 Nov 2026 09:51";

/// The program that cargo built beside this test.
fn decoder() -> Decoder {
    Decoder::find().unwrap()
}

fn request(bytes: &[u8]) -> Request {
    Request::new(bytes.to_vec(), TARGET, MARK)
}

async fn render(bytes: &[u8]) -> Result<Picture, Error> {
    decoder().render(request(bytes)).await
}
