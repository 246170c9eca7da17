//! Letters: marks taken off, and the transliterations of ICAO 9303 part 3 §6 table A.

use std::collections::HashMap;
use std::sync::OnceLock;

const MARKED: &[(&str, &str)] = &[
    ("A", "ÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ"),
    ("C", "ÇĆĈĊČ"),
    ("D", "ĎĐÐ"),
    ("E", "ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆƏ"),
    ("G", "ĜĞĠĢǦ"),
    ("H", "ĤĦ"),
    ("I", "ÌÍÎÏĨĪĬĮİỈỊǏ"),
    ("J", "Ĵ"),
    ("K", "Ķ"),
    ("L", "ĹĻĽĿŁ"),
    ("N", "ÑŃŅŇŊ"),
    ("O", "ÒÓÔÕÖŌŎŐØƠǑỌỎỐỒỔỖỘỚỜỞỠỢ"),
    ("R", "ŔŖŘ"),
    ("S", "ŚŜŞŠȘ"),
    ("T", "ŢŤŦȚ"),
    ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ"),
    ("W", "ŴẀẂẄ"),
    ("Y", "ÝŶŸỲỴỶỸ"),
    ("Z", "ŹŻŽ"),
    ("AE", "Æ"),
    ("OE", "Œ"),
    ("SS", "ẞ"),
    ("TH", "Þ"),
];

/// Where the official form is longer than the letter without its mark.
const OFFICIAL: &[(char, &str)] =
    &[('Ä', "AE"), ('Å', "AA"), ('Ö', "OE"), ('Ü', "UE"), ('Ø', "OE"), ('Ĳ', "IJ")];

fn plain() -> &'static HashMap<char, String> {
    static TABLE: OnceLock<HashMap<char, String>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for (base, marked) in MARKED {
            for upper in marked.chars() {
                table.insert(upper, (*base).to_owned());
                for lower in upper.to_lowercase().filter(|lower| lower.is_alphabetic()) {
                    table.entry(lower).or_insert_with(|| base.to_lowercase());
                }
            }
        }
        table.insert('ı', "i".into());
        table.insert('ß', "ss".into());
        table
    })
}

/// The text without marks; letters of other scripts stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match plain().get(&letter) {
            Some(base) => out.push_str(base),
            None if ('\u{300}'..'\u{370}').contains(&letter) => {}
            None => out.push(letter),
        }
    }
    out
}

/// Capitals A to Z for the machine readable zone. With `official`, the longer forms are used
/// (Ä is AE); States choose, and both are legal.
#[must_use]
pub fn transliterate(text: &str, official: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.to_uppercase().chars() {
        match OFFICIAL.iter().find(|(from, _)| *from == letter) {
            Some((_, to)) if official => out.push_str(to),
            _ => out.push_str(&fold(&letter.to_string()).to_uppercase()),
        }
    }
    out
}

/// A name as part of a mail address: a to z, digits and single hyphens.
#[must_use]
pub fn address_part(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    let kept: String = folded
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | ' '))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join("")
}
