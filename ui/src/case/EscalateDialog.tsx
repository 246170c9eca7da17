import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CaseView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { toast } from '../components/toasts.ts';
import { reportProblem } from '../queue/trouble.ts';
import { words } from '../words/words.ts';
import styles from './CaseDialog.module.css';

/** Escalates at once, says only what it is given to say, and goes back to the queue. */
export function useEscalation(view: CaseView) {
  const backend = useBackend();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (_said: string) =>
      backend.decide({ case: view.id, verdict: 'escalate', reasons: [], note: '' }),
    onSuccess: (_receipt, said) => {
      toast(said);
      void navigate({ to: '/queue' });
    },
    onError: (thrown) => reportProblem(problemOf(thrown)),
  });
}

type Props = { view: CaseView; onClose: () => void };

/** Escalation is final, so it is asked once. */
export function EscalateDialog({ view, onClose }: Props) {
  const escalate = useEscalation(view);
  const e = words.escalation;
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
            onPress={() =>
              escalate.mutate(`${view.number} ${words.receipt.past.escalate}.`, {
                onSettled: onClose,
              })
            }
          >
            {words.caseHead.escalate}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
