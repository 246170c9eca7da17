//! What the weights weigh: every measurable agreement and difference of a pair of claims.

macro_rules! features {
    ($($name:ident $id:literal $start:literal;)+) => {
        /// One thing that is weighed. A table gives each its log-likelihood ratio.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Feature { $(#[doc = $id] $name,)+ }

        impl Feature {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in the table.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// What an expert would give it in thousandths of a nat, towards which the fit is
            /// drawn where the pairs say little.
            #[must_use]
            pub const fn start(self) -> i32 {
                match self { $(Self::$name => $start,)+ }
            }
        }
    };
}

features! {
    GivenSame "given_same" 2000;
    GivenRare "given_same_rare" 1500;
    GivenScript "given_script" -100;
    GivenScriptFair "given_script_fair" -600;
    GivenScriptWeak "given_script_weak" -1700;
    GivenNickname "given_nickname" -600;
    GivenClipped "given_clipped" -900;
    GivenNicknameWeak "given_nickname_weak" -1700;
    GivenVariant "given_variant" -400;
    GivenVariantFair "given_variant_fair" -1000;
    GivenVariantWeak "given_variant_weak" -1700;
    GivenOcr "given_ocr" -300;
    GivenTypo "given_typo" -500;
    GivenTypoFair "given_typo_fair" -1300;
    GivenTypoWeak "given_typo_weak" -2200;
    GivenTruncated "given_truncated" -500;
    GivenInitial "given_initial" -1500;
    GivenSimilar "given_similar" -2000;
    GivenSimilarWeak "given_similar_weak" -2800;
    GivenScriptSimilar "given_script_similar" -1800;
    GivenConflict "given_conflict" -3600;
    GivenMissing "given_missing" -300;
    GivenUnreadable "given_unreadable" -10;
    GivenSecondUsed "given_second_used" -600;
    OtherGivenSame "other_given_same" 900;
    OtherGivenLike "other_given_like" 500;
    OtherGivenConflict "other_given_conflict" -2000;
    MiddleMissing "middle_missing" -150;
    SurnameSame "surname_same" 2200;
    SurnameRare "surname_same_rare" 2000;
    SurnameScript "surname_script" -100;
    SurnameScriptFair "surname_script_fair" -600;
    SurnameScriptWeak "surname_script_weak" -1700;
    SurnameVariant "surname_variant" -500;
    SurnameVariantFair "surname_variant_fair" -1200;
    SurnameVariantWeak "surname_variant_weak" -2200;
    SurnameGendered "surname_gendered" -1200;
    SurnameOcr "surname_ocr" -300;
    SurnameTypo "surname_typo" -500;
    SurnameTypoFair "surname_typo_fair" -1400;
    SurnameTypoWeak "surname_typo_weak" -2500;
    SurnameTruncated "surname_truncated" -500;
    SurnameTruncatedWeak "surname_truncated_weak" -2000;
    SurnameInitial "surname_initial" -2200;
    SurnameSimilar "surname_similar" -2200;
    SurnameSimilarWeak "surname_similar_weak" -2800;
    SurnameScriptSimilar "surname_script_similar" -1800;
    SurnameConflict "surname_conflict" -3200;
    SurnameMissing "surname_missing" -300;
    SurnameUnreadable "surname_unreadable" -10;
    OtherSurnameSame "other_surname_same" 1200;
    OtherSurnameLike "other_surname_like" 700;
    SurnamePartConflict "surname_part_conflict" -1800;
    CompoundPartial "compound_partial" -200;
    BothConflict "both_conflict" -1500;
    PatronymicSame "patronymic_same" 1200;
    PatronymicConflict "patronymic_conflict" -2200;
    PatronymicMissing "patronymic_missing" -20;
    ParticleMissing "particle_missing" -100;
    OrderSwap "order_swap" -200;
    FieldShift "field_shift" -100;
    Joined "token_joined" -50;
    MononymSame "mononym_same" 800;
    ExtraName "extra_name" -300;
    SuffixConflict "suffix_conflict" -3000;
    SuffixMissing "suffix_missing" -400;
    TwoDifferences "two_differences" -300;
    FirstLetter "first_letter" -200;
    Hidden "hidden_characters" -1500;
    MixedScript "mixed_script" -2000;
    DateSame "date_same" 3500;
    DateSwap "date_day_month_swap" 2500;
    DateOneDigit "date_one_digit" 1000;
    DatePlaceholder "date_placeholder" 200;
    DateNear "date_near" -2500;
    DateDifferent "date_different" -5500;
    DateGeneration "date_generation" -500;
    Twin "twin" -3500;
    ChangedSameDate "changed_same_date" 600;
    Address "address" 1500;
    AddressDiffers "address_differs" -3000;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_table_are_unique() {
        let mut ids: Vec<&str> = Feature::ALL.iter().map(|feature| feature.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Feature::ALL.len());
    }
}
