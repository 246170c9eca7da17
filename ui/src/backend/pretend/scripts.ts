import type { ClaimFinding, Report } from '../bindings.ts';
import { mark, report, step } from './report.ts';

/** Another script, what hides, and a name too long to be drawn. */

const LONG = 'Ana Maria '.repeat(1000);

const claims: ClaimFinding[] = [
  {
    claim: 'given_names',
    document: 'محمد علي',
    profile: 'Mohammed Ali',
    relation: 'different',
    severity: 'explained',
    pieces: [{ document: 'محمد علي', profile: 'Mohammed Ali', kind: 'changed' }],
    chips: [{ id: 'script_transliteration', label: 'Other script' }],
    sentence:
      'محمد and Mohammed are one name in two scripts. علي and Ali are one name in two scripts.',
    spoken: 'Given names. Document: محمد علي. Profile: Mohammed Ali. Explained: other script.',
    spelling: 'Document spelling: meem, hah, meem, dal, blank, ain, lam, yeh.',
    marks: [
      mark(
        'script_transliteration',
        [0, 4],
        [0, 8],
        2200,
        'محمد and Mohammed are one name in two scripts.',
      ),
      mark(
        'script_transliteration',
        [5, 8],
        [9, 12],
        900,
        'علي and Ali are one name in two scripts.',
      ),
    ],
  },
  {
    claim: 'surname',
    document: 'Petrov',
    profile: 'P\u0435tr\u200dov',
    relation: 'different',
    severity: 'needs_evidence',
    pieces: [
      { document: 'P', profile: 'P', kind: 'same' },
      { document: 'e', profile: '\u0435', kind: 'changed' },
      { document: 'tr', profile: 'tr', kind: 'same' },
      { document: '', profile: '\u200d', kind: 'only_profile' },
      { document: 'ov', profile: 'ov', kind: 'same' },
    ],
    chips: [
      { id: 'mixed_script', label: 'Mixed scripts' },
      { id: 'invisible_characters', label: 'Invisible characters' },
    ],
    sentence:
      "One word mixes letters of several scripts. A value holds characters that can't be seen.",
    spoken:
      'Surname. Document: Petrov. Profile: Petrov. Needs evidence: mixed scripts; invisible characters. Letter 2, e, is Cyrillic ie in the profile. The profile adds: zero width joiner.',
    spelling: 'Profile spelling: P, Cyrillic ie, t, r, zero width joiner, o, v.',
    marks: [],
  },
  {
    claim: 'full_name',
    document: LONG,
    profile: `${LONG}Lima`,
    relation: 'different',
    severity: 'needs_evidence',
    pieces: [
      { document: LONG, profile: LONG, kind: 'same' },
      { document: '', profile: 'Lima', kind: 'only_profile' },
    ],
    chips: [{ id: 'too_long', label: 'Too long' }],
    sentence: 'The name is too long to be compared whole.',
    spoken: `Full name. Document: ${LONG}. Profile: ${LONG}Lima. Needs evidence: too long.`,
    spelling: `Document spelling: ${LONG.split('').join(', ')}.`,
    marks: [],
  },
];

export const inScripts: Report = {
  ...report,
  headline: 'Something differs, or is missing, without a plain reason.',
  band: 'needs_evidence',
  claims: [...claims, ...report.claims.slice(2)],
  reasons: ['mixed_script', 'invisible_characters', 'script_transliteration', 'too_long'],
  probability_ppm: 620_000,
  interval_ppm: [310_000, 855_000],
  log_odds_millinats: 490,
  steps: [
    step(
      'given_script',
      'given_names',
      2200,
      'محمد and Mohammed are one name in two scripts.',
      'script_transliteration',
      [0, 4],
      [0, 8],
    ),
    step(
      'other_given_like',
      'given_names',
      900,
      'علي and Ali are one name in two scripts.',
      'script_transliteration',
      [5, 8],
      [9, 12],
    ),
    step('surname_same', 'surname', 2200, 'The surname agrees.', null, [0, 6], [0, 7]),
    step(
      'hidden_characters',
      null,
      -1500,
      "A value holds characters that can't be seen.",
      'invisible_characters',
    ),
    step('mixed_script', null, -2000, 'One word mixes letters of several scripts.', 'mixed_script'),
    step('two_differences', null, -300, 'More than one word differs.'),
    step('first_letter', null, -200, 'The first letter differs.'),
    step('token_joined', null, -50, 'The same, written together or apart.'),
    step('field_shift', null, -100, 'The same words are divided in another way.'),
    step('order_swap', null, -260, 'The same words stand in another order.'),
    step('date_same', 'date_of_birth', 4195, 'The dates of birth are the same.'),
  ],
};
