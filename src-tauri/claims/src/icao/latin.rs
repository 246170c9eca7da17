//! Doc 9303-3 §6 A: Latin letters beyond A to Z.

use unicode_normalization::char::decompose_canonical;

use super::Letter;

/// The form of a capital; letters that the table does not list lose their marks. `None` for
/// letters of other scripts, and for Latin ones that are no letter with a mark.
pub(super) fn letter(c: char) -> Option<Letter> {
    if let Some(form) = plain(c) {
        return Some(Letter::Always(form));
    }
    if let Some(letter) = listed(c) {
        return Some(letter);
    }
    let mut parts = [None; 4];
    let mut count = 0;
    decompose_canonical(c, |part| {
        if let Some(place) = parts.get_mut(count) {
            *place = Some(part);
        }
        count += 1;
    });
    let base = parts[0].filter(|_| count > 1)?;
    let marked = parts.iter().skip(1).flatten();
    let with_mark = |mark: &char| unicode_normalization::char::compose(base, *mark);
    let listed_with_mark = marked.filter_map(with_mark).find_map(listed);
    listed_with_mark.or_else(|| plain(base).map(Letter::Always))
}

fn plain(c: char) -> Option<&'static str> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let at = (c as usize).checked_sub('A' as usize)?;
    LETTERS.get(at..at.checked_add(1)?)
}

fn listed(c: char) -> Option<Letter> {
    Some(match c {
        'Ä' => Letter::Varies { axis: 0, forms: &["AE", "A"] },
        'Å' => Letter::Varies { axis: 1, forms: &["AA", "A"] },
        'Ñ' => Letter::Varies { axis: 2, forms: &["N", "NXX"] },
        'Ö' => Letter::Varies { axis: 3, forms: &["OE", "O"] },
        'Ü' => Letter::Varies { axis: 4, forms: &["UE", "UXX", "U"] },
        _ => Letter::Always(with_one_form(c)?),
    })
}

/// Letters whose only form is not simply the letter without its mark, and those that Unicode does
/// not take apart; [`letter`] finds the others by their base.
fn with_one_form(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' => "AE",
        'Ð' | 'Đ' => "D",
        'Ħ' => "H",
        'ı' => "I",
        'Ĳ' => "IJ",
        'Ŀ' | 'Ł' => "L",
        'Ŋ' => "N",
        'Ø' | 'Œ' => "OE",
        'Ŧ' => "T",
        'Þ' => "TH",
        'ẞ' | 'ß' => "SS",
        _ => return None,
    })
}
