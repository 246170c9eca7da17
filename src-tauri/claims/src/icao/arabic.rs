//! Doc 9303-3 §6 C: Arabic script. One form for each letter, made to be read back; passports
//! often carry a phonetic spelling instead, which no table gives.

/// Repeats the letter before it (note 3).
pub(super) const SHADDA: char = '\u{651}';

/// Within a component (note 2).
pub(super) const TEH_MARBUTA: &str = "XTA";

/// At the end of a component (note 2).
pub(super) const TEH_MARBUTA_AT_END: &str = "XAH";

/// The form of a letter; empty for letters that are not encoded.
pub(super) fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ء' => "XE",
        'آ' => "XAA",
        'أ' => "XAE",
        'ؤ' => "U",
        'إ' => "I",
        'ئ' => "XI",
        'ا' => "A",
        'ب' => "B",
        'ة' => TEH_MARBUTA,
        'ت' => "T",
        'ث' => "XTH",
        'ج' => "J",
        'ح' => "XH",
        'خ' => "XKH",
        'د' => "D",
        'ذ' => "XDH",
        'ر' => "R",
        'ز' => "Z",
        'س' => "S",
        'ش' => "XSH",
        'ص' => "XSS",
        'ض' => "XDZ",
        'ط' => "XTT",
        'ظ' => "XZZ",
        'ع' => "E",
        'غ' => "G",
        'ف' => "F",
        'ق' => "Q",
        'ك' => "K",
        'ل' => "L",
        'م' => "M",
        'ن' => "N",
        'ه' => "H",
        'و' => "W",
        'ى' => "XAY",
        'ي' | '\u{6d0}' => "Y",
        '\u{671}' => "XXA",
        '\u{679}' => "XXT",
        '\u{67c}' => "XRT",
        '\u{67e}' => "P",
        '\u{681}' => "XKE",
        '\u{685}' => "XXH",
        '\u{686}' => "XC",
        '\u{688}' => "XXD",
        '\u{689}' => "XDR",
        '\u{691}' => "XXR",
        '\u{693}' => "XRR",
        '\u{696}' => "XRX",
        '\u{698}' => "XJ",
        '\u{69a}' => "XXS",
        '\u{6a9}' => "XKK",
        '\u{6ab}' => "XXK",
        '\u{6ad}' => "XNG",
        '\u{6af}' => "XGG",
        '\u{6ba}' => "XNN",
        '\u{6bc}' => "XXN",
        '\u{6be}' => "XDO",
        '\u{6c0}' => "XYH",
        '\u{6c1}' => "XXG",
        '\u{6c2}' => "XGE",
        '\u{6c3}' => "XTG",
        '\u{6cc}' => "XYA",
        '\u{6cd}' => "XXY",
        '\u{6d2}' => "XYB",
        '\u{6d3}' => "XBE",
        // Tatweel, vowel marks and four letters are not encoded.
        '\u{640}' | '\u{64b}'..='\u{650}' | '\u{652}' | '\u{670}' => "",
        '\u{69c}' | '\u{6a2}' | '\u{6a7}' | '\u{6a8}' => "",
        _ => return None,
    })
}
