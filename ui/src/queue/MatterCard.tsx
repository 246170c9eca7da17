import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import type { MatterRow, MatterStep, MattersView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { useStatus } from '../backend/queries.ts';
import { type Action, ActionMenu } from '../components/ActionMenu.tsx';
import { Button } from '../components/Button.tsx';
import { Chip } from '../components/Chip.tsx';
import { announce } from '../components/live.ts';
import { ageOf, clockOf, useNow, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './MattersScreen.module.css';
import { takers } from './matters.ts';
import { reportProblem } from './trouble.ts';

type Props = { row: MatterRow; all: MattersView };

/** One matter: what it is, why it is here, whose it is, and the way on. */
export function MatterCard({ row, all }: Props) {
  const { matter } = row;
  const title = useId();
  const now = useNow(1);
  const m = words.matters;
  return (
    <li className={styles.card} data-matter={matter.id} tabIndex={-1} aria-labelledby={title}>
      <div className={styles.top}>
        <h2 id={title}>{matter.case ? matter.case.number : m.noCase}</h2>
        {matter.case && <span>{words.kinds[matter.case.kind]}</span>}
        {matter.verdict && (
          <Chip tone={matter.verdict === 'approve' ? 'ok' : 'stop'}>
            {m.verdicts[matter.verdict]}
          </Chip>
        )}
        <span className={styles.aside} title={zonedOf(matter.since)}>
          {m.since(ageOf(matter.since, now))}
        </span>
        <span className={styles.owner}>
          {m.owner}: <bdi>{row.mine ? m.mine : (matter.owner?.name ?? m.nobody)}</bdi>
        </span>
      </div>
      <p>{matter.why}</p>
      {matter.interview_id && (
        <p className={styles.aside}>
          {m.interview} <bdi className="mono">{matter.interview_id}</bdi>
        </p>
      )}
      {matter.steps.length > 0 && <Steps row={row} closed={all.tending_closed} />}
      <Foot row={row} all={all} />
    </li>
  );
}

function Steps({ row, closed }: { row: MatterRow; closed: string | null }) {
  const backend = useBackend();
  const reason = useId();
  const m = words.matters;
  const ticking = useMutation({
    mutationFn: ({ what, done }: MatterStep) =>
      backend.tickMatter({ matter: row.matter.id, what, done: done === null }),
    onSuccess: (_, { done }) => announce(done === null ? m.ticked : m.unticked),
    onError: (thrown) => reportProblem(problemOf(thrown)),
  });
  return (
    <fieldset className={styles.steps} aria-describedby={closed ? reason : undefined}>
      <legend>{m.stepsLabel}</legend>
      {closed && (
        <p id={reason} className={styles.aside}>
          {closed}
        </p>
      )}
      {row.matter.steps.map((step) => (
        <label key={step.what} className={styles.step}>
          <input
            type="checkbox"
            checked={step.done !== null}
            aria-disabled={closed ? true : undefined}
            onChange={() => (closed ? announce(closed) : ticking.mutate(step))}
          />
          <span>{m.steps[step.what]}</span>
          {step.done && (
            <span className={styles.aside}>
              {m.stepDone(step.done.by_name, clockOf(step.done.at))}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

function Foot({ row, all }: Props) {
  const backend = useBackend();
  const offline = useStatus().data?.connection.connection === 'offline';
  const m = words.matters;
  const { matter, mine } = row;
  const refused = (thrown: unknown) => reportProblem(problemOf(thrown));
  const giving = useMutation({
    mutationFn: (owner: string | null) => backend.giveMatter({ matter: matter.id, owner }),
    onError: refused,
  });
  const closed = all.tending_closed ?? (offline ? m.needsService : undefined);
  const me = all.responders.find((one) => one.me);
  const give = (owner: string | null, said: string) =>
    giving.mutate(owner, { onSuccess: () => announce(said) });
  const colleagues: Action[] = takers(all, row).map(({ id, name }) => ({
    id,
    icon: 'user-round',
    label: name,
    run: () => give(id, m.given),
    disabledReason: closed,
  }));
  const endings: Action[] = row.endings.map(({ ended, closed: causes }) => ({
    id: ended,
    icon: 'check',
    label: m.endings[ended],
    run: () =>
      void backend.closeMatter({ matter: matter.id, ended }).then(() => announce(m.ended), refused),
    disabledReason: offline ? m.needsService : sentence(causes),
  }));
  return (
    <div className={styles.foot}>
      {mine ? (
        <Button disabledReason={closed} onPress={() => give(null, m.put)}>
          {m.putDown}
        </Button>
      ) : (
        <Button disabledReason={closed} onPress={() => me && give(me.id, m.taken)}>
          {matter.owner ? m.takeFrom(matter.owner.name) : m.take}
        </Button>
      )}
      {colleagues.length > 0 && (
        <ActionMenu className={styles.menu} placement="bottom end" actions={colleagues}>
          {m.give}
        </ActionMenu>
      )}
      <ActionMenu className={styles.menu} placement="bottom end" actions={endings}>
        {m.end}
      </ActionMenu>
    </div>
  );
}

/** The first cause, with what would open it. */
function sentence(causes: MatterRow['endings'][number]['closed']): string | undefined {
  const [first] = causes;
  return first && [first.why, first.opens].filter(Boolean).join(' ');
}
