import type { QueueRow } from '../backend/bindings.ts';
import { CommandButton } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { dayAndClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './Inspector.module.css';
import { kindIcons } from './kinds.ts';
import { MarkChip, meaningOf, textOf } from './MarkChips.tsx';

/** On wide windows: what the list says of the current row, in full. Still no name and no face. */
export function Inspector({ row }: { row: QueueRow | undefined }) {
  const i = words.queue.inspector;
  return (
    <section className={styles.panel} aria-label={i.label}>
      {row ? (
        <>
          <h2 className={styles.number}>{row.number}</h2>
          <p className={styles.kind}>
            <Icon name={kindIcons[row.kind]} size={14} /> {words.kinds[row.kind]}
          </p>
          <dl className={styles.facts}>
            <dt>{words.queue.columns.person}</dt>
            <dd>
              <bdi>{row.person_masked}</bdi> <bdi>{row.department}</bdi>
            </dd>
            <dt>{words.queue.columns.due}</dt>
            <dd>{dayAndClockOf(row.due_at)}</dd>
            <dt>{words.queue.columns.held}</dt>
            <dd>{row.held_by ? <bdi>{row.held_by.name}</bdi> : words.queue.free}</dd>
          </dl>
          <ul className={styles.marks}>
            {row.marks.map((mark) => (
              <li key={textOf(mark)}>
                <MarkChip mark={mark} />
                <p>{meaningOf(mark)}</p>
              </li>
            ))}
          </ul>
          {row.held_by && !row.held_by_me && <CommandButton id="queue.take_over" wide />}
        </>
      ) : (
        <p className={styles.none}>{i.none}</p>
      )}
    </section>
  );
}
