import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CaseId, QueueRow } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { showHeld } from './held.ts';
import { reportProblem } from './trouble.ts';

/** Opens a case from any list: takes its lease, or asks what to do when another reviewer has it. */
export function useOpenCase(): (row: QueueRow) => void {
  const take = useTakeCase();
  return useCallback(
    (row) => {
      if (row.held_by && !row.held_by_me) showHeld(row);
      else void take(row.id, null);
    },
    [take],
  );
}

/** Takes the lease and goes to the case. With a reason, takes it over. */
export function useTakeCase(): (id: CaseId, takeOverReason: string | null) => Promise<void> {
  const backend = useBackend();
  const navigate = useNavigate();
  return useCallback(
    async (id, takeOverReason) => {
      try {
        await backend.openCase({ case: id, take_over_reason: takeOverReason });
        await navigate({ to: '/cases/$case/faces', params: { case: id } });
      } catch (thrown) {
        reportProblem(problemOf(thrown));
      }
    },
    [backend, navigate],
  );
}
