//! Scripts of India, whose blocks in Unicode share one plan, so that one table reads them all.

use super::push_new;

/// Consonants from offset 0x15 on.
const CONSONANTS: &[&str] = &[
    "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th",
    "d", "dh", "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh",
    "s", "h",
];

/// Independent vowels from offset 0x05 on.
const VOWELS: &[&str] =
    &["a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au"];

/// Vowel signs from offset 0x3e on.
const SIGNS: &[&str] =
    &["a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au"];

/// The spellings of a word: without the last unspoken a, and with it.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let mut out = String::with_capacity(word.len());
    let mut inherent = false;
    for c in word.chars() {
        let offset = (c as u32) & 0x7f;
        let pick = |row: &'static [&'static str], from: u32| {
            row.get(usize::try_from(offset.checked_sub(from)?).ok()?).copied()
        };
        let sign = pick(SIGNS, 0x3e);
        if inherent && sign.is_none() && offset != 0x4d && offset != 0x3c {
            out.push('a');
        }
        inherent = match offset {
            0x3c => inherent,
            0x4d => false,
            0x01 | 0x02 => {
                out.push('n');
                false
            }
            _ if sign.is_some() => {
                out.push_str(sign.unwrap_or_default());
                false
            }
            _ if (0x15..=0x39).contains(&offset) => {
                out.push_str(pick(CONSONANTS, 0x15).unwrap_or_default());
                true
            }
            _ => {
                out.push_str(pick(VOWELS, 0x05).unwrap_or_default());
                false
            }
        };
    }
    let with = if inherent { format!("{out}a") } else { out.clone() };
    let mut all = vec![out];
    push_new(&mut all, with);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_plan_reads_several_scripts() {
        assert!(spellings("नरेन्द्र").contains(&"narendra".to_owned()));
        assert!(spellings("मोदी").contains(&"modi".to_owned()));
        assert!(spellings("রহমান").iter().any(|text| text == "rahaman"));
    }
}
