import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseView, DecideRequest } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { invalidate } from '../backend/queries.ts';
import { announceAtOnce } from '../components/live.ts';
import { explain } from '../components/problems.ts';

export type Deciding = ReturnType<typeof useDecide>;

/** Signs and delivers the decision; an approval goes through the browser first. */
export function useDecide(view: CaseView) {
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isCancelling, setCancelling] = useState(false);
  const mutation = useMutation({
    mutationFn: (decision: Omit<DecideRequest, 'case'>) =>
      backend.decide({ case: view.id, ...decision }),
    onSuccess: async () => {
      await navigate({ to: '/cases/$case/receipt', params: { case: view.id } });
      invalidate(client, { topics: ['case', 'queue'], say: null });
    },
    onError: (thrown) => {
      const { title, text } = explain(problemOf(thrown));
      announceAtOnce(`${title}. ${text}`);
    },
    onSettled: () => setCancelling(false),
  });
  return {
    decide: mutation.mutate,
    reset: mutation.reset,
    isPending: mutation.isPending,
    inBrowser: mutation.isPending && mutation.variables.verdict === 'approve',
    problem: mutation.isError ? problemOf(mutation.error) : null,
    isCancelling,
    cancel: () => {
      setCancelling(true);
      backend.cancelDecide().catch(() => setCancelling(false));
    },
  };
}
