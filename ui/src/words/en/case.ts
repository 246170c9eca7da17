import type {
  Band,
  CaseKind,
  CheckOutcome,
  ClaimName,
  EvidenceRole,
  FaceAnswer,
  MicrosoftOutcome,
  MicrosoftRule,
  Sureness,
} from '../../backend/bindings.ts';
import { isolate } from '../isolate.ts';

export const caseHead = {
  region: 'Case',
  steps: { faces: 'Faces', reconcile: 'Reconcile', decide: 'Decide', receipt: 'Receipt' },
  stepsLabel: 'Steps',
  columnsLabel: 'Columns',
  documentTitle: (step: string, number: string) => `${step} ${number}`,
  facesFirst: 'This opens when your face answer is kept.',
  heldSince: (time: string) => `Held by you since ${time}`,
  notHeld: 'Not held by you',
  notHeldText: 'Take it to judge the faces and to decide.',
  take: 'Take this case',
  decided: (time: string) => `Decided ${time}`,
  escalate: 'Escalate',
  giveBack: 'Give back',
  giveBackNote: 'Give back, with a note…',
  more: 'More',
  copyNumber: 'Copy case number',
  numberCopied: 'Case number copied.',
  opening: 'the case',
  backToQueue: 'Back to the queue',
  decidedTitle: 'This case is decided',
  decidedText: (name: string, verdict: string) => `${isolate(name)} ${verdict} this case.`,
  seeReceipt: 'See the receipt',
} as const;

export const history = {
  title: 'History',
  revision: (n: number) => `revision ${n}`,
  firstAnswer: 'First face answer kept',
  laterAnswer: 'Later face answer added',
  answer: (answer: string, sureness: string, notBlind: string | null) =>
    [answer, `${sureness} sure`, notBlind].filter(Boolean).join(' · '),
  draftKept: 'Draft kept on this device',
} as const;

export const giveBack = {
  title: 'Give this case back',
  text: 'Another reviewer may take it. Your kept answer and your draft stay.',
  note: 'Note to the next reviewer',
  noteHint: 'Optional',
  cancel: 'Keep it',
  done: (number: string) => `${number} given back.`,
} as const;

export const escalation = {
  title: 'Escalate to the security desk',
  text: 'Escalating needs no reason. The person is told only that the check takes longer.',
  cancel: 'Cancel',
  done: (number: string) => `${number} escalated.`,
  silent: 'Saved.',
  silentFailed: 'Not saved.',
} as const;

const answers: Readonly<Record<FaceAnswer, string>> = {
  same: 'Same person',
  different: 'Different people',
  cannot_tell: 'Cannot tell',
  unusable: 'Picture unusable',
};
const sureness: Readonly<Record<Sureness, string>> = {
  a_little: 'A little',
  fairly: 'Fairly',
  very: 'Very',
};

export const faces = {
  question: 'Is this the same person?',
  lead: "Only the two pictures are shown for now. The name, the profile and the service's own result come after your answer.",
  answersLabel: 'Answer',
  answers,
  sureQuestion: 'How sure are you?',
  sureness,
  agesTitle: 'What ages slowly',
  ages: 'Ear shape, nose base and width, distance between the eyes, jaw, moles and scars. Hair, weight, glasses, make-up and light mislead.',
  kept: 'Your first answer is kept. You may add a later one; it never replaces the first.',
  before: (answer: string, time: string) => `Your first answer: ${answer}, kept ${time}.`,
  noCrop: 'The vendor gave no face crop. Move the window until the portrait stands in it.',
  noCropMeans: 'Your answer is marked as not blind.',
  keep: 'Keep this answer',
  unusable: 'Picture unusable',
  chooseAnswer: 'Choose an answer.',
  chooseSureness: 'Say how sure you are.',
  pending: 'The answer is being kept.',
  notHeld: 'You do not hold this case.',
  keptSaid: 'Answer kept.',
} as const;

export const faceTools = {
  moveBoth: 'Move both',
  zoom: 'Zoom',
  rotate: 'Rotate',
  contrast: 'Contrast',
  eyeLine: 'Eye line',
  swap: 'Swap sides',
  fit: 'Fit',
  linkedSaid: (on: boolean) => (on ? 'Both pictures move together.' : 'Each picture moves alone.'),
  eyeLineSaid: (on: boolean) => (on ? 'Eye line shown.' : 'Eye line hidden.'),
  swappedSaid: 'Sides swapped.',
  eyeLineHeight: 'Height of the eye line',
  percentDown: (percent: number) => `${percent} % down`,
} as const;

const roles: Readonly<Record<EvidenceRole, string>> = {
  portrait: 'Portrait',
  selfie: 'Selfie',
  document_front: 'Data page',
  document_back: 'Back',
};
const longRoles: Readonly<Record<EvidenceRole, string>> = {
  portrait: 'Portrait from the document',
  selfie: 'Selfie',
  document_front: 'Data page of the document',
  document_back: 'Back of the document',
};

export const evidence = {
  region: 'Evidence',
  pictures: 'Pictures',
  below: 'Answer and checks',
  tools: 'Picture tools',
  roles,
  longRoles,
  alt: (what: string, width: number, height: number) => `${what}, ${width} by ${height}`,
  photographed: (time: string) => `photographed ${time}`,
  taken: (time: string) => `taken ${time}`,
  opening: (nth: number, of: number) => `Opening picture ${nth} of ${of}`,
  notSigned: 'This picture is not the one that was signed for. It is not shown.',
  refused: (cause: string) => `${cause} It is not shown.`,
  gone: 'Deleted under the retention rule.',
  again: 'Open again',
  sha256: (short: string) => `sha-256 ${short}`,
  copyHash: 'Copy the whole hash',
  hashCopied: 'Hash copied.',
  seen: 'seen',
  notSeen: 'not yet seen at readable size',
  percent: (percent: number) => `${percent} %`,
  original: 'original',
  contrastStep: (step: number) => `contrast ${step}`,
  window: 'Window over the document, moved by dragging or by arrows',
  windowAt: (left: number, top: number) => `Window ${left} % from the left, ${top} % from the top.`,
  none: 'No picture is released for this case.',
  answer: (answer: string) => `You: ${answer.toLowerCase()}`,
  answerKept: (sure: string, time: string) => `${sure} sure · kept ${time}`,
  notBlind: 'Not blind',
  notBlindMeans: 'The vendor gave no face crop: the portrait was seen on the document.',
  vendorMatch: (score: string) => `Service: match ${score}`,
  vendorNoMatch: 'Service: face match not performed',
  vendorLive: (score: string) => `live ${score}`,
  vendorNoLive: 'liveness not performed',
  vendorElsewhere: 'face used elsewhere',
  checks: 'Document checks',
  noChecks: 'No check was reported.',
} as const;

const outcomes: Readonly<Record<CheckOutcome, string>> = {
  passed: 'passed',
  warning: 'warning',
  failed: 'failed',
  not_performed: 'not performed',
  not_on_this_type: 'not on this type',
};
export const checks = {
  outcomes,
  folded: (n: number, outcome: CheckOutcome) => `${n} ${outcomes[outcome]}`,
  fields: (list: string) => `Compared: ${list}.`,
  places: { page: 'page', mrz: 'machine lines', barcode: 'barcode', chip: 'chip' } as Readonly<
    Record<string, string>
  >,
  field: (name: string, place: string) => `${name} (${place})`,
  noFields: 'No single field was compared.',
  summary: (counts: readonly (readonly [CheckOutcome, number])[]) =>
    counts.map(([outcome, count]) => `${count} ${outcomes[outcome]}`).join(' · '),
} as const;

const inThousands = new Intl.NumberFormat('en');

const bands: Readonly<Record<Band, string>> = {
  consistent: 'Consistent',
  explainable: 'Explainable',
  needs_evidence: 'Needs evidence',
  conflict: 'Conflict',
};
const claims: Readonly<Record<ClaimName, string>> = {
  given_names: 'Given names',
  surname: 'Surname',
  full_name: 'Full name',
  date_of_birth: 'Date of birth',
  nationality: 'Nationality',
  document_number: 'Document no.',
};
const rules: Readonly<Record<MicrosoftRule, string>> = { exact: 'Exact', relaxed: 'Relaxed' };
const microsoft: Readonly<Record<MicrosoftOutcome, string>> = {
  match: 'match',
  no_match: 'no match',
  unspecified: 'not specified',
  cannot_match: 'cannot match',
};

export const findings = {
  region: 'Findings',
  bands,
  claims,
  claimsLabel: 'Claims',
  columns: {
    claim: 'Claim',
    document: 'document',
    profile: 'profile at capture',
    finding: 'Finding',
  },
  document: 'D',
  profile: 'P',
  equal: '=',
  empty: 'not there',
  markRead: 'Mark as read',
  read: 'Read',
  readSaid: (claim: string) => `${claim}: marked as read.`,
  unreadSaid: (claim: string) => `${claim}: not read.`,
  spelled: (claim: string, spelling: string) => `${claim}. ${spelling}`,
  notSpelled: (claim: string) => `${claim} is covered, and not spelled out.`,
  microsoft: 'Microsoft',
  rules,
  outcomes: microsoft,
  scripts: { Latin: 'Lat', Cyrillic: 'Cyr', Greek: 'Grk', Armenian: 'Arm' },
  notDrawn: (n: number) => `${inThousands.format(n)} more characters are not drawn.`,
  cutSaid: (n: number) => `And ${inThousands.format(n)} more characters.`,
  others: 'What other rules say',
  othersShown: 'Microsoft and equality lines shown.',
  othersHidden: 'Microsoft and equality lines hidden.',
  documented: (note: string) => `Microsoft's rules ${note}`,
  hideOthers: 'Hide',
  showOthers: 'Show what Microsoft and plain equality say',
  plain: 'Plain',
  equality: 'equality',
  equalities: { equal: 'equal', unequal: 'not equal' },
} as const;

const kindsOfRegistration: Readonly<Record<CaseKind, string>> = {
  password_reset: 'Password reset',
  mfa_recovery: 'MFA reset',
  external_authentication: 'External authentication',
  onboarding: 'Onboarding',
};

export const context = {
  region: 'Person',
  signIn: 'Sign-in',
  account: 'Account',
  enabledSince: (month: string) => `enabled since ${month}`,
  enabled: 'enabled',
  disabled: 'disabled',
  unknown: 'not in the directory',
  manager: 'Manager',
  phone: 'Phone on file',
  ageUnknown: 'age not known',
  roles: 'Roles and groups',
  noPrivileged: 'No privileged role',
  active: 'active',
  eligible: 'eligible',
  more: (n: number) => `+${n}`,
  changes: 'Changes to the profile',
  days90: '90 days',
  noChanges: 'None in 90 days.',
  afterCapture: 'after the capture',
  properties: {
    jobTitle: 'Job title',
    officeLocation: 'Office location',
    mobilePhone: 'Phone',
    businessPhones: 'Phone',
    displayName: 'Display name',
    givenName: 'Given name',
    surname: 'Surname',
    department: 'Department',
    mail: 'Mail',
    manager: 'Manager',
    userPrincipalName: 'Sign-in name',
    accountEnabled: 'Account enabled',
  } as Readonly<Record<string, string>>,
  thisCase: 'This case',
  events: {
    started: 'Started at the self-service portal',
    captured: 'Document and selfie captured',
    mismatch: 'Claims did not match; sent here',
    opened: 'Opened by a reviewer',
    taken: 'Taken by a reviewer',
    given_back: 'Given back',
    taken_over: 'Taken over',
    came_in: 'Came in',
    faces_kept: 'Face answer kept',
    first_decision: 'First person decided',
    disagreed: 'Two people differ',
    decided: 'Decided',
    lapsed: 'Hold lapsed',
    new_capture: 'New capture came in',
    asked_for_capture: 'New capture asked for',
    escalated: 'Escalated',
  } as Readonly<Record<string, string>>,
  repeats: 'Repeats',
  days30: '30 days',
  person: 'Cases for this person',
  document: 'This document elsewhere',
  face: 'This face elsewhere',
  device: 'This device elsewhere',
  onlyThis: '1, this one',
  none: 'none',
  yes: 'yes',
  notPerformed: 'not performed',
  evidenceSeen: 'Evidence seen at readable size',
  differencesRead: 'Differences read',
  of: (n: number, all: number) => `${n} of ${all}`,
  met: 'met',
  notMet: 'not yet',
  decide: 'Go to the decision',
  open: 'Open context',
  kindsOfRegistration,
} as const;
