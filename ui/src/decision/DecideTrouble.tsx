import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CaseView, Problem } from '../backend/bindings.ts';
import { invalidate } from '../backend/queries.ts';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { words } from '../words/words.ts';

type Props = { view: CaseView; problem: Problem; onDismiss: () => void };

/** Why the decision did not go through, and the way on. The draft stays. */
export function DecideTrouble({ view, problem, onDismiss }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const reload = () => {
    onDismiss();
    invalidate(client, { topics: ['case'], say: null });
  };
  const stale = problem.kind === 'changed' || problem.kind === 'closed';
  const gone = problem.kind === 'lease_lost' || problem.kind === 'already_decided';
  return (
    <ErrorPlace problem={problem}>
      {stale && (
        <Button size="small" onPress={reload}>
          {words.decision.reload}
        </Button>
      )}
      {problem.kind === 'already_decided' && (
        <Button
          size="small"
          onPress={() => void navigate({ to: '/cases/$case/receipt', params: { case: view.id } })}
        >
          {words.caseHead.seeReceipt}
        </Button>
      )}
      {gone ? (
        <Button size="small" onPress={() => void navigate({ to: '/queue' })}>
          {words.caseHead.backToQueue}
        </Button>
      ) : (
        <Button size="small" look="quiet" onPress={onDismiss}>
          {words.widgets.dismiss}
        </Button>
      )}
    </ErrorPlace>
  );
}
