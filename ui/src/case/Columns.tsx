import { type ReactNode, useId } from 'react';
import { Tabs } from '../components/Tabs.tsx';
import { useMedia } from '../components/useMedia.ts';
import { words } from '../words/words.ts';
import styles from './Columns.module.css';

export type ColumnId = 'evidence' | 'findings' | 'person' | 'decision';
export type Column = { id: ColumnId; content: ReactNode };

type Props = {
  layout: 'reconcile' | 'decide';
  columns: readonly Column[];
  /** Of columns that share one place, the one that is seen. */
  shown: ColumnId;
  onShow: (id: ColumnId) => void;
};

/**
 * Evidence, findings and the rest side by side. In a narrow window all but the evidence share one
 * place, and at 200 % all of them do.
 */
export function Columns({ layout, columns, shown, onShow }: Props) {
  const panel = useId();
  const narrow = useMedia('(max-width: 1100px)');
  const single = useMedia('(max-width: 760px)');
  if (!narrow)
    return (
      <div className={styles[layout]}>
        {columns.map(({ id, content }) => (
          <div key={id} className={styles.column}>
            {content}
          </div>
        ))}
      </div>
    );
  const apart = single ? [] : columns.slice(0, 1);
  const shared = columns.slice(apart.length);
  const at = shared.find(({ id }) => id === shown) ?? shared.at(-1);
  if (!at) return null;
  return (
    <div className={single ? styles.single : styles.narrow}>
      {apart.map(({ id, content }) => (
        <div key={id} className={styles.column}>
          {content}
        </div>
      ))}
      <div className={styles.shared}>
        <div className={styles.tabs}>
          <Tabs
            label={words.caseHead.columnsLabel}
            tabs={shared.map(({ id }) => ({ id, content: names[id] }))}
            shown={at.id}
            panel={panel}
            onShow={onShow}
          />
        </div>
        <div id={panel} role="tabpanel" aria-label={names[at.id]} className={styles.column}>
          {at.content}
        </div>
      </div>
    </div>
  );
}

const names: Readonly<Record<ColumnId, string>> = {
  evidence: words.evidence.region,
  findings: words.findings.region,
  person: words.context.region,
  decision: words.decision.region,
};
