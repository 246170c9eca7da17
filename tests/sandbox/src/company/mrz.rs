//! The machine readable zone of ICAO 9303: TD3 (part 4 §4.2) and TD1 (part 5 §4.2).

use chrono::NaiveDate;

use super::latin::transliterate;
use super::person::Sex;

/// What the lines say.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone<'a> {
    /// Two letters: `P`, `PP`, `I`, `ID`.
    pub code: &'a str,
    /// Three-letter issuing state; `D` for Germany.
    pub issuer: &'a str,
    /// Primary identifier, with marks and capitals as on the page.
    pub surname: &'a str,
    /// Secondary identifier; empty when there is none.
    pub given: &'a str,
    /// Document number.
    pub number: &'a str,
    /// Nationality.
    pub nationality: &'a str,
    /// Date of birth.
    pub born: NaiveDate,
    /// Sex.
    pub sex: Sex,
    /// Date of expiry.
    pub expires: NaiveDate,
    /// Personal number (TD3) or second optional data (TD1); empty when there is none.
    pub optional: &'a str,
    /// Whether Ä becomes AE (true) or A: a choice of the State.
    pub official: bool,
}

/// The check digit of part 3 §4.9: weights 7, 3, 1 over 0–9, A–Z = 10–35, `<` = 0; modulo 10.
#[must_use]
pub fn check_digit(field: &str) -> char {
    let sum: u32 = field
        .chars()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(letter, weight)| letter.to_digit(36).unwrap_or(0) * weight)
        .sum();
    char::from_digit(sum % 10, 10).unwrap_or('0')
}

/// `text` cut or filled with `<` to `width`.
fn fill(text: &str, width: usize) -> String {
    let mut out: String = text.chars().take(width).collect();
    while out.len() < width {
        out.push('<');
    }
    out
}

/// An identifier: apostrophes join, hyphens and spaces part, anything else goes.
fn identifier(text: &str, official: bool) -> String {
    let letters = transliterate(text, official);
    let spaced: String =
        letters.chars().map(|letter| if letter == '-' { ' ' } else { letter }).collect();
    let kept: String = spaced
        .chars()
        .filter(|letter| letter.is_ascii_uppercase() || letter.is_whitespace())
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join("<")
}

/// The name field of part 3 §4.6: a cut name ends in a letter, and shows both identifiers.
#[must_use]
pub fn name_field(surname: &str, given: &str, width: usize, official: bool) -> String {
    let secondary = identifier(given, official);
    let mut primary = identifier(surname, official);
    loop {
        let whole = match (primary.is_empty(), secondary.is_empty()) {
            (_, true) => primary.clone(),
            (true, false) => secondary.clone(),
            (false, false) => format!("{primary}<<{secondary}"),
        };
        if whole.len() <= width {
            return fill(&whole, width);
        }
        let cut: String = whole.chars().take(width).collect();
        let shows_both = secondary.is_empty() || primary.len() + 2 < width;
        if shows_both && cut.ends_with(|letter: char| letter.is_ascii_uppercase()) {
            return cut;
        }
        // Only the primary can give way without hiding the secondary.
        primary.pop();
        while primary.ends_with('<') {
            primary.pop();
        }
    }
}

fn date(day: NaiveDate) -> String {
    day.format("%y%m%d").to_string()
}

const fn sex(sex: Sex) -> char {
    match sex {
        Sex::Unspecified => '<',
        Sex::Female | Sex::Male => sex.letter(),
    }
}

/// Two lines of 44 characters.
#[must_use]
pub fn td3(zone: &Zone<'_>) -> Vec<String> {
    let first = format!(
        "{}{}{}",
        fill(zone.code, 2),
        fill(zone.issuer, 3),
        name_field(zone.surname, zone.given, 39, zone.official)
    );
    let number = fill(zone.number, 9);
    let (born, expires) = (date(zone.born), date(zone.expires));
    let optional = fill(zone.optional, 14);
    // An empty personal number may have `<` instead of 0 as its digit (part 4 §4.2.2).
    let optional_digit = if zone.optional.is_empty() { '<' } else { check_digit(&optional) };
    let number = format!("{number}{}", check_digit(&number));
    let born = format!("{born}{}", check_digit(&born));
    let rest = format!("{expires}{}{optional}{optional_digit}", check_digit(&expires));
    let composite = check_digit(&format!("{number}{born}{rest}"));
    let nationality = fill(zone.nationality, 3);
    vec![first, format!("{number}{nationality}{born}{}{rest}{composite}", sex(zone.sex))]
}

/// Three lines of 30 characters. A number of more than nine characters runs over into the
/// optional data (part 5 §4.2.2 note j).
#[must_use]
pub fn td1(zone: &Zone<'_>) -> Vec<String> {
    let (number, digit, optional) = if zone.number.len() > 9 {
        let head: String = zone.number.chars().take(9).collect();
        let tail: String = zone.number.chars().skip(9).collect();
        (head, '<', format!("{tail}{}<", check_digit(zone.number)))
    } else {
        let number = fill(zone.number, 9);
        let digit = check_digit(&number);
        (number, digit, String::new())
    };
    let upper = format!("{number}{digit}{}", fill(&optional, 15));
    let first = format!("{}{}{upper}", fill(zone.code, 2), fill(zone.issuer, 3));
    let (born, expires) = (date(zone.born), date(zone.expires));
    let born = format!("{born}{}", check_digit(&born));
    let expires = format!("{expires}{}", check_digit(&expires));
    let optional = fill(zone.optional, 11);
    let composite = check_digit(&format!("{upper}{born}{expires}{optional}"));
    let second = format!(
        "{born}{}{expires}{}{optional}{composite}",
        sex(zone.sex),
        fill(zone.nationality, 3)
    );
    vec![first, second, name_field(zone.surname, zone.given, 30, zone.official)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn specimen() -> Zone<'static> {
        Zone {
            code: "P",
            issuer: "UTO",
            surname: "Eriksson",
            given: "Anna Maria",
            number: "L898902C3",
            nationality: "UTO",
            born: day(1974, 8, 12),
            sex: Sex::Female,
            expires: day(2012, 4, 15),
            optional: "ZE184226B",
            official: true,
        }
    }

    #[test]
    fn passport_is_the_published_specimen() {
        assert_eq!(
            td3(&specimen()),
            [
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
            ]
        );
    }

    #[test]
    fn card_is_the_published_specimen() {
        let zone = Zone { code: "I", number: "D23145890", optional: "", ..specimen() };
        assert_eq!(
            td1(&zone),
            [
                "I<UTOD231458907<<<<<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
            ]
        );
    }

    #[test]
    fn check_digits_are_the_published_ones() {
        for (field, digit) in [
            ("520727", '3'),
            ("AB2134<<<", '5'),
            ("L898902C3", '6'),
            ("ZE184226B<<<<<", '1'),
            ("740812", '2'),
            ("120415", '9'),
        ] {
            assert_eq!(check_digit(field), digit, "{field}");
        }
    }

    #[test]
    fn long_card_number_runs_over() {
        // Part 5 appendix B: D23145890734.
        let lines = td1(&Zone { code: "I", number: "D23145890734", optional: "", ..specimen() });
        assert_eq!(lines[0], "I<UTOD23145890<7349<<<<<<<<<<<");
    }

    #[test]
    fn a_cut_name_ends_in_a_letter_and_shows_both_identifiers() {
        for (surname, given) in [
            ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang"),
            ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo"),
            ("Papandropoulous", "Jonathon Warren Trevor Xavier Theodorakis"),
            ("Wickramasinghe Arachchilage Don", "Chaminda Priyantha Kumara Dissanayake"),
        ] {
            for width in [30, 39] {
                let field = name_field(surname, given, width, true);
                assert_eq!(field.len(), width, "{field}");
                assert!(field.ends_with(|letter: char| letter.is_ascii_uppercase()), "{field}");
                assert!(field.contains("<<"), "{field}");
            }
        }
    }

    #[test]
    fn names_follow_the_rules_for_marks() {
        assert_eq!(
            name_field("D'Artagnan", "Müller-Ødegård", 39, true).trim_matches('<'),
            "DARTAGNAN<<MUELLER<OEDEGAARD"
        );
        assert_eq!(name_field("Arkfreith", "", 39, true).trim_matches('<'), "ARKFREITH");
        assert_eq!(
            name_field("Şahin", "Gülşen İpek", 39, false).trim_matches('<'),
            "SAHIN<<GULSEN<IPEK"
        );
    }
}
