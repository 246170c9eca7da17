import type { CaseKind, Mark, QueueRow, QueueView } from '../bindings.ts';

/** The moment of the pictures. */
export const NOW = new Date(2026, 10, 23, 9, 50, 4);

/** The case whose vendor gave no face crop. */
export const NO_CROP = 'CS-20419';
/** The case whose claims conflict. */
export const CONFLICT = 'CS-20422';

const at = (time: string, days = 0) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(2026, 10, 23 + days, hours, minutes).toISOString();
};

const tenant = 'b3a1c5f2-0d4e-4f5a-9b6c-7d8e9f0a1b2c';
const holder = (name: string) => ({
  person: {
    tenant_id: tenant,
    object_id: `00000000-0000-4000-8000-${name.length.toString().padStart(12, '0')}`,
  },
  name,
  since: at('09:20'),
});

const privileged: Mark = { mark: 'privileged' };
const second: Mark = { mark: 'second_review' };
const edited: Mark = { mark: 'profile_edited' };
const repeat = (count: number): Mark => ({ mark: 'repeat', count });

type Line = [string, string, string, string, CaseKind, Mark[], (string | undefined)?, number?];

const OPEN: readonly Line[] = [
  [
    '08:38',
    'CS-20398',
    'H••• J•••',
    'Calibration',
    'mfa_recovery',
    [privileged, second],
    'Tomasz Wilk',
  ],
  ['09:24', 'CS-20401', 'S••• A•••', 'Field service', 'password_reset', [repeat(2)]],
  [
    '10:02',
    'CS-20422',
    'K••• B•••',
    'Site reliability',
    'mfa_recovery',
    [privileged, repeat(3), { mark: 'phone_changed' }],
  ],
  ['10:15', 'CS-20417', 'K••• W•••', 'Treasury systems', 'mfa_recovery', []],
  ['10:20', 'CS-20418', 'J••• S•••', 'Logistics', 'password_reset', [{ mark: 'came_back' }]],
  [
    '10:41',
    'CS-20409',
    'M••• T•••',
    'Optics lab',
    'external_authentication',
    [edited],
    'Mireille Okou',
  ],
  ['10:48', 'CS-20424', 'L••• H•••', 'People operations', 'password_reset', []],
  [
    '11:05',
    'CS-20426',
    'A••• D•••',
    'Payments',
    'mfa_recovery',
    [{ mark: 'finance_approver' }, second],
  ],
  ['11:20', 'CS-20419', 'N••• V•••', 'Firmware', 'mfa_recovery', [{ mark: 'new_capture' }]],
  ['11:32', 'CS-20427', 'R••• Ó•••', 'Sales', 'password_reset', [], 'Mireille Okou'],
  ['12:10', 'CS-20428', 'F••• E•••', 'Warehouse 3', 'password_reset', []],
  ['12:44', 'CS-20430', 'Y••• K•••', 'Firmware', 'external_authentication', []],
  ['13:15', 'CS-20431', 'T••• B•••', 'Legal', 'mfa_recovery', [edited]],
  ['14:02', 'CS-20433', 'D••• M•••', 'Field service', 'password_reset', []],
  [
    '14:30',
    'CS-20434',
    'C••• P•••',
    'New starter',
    'onboarding',
    [{ mark: 'starts', date: '2026-12-01' }],
    'Idris Khan',
  ],
  ['15:10', 'CS-20436', 'I••• S•••', 'Optics lab', 'password_reset', [repeat(2)]],
  ['15:25', 'CS-20437', 'B••• L•••', 'Assembly', 'mfa_recovery', []],
  ['16:05', 'CS-20439', 'G••• A•••', 'Legal', 'password_reset', []],
  ['17:40', 'CS-20440', 'O••• N•••', 'Calibration', 'mfa_recovery', []],
  ['08:20', 'CS-20441', 'V••• R•••', 'Sales', 'password_reset', [], undefined, 1],
  ['09:10', 'CS-20442', 'E••• C•••', 'Assembly', 'mfa_recovery', [], undefined, 1],
  ['10:30', 'CS-20443', 'ي••• ا•••', 'Logistics', 'password_reset', [], undefined, 1],
  [
    '11:00',
    'CS-20444',
    'P••• G•••',
    'New starter',
    'onboarding',
    [{ mark: 'starts', date: '2026-12-01' }],
    undefined,
    1,
  ],
];

/** One of two people has decided: the mark says so in the queue, the state everywhere else. */
const stateOf = (marks: readonly Mark[]): QueueRow['state'] =>
  marks.includes(second)
    ? { state: 'second_review', first: holder('Tomasz Wilk').person, at: at('09:05') }
    : { state: 'open' };

const rowOf = ([due, number, person, department, kind, marks, heldBy, days]: Line): QueueRow => ({
  id: `0198f3c2-7b41-7e55-8e55-${number.slice(3).padStart(12, '0')}`,
  number,
  kind,
  state: stateOf(marks),
  person_masked: person,
  department,
  marks,
  due_at: at(due, days),
  held_by: heldBy ? holder(heldBy) : null,
  held_by_me: false,
  recalled: false,
  recall_closed: 'Nothing is decided here.',
});

export const openRows: readonly QueueRow[] = OPEN.map(rowOf);

const mine: QueueRow = {
  ...rowOf(['10:15', 'CS-20410', 'W••• T•••', 'Firmware', 'password_reset', []]),
  held_by: holder('Ana Ferreira'),
  held_by_me: true,
};

const escalated = (['CS-20380', 'CS-20377', 'CS-20361'] as const).map(
  (number): QueueRow => ({
    ...rowOf(['16:00', number, 'Q••• F•••', 'Payments', 'mfa_recovery', [privileged]]),
    state: { state: 'escalated' },
  }),
);

const decided = OPEN.slice(16, 19).map(
  (line, index): QueueRow => ({
    ...rowOf([line[0], `CS-2039${index}`, line[2], line[3], line[4], []]),
    state: {
      state: 'decided',
      verdict: index === 1 ? 'deny' : 'approve',
      by: holder('Tomasz Wilk').person,
      by_name: index === 2 ? 'Ana Ferreira' : 'Tomasz Wilk',
      at: at(`09:0${index}`),
    },
    recall_closed: index === 1 ? 'Only an approval can be recalled.' : null,
  }),
);

export const rowsByView: Readonly<Record<QueueView, readonly QueueRow[]>> = {
  open: openRows,
  mine: [mine],
  second: openRows.filter((row) => row.marks.some((mark) => mark.mark === 'second_review')),
  waiting: openRows.slice(10, 14),
  escalated,
  decided,
  // Their rows are matters.
  stuck: [],
  unexplained: [],
  incidents: [],
};

/** What the rail and the tabs say, as in the pictures. */
export const counts: Readonly<Record<QueueView, number>> = {
  open: 23,
  mine: 1,
  second: 2,
  waiting: 4,
  escalated: 3,
  decided: 41,
  stuck: 2,
  unexplained: 1,
  incidents: 1,
};
