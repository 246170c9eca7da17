import type { Problem } from '../backend/bindings.ts';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import type { BannerTone } from './Banner.tsx';

/** Title and sentence of a problem. The match is exhaustive: a new kind does not compile without words. */
export function explain(problem: Problem, now = new Date()): { title: string; text: string } {
  const p = words.problems;
  const { title } = p[problem.kind];
  switch (problem.kind) {
    case 'signed_out':
      return { title, text: p.signed_out.text };
    case 'sign_in_blocked':
      return { title, text: explainSignIn(problem.cause) };
    case 'role_missing':
      return { title, text: p.role_missing.text(problem.needs.join(', ')) };
    case 'offline':
      return { title, text: p.offline.text };
    case 'untrusted':
      return { title, text: p.untrusted.text(problem.from, problem.what) };
    case 'throttled': {
      const at = new Date(now.getTime() + problem.retry_after_seconds * 1000);
      return { title, text: p.throttled.text(clockOf(at.toISOString())) };
    }
    case 'held':
      return { title, text: p.held.text(problem.by_name, clockOf(problem.since)) };
    case 'lease_lost':
      return { title, text: p.lease_lost.text(problem.by_name) };
    case 'changed':
      return { title, text: p.changed.text(problem.revision) };
    case 'already_decided':
      return { title, text: p.already_decided.text(problem.by_name, p.verdicts[problem.verdict]) };
    case 'closed':
      return { title, text: problem.closed[0]?.why ?? '' };
    case 'step_up_failed':
      return { title, text: p.step_up_failed.causes[problem.cause] ?? p.step_up_failed.other };
    case 'evidence_refused':
      return { title, text: p.evidence_refused.causes[problem.cause] ?? p.evidence_refused.other };
    case 'store_closed':
      return { title, text: p.store_closed.causes[problem.cause] };
    case 'not_found':
      return { title, text: p.not_found.text };
    case 'invalid':
      return { title, text: problem.sentence };
    case 'fault':
      return { title, text: p.fault.text(problem.reference) };
    default:
      return never(problem);
  }
}

/** The sentence of a refused sign-in. */
export function explainSignIn(
  cause: Extract<Problem, { kind: 'sign_in_blocked' }>['cause'],
): string {
  const c = words.session.blocked.causes;
  switch (cause.cause) {
    case 'cancelled':
    case 'timed_out':
    case 'conditional_access':
    case 'consent_missing':
    case 'other_tenant':
    case 'port_refused':
    case 'unreachable':
      return c[cause.cause];
    case 'clock_wrong':
      return c.clock_wrong(cause.minutes);
    case 'untrusted':
      return c.untrusted(words.session.blocked.untrusted[cause.what] ?? cause.what);
    case 'refused':
      return c.refused(cause.error);
    default:
      return never(cause);
  }
}

export function toneOf(problem: Problem): BannerTone {
  switch (problem.kind) {
    case 'offline':
    case 'throttled':
    case 'signed_out':
    case 'lease_lost':
    case 'held':
    case 'changed':
      return 'warn';
    case 'not_found':
    case 'role_missing':
    case 'invalid':
      return 'plain';
    default:
      return 'stop';
  }
}

function never(value: never): never {
  throw new Error(`not matched: ${JSON.stringify(value)}`);
}
