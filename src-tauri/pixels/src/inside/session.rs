//! The child's one conversation: confine, greet, read one request, answer, end.
#![allow(clippy::disallowed_methods)] // this is the one place that decodes

use std::io::{self, Read, Write};
use std::process::ExitCode;

use crate::wire::{self, Drawn, HEADER_BYTES, Hello, Kind};
use crate::{Original, Refusal, Request};

use super::geometry::{Area, Orientation};
use super::{colour, confine, decode, draw as paint, prove, scale, watermark};

/// An answer, ready for the wire.
enum Answer {
    Probed(Original),
    Drawn(Drawn, Vec<u8>),
    Refused(Refusal),
}

/// The whole life of the child. `--prove-confinement` is its only argument.
pub fn run() -> ExitCode {
    // A panic ends the process, which the desk reads as "stopped on this one". What it would
    // print could hold parts of the picture.
    std::panic::set_hook(Box::new(|_| {}));
    if std::env::args_os().nth(1).is_some_and(|argument| argument == "--prove-confinement") {
        return prove::run();
    }
    let Ok(confinement) = confine::confine() else {
        return ExitCode::from(wire::EXIT_NOT_CONFINED);
    };
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let conversation =
        greet(&mut output, confinement).and_then(|()| handle(&mut input, &mut output));
    match conversation {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(wire::EXIT_PROTOCOL),
    }
}

/// Reads one request and writes its answer. Errors are those of the protocol; what is wrong with
/// the picture is an answer.
pub fn handle(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let mut raw = [0; HEADER_BYTES];
    input.read_exact(&mut raw)?;
    let header = wire::parse_header(raw, wire::MAX_REQUEST_BYTES).map_err(io::Error::other)?;
    let mut json = vec![0; header.json];
    input.read_exact(&mut json)?;
    let mut bytes = vec![0; header.bytes];
    input.read_exact(&mut bytes)?;
    let answer = match header.kind {
        Kind::Probe => probe(&bytes).map(Answer::Probed),
        Kind::Render => {
            let request: Request = wire::parse_json(&json).map_err(io::Error::other)?;
            draw(&request, bytes).map(|(drawn, rgb)| Answer::Drawn(drawn, rgb))
        }
        Kind::Hello | Kind::Probed | Kind::Drawn | Kind::Refused => {
            return Err(io::Error::other("not a request"));
        }
    };
    reply(output, answer.unwrap_or_else(Answer::Refused))
}

/// What a file is, from its header.
pub fn probe(bytes: &[u8]) -> Result<Original, Refusal> {
    decode::open(bytes).map(|file| file.original())
}

/// Draws `bytes` as `request` says (its own bytes are not looked at): decoded, upright, cut out,
/// scaled, turned, covered and marked.
pub fn draw(request: &Request, bytes: Vec<u8>) -> Result<(Drawn, Vec<u8>), Refusal> {
    request.check_order().map_err(|_| Refusal::InvalidRequest)?;
    let file = decode::open(&bytes)?;
    let mut original = file.original();
    let upright = Orientation::from_exif(original.orientation_applied);
    let icc = file.icc_profile();
    let mut source = file.decode()?;
    drop(bytes);

    let whole = original.size;
    let region = request.region.unwrap_or(crate::Rect::WHOLE);
    let crop = Area::of(region, whole);
    // Hidden before scaling, so that no filter can carry a hidden pixel over the edge.
    for cover in &request.covers {
        source.fill(Area::of(*cover, whole).before(upright, whole), paint::PLATE);
    }
    if let Some(window) = request.window {
        paint::blank_all_but(&mut source, Area::of(window, whole).before(upright, whole));
    }

    let turn = Orientation::from_turn(request.rotate);
    let fitted = scale::fit(turn.size(crop.size()), request.target);
    let raw_size = upright.undo_size(turn.undo_size(fitted));
    let scaled =
        scale::scale(&source, crop.before(upright, whole), raw_size).ok_or(Refusal::TooLarge)?;
    drop(source);
    let mut picture = turn.apply(upright.apply(scaled));

    if let Some(icc) = icc {
        original.facts.converted_to_srgb = colour::to_srgb(&mut picture, &icc);
    }
    colour::contrast(&mut picture, request.contrast);
    let drawn_covers = request.covers.iter().map(|cover| {
        Area::of(*cover, whole).within(crop).map(|area| area.scaled(crop.size(), turn, fitted))
    });
    for area in drawn_covers.flatten() {
        paint::plate(&mut picture, area);
    }
    watermark::stamp(&mut picture, &request.watermark);

    let drawn = Drawn { width: fitted.width, height: fitted.height, original };
    Ok((drawn, picture.rgb))
}

fn greet(output: &mut impl Write, confinement: crate::Confinement) -> io::Result<()> {
    let head = wire::frame_head(Kind::Hello, &Hello { confinement }, 0)?;
    output.write_all(&head)?;
    output.flush()
}

fn reply(output: &mut impl Write, answer: Answer) -> io::Result<()> {
    let (head, bytes) = match answer {
        Answer::Probed(original) => (wire::frame_head(Kind::Probed, &original, 0)?, Vec::new()),
        Answer::Refused(refusal) => (wire::frame_head(Kind::Refused, &refusal, 0)?, Vec::new()),
        Answer::Drawn(drawn, rgb) => (wire::frame_head(Kind::Drawn, &drawn, rgb.len())?, rgb),
    };
    output.write_all(&head)?;
    output.write_all(&bytes)?;
    output.flush()
}
