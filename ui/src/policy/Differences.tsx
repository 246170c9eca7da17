import type { Direction, PolicyDifference } from '../backend/bindings.ts';
import { Chip, type Tone } from '../components/Chip.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import styles from './PolicyScreen.module.css';

const marks: Readonly<Record<Direction, { tone: Tone; icon: IconName }>> = {
  tightening: { tone: 'ok', icon: 'lock' },
  loosening: { tone: 'warn', icon: 'triangle-alert' },
  neutral: { tone: 'plain', icon: 'minus' },
};

type Props = { differences: readonly PolicyDifference[]; label: string };

/** What changes, each with a word and a sign for its direction: never a colour alone. */
export function Differences({ differences, label }: Props) {
  const p = words.policy;
  if (differences.length === 0) return <p className={styles.note}>{p.same}</p>;
  return (
    <ul className={styles.differences} aria-label={label}>
      {differences.map((one) => (
        <li key={`${one.field} ${one.what} ${one.from} ${one.to}`}>
          <Chip tone={marks[one.direction].tone} icon={marks[one.direction].icon}>
            {p.directions[one.direction]}
          </Chip>
          <span className={styles.what}>
            <strong>{one.what}</strong> <span>{said(one)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function said({ from, to }: PolicyDifference): string {
  const p = words.policy;
  if (from !== '' && to !== '') return `${p.was(from)}, ${p.becomes(to)}`;
  if (to !== '') return p.comes(to);
  return from === '' ? '' : p.goes(from);
}
