//! Doc 9303-3 §6 B: Cyrillic letters, by language.

use super::{LANGUAGE, Letter};

/// The form of a capital; `first` in its component, where Ukrainian has forms of its own.
/// Letters of other languages than these six have none.
pub(super) fn letter(c: char, first: bool) -> Option<Letter> {
    if let Some(forms) = by_language(c, first) {
        return Some(Letter::Varies { axis: LANGUAGE, forms });
    }
    same_in_all(c).map(Letter::Always)
}

/// Russian, Belarusian, Bulgarian, Serbian, Ukrainian, Macedonian.
fn by_language(c: char, first: bool) -> Option<&'static [&'static str; 6]> {
    Some(match c {
        'Ё' => &["E", "IO", "E", "E", "E", "E"],
        'Ѓ' | 'Ғ' => &["G", "G", "G", "G", "G", "GJ"],
        'Є' if first => &["IE", "IE", "IE", "IE", "YE", "IE"],
        'Ї' if first => &["I", "I", "I", "I", "YI", "I"],
        'Ќ' => &["K", "K", "K", "K", "K", "KJ"],
        'Џ' => &["DZ", "DZ", "DZ", "DZ", "DZ", "DJ"],
        'Г' => &["G", "H", "G", "H", "H", "G"],
        'Ж' => &["ZH", "ZH", "ZH", "Z", "ZH", "ZH"],
        'И' => &["I", "I", "I", "I", "Y", "I"],
        'Й' if first => &["I", "I", "I", "I", "Y", "I"],
        'Х' => &["KH", "KH", "KH", "H", "KH", "H"],
        'Ц' => &["TS", "TS", "TS", "C", "TS", "C"],
        'Ч' => &["CH", "CH", "CH", "C", "CH", "CH"],
        'Ш' => &["SH", "SH", "SH", "S", "SH", "SH"],
        'Щ' => &["SHCH", "SHCH", "SHT", "SHCH", "SHCH", "SHCH"],
        'Ю' if first => &["IU", "IU", "IU", "IU", "YU", "IU"],
        'Я' if first => &["IA", "IA", "IA", "IA", "YA", "IA"],
        _ => return None,
    })
}

/// The table prints Ћ beside the code point of Ђ, and its form C beside Һ; Serbian writes D for
/// the one and C for the other. The soft sign has no row: it is left out.
fn same_in_all(c: char) -> Option<&'static str> {
    Some(match c {
        'А' => "A",
        'Б' => "B",
        'В' => "V",
        'Д' | 'Ђ' => "D",
        'Е' | 'Э' => "E",
        'Ѕ' => "DZ",
        'З' => "Z",
        'І' | 'Ї' | 'Й' => "I",
        'Ј' => "J",
        'К' => "K",
        'Л' => "L",
        'Љ' => "LJ",
        'М' => "M",
        'Н' => "N",
        'Њ' => "NJ",
        'О' => "O",
        'П' => "P",
        'Р' => "R",
        'С' => "S",
        'Т' => "T",
        'У' | 'Ў' | 'Ѫ' => "U",
        'Ф' => "F",
        'Ћ' | 'Һ' => "C",
        'Є' | 'Ъ' => "IE",
        'Ы' | 'Ѵ' => "Y",
        'Ю' => "IU",
        'Я' => "IA",
        'Ґ' => "G",
        'Ь' => "",
        _ => return None,
    })
}
