//! What the confined child costs: one 12-megapixel photograph fitted into 816×1020, marked and
//! encoded, in the child, in this process, and by the image crate alone. The peers run by turns.
//!
//! `cargo build --release -p pixels --bins && cargo run --release -p pixels --example bench`
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // a command; it measures the peers

use std::error::Error;
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType::Lanczos3;
use image::{ExtendedColorType, ImageEncoder, ImageReader, Rgb, RgbImage};
use pixels::{Decoder, Format, Request, Size, inside};

const ROUNDS: usize = 15;
const TARGET: Size = Size { width: 816, height: 1020 };
const MARK: &str = "ana.ferreira · CS-20417 · 23 Nov 2026 09:41 UTC";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let decoder = Decoder::find()?;
    let photograph = photograph(3024, 4032)?;
    let tiny = photograph_of(16, 16, 90)?;
    let megabytes = photograph.len() as f64 / 1e6;

    let mut rows: [(&str, Vec<Duration>); 5] = [
        ("confined child, PNG", Vec::new()),
        ("confined child, JPEG", Vec::new()),
        ("in this process, PNG", Vec::new()),
        ("image crate: decode, resize, PNG", Vec::new()),
        ("start of a child (probe of 16×16)", Vec::new()),
    ];
    for _ in 0..ROUNDS {
        for (format, row) in [(Format::Png, 0), (Format::Jpeg, 1)] {
            let request = Request { format, ..Request::new(photograph.clone(), TARGET, MARK) };
            let start = Instant::now();
            black_box(decoder.render(request).await?);
            rows[row].1.push(start.elapsed());
        }
        let bytes = photograph.clone();
        let start = Instant::now();
        black_box(in_this_process(bytes)?);
        rows[2].1.push(start.elapsed());

        let start = Instant::now();
        black_box(by_the_image_crate(&photograph)?);
        rows[3].1.push(start.elapsed());

        let start = Instant::now();
        black_box(decoder.probe(tiny.clone()).await?);
        rows[4].1.push(start.elapsed());
    }
    report(&mut rows, megabytes);
    Ok(())
}

fn report(rows: &mut [(&str, Vec<Duration>)], megabytes: f64) {
    println!("12 MP JPEG of {megabytes:.1} MB to 765×1020, {ROUNDS} rounds by turns\n");
    println!("{:<36}{:>12}{:>12}", "", "median ms", "best ms");
    let mut medians = Vec::new();
    for (name, times) in rows.iter_mut() {
        times.sort_unstable();
        let (median, best) = (milliseconds(times[times.len() / 2]), milliseconds(times[0]));
        println!("{name:<36}{median:>12.1}{best:>12.1}");
        medians.push(median);
    }
    println!(
        "\n{}",
        serde_json::json!({
            "bench": "pixels",
            "rounds": ROUNDS,
            "child_png_ms": medians[0],
            "child_jpeg_ms": medians[1],
            "in_process_png_ms": medians[2],
            "image_crate_png_ms": medians[3],
            "child_start_ms": medians[4],
            "child_over_in_process": medians[0] / medians[2],
            "image_crate_over_child": medians[3] / medians[0],
        })
    );
}

fn in_this_process(bytes: Vec<u8>) -> Result<Vec<u8>, Box<dyn Error>> {
    let request = Request::new(Vec::new(), TARGET, MARK);
    let (drawn, rgb) = inside::draw(&request, bytes).map_err(|refusal| format!("{refusal:?}"))?;
    png(&rgb, drawn.width, drawn.height)
}

/// The shortest way with the image crate; no mark, no limits, and no walls.
fn by_the_image_crate(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let picture = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.decode()?;
    let small = picture.resize(TARGET.width, TARGET.height, Lanczos3).to_rgb8();
    png(&small, small.width(), small.height())
}

fn png(rgb: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Up).write_image(
        rgb,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(out)
}

fn photograph(width: u32, height: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    photograph_of(width, height, 90)
}

/// Soft shapes with the noise of a sensor, which is what a decoder spends its time on.
fn photograph_of(width: u32, height: u32, quality: u8) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut noise = 0x9E37_79B9_7F4A_7C15_u64;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        let (x, y) = (x as f32 / 190.0, y as f32 / 230.0);
        let grain = (noise % 11) as f32 - 5.0;
        let soft = |phase: f32| 128.0 + 70.0 * (x + phase).sin() * (y - phase).cos() + grain;
        Rgb([soft(0.0) as u8, soft(0.7) as u8, soft(1.9) as u8])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&picture)?;
    Ok(out)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
