import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CaseId, CaseView, QueueRow } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { caseQuery } from '../backend/queries.ts';
import { toast } from '../components/toasts.ts';
import { words } from '../words/words.ts';
import { showHeld } from './held.ts';
import { reportProblem } from './trouble.ts';

/** Opens a case from any list: takes its lease, or asks what to do when another reviewer has it. */
export function useOpenCase(): (row: QueueRow) => void {
  const take = useTakeCase();
  const navigate = useNavigate();
  return useCallback(
    (row) => {
      if (row.state.state === 'decided') {
        void navigate({ to: '/cases/$case/receipt', params: { case: row.id } });
      } else if (row.held_by && !row.held_by_me) showHeld(row);
      else void take(row.id, null);
    },
    [take, navigate],
  );
}

/** Takes the lease and goes to the case. With a reason, takes it over. */
export function useTakeCase(): (id: CaseId, takeOverReason: string | null) => Promise<void> {
  const backend = useBackend();
  const show = useShowCase();
  return useCallback(
    async (id, takeOverReason) => {
      try {
        show(await backend.openCase({ case: id, take_over_reason: takeOverReason }));
      } catch (thrown) {
        reportProblem(problemOf(thrown));
      }
    },
    [backend, show],
  );
}

/** Takes the riskiest, then oldest, free case and goes to it. */
export function useTakeNext(): () => void {
  const backend = useBackend();
  const show = useShowCase();
  return () => {
    backend.takeNext().then(show, (thrown) => {
      const problem = problemOf(thrown);
      if (problem.kind === 'not_found') toast(words.queue.noneFree);
      else reportProblem(problem);
    });
  };
}

/** Shows what this device has of a case, without its lease. */
export function useReadCase(): (id: CaseId) => void {
  const backend = useBackend();
  const show = useShowCase();
  return (id) => {
    backend.case(id).then(show, (thrown) => reportProblem(problemOf(thrown)));
  };
}

/** Goes to the step that an opened case stands at. */
function useShowCase(): (view: CaseView) => void {
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    (view) => {
      client.setQueryData(caseQuery(backend, view.id).queryKey, view);
      const params = { case: view.id };
      if (view.judgements.length > 0) void navigate({ to: '/cases/$case/reconcile', params });
      else void navigate({ to: '/cases/$case/faces', params });
    },
    [backend, client, navigate],
  );
}
