//! Good pictures: upright, cut, covered, marked, and without what the file said of itself.

use image::{DynamicImage, RgbImage};
use pixels::{Error, Facts, Format, Rect, Request, Size, Turn};

use crate::corpus::{self, BLUE, GREEN, KINDS, Kind, RED, YELLOW};
use crate::{MARK, TARGET, decoder, render, request};

#[tokio::test]
async fn every_orientation_of_every_format_comes_out_upright() {
    for kind in KINDS {
        for orientation in 1..=8 {
            let picture = render(&corpus::laid(kind, orientation)).await.unwrap();
            let shown = corpus::decoded(&picture.bytes);
            let what = format!("{kind:?} laid {orientation}");
            assert_eq!(picture.original.orientation_applied, orientation, "{what}");
            assert_eq!(picture.original.size, Size { width: 96, height: 64 }, "{what}");
            assert_eq!(shown.dimensions(), (400, 267), "{what}");
            assert_eq!(quarters(&shown), [RED, GREEN, BLUE, YELLOW].map(name), "{what}");
        }
    }
}

#[tokio::test]
async fn a_probe_tells_the_upright_size_without_drawing() {
    for kind in KINDS {
        let original = decoder().probe(corpus::laid(kind, 6)).await.unwrap();
        assert_eq!(original.size, Size { width: 96, height: 64 });
        assert_eq!(original.orientation_applied, 6);
    }
    assert_eq!(decoder().probe(b"GIF".to_vec()).await.unwrap_err(), Error::NotAnImage);
}

#[tokio::test]
async fn turns_and_regions_are_those_of_the_upright_picture() {
    for orientation in 1..=8 {
        let bytes = corpus::laid(Kind::Png, orientation);
        let turned = Request { rotate: Turn::from_quarters(1), ..request(&bytes) };
        let shown = corpus::decoded(&decoder().render(turned).await.unwrap().bytes);
        assert_eq!(shown.dimensions(), (267, 400));
        assert_eq!(quarters(&shown), [BLUE, RED, YELLOW, GREEN].map(name));

        let right_half = Some(Rect::new(0.5, 0.0, 0.5, 1.0));
        let cut = Request { region: right_half, rotate: Turn::Half, ..request(&bytes) };
        let shown = corpus::decoded(&decoder().render(cut).await.unwrap().bytes);
        assert_eq!(shown.dimensions(), (300, 400));
        assert_eq!(quarters(&shown), [YELLOW, YELLOW, GREEN, GREEN].map(name));
    }
}

#[tokio::test]
async fn nothing_under_a_cover_comes_through() {
    let secret = Rect::new(0.30, 0.40, 0.25, 0.10);
    let (width, height) = (800, 600);
    let paper = RgbImage::from_fn(width, height, |x, y| {
        let inside = (240..440).contains(&x) && (240..300).contains(&y);
        image::Rgb(if inside { [255, 0, 0] } else { [40, 40, 40] })
    });
    let bytes = corpus::encode(Kind::Png, &DynamicImage::ImageRgb8(paper), &[], &[]);
    let is_red = |picture: &RgbImage| picture.pixels().any(|p| p[0] > p[1].saturating_add(6));
    let open = decoder().render(request(&bytes)).await.unwrap();
    assert!(is_red(&corpus::decoded(&open.bytes)));

    for (quarters, format) in
        [(0, Format::Png), (1, Format::Png), (2, Format::Jpeg), (3, Format::Png)]
    {
        for region in
            [None, Some(Rect::new(0.29, 0.36, 0.5, 0.5)), Some(Rect::new(0.4, 0.42, 0.1, 0.05))]
        {
            let covered = Request {
                covers: vec![secret],
                rotate: Turn::from_quarters(quarters),
                contrast: 2.0,
                region,
                format,
                ..request(&bytes)
            };
            let shown = corpus::decoded(&decoder().render(covered).await.unwrap().bytes);
            assert!(!is_red(&shown), "{quarters} quarters, {region:?}");
            let plate = shown.pixels().filter(|p| p[0] > 180).count();
            assert!(plate > 400, "a plate is seen: {plate}");
        }
    }
}

#[tokio::test]
async fn a_cover_says_that_it_is_one() {
    let blank = DynamicImage::ImageRgb8(RgbImage::from_pixel(400, 400, image::Rgb([255; 3])));
    let bytes = corpus::encode(Kind::Png, &blank, &[], &[]);
    let covers = vec![Rect::new(0.25, 0.4, 0.5, 0.1)];
    let covered = Request { covers, ..request(&bytes) };
    let shown = corpus::decoded(&decoder().render(covered).await.unwrap().bytes);
    let ink = |x: std::ops::Range<u32>, y: std::ops::Range<u32>| {
        let all = y.flat_map(|y| x.clone().map(move |x| (x, y)));
        all.filter(|(x, y)| shown.get_pixel(*x, *y)[0] < 110).count()
    };
    assert!(ink(101..299, 161..199) > 100, "letters on the plate");
    assert_eq!(ink(0..400, 0..150), 0, "and none elsewhere");
}

#[tokio::test]
async fn a_window_leaves_one_part_and_blanks_the_rest() {
    for orientation in [1, 5, 6, 8] {
        let bytes = corpus::laid(Kind::Jpeg, orientation);
        let window = Some(Rect::new(0.0, 0.0, 0.5, 0.5));
        let moved = Request { window, ..request(&bytes) };
        let shown = corpus::decoded(&decoder().render(moved).await.unwrap().bytes);
        let [red, rest @ ..] = quarters(&shown);
        assert_eq!(red, name(RED));
        assert_eq!(rest, ["grey"; 3]);
    }
}

#[tokio::test]
async fn the_mark_is_in_the_pixels_and_differs_by_viewer() {
    let bytes = corpus::plain(Kind::Png);
    let marked = |mark: &'static str| {
        let request = Request { watermark: mark.into(), ..request(&bytes) };
        async move { corpus::decoded(&decoder().render(request).await.unwrap().bytes) }
    };
    let (ana, again, tomasz) =
        (marked(MARK).await, marked(MARK).await, marked("Tomasz Wilk").await);
    assert_eq!(ana, again);
    assert_ne!(ana, tomasz);
    let touched = ana.pixels().filter(|p| ![RED, GREEN, BLUE, YELLOW].contains(&p.0)).count();
    assert!(touched > 2_000, "{touched}");
}

#[tokio::test]
async fn metadata_is_told_as_presence_and_dropped() {
    let exif = corpus::exif(&[(0x010F, 2, 0), (0x0131, 2, 0), (0x0132, 2, 0), (0x8825, 4, 0)]);
    let icc = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    for kind in KINDS {
        let bytes = corpus::encode(kind, &corpus::scene(96, 64), &exif, &icc);
        for format in [Format::Png, Format::Jpeg] {
            let request = Request { format, ..request(&bytes) };
            let picture = decoder().render(request).await.unwrap();
            let expected = Facts {
                has_exif: true,
                has_gps: true,
                has_software: true,
                has_camera: true,
                has_capture_time: true,
                has_icc_profile: true,
                converted_to_srgb: true,
            };
            assert_eq!(picture.original.facts, expected, "{kind:?}");
            for mark in [b"Exif".as_slice(), b"eXIf", b"ICC_PROFILE", b"iCCP", b"II*\0"] {
                let found = picture.bytes.windows(mark.len()).any(|part| part == mark);
                assert!(!found, "{kind:?} {mark:?}");
            }
        }
    }
    let plain = render(&corpus::plain(Kind::Jpeg)).await.unwrap();
    assert_eq!(plain.original.facts, Facts::default());
}

#[tokio::test]
async fn a_wide_profile_is_brought_to_srgb() {
    let icc = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let scene = corpus::scene(96, 64);
    let wide = render(&corpus::encode(Kind::Png, &scene, &[], &icc)).await.unwrap();
    let plain = render(&corpus::encode(Kind::Png, &scene, &[], &[])).await.unwrap();
    let red = |picture: &pixels::Picture| median(&corpus::decoded(&picture.bytes), 0, 0)[0];
    assert!(red(&wide) > red(&plain) + 5, "{} {}", red(&wide), red(&plain));
}

#[tokio::test]
async fn other_kinds_of_pixels_keep_their_colours() {
    // Cyan, magenta, yellow and black as Adobe stores them, inverted.
    let shown = shown(include_bytes!("fixtures/cmyk.jpg")).await;
    assert_eq!((name(median(&shown, 0, 0)), name(median(&shown, 1, 0))), ("red", "green"));
    for file in [
        include_bytes!("fixtures/progressive.jpg").as_slice(),
        include_bytes!("fixtures/lossy.webp"),
        include_bytes!("fixtures/palette.png"),
    ] {
        let shown = crate::pictures::shown(file).await;
        assert_eq!((name(median(&shown, 0, 0)), name(median(&shown, 1, 0))), ("red", "blue"));
    }
    let scene = corpus::scene(96, 64);
    let sixteen = [
        DynamicImage::ImageRgb16(scene.to_rgb16()),
        DynamicImage::ImageRgba16(scene.to_rgba16()),
        DynamicImage::ImageRgba8(scene.to_rgba8()),
    ];
    for picture in sixteen {
        let bytes = corpus::encode(Kind::Png, &picture, &[], &[]);
        let shown = crate::pictures::shown(&bytes).await;
        assert_eq!(quarters(&shown), [RED, GREEN, BLUE, YELLOW].map(name));
    }
    for picture in [
        DynamicImage::ImageLuma8(scene.to_luma8()),
        DynamicImage::ImageLumaA16(scene.to_luma_alpha16()),
    ] {
        let shown = crate::pictures::shown(&corpus::encode(Kind::Png, &picture, &[], &[])).await;
        assert_eq!(quarters(&shown), ["grey"; 4]);
    }
    let clear = RgbImage::new(10, 10);
    let mut clear = DynamicImage::ImageRgb8(clear).to_rgba8();
    clear.pixels_mut().for_each(|pixel| pixel[3] = 0);
    let bytes = corpus::encode(Kind::Png, &DynamicImage::ImageRgba8(clear), &[], &[]);
    let shown = crate::pictures::shown(&bytes).await;
    assert!(median(&shown, 0, 0)[0] > 240, "transparent parts lie on white");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_without_a_child() {
    let bytes = corpus::plain(Kind::Png);
    let good = || request(&bytes);
    let nan = Rect::new(f32::NAN, 0.0, 1.0, 1.0);
    let outside = Rect::new(1.5, 0.0, 0.5, 0.5);
    let bad = [
        Request { target: Size { width: 0, height: 10 }, ..good() },
        Request { target: Size { width: 9000, height: 10 }, ..good() },
        Request { target: Size { width: 8000, height: 8000 }, ..good() },
        Request { contrast: f32::NAN, ..good() },
        Request { covers: vec![nan], ..good() },
        Request { covers: vec![Rect::WHOLE; 65], ..good() },
        Request { window: Some(outside), ..good() },
        Request { region: Some(nan), ..good() },
        Request { watermark: " ".into(), ..good() },
        Request { watermark: "x".repeat(161), ..good() },
    ];
    for request in bad {
        let error = decoder().render(request).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn nothing_personal_is_printed() {
    let request = request(&corpus::plain(Kind::Png));
    let printed = format!("{request:?} {:?}", decoder().render(request.clone()).await.unwrap());
    assert!(!printed.contains("Ana") && printed.len() < 900, "{printed}");
}

#[tokio::test]
async fn many_pictures_at_once_each_get_their_own() {
    let decoder = decoder();
    let tasks: Vec<_> = (0..12_u32)
        .map(|n| {
            let decoder = decoder.clone();
            let bytes = corpus::encode(Kind::Png, &corpus::scene(40 + n, 30), &[], &[]);
            tokio::spawn(async move { (n, decoder.render(request(&bytes)).await.unwrap()) })
        })
        .collect();
    for task in tasks {
        let (n, picture) = task.await.unwrap();
        assert_eq!(picture.original.size.width, 40 + n);
    }
    assert_eq!(TARGET.width, 400);
}

async fn shown(bytes: &[u8]) -> RgbImage {
    corpus::decoded(&render(bytes).await.unwrap().bytes)
}

fn quarters(picture: &RgbImage) -> [&'static str; 4] {
    [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(column, row)| name(median(picture, column, row)))
}

/// The middle of each channel over the inner part of a quarter; the mark covers less than half.
fn median(picture: &RgbImage, column: u32, row: u32) -> [u8; 3] {
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    let inner = |side: u32| side / 8..side * 7 / 8;
    std::array::from_fn(|channel| {
        let mut values: Vec<u8> = inner(height)
            .flat_map(|y| inner(width).map(move |x| (x + column * width, y + row * height)))
            .map(|(x, y)| picture.get_pixel(x, y)[channel])
            .collect();
        values.sort_unstable();
        values[values.len() / 2]
    })
}

fn name([red, green, blue]: [u8; 3]) -> &'static str {
    match (red > 110, green > 110, blue > 110) {
        (true, false, false) => "red",
        (false, true, false) => "green",
        (false, false, true) => "blue",
        (true, true, false) => "yellow",
        _ => "grey",
    }
}
