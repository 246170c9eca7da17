import type { Problem } from './bindings.ts';

/** What was thrown, as a `Problem`. Anything unforeseen is a fault without a reference. */
export function problemOf(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : { kind: 'fault', reference: '' };
}

function isProblem(thrown: unknown): thrown is Problem {
  if (typeof thrown !== 'object' || thrown === null || thrown instanceof Error) return false;
  return typeof (thrown as { kind?: unknown }).kind === 'string';
}
