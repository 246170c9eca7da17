import type { Backend } from '../backend.ts';
import type {
  PendingPolicyView,
  Policy,
  PolicyDifference,
  PolicyView,
  Reason,
  SessionState,
} from '../bindings.ts';
import type { Scenario } from '../pretend.ts';
import { NOW } from './cases.ts';

type PolicyCalls = Pick<
  Backend,
  | 'policy'
  | 'policyVersions'
  | 'comparePolicies'
  | 'previewPolicy'
  | 'proposePolicy'
  | 'approvePolicy'
  | 'withdrawPolicy'
>;

const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000).toISOString();

const reasons: Reason[] = [
  { code: 'N-01', label: 'Same name, written the same way', verdicts: ['approve'] },
  { code: 'N-05', label: 'Accent or transliteration', verdicts: ['approve'] },
  { code: 'D-01', label: 'Document not believable', verdicts: ['deny', 'escalate'] },
  { code: 'Q-01', label: 'Picture unusable', verdicts: ['deny', 'new_capture'] },
];

const strict: Policy = {
  version: 2,
  approval_sign_in_max_age_seconds: 300,
  lease_seconds: 900,
  retention_days: 30,
  due_hours: [
    ['password_reset', 4],
    ['mfa_recovery', 4],
    ['external_authentication', 2],
    ['onboarding', 24],
  ],
  reasons,
  readable_face_side: 360,
  readable_document_side: 640,
  approval_lifetime_minutes: 30,
  velocity_cases: 2,
  velocity_days: 7,
  recent_change_hours: 72,
  heightened_threat: false,
  prior_ppm: 500_000,
  privileged: {
    ordinary_roles: [
      { template_id: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', name: 'Directory Readers' },
    ],
    eligible_counts: true,
    groups: ['Optics vault'],
  },
  finance_groups: ['Treasury'],
  required_evidence: [
    ['password_reset', ['selfie', 'document_front']],
    ['mfa_recovery', ['selfie', 'document_front']],
    ['external_authentication', ['selfie', 'document_front']],
    ['onboarding', ['selfie', 'document_front']],
  ],
  helpdesk_pictures: 'shown',
};

const looser: PolicyDifference[] = [
  {
    field: 'velocity_cases',
    direction: 'loosening',
    what: 'Cases of one person until approve closes',
    from: '2 cases',
    to: '3 cases',
  },
  {
    field: 'finance_groups',
    direction: 'tightening',
    what: 'Groups that approve payments',
    from: '',
    to: 'Payroll',
  },
];

const earlier: PolicyDifference[] = [
  {
    field: 'finance_groups',
    direction: 'tightening',
    what: 'Groups that approve payments',
    from: '',
    to: 'Treasury',
  },
  {
    field: 'due_hours',
    direction: 'neutral',
    what: 'Due after, onboarding',
    from: '48 hours',
    to: '24 hours',
  },
];

/** A policy in its second version; a change waits when the scenario says so. */
export function pretendPolicy(scenario: Scenario, session: () => SessionState): PolicyCalls {
  let document: Policy = { ...strict, heightened_threat: scenario.threat ?? false };
  let pending: PendingPolicyView | null = scenario.policyWaits
    ? waiting(scenario.policyWaits === 'time')
    : null;
  const view = (): PolicyView => {
    const state = session();
    const manages = state.state === 'signed_in' && state.roles.includes('Policy.Manage');
    const closed = manages ? null : 'Your role reads the policy. A policy manager changes it.';
    return {
      version: document.version,
      in_force_since: hours(-72),
      proposed_by: 'Henrik Solberg',
      approved_by: 'Mireille Okou',
      sha256: '4f0c1a7b9d2e6835c0f1a4b7d8e923565a1b0c9d8e7f60514233445566778899',
      rules: rulesOf(document),
      policy: document,
      catalogue: reasons,
      next_version: document.version + 1,
      pending: pending && {
        ...pending,
        agreeing_closed: pending.agreeing_closed ?? closed,
        withdrawing_closed: closed,
      },
      proposing_closed:
        closed ?? (pending ? 'A change waits. It takes effect or is withdrawn first.' : null),
    };
  };
  return {
    policy: async () => view(),
    policyVersions: async () => [
      {
        version: 2,
        effective_at: hours(-72),
        in_force: true,
        waits: false,
        proposed_by: 'Henrik Solberg',
        approved_by: 'Mireille Okou',
        withdrawn_by: null,
        sha256: 'a'.repeat(64),
      },
      {
        version: 1,
        effective_at: hours(-2000),
        in_force: false,
        waits: false,
        proposed_by: null,
        approved_by: null,
        withdrawn_by: null,
        sha256: 'b'.repeat(64),
      },
    ],
    comparePolicies: async ({ from, to }) => (from === to ? [] : earlier),
    previewPolicy: async (draft) => previewOf(document, draft),
    async proposePolicy(draft) {
      pending = { ...waiting(false), differences: previewOf(document, draft).differences };
      return view();
    },
    async approvePolicy() {
      pending = waiting(true);
      return view();
    },
    async withdrawPolicy() {
      pending = null;
      document = { ...document };
      return view();
    },
  };
}

function waiting(agreed: boolean): PendingPolicyView {
  return {
    id: '0197f000-0000-7000-8000-000000000003',
    version: 3,
    proposed_by: 'Henrik Solberg',
    proposed_at: hours(-2),
    approved_by: agreed ? 'Mireille Okou' : null,
    approved_at: agreed ? hours(-1) : null,
    effective_at: agreed ? hours(22.5) : null,
    waits_a_day: true,
    differences: looser,
    agreeing_closed: agreed ? 'Two people signed it. It waits for its time.' : null,
    withdrawing_closed: null,
  };
}

/** As much of the comparison as the window's tests touch; the desk has the whole. */
function previewOf(from: Policy, to: Policy) {
  const differences: PolicyDifference[] = [];
  if (from.heightened_threat !== to.heightened_threat)
    differences.push({
      field: 'heightened_threat',
      direction: to.heightened_threat ? 'tightening' : 'loosening',
      what: 'Heightened threat: two people for every approval',
      from: from.heightened_threat ? 'on' : 'off',
      to: to.heightened_threat ? 'on' : 'off',
    });
  if (from.velocity_cases !== to.velocity_cases)
    differences.push({
      field: 'velocity_cases',
      direction: to.velocity_cases < from.velocity_cases ? 'tightening' : 'loosening',
      what: 'Cases of one person until approve closes',
      from: `${from.velocity_cases} cases`,
      to: `${to.velocity_cases} cases`,
    });
  const wrong = to.velocity_cases < 2 || to.velocity_cases > 20;
  return {
    differences,
    out_of_bounds: wrong ? [{ field: 'velocity_cases', sentence: 'From 2 to 20 cases.' }] : [],
    waits_a_day: differences.some(({ direction }) => direction === 'loosening'),
  };
}

const rulesOf = (policy: Policy) => [
  {
    title: 'Two people',
    rules: [
      policy.heightened_threat
        ? 'Heightened threat is on: every approval takes two people.'
        : 'Heightened threat is off.',
      'Two people decide for every holder of a directory role but Directory Readers.',
      'A role that is only eligible counts like an active one.',
      'Two people decide for those who approve payments: Treasury.',
    ],
  },
  {
    title: 'What closes approve',
    rules: ['From 2 cases of one person in 7 days on, only the security desk approves.'],
  },
];
