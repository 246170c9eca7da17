//! Documents as SVG: passport data page, identity card, driving licence.

use chrono::{Datelike, NaiveDate};

use super::portrait;
use super::print::{field, ground, inks, machine_line, signature, specimen, text};
use super::sitting::Sitting;
use crate::company::country::by_icao;
use crate::company::truth::{Attack, Defect, Truth};
use crate::company::{Document, DocumentKind, Session};

/// A drawing with its size.
pub struct Sheet {
    /// SVG elements.
    pub elements: String,
    /// Width and height in units: tenths of a millimetre.
    pub size: (f32, f32),
}

/// The front of a card or the data page of a passport.
pub fn front(session: &Session) -> Sheet {
    match session.document.kind {
        DocumentKind::Passport => passport(session),
        DocumentKind::IdentityCard | DocumentKind::DrivingLicence => card(session),
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%d %b %Y").to_string().to_uppercase()
}

fn title(document: &Document) -> String {
    let country = by_icao(&document.issuer);
    if document.issuer == "VDR" {
        "REPUBLIC OF VALDRIA".into()
    } else {
        country.name.to_uppercase()
    }
}

/// The holder's picture in a frame, as it was when the document was issued.
fn picture(session: &Session, x: f32, y: f32, width: f32) -> String {
    let height = width * 1.25;
    // A document cannot have been issued to a child here, whatever date a forger printed.
    let year = session.document.issued.year().max(session.portrait.born + 18);
    let sitting = Sitting::booth(&session.portrait, year);
    let face = portrait::elements(&session.portrait, &sitting, "p");
    // A portrait that was stuck on: its edge lies a little beside the frame and throws a shadow.
    let swapped = matches!(session.truth, Truth::Attacker { method: Attack::SwappedPortrait });
    let glued = if swapped {
        format!(
            r##"<rect x="{}" y="{}" width="{width}" height="{height}" fill="#20242a" fill-opacity="0.4"/>"##,
            x + 4.0,
            y + 5.0
        )
    } else {
        String::new()
    };
    let turn = if swapped { format!("rotate(0.9 {x} {y})") } else { String::new() };
    format!(
        r##"{glued}<g transform="{turn}"><svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 800 1000">{face}</svg><rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="#4a565c" stroke-opacity="0.5"/></g>"##
    )
}

/// Names as printed: Latin letters, the own script, or both.
fn names(document: &Document) -> (String, String) {
    let one = |latin: &str, native: Option<&String>| match native {
        Some(native) if latin.is_empty() => native.clone(),
        Some(native) => format!("{} / {native}", latin.to_uppercase()),
        None => latin.to_uppercase(),
    };
    let native = document.native.as_ref();
    (
        one(&document.surname, native.map(|names| &names.0)),
        one(&document.given, native.map(|names| &names.1)),
    )
}

/// A patch over a field that somebody wrote anew.
fn patch(session: &Session, x: f32, y: f32) -> String {
    let altered = matches!(
        session.truth,
        Truth::Attacker { method: Attack::AlteredBirthDate }
            | Truth::DocumentDefect { defect: Defect::Tampering }
    );
    if altered {
        format!(
            r##"<rect x="{}" y="{}" width="186" height="33" fill="#f4f3ee" fill-opacity="0.93" stroke="#8a8f8f" stroke-opacity="0.35"/>"##,
            x - 5.0,
            y + 4.0
        )
    } else {
        String::new()
    }
}

fn passport(session: &Session) -> Sheet {
    let document = &session.document;
    let (w, h) = (1250.0, 880.0);
    let colours = inks(&document.issuer);
    let main = colours.main.darker(0.25).to_string();
    let (surname, given) = names(document);
    let mut out = ground(&colours, w, h, &document.issuer);
    out += &text(&title(document), 70.0, 84.0, 34.0, true, &main);
    out += &text("PASSPORT · PASSEPORT", 70.0, 114.0, 18.0, false, &main);
    out += &picture(session, 70.0, 156.0, 344.0);
    // The small second portrait that passports carry as a shadow.
    out += &format!(
        r#"<g opacity="0.34"><svg x="1020" y="420" width="160" height="200" viewBox="0 0 800 1000">{}</svg></g>"#,
        portrait::elements(
            &session.portrait,
            &Sitting::booth(
                &session.portrait,
                document.issued.year().max(session.portrait.born + 18)
            ),
            "g"
        )
    );
    let (x, second, third) = (460.0, 700.0, 950.0);
    out += &field("Type / Type", "P", x, 160.0, 60.0);
    out += &field("Code / Code", &document.issuer, 590.0, 160.0, 100.0);
    out += &field("Passport no. / No du passeport", &document.number, third - 60.0, 160.0, 250.0);
    out += &field("Surname / Nom", &surname, x, 226.0, 700.0);
    out += &field("Given names / Prénoms", &given, x, 292.0, 700.0);
    out += &field(
        "Nationality / Nationalité",
        by_icao(&document.nationality).nationality,
        x,
        358.0,
        230.0,
    );
    out += &patch(session, second, 358.0);
    out += &field("Date of birth / Date de naissance", &day(document.born), second, 358.0, 240.0);
    out += &field("Sex / Sexe", &document.sex.letter().to_string(), x, 424.0, 60.0);
    out += &field(
        "Place of birth / Lieu de naissance",
        &document.birthplace.to_uppercase(),
        second,
        424.0,
        300.0,
    );
    out += &field("Date of issue / Date de délivrance", &day(document.issued), x, 490.0, 230.0);
    out +=
        &field("Date of expiry / Date d’expiration", &day(document.expires), second, 490.0, 240.0);
    if let Some(number) = &document.personal_number {
        out += &field("Personal no. / No personnel", number, third, 358.0, 240.0);
    }
    out += &field("Authority / Autorité", &document.authority, x, 556.0, 540.0);
    out += &signature(session.portrait.seed, 460.0, 662.0, 210.0);
    out +=
        &text("Signature of bearer / Signature du titulaire", 460.0, 684.0, 11.0, false, "#5d6b70");
    out += &specimen(w, h * 0.84);
    out +=
        r##"<rect x="0" y="712" width="1250" height="168" fill="#f7f7f3" fill-opacity="0.93"/>"##;
    for (at, line) in document.mrz.iter().enumerate() {
        out += &machine_line(line, 58.0, 778.0 + at as f32 * 62.0, 1134.0, 43.0);
    }
    out += "</g>";
    Sheet { elements: out, size: (w, h) }
}

fn card(session: &Session) -> Sheet {
    let document = &session.document;
    let (w, h) = (1012.0, 638.0);
    let colours = inks(&document.issuer);
    let licence = document.kind == DocumentKind::DrivingLicence;
    let (surname, mut given) = names(document);
    if let Some(suffix) = &document.suffix {
        given = format!("{given}, {suffix}");
    }
    let mut out = ground(&colours, w, h, &document.issuer);
    out += &format!(
        r#"<rect width="{w}" height="104" fill="{}" fill-opacity="0.9"/>"#,
        colours.main.darker(0.1)
    );
    out += &text(&title(document), 44.0, 52.0, 34.0, true, "#ffffff");
    let kind = if licence { "DRIVING LICENCE" } else { "IDENTITY CARD · CARTE D’IDENTITÉ" };
    out += &text(kind, 44.0, 84.0, 19.0, false, "#eef3f3");
    if licence {
        let state = document.address.get(3).map_or("", String::as_str);
        out += &text(state, 900.0, 72.0, 48.0, true, "#ffffff");
    }
    out += &picture(session, 44.0, 138.0, 288.0);
    let (x, second) = (372.0, 690.0);
    let label = |number: &str, words: &str| {
        if licence { format!("{number} {words}") } else { words.to_owned() }
    };
    out += &field(&label("4d", "Document no."), &document.number, x, 146.0, 300.0);
    out += &field(&label("1", "Surname"), &surname, x, 208.0, 590.0);
    out += &field(&label("2", "Given names"), &given, x, 270.0, 590.0);
    out += &patch(session, x, 332.0);
    out += &field(&label("3", "Date of birth"), &day(document.born), x, 332.0, 240.0);
    out += &field(&label("15", "Sex"), &document.sex.letter().to_string(), second, 332.0, 60.0);
    out += &field(&label("4a", "Issued"), &day(document.issued), x, 394.0, 240.0);
    out += &field(&label("4b", "Expires"), &day(document.expires), second, 394.0, 240.0);
    if licence {
        out += &field(
            "8 Address",
            &document.address.iter().take(3).cloned().collect::<Vec<_>>().join(", ").to_uppercase(),
            x,
            456.0,
            590.0,
        );
        out += &field("9 Class", "C", 880.0, 332.0, 60.0);
    } else {
        out += &field("Nationality", by_icao(&document.nationality).nationality, x, 456.0, 280.0);
        out += &field("Place of birth", &document.birthplace.to_uppercase(), second, 456.0, 280.0);
    }
    out += &signature(session.portrait.seed, 380.0, 580.0, 190.0);
    out += &text(&document.authority, 372.0, 612.0, 13.0, false, "#45535a");
    out += &specimen(w, h);
    out += "</g>";
    Sheet { elements: out, size: (w, h) }
}

/// The back of a card; the front again where the wrong side was photographed.
pub fn back(session: &Session) -> Sheet {
    let document = &session.document;
    if matches!(session.truth, Truth::DocumentDefect { defect: Defect::WrongSide }) {
        return front(session);
    }
    let (w, h) = (1012.0, 638.0);
    let mut out = ground(&inks(&document.issuer), w, h, &document.authority);
    if let Some(barcode) = &document.barcode {
        out += &text(
            "Class C: cars up to 3500 kg. Restrictions: none. Endorsements: none.",
            44.0,
            64.0,
            17.0,
            false,
            "#2b3438",
        );
        out += &text(&document.authority, 44.0, 92.0, 15.0, false, "#45535a");
        out += &specimen(w, h * 0.5);
        out += &super::barcode::elements(barcode, 40.0, 330.0, 932.0, 262.0);
        if document.barcode_damaged {
            out += &worn(session.portrait.seed);
        }
    } else {
        out += &field("Authority", &document.authority, 44.0, 60.0, 600.0);
        out += &field(
            "Personal no.",
            document.personal_number.as_deref().unwrap_or("–"),
            44.0,
            130.0,
            400.0,
        );
        out += r##"<rect x="800" y="70" width="150" height="120" rx="18" fill="#c9a94f" fill-opacity="0.85"/><path d="M800 110h50v40h-50M950 110h-50v40h50M850 70v120M900 70v120" fill="none" stroke="#7d6526" stroke-width="3"/>"##;
        out += &specimen(w, h * 0.7);
        out += r##"<rect x="0" y="400" width="1012" height="238" fill="#f7f7f3" fill-opacity="0.93"/>"##;
        for (at, line) in document.mrz.iter().enumerate() {
            out += &machine_line(line, 52.0, 464.0 + at as f32 * 64.0, 908.0, 48.0);
        }
    }
    out += "</g>";
    Sheet { elements: out, size: (w, h) }
}

/// Years in a back pocket: the print is rubbed off in streaks.
fn worn(seed: u64) -> String {
    let mut dice = crate::company::dice::Dice::new(seed, "worn");
    (0..26)
        .map(|_| {
            let (x, y) = (dice.spread(30.0, 900.0), dice.spread(330.0, 590.0));
            let (dx, dy) = (dice.spread(30.0, 190.0), dice.spread(-40.0, 40.0));
            let wide = dice.spread(3.0, 13.0);
            format!(r##"<path d="M{x:.0} {y:.0}l{dx:.0} {dy:.0}" stroke="#f0efe9" stroke-width="{wide:.0}" stroke-linecap="round" stroke-opacity="0.9"/>"##)
        })
        .collect()
}
