import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CaseView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import styles from '../components/DialogForm.module.css';
import { toast } from '../components/toasts.ts';
import { reportProblem } from '../queue/trouble.ts';
import { words } from '../words/words.ts';

type Said = { done: string; failed: (thrown: unknown) => void };

/** Escalates at once, says only what it is given to say, and goes back to the queue. */
function useEscalation(view: CaseView, said: Said) {
  const backend = useBackend();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => backend.decide({ case: view.id, verdict: 'escalate', reasons: [], note: '' }),
    onSuccess: () => {
      toast(said.done);
      void navigate({ to: '/queue' });
    },
    onError: said.failed,
  });
}

/**
 * Escalates so that nothing on the screen tells (R13): the same toast as saving, and the same
 * few words when it could not be done.
 */
export function useSilentEscalation(view: CaseView): () => void {
  const { silent, silentFailed } = words.escalation;
  const escalation = useEscalation(view, { done: silent, failed: () => toast(silentFailed) });
  return () => {
    if (!escalation.isPending) escalation.mutate();
  };
}

type Props = { view: CaseView; onClose: () => void };

/** Escalation is final, so it is asked once. */
export function EscalateDialog({ view, onClose }: Props) {
  const e = words.escalation;
  const escalate = useEscalation(view, {
    done: e.done(view.number),
    failed: (thrown) => reportProblem(problemOf(thrown)),
  });
  return (
    <Dialog isOpen onClose={onClose} title={e.title} role="alertdialog">
      <div className={styles.body}>
        <p>{e.text}</p>
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            {e.cancel}
          </Button>
          <Button
            icon="siren"
            disabledReason={escalate.isPending ? words.decision.pending : undefined}
            onPress={() => escalate.mutate(undefined, { onSettled: onClose })}
          >
            {words.caseHead.escalate}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
