//! Files made to hurt. Whatever they are, this process gets an error or a picture.

use pixels::{Error, OtherFormat};

use crate::corpus::{self, Dice, KINDS, Kind};
use crate::{decoder, render, request};

#[tokio::test]
async fn a_picture_that_promises_too_much_is_refused_from_its_header() {
    let mut png_bomb = corpus::png(&[(b"IHDR", &corpus::header(8_000_000, 0x7FFF_FFFF))]);
    png_bomb.extend(b"\0\0\0\0IDAT");
    assert_eq!(png_bomb.len(), 41);
    assert!(matches!(render(&png_bomb).await, Err(Error::TooLarge | Error::Corrupt)));

    let jpeg = b"\xFF\xD8\xFF\xC0\0\x0B\x08\xFF\xFF\xFF\xFF\x01\x01\x11\0\
        \xFF\xDA\0\x08\x01\x01\0\0\x3F\0\0\xFF\xD9";
    assert_eq!(render(jpeg).await.unwrap_err(), Error::TooLarge);

    // VP8L: 14 bits each for width and height less one (RFC 9649, section 3.4).
    let mut webp = b"RIFF\x1E\0\0\0WEBPVP8L\x12\0\0\0\x2F\xFF\xFF\xFF\x0F".to_vec();
    webp.extend([0; 13]);
    assert!(matches!(render(&webp).await, Err(Error::TooLarge | Error::Corrupt)));

    let wide =
        corpus::png(&[(b"IHDR", &corpus::header(12_001, 10)), (b"IDAT", b""), (b"IEND", b"")]);
    assert_eq!(render(&wide).await.unwrap_err(), Error::TooLarge);
    let many =
        corpus::png(&[(b"IHDR", &corpus::header(8_000, 8_000)), (b"IDAT", b""), (b"IEND", b"")]);
    assert_eq!(render(&many).await.unwrap_err(), Error::TooLarge);
}

#[tokio::test]
async fn more_bytes_than_allowed_are_not_even_sent() {
    let bytes = vec![0; pixels::MAX_FILE_BYTES + 1];
    assert_eq!(render(&bytes).await.unwrap_err(), Error::TooLarge);
    assert_eq!(decoder().probe(bytes).await.unwrap_err(), Error::TooLarge);
    assert_eq!(render(b"").await.unwrap_err(), Error::NotAnImage);
}

#[tokio::test]
async fn compressed_text_and_profiles_do_not_swell() {
    let bomb = corpus::bomb();
    assert!(bomb.len() < 1_000_000);
    let text = [b"Comment\0\0".as_slice(), &bomb].concat();
    let profile = [b"icc\0\0".as_slice(), &bomb].concat();
    let good = corpus::chunks(&corpus::plain(Kind::Png));
    for (name, data) in [(b"zTXt", &text), (b"iCCP", &profile)] {
        let mut all: Vec<(&[u8; 4], &[u8])> = vec![(&good[0].0, &good[0].1), (name, data)];
        all.extend(good[1..].iter().map(|(name, data)| (name, data.as_slice())));
        let outcome = render(&corpus::png(&all)).await;
        assert!(!matches!(outcome, Err(Error::Crashed | Error::TimedOut)), "{name:?} {outcome:?}");
    }
}

#[tokio::test]
async fn what_is_no_picture_is_named() {
    let unsupported = |kind| Error::UnsupportedFormat { kind };
    let cases: [(&[u8], Error); 8] = [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", unsupported(OtherFormat::Svg)),
        (b"<!doctype html><script>alert(1)</script>", Error::NotAnImage),
        (b"%PDF-1.7\n1 0 obj\n", unsupported(OtherFormat::Pdf)),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", unsupported(OtherFormat::Heic)),
        (b"GIF89a\x01\0\x01\0", unsupported(OtherFormat::Gif)),
        (b"MZ\x90\0", Error::NotAnImage),
        (b"\xFF\xD8\xFF", Error::Corrupt),
        (b"\x89PNG\r\n\x1a\n", Error::Corrupt),
    ];
    for (bytes, expected) in cases {
        assert_eq!(render(bytes).await.unwrap_err(), expected, "{bytes:?}");
    }
}

#[tokio::test]
async fn a_page_hidden_in_a_picture_does_not_come_through() {
    const PAGE: &[u8] = b"<html><script>alert(document.domain)</script></html>";
    let good = corpus::chunks(&corpus::plain(Kind::Png));
    let mut all: Vec<(&[u8; 4], &[u8])> = vec![(&good[0].0, &good[0].1), (b"tEXt", PAGE)];
    all.extend(good[1..].iter().map(|(name, data)| (name, data.as_slice())));
    let mut polyglot = corpus::png(&all);
    polyglot.extend(PAGE);
    let picture = render(&polyglot).await.unwrap();
    let has_page = |bytes: &[u8]| bytes.windows(8).any(|part| part == b"<script>");
    assert!(has_page(&polyglot) && !has_page(&picture.bytes));
    let names: Vec<_> = corpus::chunks(&picture.bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.first(), Some(b"IHDR"));
    assert_eq!(names.last(), Some(b"IEND"));
    assert!(names[1..names.len() - 1].iter().all(|name| name == b"IDAT"), "{names:?}");
}

#[tokio::test]
async fn a_picture_cut_off_anywhere_is_never_shown_in_part() {
    for kind in KINDS {
        let whole = corpus::plain(kind);
        let step = (whole.len() / 40).max(1);
        for end in (1..whole.len() - 1).step_by(step) {
            let outcome = render(&whole[..end]).await;
            // The last chunk of a PNG holds no pixels: nothing is missing without it.
            let is_complete = kind == Kind::Png && end >= whole.len() - 16;
            assert!(outcome.is_err() || is_complete, "{kind:?} cut at {end} of {}", whole.len());
            assert_about_the_file(outcome.err());
        }
    }
}

#[tokio::test]
async fn five_hundred_mutants_and_noise_never_hurt() {
    let mut dice = Dice::new(17);
    let sources: Vec<_> = KINDS.into_iter().map(corpus::plain).collect();
    let mut files: Vec<Vec<u8>> =
        (0..540).map(|n| mutant(&sources[n % sources.len()], &mut dice)).collect();
    for start in
        [b"".as_slice(), b"\xFF\xD8\xFF\xE0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8L"]
    {
        for _ in 0..15 {
            let noise: Vec<u8> = (0..600).map(|_| dice.roll(256) as u8).collect();
            files.push([start, &noise].concat());
        }
    }
    let decoder = decoder();
    let running = files.into_iter().map(|file| {
        let (decoder, request) = (decoder.clone(), request(&file));
        tokio::spawn(async move { decoder.render(request).await })
    });
    let (mut drawn, mut refused, mut crashed) = (0, 0, 0);
    for task in running.collect::<Vec<_>>() {
        match task.await.unwrap() {
            Ok(_) => drawn += 1,
            Err(Error::Crashed) => crashed += 1,
            Err(error) => {
                assert_about_the_file(Some(error));
                refused += 1;
            }
        }
    }
    assert_eq!(drawn + refused + crashed, 600);
    assert!(drawn > 20 && refused > 200, "{drawn} drawn, {refused} refused, {crashed} crashed");
}

fn assert_about_the_file(error: Option<Error>) {
    if let Some(error) = error {
        let is_answer = !matches!(error, Error::Garbled { .. } | Error::TimedOut);
        assert!(error.is_about_the_file() && is_answer, "{error:?}");
    }
}

fn mutant(source: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = source.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        match dice.roll(5) {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes[at] = [0, 0xFF, 0x7F, 0x80][dice.roll(4)],
            2 => bytes.truncate(at.max(20)),
            3 => {
                let end = (at + dice.roll(40)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let end = (at + dice.roll(9)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
        if bytes.len() < 20 {
            bytes.extend([0; 20]);
        }
    }
    bytes
}
