import type { Report } from '../backend/bindings.ts';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import { words } from '../words/words.ts';
import styles from './Settling.module.css';

/** Which engine said all this, and by which tables. */
export function EngineFoot({ report: { engine, tables } }: { report: Report }) {
  const w = words.weights;
  if (tables === '') return <p className={styles.foot}>{w.engine(engine)}</p>;
  const short = `${tables.slice(0, 4)}…${tables.slice(-4)}`;
  return (
    <p className={styles.foot}>
      <button
        type="button"
        title={w.copyTables}
        onClick={() => copy(`${engine}, ${tables}`, w.tablesCopied)}
      >
        <span>{w.engine(engine)} ·</span>
        <span className="mono">{w.tables(short)}</span>
        <span className="unseen">. {w.copyTables}</span>
        <Icon name="copy" size={12} />
      </button>
    </p>
  );
}
