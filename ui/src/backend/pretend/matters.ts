import type { Backend } from '../backend.ts';
import type { Ended, Matter, MatterRow, MattersView, Revocation, Topic } from '../bindings.ts';
import type { Scenario } from '../pretend.ts';
import { NOW, rowsByView } from './cases.ts';
import { refuse } from './refuse.ts';

type MatterCalls = Pick<
  Backend,
  'recall' | 'matters' | 'giveMatter' | 'tickMatter' | 'closeMatter'
>;

const tenant_id = 'b3a1c5f2-0d4e-4f5a-9b6c-7d8e9f0a1b2c';
const person = (last: string) => ({
  tenant_id,
  object_id: `00000000-0000-4000-8000-0000000000${last}`,
});
const mireille = { person: person('a1'), name: 'Mireille Okou' };
const sara = { person: person('a2'), name: 'Sara Lindqvist' };
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

const matter = (last: string, rest: Partial<Matter> & Pick<Matter, 'kind' | 'why'>): Matter => ({
  id: `0198f3c2-7b41-7e55-8e55-0000000000${last}`,
  case: null,
  interview_id: null,
  decision: null,
  verdict: null,
  since: minutesAgo(260),
  owner: null,
  steps: [],
  ...rest,
});

const caseOf = (number: string) => ({
  id: `0198f3c2-7b41-7e55-8e55-0000000${number.slice(3)}`,
  number,
  kind: 'mfa_recovery' as const,
});

const LIST: readonly Revocation[] = [
  'temporary_access_pass',
  'authentication_methods',
  'devices',
  'sign_in_sessions',
];

const first: readonly Matter[] = [
  matter('01', {
    kind: 'stuck',
    case: caseOf('CS-20388'),
    verdict: 'approve',
    why: 'Nobody entered the verdict at the vendor in time.',
  }),
  matter('02', {
    kind: 'stuck',
    case: caseOf('CS-20384'),
    verdict: 'deny',
    why: 'A notice is not accepted by the mail system.',
    owner: { ...mireille, since: minutesAgo(40) },
  }),
  matter('03', {
    kind: 'unexplained',
    interview_id: '65f0c0ffee12',
    why: 'The vendor shows an approval, and no statement here stands for it.',
  }),
  matter('04', {
    kind: 'incident',
    case: caseOf('CS-20379'),
    interview_id: '65f0c0ffee77',
    verdict: 'approve',
    since: minutesAgo(12),
    why: 'The approval was recalled after it may have been carried out.',
    owner: { ...mireille, since: minutesAgo(10) },
    steps: LIST.map((what, index) => ({
      what,
      done: index === 0 ? { by_name: mireille.name, at: minutesAgo(8) } : null,
    })),
  }),
];

const ENDINGS: Readonly<Record<Matter['kind'], readonly Ended[]>> = {
  stuck: ['done_otherwise', 'given_up'],
  unexplained: ['revoked', 'not_used', 'right_person', 'vendor_corrected'],
  incident: ['revoked', 'not_used', 'right_person'],
};

/** What comes after a verdict, kept while the page is. Ana is of the security desk here. */
export function pretendMatters(
  { empty, offline, session }: Pick<Scenario, 'empty' | 'offline' | 'session'>,
  notify: (...topics: Topic[]) => void,
  recalled: Set<string>,
): MatterCalls {
  let all: readonly Matter[] = empty ? [] : first;
  const responds = session?.state === 'signed_in' && session.roles.includes('Security.Respond');
  const me = responds ? mireille : null;
  const rowOf = (one: Matter): MatterRow => ({
    matter: one,
    mine: me !== null && one.owner?.person.object_id === me.person.object_id,
    endings: ENDINGS[one.kind].map((ended) => ({ ended, closed: closing(one, ended) })),
  });
  const closing = (one: Matter, ended: Ended) => {
    const open = one.steps.some((step) => step.done === null);
    if (!me) return [{ code: 'P-12', why: DESK, opens: null }];
    if (!one.owner)
      return [{ code: 'S-14', why: 'It is nobody’s yet.', opens: 'Take it, or give it away.' }];
    return ended === 'revoked' && open
      ? [{ code: 'S-15', why: 'Not everything on the list is revoked.', opens: null }]
      : [];
  };
  const view = (): MattersView => {
    const list = (kind: Matter['kind']) => all.filter((one) => one.kind === kind).map(rowOf);
    return {
      stuck: list('stuck'),
      unexplained: list('unexplained'),
      incidents: list('incident'),
      responders: [mireille, sara].map(({ person: { object_id }, name }) => ({
        id: object_id,
        name,
        me: object_id === me?.person.object_id,
      })),
      tending_closed: me ? null : DESK,
    };
  };
  const change = (id: string, next: (one: Matter) => Matter | null): MattersView => {
    if (offline) return refuse({ kind: 'offline' });
    all = all.flatMap((one) => (one.id === id ? (next(one) ?? []) : one));
    notify('queue');
    return view();
  };
  return {
    async recall(id) {
      if (offline) return refuse({ kind: 'offline' });
      const row = rowsByView.decided.find((one) => one.id === id);
      const number = row?.number ?? `CS-${id.slice(-5)}`;
      recalled.add(id);
      notify('queue', 'case');
      return {
        number,
        by_name: 'Ana Ferreira',
        at: NOW.toISOString(),
        incident: true,
      };
    },
    matters: async () => view(),
    giveMatter: async ({ matter: id, owner }) =>
      change(id, (one) => {
        const to = [mireille, sara].find(({ person }) => person.object_id === owner);
        return { ...one, owner: to ? { ...to, since: NOW.toISOString() } : null };
      }),
    tickMatter: async ({ matter: id, what, done }) =>
      change(id, (one) => ({
        ...one,
        steps: one.steps.map((step) =>
          step.what === what
            ? { what, done: done ? { by_name: mireille.name, at: NOW.toISOString() } : null }
            : step,
        ),
      })),
    closeMatter: async ({ matter: id }) => change(id, () => null),
  };
}

const DESK = 'The security desk sees to this.';
