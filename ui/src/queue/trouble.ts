import type { Problem } from '../backend/bindings.ts';
import { announceAtOnce } from '../components/live.ts';
import { explain } from '../components/problems.ts';
import { signal } from '../components/signal.ts';

const trouble = signal<Problem | null>(null);

/** What went wrong while taking a case; the queue shows it until it is dismissed. */
export function reportProblem(problem: Problem | null): void {
  trouble.set(problem);
  if (problem) announceAtOnce(explain(problem).title);
}

export const useReportedProblem = trouble.use;
