//! Every sentence of a report in one place, to be translated as one catalogue.

use std::borrow::Cow;

use crate::{Band, feature::Feature, reason::Reason};

/// At most three words for a reason.
pub(crate) fn label(reason: Reason) -> &'static str {
    match reason {
        Reason::DifferentPerson => "Different name",
        Reason::Namesake => "Namesake",
        Reason::Relative => "Relative",
        Reason::SimilarButDistinct => "Another name",
        Reason::MixedScript => "Mixed scripts",
        Reason::InvisibleCharacters => "Invisible characters",
        Reason::UnreadableScript => "Script not read",
        Reason::SuffixConflict => "Suffix",
        Reason::SurnameChanged => "Surname changed",
        Reason::GenderedSurname => "Gendered surname",
        Reason::Mononym => "One name",
        Reason::Truncated => "Cut off",
        Reason::Nickname => "Short form",
        Reason::OcrConfusion => "Misread",
        Reason::ScriptTransliteration => "Other script",
        Reason::SpellingVariant => "Spelling variant",
        Reason::Typo => "Typing slip",
        Reason::OfficialTransliteration => "Official spelling",
        Reason::Patronymic => "Patronymic",
        Reason::Initial => "Initial",
        Reason::OrderSwap => "Other order",
        Reason::FieldShift => "Other field",
        Reason::Particle => "Particle",
        Reason::CompoundPartial => "Part of surname",
        Reason::TokenJoined => "Written together",
        Reason::MiddleMissing => "No second name",
        Reason::ExtraName => "Extra name",
        Reason::DateDifferent => "Different date",
        Reason::DateOneDigit => "One digit",
        Reason::DateDayMonthSwap => "Day, month swapped",
        Reason::DatePlaceholder => "Placeholder date",
        Reason::NameMissing => "Not on both",
        Reason::TooLong => "Too long",
        Reason::Diacritics => "Accent",
        Reason::Punctuation => "Hyphen or space",
        Reason::Title => "Title",
        Reason::DateMissing => "No date",
        Reason::Case => "Capitals",
        Reason::Address => "Mail address",
        Reason::CountryOfWork => "Not compared",
        Reason::NotInProfile => "Not in profile",
    }
}

/// The plain sentence of a reason with the words that it is about; either may be empty.
pub(crate) fn sentence(reason: Reason, document: &str, profile: &str) -> Cow<'static, str> {
    if reason == Reason::Diacritics {
        return accent(document, profile);
    }
    filled(pattern(reason, document, profile), document, profile)
}

/// What stands for words in braces: `{document}`, `{profile}`, and `{lacking}` for the sentence
/// that says which side lacks the other's words.
fn pattern(reason: Reason, document: &str, profile: &str) -> &'static str {
    let both = !document.is_empty() && !profile.is_empty();
    match reason {
        Reason::DifferentPerson if both => "{document} and {profile} are different names.",
        Reason::DifferentPerson => "Given names and surname both differ.",
        Reason::Namesake => {
            "The names agree, the dates of birth do not: two people can share a name."
        }
        Reason::Relative if both => "{document} and {profile} may be two members of one family.",
        Reason::Relative => "Two members of one family would look like this.",
        Reason::SimilarButDistinct => {
            "{document} and {profile} are near each other, but two names."
        }
        Reason::MixedScript => "One word mixes letters of several scripts.",
        Reason::InvisibleCharacters => "A value holds characters that can't be seen.",
        Reason::UnreadableScript => "This script can't be compared here: someone must read it.",
        Reason::SuffixConflict if both => "{document} and {profile} tell parent from child.",
        Reason::SuffixConflict => "{lacking} Such a suffix tells parent from child.",
        Reason::SurnameChanged => {
            "The given names agree, the surname is {document} here and {profile} there."
        }
        Reason::GenderedSurname => {
            "{document} and {profile} are a man's and a woman's form of one surname."
        }
        Reason::Mononym => "One side has a single name only.",
        Reason::Truncated if !both => "{lacking} It may have been cut off.",
        Reason::Truncated => {
            "{document} and {profile}: one is the beginning of the other, cut off."
        }
        Reason::Nickname => "{document} and {profile}: one is a short or familiar form.",
        Reason::OcrConfusion => {
            "{document} and {profile} differ by letters that are misread for each other."
        }
        Reason::ScriptTransliteration => "{document} and {profile} are one name in two scripts.",
        Reason::SpellingVariant => "{document} and {profile} are spellings of one name.",
        Reason::Typo => "{document} and {profile} differ by a slip of the hand.",
        Reason::OfficialTransliteration => {
            "{document} and {profile} are official transliterations."
        }
        Reason::Patronymic => "{lacking} It is a father's name.",
        Reason::Initial => "{document} and {profile}: one is only the first letter.",
        Reason::OrderSwap => "The same words stand in another order.",
        Reason::FieldShift => "The same words are divided between the fields in another way.",
        Reason::Particle if both => "{document} and {profile} differ by a particle.",
        Reason::Particle => "{lacking} It is a particle.",
        Reason::TokenJoined => "{document} and {profile} are the same, written together or apart.",
        Reason::CompoundPartial | Reason::MiddleMissing | Reason::ExtraName => "{lacking}",
        Reason::DateDifferent => "The dates of birth differ.",
        Reason::DateOneDigit => "Only a digit differs.",
        Reason::DateDayMonthSwap => "Day and month are swapped.",
        Reason::DatePlaceholder => {
            "The first of January often stands for a date that is not known."
        }
        Reason::NameMissing if document.is_empty() => "There is none on the document.",
        Reason::NameMissing => "There is none in the profile.",
        Reason::TooLong => "The name is too long to be compared whole.",
        Reason::Diacritics => "Only accents differ.",
        Reason::Punctuation => "Only hyphens, apostrophes or spaces differ.",
        Reason::Title => "A title is set aside.",
        Reason::DateMissing if document.is_empty() => "The profile has no date of birth.",
        Reason::DateMissing => "No date of birth was read from the document.",
        Reason::Case => "Capitals differ.",
        Reason::Address => "The sign-in name contains {document}.",
        Reason::CountryOfWork => {
            "The profile's country is where the person works; it is not compared."
        }
        Reason::NotInProfile => "The directory has no document numbers.",
    }
}

fn filled(pattern: &'static str, document: &str, profile: &str) -> Cow<'static, str> {
    let Some((mut before, mut rest)) = pattern.split_once('{') else {
        return Cow::Borrowed(pattern);
    };
    let mut out = String::with_capacity(pattern.len() + document.len() + profile.len() + 16);
    loop {
        out.push_str(before);
        let (place, after) = rest.split_once('}').unwrap_or((rest, ""));
        match place {
            "document" => out.push_str(document),
            "profile" => out.push_str(profile),
            _ => lacking(document, profile, &mut out),
        }
        match after.split_once('{') {
            Some(next) => (before, rest) = next,
            None => {
                out.push_str(after);
                return Cow::Owned(out);
            }
        }
    }
}

fn lacking(document: &str, profile: &str, out: &mut String) {
    let (lacked, says) = if document.is_empty() {
        (profile, " is not on the document.")
    } else {
        (document, " is not in the profile.")
    };
    out.push_str(lacked);
    out.push_str(says);
}

fn accent(document: &str, profile: &str) -> Cow<'static, str> {
    let pieces = crate::align::align(document, profile);
    let changed = pieces.iter().find(|piece| piece.kind == crate::PieceKind::Changed);
    changed.map_or(Cow::Borrowed("Only accents differ."), |piece| {
        filled("{document} is written {profile}.", &piece.document, &piece.profile)
    })
}

/// The sentence of a step of the waterfall that has no reason of its own: it speaks for.
pub(crate) fn agreement(feature: Feature) -> &'static str {
    match feature {
        Feature::GivenRare | Feature::SurnameRare => {
            "The less common the name, the more its agreement says."
        }
        Feature::DateSame => "The dates of birth are the same.",
        Feature::DatePlaceholder => {
            "The dates agree, but the first of January is often a placeholder."
        }
        Feature::OtherGivenSame | Feature::OtherGivenLike => "Another given name agrees.",
        Feature::OtherSurnameSame | Feature::OtherSurnameLike => "Another surname agrees.",
        Feature::PatronymicSame => "The father's name agrees.",
        Feature::TwoDifferences => "More than one word differs.",
        Feature::FirstLetter => "The first letter differs.",
        Feature::DateGeneration => "The dates are a generation apart.",
        Feature::Twin => "Same surname, same date of birth, another given name: a twin.",
        Feature::ChangedSameDate => "The surname differs while given name and date of birth agree.",
        Feature::GivenSame => "The given name agrees.",
        Feature::MononymSame => "The only name agrees.",
        Feature::AddressDiffers => {
            "The sign-in name writes the profile's initial out, as another given name than the document's."
        }
        Feature::SurnameSame => "The surname agrees.",
        _ => "The names are compared.",
    }
}

/// What would settle the case, with an identifier.
pub(crate) const SETTLING: &[(&str, &str)] = &[
    ("marriage_or_name_change", "A marriage certificate, or a deed of the change of name."),
    ("date_in_profile", "The date of birth that human resources has on file."),
    ("date_on_document", "A capture on which the date of birth can be read."),
    ("second_identifier", "An employee number, or another document, that the person can show."),
    ("new_capture", "A sharper capture of the name."),
    ("manager_confirms", "The manager's word, by a number known before this case."),
    ("reader_of_script", "Someone who reads the script."),
    ("full_name_in_profile", "The full legal name that human resources has on file."),
];

/// The headline of a report.
pub(crate) fn headline(
    band: Band,
    principal: Option<Reason>,
    date_compared: bool,
    names: bool,
) -> &'static str {
    match (band, principal) {
        (Band::Consistent, _) if date_compared => "The claims agree.",
        (Band::Consistent, _) => "The names agree. There is no date of birth to compare.",
        (Band::Explainable, _) if date_compared => "Two ways of writing it. Nothing conflicts.",
        (Band::Explainable, _) => {
            "Two ways of writing one name. There is no date of birth to compare."
        }
        (Band::NeedsEvidence, _) if !names => "There is no name to compare.",
        (Band::NeedsEvidence, Some(Reason::SurnameChanged)) => {
            "The surname differs. A change of name would explain it."
        }
        (Band::NeedsEvidence, Some(Reason::SimilarButDistinct)) => {
            "Near each other, but these may be two names."
        }
        (Band::NeedsEvidence, Some(Reason::UnreadableScript)) => {
            "A name is in a script that can't be compared here."
        }
        (Band::NeedsEvidence, Some(Reason::SuffixConflict)) => "A suffix tells parent from child.",
        (Band::NeedsEvidence, _) => "Something differs, or is missing, without a plain reason.",
        (Band::Conflict, Some(Reason::Namesake)) => "The names agree, the dates of birth differ.",
        (Band::Conflict, Some(Reason::Relative)) => "This may be a relative.",
        (Band::Conflict, Some(Reason::DateDifferent)) => "The dates of birth differ.",
        (Band::Conflict, Some(Reason::DifferentPerson)) => "The names differ.",
        (Band::Conflict, _) => "The claims contradict each other.",
    }
}
