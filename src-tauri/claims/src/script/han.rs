//! Chinese characters by pinyin and by Wade-Giles, from the table of the crate `pinyin` (MIT).
//! Japanese readings of whole names come from the lexicon.

use pinyin::ToPinyinMulti as _;

use super::push_new;
use crate::lexicon;

/// Characters beyond these are not read: no name has more.
const MAX_CHARACTERS: usize = 8;
/// Most combinations of readings that are tried.
const MAX_COMBINATIONS: usize = 6;

/// Surnames of two characters.
const DOUBLE: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "东方", "東方", "皇甫", "尉迟",
    "公孙", "公孫", "慕容", "令狐", "宇文", "长孙", "長孫", "夏侯", "端木",
];

/// Characters that are read in another way as surnames.
const AS_SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('單', "shan"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('曾', "zeng"),
    ('任', "ren"),
    ('区', "ou"),
    ('區', "ou"),
    ('朴', "piao"),
    ('查', "zha"),
    ('盖', "ge"),
    ('覃', "qin"),
    ('翟', "zhai"),
    ('乐', "yue"),
    ('樂', "yue"),
    ('华', "hua"),
    ('沈', "shen"),
    ('吕', "lu"),
    ('呂', "lu"),
    ('葛', "ge"),
    ('冼', "xian"),
];

/// Characters that Chinese passengers of Hong Kong, Taiwan and South East Asia bear as surnames,
/// by the spellings of Cantonese, Hokkien and Hakka.
const OVERSEAS: &[(char, &str)] = &[
    ('陈', "chan tan chin"),
    ('陳', "chan tan chin"),
    ('黄', "wong ng"),
    ('黃', "wong ng"),
    ('林', "lam lim"),
    ('李', "lee li"),
    ('王', "wong ong heng"),
    ('张', "cheung teo chang"),
    ('張', "cheung teo chang"),
    ('吴', "ng goh"),
    ('吳', "ng goh"),
    ('刘', "lau low"),
    ('劉', "lau low"),
    ('杨', "yeung yeo"),
    ('楊', "yeung yeo"),
    ('周', "chow chew chau"),
    ('何', "ho"),
    ('郭', "kwok kuok quek"),
    ('梁', "leung neo"),
    ('谢', "tse cheah"),
    ('謝', "tse cheah"),
    ('许', "hui koh hsu"),
    ('許', "hui koh hsu"),
    ('郑', "cheng tay"),
    ('鄭', "cheng tay"),
    ('蔡', "choi chua tsai"),
    ('曾', "tsang chan"),
    ('叶', "ip yip yap"),
    ('葉', "ip yip yap"),
    ('罗', "lo law"),
    ('羅', "lo law"),
    ('邓', "tang"),
    ('鄧', "tang"),
    ('冯', "fung"),
    ('馮', "fung"),
    ('徐', "tsui chee"),
    ('朱', "chu"),
    ('马', "ma"),
    ('胡', "wu woo"),
    ('高', "ko"),
    ('余', "yu yee"),
    ('潘', "poon phua"),
    ('苏', "so soh"),
    ('蘇', "so soh"),
    ('卢', "lo loo"),
    ('盧', "lo loo"),
    ('关', "kwan"),
    ('關', "kwan"),
    ('方', "fong"),
    ('邱', "yau khoo chiu"),
    ('丘', "yau khoo"),
    ('洪', "hung ang"),
    ('赖', "lai"),
    ('賴', "lai"),
];

/// Whether the word is a surname of two characters, or may be one of one.
pub(crate) fn is_surname(word: &str) -> bool {
    DOUBLE.contains(&word) || word.chars().count() == 1
}

/// The spellings of a word in Chinese characters.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let mut out: Vec<String> = lexicon::readings(word).map(str::to_owned).collect();
    let characters: Vec<char> = word.chars().take(MAX_CHARACTERS).collect();
    let mut rows: Vec<String> = vec![String::new()];
    for &c in &characters {
        let sounds = sounds(c, characters.len() == 1);
        if sounds.is_empty() {
            return out;
        }
        let mut next = Vec::new();
        for row in &rows {
            for sound in &sounds {
                if next.len() < MAX_COMBINATIONS {
                    next.push(if row.is_empty() {
                        sound.clone()
                    } else {
                        format!("{row} {sound}")
                    });
                }
            }
        }
        rows = next;
    }
    for row in rows {
        push_new(&mut out, row.replace(' ', ""));
        push_new(&mut out, row.split(' ').map(wade_giles).collect());
    }
    if let [c] = characters.as_slice() {
        let overseas = OVERSEAS.iter().filter(|(own, _)| own == c);
        for spelling in overseas.flat_map(|(_, spellings)| spellings.split(' ')) {
            push_new(&mut out, spelling.to_owned());
        }
    }
    out
}

fn sounds(c: char, alone: bool) -> Vec<String> {
    let mut out = Vec::new();
    if alone && let Some((_, sound)) = AS_SURNAMES.iter().find(|(own, _)| *own == c) {
        out.push((*sound).to_owned());
    }
    if let Some(readings) = c.to_pinyin_multi() {
        for reading in readings {
            // ü is written u, v or yu; documents write u or yu.
            push_new(&mut out, reading.plain().replace('ü', "u"));
        }
    }
    out
}

/// Whether `other` is this word of two or three syllables of pinyin as Wade and Giles write it.
pub(crate) fn is_older_form(word: &str, other: &str) -> bool {
    // How the first letter may be written.
    let first = match word.bytes().next() {
        Some(b'b') => "p",
        Some(b'd') => "t",
        Some(b'g') => "k",
        Some(b'z' | b'c') => "tc",
        Some(b'x') => "h",
        Some(b'q' | b'j') => "c",
        Some(b'r') => "j",
        Some(b'y') => "yi",
        _ => word.get(..1).unwrap_or_default(),
    };
    if !other.starts_with(|c| first.contains(c)) || !is_pinyin_name(word) {
        return false;
    }
    let (mut rest, mut left) = (word, other);
    while let Some((first, after)) =
        syllable(rest.as_bytes()).and_then(|length| rest.split_at_checked(length))
    {
        match left.strip_prefix(wade_giles(first).as_str()) {
            Some(next) => (rest, left) = (after, next),
            None => return false,
        }
    }
    rest.is_empty() && left.is_empty()
}

/// The length of a word of pinyin as Wade and Giles write it.
pub(crate) fn older_length(word: &str) -> usize {
    let (mut rest, mut length) = (word, 0);
    while let Some((first, after)) =
        syllable(rest.as_bytes()).and_then(|length| rest.split_at_checked(length))
    {
        length += wade_giles(first).len();
        rest = after;
    }
    length
}

/// Whether a word consists of two or three syllables of pinyin, or of a long one.
pub(crate) fn is_pinyin_name(word: &str) -> bool {
    let mut rest = word.as_bytes();
    // Every syllable ends so.
    let ends = rest.last().is_some_and(|c| b"aeiougnr".contains(c));
    if rest.len() < 4 || rest.len() > 16 || !ends {
        return false;
    }
    let mut count = 0;
    while !rest.is_empty() {
        match syllable(rest).and_then(|length| rest.get(length..)) {
            Some(after) => rest = after,
            None => return false,
        }
        count += 1;
    }
    count < 4
}

/// Whether a word is one to three syllables of pinyin.
pub(crate) fn is_pinyin(word: &str) -> bool {
    let (mut rest, mut count) = (word.as_bytes(), 0);
    while !rest.is_empty() {
        let Some(after) = syllable(rest).and_then(|length| rest.get(length..)) else {
            return false;
        };
        rest = after;
        count += 1;
    }
    (1..4).contains(&count)
}

/// The length of the first syllable of pinyin: the longest after which another can begin.
fn syllable(text: &[u8]) -> Option<usize> {
    /// By their first letter, the longest first.
    const FINALS: [&[&str]; 5] = [
        &["ang", "ai", "an", "ao", "a"],
        &["eng", "ei", "en", "er", "e"],
        &["iang", "iong", "ian", "iao", "ing", "ia", "ie", "in", "iu", "i"],
        &["ong", "ou", "o"],
        &["uang", "uai", "uan", "ua", "ue", "ui", "un", "uo", "u"],
    ];
    let initial = initial(text);
    let after = text.get(initial..)?;
    let [a, e, i, o, u] = FINALS;
    let finals = match after.first()? {
        b'a' => a,
        b'e' => e,
        b'i' => i,
        b'o' => o,
        b'u' => u,
        _ => return None,
    };
    finals
        .iter()
        .filter(|end| after.starts_with(end.as_bytes()))
        .map(|end| initial + end.len())
        .find(|length| {
            let next = text.get(*length..).unwrap_or_default();
            next.is_empty() || self::initial(next) > 0
        })
}

/// The length of the consonant with which a syllable begins; 0 where it begins with none.
fn initial(text: &[u8]) -> usize {
    match text {
        [b'z' | b'c' | b's', b'h', ..] => 2,
        [c, ..] if b"bpmfdtnlgkhjqxrzcsyw".contains(c) => 1,
        _ => 0,
    }
}

/// A syllable of pinyin as Wade and Giles write it, without their apostrophes.
fn wade_giles(syllable: &str) -> String {
    let whole = match syllable {
        "zhi" => "chih",
        "chi" => "chih",
        "shi" => "shih",
        "ri" => "jih",
        "zi" | "ci" => "tzu",
        "si" => "ssu",
        "you" => "yu",
        "yi" => "i",
        "er" => "erh",
        "yan" => "yen",
        "ye" => "yeh",
        "xiong" => "hsiung",
        "rong" => "jung",
        _ => "",
    };
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let (initial, end) = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("z", "ts"),
        ("c", "ts"),
        ("x", "hs"),
        ("q", "ch"),
        ("j", "ch"),
        ("b", "p"),
        ("p", "p"),
        ("d", "t"),
        ("t", "t"),
        ("g", "k"),
        ("k", "k"),
        ("r", "j"),
    ]
    .iter()
    .find_map(|(own, latin)| syllable.strip_prefix(own).map(|end| (*latin, end)))
    .unwrap_or(("", syllable));
    let end = match end {
        "ong" => "ung",
        "ian" => "ien",
        "ie" => "ieh",
        "ue" => "ueh",
        "uo" if matches!(initial, "t" | "l" | "n" | "ts" | "ch" | "j") => "o",
        "e" if matches!(initial, "k" | "h") => "o",
        "ui" if initial == "k" => "uei",
        other => other,
    };
    format!("{initial}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_pinyin_are_written_in_the_older_way() {
        assert!(is_older_form("zedong", "tsetung"));
        assert!(is_older_form("xiaoping", "hsiaoping"));
        assert!(!is_older_form("xiaoping", "hsiaopingi"));
        assert!(!is_older_form("xiaoping", "hsiao"));
        assert!(!is_older_form("robert", "robert"));
    }

    #[test]
    fn pinyin_and_wade_giles() {
        for (native, latin) in [
            ("习近平", "xijinping"),
            ("毛", "mao"),
            ("泽东", "zedong"),
            ("泽东", "tsetung"),
            ("王", "wang"),
            ("張", "cheung"),
            ("志明", "chihming"),
            ("佐藤", "sato"),
        ] {
            assert!(
                spellings(native).iter().any(|text| text == latin),
                "{latin} {:?}",
                spellings(native)
            );
        }
    }
}
