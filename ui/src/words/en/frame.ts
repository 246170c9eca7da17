import type { CaseKind, Problem, Role, StoreCause } from '../../backend/bindings.ts';
import { isolate } from '../isolate.ts';

export const app = {
  name: 'Countersign',
  title: (screen: string) => `${screen} · Countersign`,
  sandbox: 'Sandbox',
  sandboxMeans: 'Invented company, invented people. Nothing here reaches anybody.',
  skip: 'Go to the main region',
  loading: 'Loading',
  opening: (what: string) => `Opening ${what}`,
} as const;

export const regions = {
  menu: 'Main menu',
  filters: 'Filters',
  cases: 'Cases',
  people: 'People',
  person: 'Person',
  pages: 'Pages',
  settings: 'Settings',
  status: 'Status',
} as const;

export const rail = {
  searchOrRun: 'Search or run',
  queue: 'Queue',
  mine: 'Held by me',
  second: 'Second review',
  waiting: 'Waiting on people',
  escalated: 'Escalated',
  stuck: 'Stuck',
  unexplained: 'Unexplained',
  incidents: 'Incidents',
  directory: 'Directory',
  policy: 'Policy',
  settings: 'Settings',
  menuButton: 'Main menu',
  signOut: 'Sign out',
} as const;

export const roles: Readonly<Record<Role, string>> = {
  'Recovery.Review': 'Security reviewer',
  'Onboarding.Review': 'Helpdesk',
  'Decisions.Audit': 'Supervisor',
  'Security.Respond': 'Incident responder',
  'Policy.Manage': 'Policy manager',
};

export const kinds: Readonly<Record<CaseKind, string>> = {
  password_reset: 'Password reset',
  mfa_recovery: 'MFA recovery',
  external_authentication: 'External authentication',
  onboarding: 'Onboarding',
};

export const status = {
  connected: 'Connected',
  unknown: 'Not connected yet',
  offline: (since: string) => `Offline since ${since}`,
  directory: (age: string) => `Directory ${age}`,
  noDirectory: 'Directory not synced yet',
  logVerified: (size: string) => `Log verified to entry ${size}`,
  logNone: 'Log not seen yet',
  logBroken: 'Log broken',
  nothingWaiting: 'Nothing waiting to be delivered',
  waiting: (n: number) =>
    n === 1 ? '1 decision waiting to be delivered' : `${n} decisions waiting to be delivered`,
  keys: 'Keys',
} as const;

export const ages = {
  seconds: (n: number) => `${n} s ago`,
  minutes: (n: number) => `${n} min ago`,
  hours: (n: number) => `${n} h ago`,
  days: (n: number) => (n === 1 ? '1 day ago' : `${n} days ago`),
} as const;

export const widgets = {
  close: 'Close',
  closeByEscape: 'Close, Esc',
  dismiss: 'Dismiss',
  closed: 'closed',
  copy: 'Copy',
  copied: 'Copied.',
  copyReference: 'Copy reference',
  copyDetails: 'Copy details',
  tryAgain: 'Try again',
  back: 'Back',
  remove: (name: string) => `Remove filter ${name}`,
  none: 'Nothing to choose from.',
  clear: 'Clear',
  more: (n: number) => `+${n}`,
} as const;

const stores: Readonly<Record<StoreCause, string>> = {
  no_keyring:
    'This session has no keyring. Countersign keeps the key of its store there, and opens nothing without it. Start a keyring, then try again.',
  keyring_locked: 'The keyring is locked. Unlock it, then try again.',
  key_missing:
    'The store is here, and its key is not in the keyring. Bring that keyring back, or ask your administrator. Nothing was changed.',
  wrong_key:
    'The key in the keyring does not open this store. Put the right key back, or ask your administrator. Nothing was changed.',
  corrupt: 'A page of the store does not verify. Nothing was changed.',
  rolled_back: 'An older copy of the store was put in place. It is not opened.',
  already_open: 'Another window has the store open.',
};

const answers: Readonly<Record<'from' | 'what', Readonly<Record<string, string>>>> = {
  from: {
    service: 'The case service',
    directory: 'The directory',
    sign_in: 'The sign-in service',
  },
  what: {
    foreign_link: 'named a next page on another computer',
    endless: 'named pages without an end',
    certificate: 'showed a certificate that is not accepted here',
    answer: 'sent something that it would not send, perhaps a page of the network you are on',
  },
};

/** A title and a sentence for each problem. `null` stands where the screen has its own. */
export const problems = {
  signed_out: { title: 'You are signed out', text: 'Your work stays on this device.' },
  signInAgain: 'Sign in again',
  sign_in_blocked: { title: 'Sign-in did not finish' },
  role_missing: {
    title: 'No permission',
    text: (needs: string) => `This needs the role ${needs}. A policy manager gives roles.`,
  },
  offline: {
    title: 'The service does not answer',
    text: 'Nothing was lost. Reading, drafts, denying and escalating stay open.',
  },
  untrusted: {
    title: 'An answer cannot be trusted',
    text: (from: string, what: string) =>
      `${answers.from[from] ?? from} ${answers.what[what] ?? what}. Nothing of it was kept. Try again; if it stays so, tell your administrator.`,
  },
  throttled: { title: 'The service asked us to wait', text: (at: string) => `Next try ${at}.` },
  held: {
    title: 'Somebody else holds this case',
    text: (name: string, since: string) => `${isolate(name)} holds this since ${since}.`,
  },
  lease_lost: {
    title: 'You no longer hold this case',
    text: (name: string | null) =>
      name ? `${isolate(name)} took it over. Your draft is kept.` : 'Your draft is kept.',
  },
  changed: {
    title: 'This case changed while you had it',
    text: (revision: number | null) =>
      revision === null
        ? 'Your draft is kept.'
        : `It is at revision ${revision} now. Your draft is kept.`,
  },
  already_decided: {
    title: 'This case is decided',
    text: (name: string, verdict: string) =>
      `${isolate(name)} ${verdict} this case. Yours was not applied.`,
  },
  verdicts: {
    approve: 'approved',
    deny: 'denied',
    new_capture: 'asked for a new capture of',
    escalate: 'escalated',
  },
  closed: { title: 'The rules close this' },
  step_up_failed: {
    title: 'The sign-in did not confirm this approval',
    causes: {
      cancelled: 'It was cancelled. The draft is kept.',
      different_account: 'Entra confirmed a different account. The draft is kept.',
      not_fresh: 'The sign-in was not fresh. The draft is kept.',
      not_bound: 'The sign-in was for another statement. The draft is kept.',
    } as Readonly<Record<string, string>>,
    other: 'The draft is kept.',
  },
  evidence_refused: {
    title: 'This picture is not shown',
    causes: {
      hash_differs: 'This picture is not the one that was signed for.',
      not_an_image: 'What arrived is not a picture.',
      too_large: 'The picture is larger than may be opened.',
      unsupported: 'The picture is of a kind that cannot be opened.',
      corrupt: 'The picture is damaged.',
      not_confined: 'This device cannot open pictures in a confined process.',
      timed_out: 'The picture took too long to open.',
      gone: 'The picture was deleted under the retention rule.',
      offline: 'The picture is not on this device, and the service does not answer.',
    } as Readonly<Record<string, string>>,
    other: 'It could not be opened.',
  },
  store_closed: { title: 'The store stays closed', causes: stores },
  not_found: {
    title: 'Nothing of that number',
    text: 'It is not in this copy, or not for this role.',
  },
  invalid: { title: 'This cannot be done so' },
  fault: {
    title: 'Something went wrong here',
    text: (reference: string) => (reference ? `Reference ${reference}.` : 'There is no reference.'),
  },
} as const;

export type ProblemWords = Record<Problem['kind'], { title: string }>;
problems satisfies ProblemWords;
