import type { ClaimFinding, ClaimMark, Report, Span, Step } from '../bindings.ts';

/** Two ways of writing one name: the report of the case of the pictures. */

type Place = readonly [number, number] | null;

const spanOf = (place: Place): Span | null => place && { start: place[0], end: place[1] };

export const mark = (
  reason: string,
  document: Place,
  profile: Place,
  millinats: number,
  sentence: string,
): ClaimMark => ({
  reason,
  document: spanOf(document),
  profile: spanOf(profile),
  millinats,
  sentence,
});

export const step = (
  id: string,
  claim: Step['claim'],
  millinats: number,
  sentence: string,
  reason: string | null = null,
  document: Place = null,
  profile: Place = null,
): Step => ({
  id,
  reason,
  claim,
  millinats,
  sentence,
  document: spanOf(document),
  profile: spanOf(profile),
});

const same = (
  claim: ClaimFinding['claim'],
  value: string,
  label: string,
  sentence: string,
): ClaimFinding => ({
  claim,
  document: value,
  profile: value,
  relation: 'identical',
  severity: 'none',
  pieces: [{ document: value, profile: value, kind: 'same' }],
  chips: [{ id: 'identical', label }],
  sentence,
  spoken: `Document and profile: ${value}. ${label}.`,
  spelling: value.split('').join(', '),
  marks: [],
});

const claims: ClaimFinding[] = [
  {
    claim: 'given_names',
    document: 'Katarzyna Anna',
    profile: 'Kasia',
    relation: 'different',
    severity: 'explained',
    pieces: [
      { document: 'Ka', profile: 'Ka', kind: 'same' },
      { document: 'tarzyn', profile: 'si', kind: 'changed' },
      { document: 'a', profile: 'a', kind: 'same' },
      { document: ' Anna', profile: '', kind: 'only_document' },
    ],
    chips: [
      { id: 'nickname', label: 'Short form' },
      { id: 'middle_missing', label: 'No second name' },
    ],
    sentence: 'Kasia is the everyday form of Katarzyna. Anna is not in the profile.',
    spoken:
      'Given names. Document: Katarzyna Anna. Profile: Kasia. Explained: short form; no second name.',
    spelling: 'Document spelling: K, a, t, a, r, z, y, n, a, blank, A, n, n, a.',
    marks: [
      mark('nickname', [0, 9], [0, 5], 2000, 'Kasia is the everyday form of Katarzyna.'),
      mark('middle_missing', [10, 14], null, -400, 'Anna is not in the profile.'),
    ],
  },
  {
    claim: 'surname',
    document: 'Wójcik-Nowak',
    profile: 'Wojcik',
    relation: 'different',
    severity: 'explained',
    pieces: [
      { document: 'W', profile: 'W', kind: 'same' },
      { document: 'ó', profile: 'o', kind: 'changed' },
      { document: 'jcik', profile: 'jcik', kind: 'same' },
      { document: '-Nowak', profile: '', kind: 'only_document' },
    ],
    chips: [
      { id: 'compound_partial', label: 'One of two' },
      { id: 'diacritics', label: 'Accent' },
    ],
    sentence: 'First part of a double surname; machine lines agree. ó is written o.',
    spoken:
      'Surname. Document: Wójcik hyphen Nowak. Profile: Wojcik. Explained: one of two surnames; accent.',
    spelling: 'Document spelling: W, o acute, j, c, i, k, hyphen, N, o, w, a, k.',
    marks: [
      mark('diacritics', [0, 6], [0, 6], 3900, 'ó is written o.'),
      mark('compound_partial', [7, 12], null, -1100, 'Nowak is not in the profile.'),
    ],
  },
  same('date_of_birth', '14 Mar 1989', 'Identical', 'also in the machine lines'),
  same('nationality', 'VDR', 'Same country', 'profile: Valdria'),
  {
    claim: 'document_number',
    document: 'VA•••••08',
    profile: null,
    relation: 'only_document',
    severity: 'none',
    pieces: [{ document: 'VA•••••08', profile: '', kind: 'only_document' }],
    chips: [{ id: 'not_in_profile', label: 'Not in profile' }],
    sentence: 'The directory has no document number.',
    spoken: 'Document number. The directory has none.',
    spelling: 'V, A, five covered, 0, 8.',
    marks: [],
  },
];

export const report: Report = {
  engine: 'weighed 2',
  headline: 'Two ways of writing one name. Nothing conflicts.',
  band: 'explainable',
  claims,
  microsoft: [
    {
      rule: 'exact',
      outcome: 'no_match',
      sentence: 'First name differs: Kasia, Katarzyna Anna',
      note: 'as documented',
    },
    {
      rule: 'relaxed',
      outcome: 'no_match',
      sentence: "No word of the document's name is Kasia",
      note: 'as documented',
    },
  ],
  equality: { equal: false, sentence: 'Given names and surname differ.' },
  reasons: ['nickname', 'compound_partial', 'middle_missing', 'diacritics'],
  probability_ppm: 996_000,
  interval_ppm: [996_000, 996_000],
  log_odds_millinats: 9000,
  prior_ppm: 10_000,
  steps: [
    step(
      'given_nickname',
      'given_names',
      2000,
      'Kasia is the everyday form of Katarzyna.',
      'nickname',
      [0, 9],
      [0, 5],
    ),
    step(
      'middle_missing',
      'given_names',
      -400,
      'Anna is not in the profile.',
      'middle_missing',
      [10, 14],
    ),
    step('surname_same', 'surname', 3900, 'ó is written o.', 'diacritics', [0, 6], [0, 6]),
    step(
      'compound_partial',
      'surname',
      -1100,
      'Nowak is not in the profile.',
      'compound_partial',
      [7, 12],
    ),
    step('date_same', 'date_of_birth', 9195, 'The dates of birth are the same.'),
  ],
  alternatives: [
    {
      id: 'machine_readable_names',
      sentence: 'By the names of the machine readable zone.',
      log_odds_millinats: 8700,
    },
  ],
  what_would_settle: [
    {
      id: 'full_name_in_profile',
      sentence: 'The full legal name that human resources has on file.',
    },
    {
      id: 'second_identifier',
      sentence: 'An employee number, or another document, that the person can show.',
    },
  ],
  tables: '4be1c07d92f35a8860d1e7ab29c4f6135e08b7d2a9c3614f7705de8812fa93c6',
};
