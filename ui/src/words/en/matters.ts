import type { Ended, RecallView, Revocation, Verdict } from '../../backend/bindings.ts';
import { isolate } from '../isolate.ts';

const steps: Readonly<Record<Revocation, string>> = {
  sign_in_sessions: 'Revoke all sessions (Graph: revokeSignInSessions)',
  authentication_methods: 'Remove authentication methods registered or changed since the decision',
  temporary_access_pass: 'Delete the temporary access pass',
  password: 'Replace the password that was set since the decision',
  devices: 'Remove devices registered or joined since the decision',
};
const endings: Readonly<Record<Ended, string>> = {
  revoked: 'Everything was revoked',
  not_used: 'It was never used',
  right_person: 'It was the right person',
  vendor_corrected: 'The status at the vendor was corrected',
  done_otherwise: 'It was done in another way',
  given_up: 'It will not be carried out',
};
const verdicts: Readonly<Record<Verdict, string>> = {
  approve: 'Approved here',
  deny: 'Denied here',
  new_capture: 'New capture',
  escalate: 'Escalated',
};

export const matters = {
  lead: {
    stuck: 'Recorded decisions that got no further. Somebody must look.',
    unexplained: 'The vendor shows an approval, and no statement here stands for it.',
    incidents: 'Approvals that were recalled after they may have opened an account.',
  },
  empty: {
    stuck: 'Nothing is stuck.',
    unexplained: 'Every approval at the vendor has its statement here.',
    incidents: 'No incident is open.',
  },
  steps,
  stepsLabel: 'What must be revoked',
  stepDone: (name: string, time: string) => `${isolate(name)}, ${time}`,
  endings,
  verdicts,
  noCase: 'No case here',
  since: (age: string) => `since ${age}`,
  interview: 'Interview',
  owner: 'Owner',
  nobody: 'Nobody yet',
  mine: 'You',
  take: 'Take it',
  takeFrom: (name: string) => `Take it from ${isolate(name)}`,
  putDown: 'Put it down',
  give: 'Give to…',
  end: 'Close as…',
  taken: 'It is yours.',
  put: 'It is nobody’s now.',
  given: 'Given.',
  ended: 'Closed.',
  ticked: 'Ticked off.',
  unticked: 'Tick taken back.',
  nothingChosen: 'Nothing is on this list.',
  needsService: 'This needs the service.',
} as const;

export const recall = {
  said: ({ number, incident }: RecallView) =>
    incident
      ? `${number} recalled. It may have been carried out: an incident was opened.`
      : `${number} recalled. Nothing was carried out; the security desk has it.`,
  button: 'Recall',
  title: 'Recalled',
  withdrawn: (name: string, time: string) =>
    `${isolate(name)} recalled it at ${time}, before it was carried out. The security desk has the case.`,
  incident: (name: string, time: string) =>
    `${isolate(name)} recalled it at ${time}, after it may have been carried out. An incident was opened.`,
  already: 'It is recalled already.',
  noneChosen: 'No decided case is chosen.',
  notDelivered: 'The service does not have it yet. Take it back instead.',
  needsService: 'Recalling needs the service.',
} as const;
