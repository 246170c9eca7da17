import type { IconName } from '../components/icons.ts';

/** The reasons of the engine, by their stable identifiers; one that is not known here has no icon. */
export const chipIcons: Readonly<Record<string, IconName>> = {
  case: 'case-sensitive',
  compound_partial: 'split',
  country_of_work: 'map-pin',
  date_day_month_swap: 'arrow-left-right',
  date_different: 'equal-not',
  date_missing: 'minus',
  date_one_digit: 'hash',
  diacritics: 'languages',
  extra_name: 'plus',
  field_shift: 'arrow-left-right',
  identical: 'equal',
  invisible_characters: 'triangle-alert',
  middle_missing: 'minus',
  mixed_script: 'triangle-alert',
  name_missing: 'minus',
  no_shared_word: 'equal-not',
  not_in_profile: 'minus',
  official_transliteration: 'languages',
  order_swap: 'arrow-left-right',
  partly_different: 'equal-not',
  same_country: 'equal',
  token_joined: 'link-2',
  too_long: 'triangle-alert',
  unreadable_script: 'triangle-alert',
};
