//! Reasons with stable identifiers, in the order in which people name them.

use crate::Severity;

macro_rules! reasons {
    ($($name:ident $id:literal $salience:literal $severity:ident;)+) => {
        /// Why two claims differ, or what speaks for and against. Identifiers never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason { $(#[doc = $id] $name,)+ }

        impl Reason {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable identifier.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// How much it stands out: of several, the one with the most is named first.
            pub(crate) const fn salience(self) -> u32 {
                match self { $(Self::$name => $salience,)+ }
            }

            /// What a claim weighs that has only this reason.
            pub(crate) const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

reasons! {
    DifferentPerson "different_person" 99 Conflict;
    Namesake "namesake" 98 Conflict;
    Relative "relative" 97 Conflict;
    SimilarButDistinct "similar_but_distinct" 96 NeedsEvidence;
    MixedScript "mixed_script" 95 NeedsEvidence;
    InvisibleCharacters "invisible_characters" 94 NeedsEvidence;
    UnreadableScript "unreadable_script" 93 NeedsEvidence;
    SuffixConflict "suffix_conflict" 92 NeedsEvidence;
    SurnameChanged "surname_changed" 91 NeedsEvidence;
    GenderedSurname "gendered_surname" 90 Explained;
    Mononym "mononym" 88 Explained;
    Truncated "truncated" 87 Explained;
    Nickname "nickname" 86 Explained;
    OcrConfusion "ocr_confusion" 84 Explained;
    ScriptTransliteration "script_transliteration" 83 Explained;
    SpellingVariant "spelling_variant" 82 Explained;
    Typo "typo" 81 Explained;
    OfficialTransliteration "official_transliteration" 80 Explained;
    Patronymic "patronymic" 79 Explained;
    Initial "initial" 78 Explained;
    OrderSwap "order_swap" 74 Explained;
    FieldShift "field_shift" 73 Explained;
    Particle "particle" 72 Explained;
    CompoundPartial "compound_partial" 71 Explained;
    TokenJoined "token_joined" 70 Explained;
    MiddleMissing "middle_missing" 68 Explained;
    ExtraName "extra_name" 67 Explained;
    DateDifferent "date_different" 65 Conflict;
    DateOneDigit "date_one_digit" 77 NeedsEvidence;
    DateDayMonthSwap "date_day_month_swap" 76 Explained;
    DatePlaceholder "date_placeholder" 75 NeedsEvidence;
    NameMissing "name_missing" 60 NeedsEvidence;
    TooLong "too_long" 59 NeedsEvidence;
    Diacritics "diacritics" 40 Explained;
    Punctuation "punctuation" 45 Explained;
    Title "title" 30 Explained;
    DateMissing "date_missing" 10 None;
    Case "case" 5 None;
    Address "address" 3 None;
    CountryOfWork "country_of_work" 2 None;
    NotInProfile "not_in_profile" 1 None;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_unique() {
        let mut ids: Vec<&str> = Reason::ALL.iter().map(|reason| reason.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Reason::ALL.len());
    }
}
