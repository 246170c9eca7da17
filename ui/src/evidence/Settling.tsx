import { useState } from 'react';
import type { Report } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import { words } from '../words/words.ts';
import { Said } from './Said.tsx';
import styles from './Settling.module.css';
import { ppmOf } from './waterfall.ts';

/** What would settle what is open, and how else the names can be read. */
export function Settling({ report }: { report: Report }) {
  const w = words.weights;
  const { what_would_settle: settle, alternatives } = report;
  return (
    <div className={styles.settling}>
      {settle.length > 0 && (
        <div className={styles.lines}>
          <Icon name="lightbulb" size={14} />
          <div>
            <h2>{w.settle}</h2>{' '}
            <ul aria-label={w.settleLabel}>
              {settle.map(({ id, sentence }) => (
                <li key={id}>
                  <Said>{sentence}</Said>{' '}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {alternatives.length > 0 && <Alternatives alternatives={alternatives} />}
    </div>
  );
}

function Alternatives({ alternatives }: Pick<Report, 'alternatives'>) {
  const [open, setOpen] = useState(false);
  const w = words.weights;
  const label = w.alternatives(alternatives.length);
  return (
    <>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} directional={!open} />
        <span>{label}</span>
      </button>
      {open && (
        <ul className={styles.readings} aria-label={label}>
          {alternatives.map(({ id, sentence, log_odds_millinats }) => (
            <li key={id}>
              {w.alternative(
                sentence,
                w.nats(log_odds_millinats),
                w.share(ppmOf(log_odds_millinats)),
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
