//! Security printing: paper, guilloches, rosettes, labels and values.

use std::f32::consts::TAU;
use std::fmt::Write;

use super::colour::Colour;
use crate::company::dice::Dice;

/// The inks of an issuer.
#[derive(Debug, Clone, Copy)]
pub struct Inks {
    /// Paper.
    pub paper: Colour,
    /// Main ink of the pattern and the title.
    pub main: Colour,
    /// Second ink.
    pub second: Colour,
}

const INKS: &[(u32, u32, u32)] = &[
    (0xeaf1ec, 0x2f6f66, 0xb8964a),
    (0xf1ebe4, 0x7a4037, 0x3f6a86),
    (0xe7edf4, 0x33538c, 0xa8577d),
    (0xf0eee1, 0x5e6a2c, 0x8a5a2c),
    (0xeee8f0, 0x5b3f79, 0x3f7d78),
    (0xe6f0f2, 0x1f6a80, 0x9a6b3c),
];

/// The inks of a State: always the same ones; Valdria's are teal and gold.
pub fn inks(issuer: &str) -> Inks {
    let place = if issuer == "VDR" { 0 } else { 1 + Dice::new(7, issuer).below(INKS.len() - 1) };
    let (paper, main, second) = INKS[place];
    Inks { paper: Colour::hex(paper), main: Colour::hex(main), second: Colour::hex(second) }
}

/// Paper with waves and rosettes over a sheet.
pub fn ground(inks: &Inks, width: f32, height: f32, issuer: &str) -> String {
    let mut dice = Dice::new(11, issuer);
    let mut out = format!(
        r#"<defs><linearGradient id="paper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="{}"/><stop offset="0.5" stop-color="{}"/><stop offset="1" stop-color="{}"/></linearGradient><clipPath id="sheet"><rect width="{width}" height="{height}" rx="26"/></clipPath></defs><g clip-path="url(#sheet)"><rect width="{width}" height="{height}" fill="url(#paper)"/>"#,
        inks.paper.mix(inks.second, 0.12),
        inks.paper.lighter(0.3),
        inks.paper.mix(inks.main, 0.16),
    );
    for (ink, phase) in [(inks.main, 0.0), (inks.second, 1.7)] {
        let (one, two) = (dice.spread(1.6, 3.2), dice.spread(4.0, 7.0));
        let mut path = String::new();
        for line in 0..44 {
            let base = height * line as f32 / 40.0;
            for step in 0..=48 {
                let x = width * step as f32 / 48.0;
                let t = x / width * TAU;
                let y = base
                    + (t * one + phase + line as f32 * 0.09).sin() * height * 0.05
                    + (t * two + phase * 2.0 - line as f32 * 0.13).sin() * height * 0.016;
                let _ = write!(path, "{}{x:.1} {y:.1}", if step == 0 { "M" } else { "L" });
            }
        }
        let _ = write!(
            out,
            r#"<path d="{path}" fill="none" stroke="{ink}" stroke-width="0.9" stroke-opacity="0.3"/>"#
        );
    }
    for (x, y, radius, ink) in [
        (0.62, 0.42, 0.3, inks.main),
        (0.9, 0.16, 0.17, inks.second),
        (0.12, 0.92, 0.2, inks.second),
    ] {
        let path = rosette(width * x, height * y, height * radius, dice.between(7, 13) as f32);
        let _ = write!(
            out,
            r#"<path d="{path}" fill="none" stroke="{ink}" stroke-width="0.9" stroke-opacity="0.36"/>"#
        );
    }
    out
}

fn rosette(x: f32, y: f32, radius: f32, petals: f32) -> String {
    let mut path = String::new();
    for ring in 0..9 {
        let depth = 0.14 + ring as f32 * 0.025;
        let size = radius * (0.35 + ring as f32 * 0.075);
        for step in 0..=180 {
            let t = step as f32 / 180.0 * TAU;
            let r = size * (1.0 + depth * (t * petals + ring as f32 * 0.35).sin());
            let (px, py) = (x + r * t.cos(), y + r * t.sin());
            let _ = write!(path, "{}{px:.1} {py:.1}", if step == 0 { "M" } else { "L" });
        }
    }
    path
}

/// Text, safe to stand in SVG.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A line of text.
pub fn text(words: &str, x: f32, y: f32, size: f32, bold: bool, ink: &str) -> String {
    let weight = if bold { "bold" } else { "normal" };
    format!(
        r#"<text x="{x}" y="{y}" font-family="Noto Sans" font-size="{size}" font-weight="{weight}" fill="{ink}">{}</text>"#,
        escape(words)
    )
}

/// A small label with its value below. Long values are set narrower, to stay in `room`.
pub fn field(label: &str, value: &str, x: f32, y: f32, room: f32) -> String {
    let wide = value.chars().count() as f32 * 15.6;
    let size = (24.0 * (room / wide.max(1.0)).min(1.0)).max(13.0);
    text(label, x, y, 13.0, false, "#5d6b70") + &text(value, x, y + 27.0, size, true, "#1b2226")
}

/// A machine readable line over `width`.
pub fn machine_line(line: &str, x: f32, y: f32, width: f32, size: f32) -> String {
    format!(
        r##"<text x="{x}" y="{y}" font-family="DejaVu Sans Mono" font-size="{size}" textLength="{width}" lengthAdjust="spacing" fill="#17191c">{}</text>"##,
        escape(line)
    )
}

/// SPECIMEN across the sheet.
pub fn specimen(width: f32, height: f32) -> String {
    let size = width * 0.15;
    format!(
        r##"<text x="{}" y="{}" transform="rotate(-24 {} {})" text-anchor="middle" font-family="Noto Sans" font-weight="bold" letter-spacing="{}" font-size="{size}" fill="#c2322c" fill-opacity="0.2">SPECIMEN</text>"##,
        width * 0.56,
        height * 0.56,
        width * 0.56,
        height * 0.5,
        size * 0.08
    )
}

/// A signature: a scrawl that is nobody's.
pub fn signature(seed: u64, x: f32, y: f32, width: f32) -> String {
    let mut dice = Dice::new(seed, "signature");
    let mut path = format!("M{x:.0} {y:.0}");
    let mut at = x;
    while at < x + width {
        let step = dice.spread(9.0, 24.0);
        let (up, down) = (dice.spread(8.0, 34.0), dice.spread(-4.0, 13.0));
        let _ = write!(
            path,
            "q{:.1} {:.1} {step:.1} {down:.1}t{:.1} {:.1}",
            step * 0.3,
            -up,
            step * 0.5,
            -down
        );
        at += step * 1.5;
    }
    format!(
        r##"<path d="{path}" fill="none" stroke="#1f2a4a" stroke-width="2.6" stroke-linecap="round" stroke-opacity="0.8"/>"##
    )
}
