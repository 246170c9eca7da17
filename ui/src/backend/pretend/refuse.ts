import type { Problem } from '../bindings.ts';

/** A refusal is a plain value, as it comes over the boundary. */
export function refuse(problem: Problem): never {
  throw problem;
}
