import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PendingPolicyView, PolicyView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { invalidate } from '../backend/queries.ts';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { Icon } from '../components/Icon.tsx';
import { announce } from '../components/live.ts';
import { dayAndClockOf, useNow, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { Differences } from './Differences.tsx';
import styles from './PolicyScreen.module.css';

/** The change that waits: for a second person, or for its time. */
export function PendingChange({ change }: { change: PendingPolicyView }) {
  const backend = useBackend();
  const p = words.policy;
  const agreeing = useStep(() => backend.approvePolicy(change.id), p.agreed);
  const withdrawing = useStep(() => backend.withdrawPolicy(change.id), p.withdrawn);
  const failed = [agreeing, withdrawing].find((step) => step.isError);
  const busy = agreeing.isPending || withdrawing.isPending ? p.closedPending : undefined;
  return (
    <section className={styles.pending} aria-label={p.pending}>
      <h2>
        <Icon name="clock" /> {p.pending}
      </h2>
      <p>{p.pendingOf(change.version, change.proposed_by, dayAndClockOf(change.proposed_at))}</p>
      {change.approved_by && change.approved_at ? (
        <p>{p.agreedBy(change.approved_by, dayAndClockOf(change.approved_at))}</p>
      ) : (
        <p>
          {p.oneMissing} {change.waits_a_day ? p.waitsADay : p.atOnce}
        </p>
      )}
      {change.effective_at && <Effective at={change.effective_at} />}
      <Differences differences={change.differences} label={p.whatChanges} />
      {failed && <ErrorPlace problem={problemOf(failed.error)} />}
      {!change.approved_by && !change.agreeing_closed && (
        <p className={styles.note}>{p.agreeLead}</p>
      )}
      {agreeing.isPending && (
        <p className={styles.note}>
          {p.inBrowser}{' '}
          <Button look="link" onPress={() => void backend.cancelDecide()}>
            {p.cancel}
          </Button>
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          disabledReason={busy ?? change.withdrawing_closed ?? undefined}
          onPress={() => withdrawing.mutate()}
        >
          {p.withdraw}
        </Button>
        <Button
          look="filled"
          disabledReason={busy ?? change.agreeing_closed ?? undefined}
          onPress={() => agreeing.mutate()}
        >
          {p.agree}
        </Button>
      </div>
      {change.agreeing_closed && <p className={styles.note}>{change.agreeing_closed}</p>}
    </section>
  );
}

function Effective({ at }: { at: string }) {
  const now = useNow(30);
  const p = words.policy;
  const minutes = Math.ceil((Date.parse(at) - now.getTime()) / 60_000);
  const left = minutes > 0 ? p.left(Math.floor(minutes / 60), minutes % 60) : p.due;
  return <p title={zonedOf(at)}>{p.effective(dayAndClockOf(at), left)}</p>;
}

/** One signed step; what the service answered is shown at once. */
export function useStep(run: () => Promise<PolicyView>, say: string, after?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      announce(say);
      after?.();
    },
    onSettled: () => invalidate(client, { topics: ['policy', 'status'], say: null }),
  });
}
