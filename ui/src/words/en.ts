import * as caseWords from './en/case.ts';
import { closed, commands, keyNames, pairs, scopes } from './en/commands.ts';
import * as decisionWords from './en/decision.ts';
import * as frame from './en/frame.ts';
import * as matterWords from './en/matters.ts';
import * as overlays from './en/overlays.ts';
import * as people from './en/people.ts';
import * as policyWords from './en/policy.ts';
import { queue } from './en/queue.ts';
import { session } from './en/session.ts';
import { weighed, weights } from './en/weights.ts';

/** Every string of the window, in English. One file per screen; other languages have the same shape. */
export const en = {
  ...frame,
  ...overlays,
  ...people,
  ...caseWords,
  ...decisionWords,
  ...matterWords,
  ...policyWords,
  closed,
  commands,
  keyNames,
  pairs,
  queue,
  scopes,
  session,
  weighed,
  weights,
};
