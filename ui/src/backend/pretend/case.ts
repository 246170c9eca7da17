import type {
  CaseView,
  CheckOutcome,
  DecisionForm,
  Door,
  Draft,
  FactsView,
  PictureView,
  QueueRow,
  ReceiptView,
  Verdict,
} from '../bindings.ts';
import { report } from './report.ts';

const at = (time: string, month = 11, day = 23, year = 2026) => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return new Date(
    year,
    month - 1,
    day,
    hours,
    minutes,
    Math.floor(seconds),
    Math.round((seconds % 1) * 1000),
  ).toISOString();
};

const tenant = 'b3a1c5f2-0d4e-4f5a-9b6c-7d8e9f0a1b2c';
const ana = { tenant_id: tenant, object_id: '00000000-0000-4000-8000-000000000003' };

const picture = (role: PictureView['role'], id: string, time: string): PictureView => ({
  id,
  role,
  state: { picture: 'ready', width: 1024, height: role === 'document_front' ? 720 : 1280 },
  sha256: `9f3c${id.replaceAll('-', '').padEnd(56, '0')}a71e`.slice(0, 60).concat('a71e'),
  captured_at: at(time),
  seen: false,
});

const faces = [
  picture('portrait', '0198f3c2-0001-7e55-8e55-000000000001', '07:12'),
  picture('selfie', '0198f3c2-0002-7e55-8e55-000000000002', '07:14'),
];
const page = picture('document_front', '0198f3c2-0003-7e55-8e55-000000000003', '07:12');

/** Before the face answer: the two faces, and nothing that could bend it. */
export const blindCase = (row: QueueRow): CaseView => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  state: row.state,
  revision: 6,
  held_since: at('09:38'),
  pictures: faces,
  blind: true,
  judgements: [],
  facts: null,
  doors: doors([
    { code: 'S-02', why: 'The faces are not judged yet.', opens: 'Keep your face answer.' },
  ]),
  draft: null,
  readiness: { pictures_seen: 0, pictures: 2, differences_read: 0, differences: 0 },
});

/** The vendor gave no face crop: the page comes in its place, and the answer is not blind. */
export const cropless = (row: QueueRow): CaseView => ({
  ...blindCase(row),
  pictures: [page, ...faces.filter(({ role }) => role === 'selfie')],
  blind: false,
});

/** After it: everything. Who comes second learns why two people decide. */
export const openCase = (before: CaseView): CaseView => ({
  ...before,
  pictures: [page, ...before.pictures.filter(({ role }) => role !== 'document_front')],
  facts: before.state.state === 'second_review' ? asSecond : facts,
  doors: doors([]),
  readiness: {
    pictures_seen: before.readiness.pictures_seen,
    pictures: 3,
    differences_read: 0,
    differences: 2,
  },
});

export const judged = (
  before: CaseView,
  answer: CaseView['judgements'][0]['answer'],
  sureness: CaseView['judgements'][0]['sureness'],
) => ({
  ...before,
  judgements: [
    ...before.judgements,
    { answer, sureness, blind: before.blind, by: ana, at: at('09:41:16') },
  ],
});

const VERDICTS: readonly Verdict[] = ['approve', 'deny', 'new_capture', 'escalate'];

const doors = (closed: Door['closed']): Door[] =>
  VERDICTS.map((verdict) => ({ verdict, closed: verdict === 'escalate' ? [] : closed }));

type CheckLine = readonly [string, string, CheckOutcome, string, readonly string[]];

const CHECKS: readonly CheckLine[] = [
  [
    'mrz_check_digits',
    'Machine lines: 5 of 5 check digits',
    'passed',
    'Every check digit is right. None of them covers the name.',
    ['mrz.document_number', 'mrz.date_of_birth', 'mrz.date_of_expiry', 'mrz.optional'],
  ],
  [
    'mrz_agrees_with_page',
    'Machine lines agree with the page',
    'passed',
    'Names, number and dates are the same in both places.',
    ['page.surname', 'mrz.surname', 'page.given', 'mrz.given', 'page.date_of_birth'],
  ],
  [
    'tampering',
    'Tampering, screen and paper copy',
    'passed',
    'The vendor saw no sign of an altered page, of a screen or of a print.',
    [],
  ],
  [
    'expiry',
    'Valid until 2 Jul 2031',
    'passed',
    'It has not expired.',
    ['page.date_of_expiry', 'mrz.date_of_expiry'],
  ],
  ['chip', 'Chip', 'not_performed', 'The chip was not read.', []],
  ['barcode', 'Barcode', 'not_on_this_type', 'Passports have no barcode.', []],
];

const facts: FactsView = {
  marks: [],
  report,
  checks: CHECKS.map(([id, label, outcome, sentence, fields]) => ({
    id,
    label,
    outcome,
    sentence,
    fields: [...fields],
  })),
  vendor: { face_match: 0.97, liveness: 0.99, overall: 'OK', face_used_elsewhere: false },
  person: {
    display_name: 'Kasia Wojcik',
    user_principal_name: 'k.wojcik@tarnholm.example',
    mail: 'k.wojcik@tarnholm.example',
    job_title: 'Analyst',
    department: 'Treasury systems',
    place: 'Gdańsk',
    account_enabled: true,
    account_since: at('08:00', 4, 1, 2019),
    manager: 'Henrik Solberg',
    manager_chain: [],
    phone_masked: '+48 ••• ••• 316',
    phone_since: at('08:00', 3, 1, 2021),
    roles: [],
    groups: ['Treasury', 'Gdańsk staff', 'Finance readers', 'VPN standard'],
    changes: [
      { at: at('08:00', 11, 2), property: 'jobTitle', after_capture: false },
      { at: at('08:00', 9, 14), property: 'officeLocation', after_capture: false },
    ],
    as_of: at('07:14'),
  },
  timeline: [
    { at: at('07:09'), what: 'started' },
    { at: at('07:14'), what: 'captured' },
    { at: at('07:16'), what: 'mismatch' },
  ],
  repeats: {
    person: 1,
    recent: 1,
    document_elsewhere: 0,
    device_elsewhere: 0,
    face_elsewhere: false,
  },
  two_people: [],
  document_number_masked: 'VA•••••08',
};

const asSecond: FactsView = {
  ...facts,
  marks: [{ mark: 'second_review' }, { mark: 'finance_approver' }],
  two_people: ['finance_approver'],
};

export const form: DecisionForm = {
  reasons: [
    { code: 'N-02', label: 'Given name: short form of the same name', verdicts: ['approve'] },
    { code: 'N-05', label: 'Accent or transliteration', verdicts: ['approve'] },
    { code: 'N-07', label: 'Surname: one part of a double surname', verdicts: ['approve'] },
    { code: 'N-11', label: 'Second given name not kept in the profile', verdicts: ['approve'] },
    { code: 'D-01', label: 'Document not believable', verdicts: ['deny', 'escalate'] },
    { code: 'D-04', label: 'Different person', verdicts: ['deny', 'escalate'] },
    { code: 'Q-01', label: 'Picture unusable', verdicts: ['deny', 'new_capture'] },
    { code: 'S-00', label: 'Escalated without reason', verdicts: ['escalate'] },
  ],
  policy_version: 14,
  approving_does: [
    'One MFA registration opens, for 30 minutes.',
    'k.wojcik@tarnholm.example and Henrik Solberg are told.',
  ],
  person_reads:
    'We could not complete this check. Contact your manager or the service desk in person.',
  fitting: ['N-02', 'N-05', 'N-07', 'N-11'],
};

export const emptyDraft: Draft = { verdict: null, reasons: [], note: '', read: [], kept_at: null };

export const receiptOf = (opened: CaseView, verdict: Verdict): ReceiptView => ({
  decision: '019af3c2-7b41-7e55-8e55-00000000d0c0',
  case: opened.id,
  number: opened.number,
  kind: opened.kind,
  verdict,
  person: 'Kasia Wojcik',
  decided_by: 'Ana Ferreira',
  state: { state: 'recorded' },
  signed_at: at('09:52:07.214'),
  delivered_at: at('09:52:07.650'),
  verified_at: at('09:52:07.661'),
  acted_at: at('09:52:09'),
  notices: [
    { to: 'person', address_masked: 'k.••••@tarnholm.example', accepted_at: at('09:52:10') },
    { to: 'manager', address_masked: 'h.••••@tarnholm.example', accepted_at: at('09:52:10') },
  ],
  proof: {
    index: 1_043_812,
    size: 1_043_813,
    origin: 'tarnholm.example/desk',
    root: 'kX9d4q0ZrW3pJt5vB1mN8cY7uL2oEaHsTq2Yw0gRfQ=',
    // One hash for each set bit of the index: this is the last entry.
    path: Array.from({ length: 13 }, (_, level) => `1aGq7rTzQm4w${level}`),
  },
  device_key: '7c:1e:90:5d:b4',
  policy_version: 14,
  revision: 6,
  recall_closed: verdict === 'approve' ? null : 'Only an approval can be recalled.',
  can_take_back: false,
});
