import type { CaseView, CheckOutcome, Closed, DocumentCheck, FactsView } from '../bindings.ts';
import { step } from './report.ts';

/** A case that conflicts: another birth date, a long list of checks, approve closed for four reasons. */

const CHECKS: readonly (readonly [string, CheckOutcome])[] = [
  ['Front layout and fonts', 'passed'],
  ['Tampering', 'passed'],
  ['Valid until 11 May 2032', 'passed'],
  ['Readable', 'passed'],
  ['Light, front', 'passed'],
  ['Sharpness, front', 'passed'],
  ['Not a paper copy', 'passed'],
  ['Issuer', 'passed'],
  ['Alignment', 'passed'],
  ['Photo features', 'passed'],
  ['Screen copy', 'warning'],
  ['Barcode on the back', 'not_performed'],
  ['Barcode against the front', 'not_performed'],
  ['Face on the licence against the front', 'failed'],
  ['Chip', 'not_on_this_type'],
];

const checks = CHECKS.map(
  ([label, outcome], nth): DocumentCheck => ({
    id: `check_${nth}`,
    label,
    outcome,
    sentence: `${label}.`,
    fields: [],
  }),
);

const closed: readonly Closed[] = [
  {
    code: 'H-03',
    why: 'The faces were judged different.',
    opens: 'Your answer of 09:55. Opens only with a new capture.',
  },
  {
    code: 'H-05',
    why: 'The birth dates differ.',
    opens: 'Not a known misreading. Opens with a document or HR record that agrees.',
  },
  {
    code: 'V-01',
    why: 'Three recoveries in 24 hours.',
    opens: 'CS-20377, CS-20391 and this one. The security desk can lift it.',
  },
  { code: 'P-02', why: 'The phone was edited after the capture.', opens: null },
];

const names = (facts: FactsView): FactsView['report']['claims'] =>
  facts.report.claims.flatMap((claim) => {
    if (claim.claim === 'given_names') return [agreed(claim, 'Kwame')];
    if (claim.claim === 'surname') return [agreed(claim, 'Boateng-Mensah')];
    if (claim.claim === 'date_of_birth') return [dates(claim)];
    return [claim];
  });

type Finding = FactsView['report']['claims'][number];

const agreed = (claim: Finding, value: string): Finding => ({
  ...claim,
  document: value,
  profile: value,
  relation: 'identical',
  severity: 'none',
  pieces: [{ document: value, profile: value, kind: 'same' }],
  chips: [{ id: 'identical', label: 'Identical' }],
  sentence: '',
  spoken: `Document and profile: ${value}.`,
  spelling: value.split('').join(', '),
  marks: [],
});

const dates = (claim: Finding): Finding => ({
  ...claim,
  document: '09 Aug 1991',
  profile: '17 Aug 1994',
  relation: 'different',
  severity: 'conflict',
  pieces: [
    { document: '09', profile: '17', kind: 'changed' },
    { document: ' Aug 199', profile: ' Aug 199', kind: 'same' },
    { document: '1', profile: '4', kind: 'changed' },
  ],
  chips: [
    { id: 'date_different', label: 'Different date' },
    { id: 'day_and_year', label: 'Day and year' },
  ],
  sentence: 'Day and year differ. No misreading known for this font turns 17 into 09.',
  spoken: 'Date of birth. Document: 9 August 1991. Profile: 17 August 1994. Conflict.',
  spelling: 'Document: 0 9, August, 1 9 9 1. Profile: 1 7, August, 1 9 9 4.',
  marks: [],
});

/** Both names agree, the date does not: a namesake until something else speaks. */
const weights = {
  microsoft: (['exact', 'relaxed'] as const).map((rule) => ({
    rule,
    outcome: 'match' as const,
    sentence: 'Both names are identical; nothing else is compared',
    note: 'as documented',
  })),
  equality: { equal: true, sentence: 'Given names and surname are the same characters.' },
  reasons: ['date_different', 'namesake'],
  probability_ppm: 130_108,
  interval_ppm: [32_000, 402_000] satisfies [number, number],
  log_odds_millinats: -1900,
  prior_ppm: 10_000,
  steps: [
    step('given_same', 'given_names', 3600, 'The given name agrees.', null, [0, 5], [0, 5]),
    step(
      'surname_same_rare',
      'surname',
      7395,
      'The less common the name, the more its agreement says.',
      null,
      [0, 14],
      [0, 14],
    ),
    step('date_different', 'date_of_birth', -8300, 'The dates of birth differ.', 'date_different'),
  ],
  alternatives: [],
  what_would_settle: [
    {
      id: 'date_in_profile',
      sentence: 'A passport or national card with the birth date, or the date in the HR record.',
    },
  ],
};

export function conflicting(view: CaseView): CaseView {
  if (!view.facts) return view;
  const { facts } = view;
  return {
    ...view,
    doors: view.doors.map((door) =>
      door.verdict === 'approve' ? { ...door, closed: [...closed] } : door,
    ),
    readiness: { ...view.readiness, differences: 1 },
    facts: {
      ...facts,
      marks: [{ mark: 'privileged' }],
      two_people: ['privileged'],
      checks,
      vendor: { ...facts.vendor, face_match: 0.61, overall: 'WARN', liveness: null },
      report: {
        ...facts.report,
        band: 'conflict',
        headline: 'The birth dates disagree. The name agrees.',
        claims: names(facts),
        ...weights,
      },
      person: {
        ...facts.person,
        display_name: 'Kwame Boateng-Mensah',
        user_principal_name: 'k.boateng-mensah@tarnholm.example',
        job_title: 'Engineer',
        department: 'Site reliability',
        roles: [{ name: 'Cloud Application Administrator', active: true, privileged: true }],
        changes: [
          {
            at: new Date(2026, 10, 22, 18, 40).toISOString(),
            property: 'mobilePhone',
            after_capture: true,
          },
        ],
      },
      repeats: {
        person: 3,
        recent: 3,
        document_elsewhere: 0,
        device_elsewhere: 1,
        face_elsewhere: null,
      },
    },
  };
}
