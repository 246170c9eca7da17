import { freezeNow } from '../words/time.ts';
import type { Backend } from './backend.ts';
import type {
  CaseView,
  Notice,
  PersonLine,
  PictureView,
  Preferences,
  Problem,
  QueueRequest,
  Report,
  SessionState,
  StatusView,
  Topic,
} from './bindings.ts';
import { counts, NOW, rowsByView } from './pretend/cases.ts';
import { pretendMatters } from './pretend/matters.ts';
import { pretendCases } from './pretend/open.ts';
import { people } from './pretend/people.ts';
import { pretendPolicy } from './pretend/policy.ts';
import { refuse } from './pretend/refuse.ts';
import { inScripts } from './pretend/scripts.ts';
import { zoomPage } from './zoom.ts';

/** Where the pretence starts: `?pretend=waiting` in development, an argument in tests. */
export type Scenario = {
  session?: SessionState;
  offline?: boolean;
  empty?: boolean;
  sandbox?: boolean;
  /** The policy's heightened-threat switch is on. */
  threat?: boolean;
  /** A change of the policy that waits: for a second person, or for its time. */
  policyWaits?: 'second' | 'time';
  preferences?: Partial<Preferences>;
  /** Calls that come back with a problem. */
  refuses?: Partial<Record<keyof Backend, Problem>>;
  /** Calls that never come back. */
  hangs?: readonly (keyof Backend)[];
  /** What an opened case is besides. */
  cases?: Partial<CaseView>;
  /** What each of its pictures is besides. */
  pictures?: Partial<PictureView>;
  /** What its claims come to. */
  report?: Report;
};

const ana = {
  name: 'Ana Ferreira',
  user_principal_name: 'ana.ferreira@tarnholm.example',
  initials: 'AF',
};
const idris = {
  name: 'Idris Khan',
  user_principal_name: 'idris.khan@tarnholm.example',
  initials: 'IK',
};
const mireille = {
  name: 'Mireille Okou',
  user_principal_name: 'mireille.okou@tarnholm.example',
  initials: 'MO',
};
const signedIn: SessionState = { state: 'signed_in', person: ana, roles: ['Recovery.Review'] };

const scenarios: Readonly<Record<string, Scenario>> = {
  'signed-out': { session: { state: 'signed_out', reason: null } },
  waiting: { session: { state: 'waiting', step: 'waiting_for_entra' } },
  blocked: {
    session: {
      state: 'blocked',
      cause: { cause: 'conditional_access' },
      correlation_id: '2f1b6c9e-1d0a-4a53-8d7e-5c0f6a1b2c3d',
    },
  },
  'wrong-role': { session: { state: 'wrong_role', person: idris } },
  offline: { offline: true },
  empty: { empty: true },
  sandbox: { sandbox: true },
  threat: { threat: true },
  'policy-second': { policyWaits: 'second' },
  'policy-time': { policyWaits: 'time' },
  dark: { preferences: { theme: 'dark' } },
  locked: {
    session: { state: 'signed_out', reason: { kind: 'store_closed', cause: 'keyring_locked' } },
  },
  ended: { session: { state: 'signed_out', reason: { kind: 'signed_out' } } },
  responder: {
    session: {
      state: 'signed_in',
      person: mireille,
      roles: ['Recovery.Review', 'Security.Respond'],
    },
  },
  manager: { session: { state: 'signed_in', person: idris, roles: ['Policy.Manage'] } },
  loading: { hangs: ['queue', 'case'] },
  throttled: { refuses: { queue: { kind: 'throttled', retry_after_seconds: 240 } } },
  fault: { refuses: { queue: { kind: 'fault', reference: '7F3C-19' } } },
  lost: { cases: { held_since: null } },
  changed: { refuses: { decide: { kind: 'changed', case: '', revision: 7 } } },
  'not-fresh': { refuses: { decide: { kind: 'step_up_failed', cause: 'not_fresh' } } },
  'hash-differs': { pictures: { state: { picture: 'refused', cause: 'hash_differs' } } },
  purged: { pictures: { state: { picture: 'gone' } } },
  scripts: { report: inScripts },
  fetching: { pictures: { state: { picture: 'fetching' } } },
};

export function pretendFromAddress(): Backend {
  const asked = new URLSearchParams(globalThis.location.search).get('pretend') ?? '';
  return pretend(Object.assign({}, ...asked.split(',').map((name) => scenarios[name])));
}

/** What tests do to the pretence besides. */
export type Pretence = Backend & {
  notify: (...topics: Topic[]) => void;
  become: (next: SessionState) => Promise<void>;
  ana: PersonLine;
};

/** The desk as the pictures show it: invented people, no service, nothing kept. */
export function pretend(scenario: Scenario = {}): Pretence {
  freezeNow(NOW);
  let session = scenario.session ?? signedIn;
  let preferences: Preferences = {
    theme: 'system',
    text_size_percent: 100,
    motion: 'system',
    single_letter_keys: true,
    queue_filters: '',
    ...scenario.preferences,
  };
  const recalled = new Set<string>();
  const listeners = new Set<(notice: Notice) => void>();
  const notify = (...topics: Topic[]) => {
    for (const listener of listeners) listener({ topics, say: null });
  };
  const become = async (next: SessionState) => {
    session = next;
    notify('session');
  };
  const view = () => ({
    organisation: 'Tarnholm Instruments',
    domain: 'tarnholm.example',
    sandbox: scenario.sandbox ?? false,
    device: 'desk-af-02',
    version: '1.0.0',
    state: session,
  });
  const status: StatusView = {
    connection: scenario.offline
      ? { connection: 'offline', since: minutesAgo(16) }
      : { connection: 'connected' },
    directory_synced_at: minutesAgo(2),
    queue_synced_at: new Date(NOW.getTime() - 4000).toISOString(),
    people: 2000,
    groups: 120,
    log: { log: 'verified', size: 1_043_812 },
    outbox: 0,
    heightened_threat: scenario.threat ?? false,
  };
  return troubled(scenario, {
    notify,
    become,
    ana,
    ...pretendCases(scenario, notify, recalled),
    ...pretendMatters(scenario, notify, recalled),
    ...pretendPolicy(scenario, () => session),
    session: async () => view(),
    async signIn() {
      await become({ state: 'waiting', step: 'waiting_for_entra' });
      return view();
    },
    cancelSignIn: async () => become({ state: 'signed_out', reason: null }),
    signInLink: async () =>
      'https://login.microsoftonline.com/tarnholm.example/oauth2/v2.0/authorize',
    openSignInAgain: async () => {},
    async signOut() {
      await become({ state: 'signed_out', reason: null });
      return view();
    },
    serviceReached: async () => !scenario.offline,
    status: async () => status,
    queue: async (request) => ({
      rows: scenario.empty ? [] : rowsByView[request.view].filter((row) => finds(request, row)),
      counts: Object.entries(counts).map(([name, count]) => ({
        view: name as QueueRequest['view'],
        count: scenario.empty ? 0 : count,
      })),
      departments: [],
      last_case_at: minutesAgo(38),
    }),
    async syncNow() {
      notify('queue', 'status');
      return status;
    },
    async directorySearch(text) {
      const wanted = text.toLowerCase();
      return wanted === ''
        ? []
        : people
            .map((person) => person.row)
            .filter((row) =>
              `${row.display_name} ${row.user_principal_name} ${row.department}`
                .toLowerCase()
                .includes(wanted),
            );
    },
    async person(id) {
      const found = people.find((person) => person.row.id === id);
      return found ? { ...found, as_of: minutesAgo(2) } : refuse({ kind: 'not_found' });
    },
    preferences: async () => preferences,
    async setPreferences(next) {
      preferences = next;
      return preferences;
    },
    zoom: async (percent) => zoomPage(percent),
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  });
}

function troubled({ refuses = {}, hangs = [] }: Scenario, backend: Pretence): Pretence {
  const refused = Object.entries(refuses).map(([name, problem]) => [
    name,
    async () => refuse(problem),
  ]);
  const hanging = hangs.map((name) => [name, () => new Promise(() => {})]);
  return { ...backend, ...Object.fromEntries([...refused, ...hanging]) };
}

const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

function finds(
  { text }: QueueRequest,
  row: { number: string; department: string | null; kind: string },
): boolean {
  const wanted = text.trim().toLowerCase();
  return [row.number, row.department ?? '', row.kind.replaceAll('_', ' ')].some((part) =>
    part.toLowerCase().includes(wanted),
  );
}
