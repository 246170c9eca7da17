import { useId, useRef } from 'react';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './DecisionPanel.module.css';

type Props = { value: string; onChange: (note: string) => void };

/** Kept inside; never quoted to the person. */
export function NoteField({ value, onChange }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useCommand('decision.note', { run: () => field.current?.focus() });
  return (
    <div className={styles.note}>
      <div className={styles.noteHead}>
        <label htmlFor={id}>{words.decision.note}</label>
        <span className={styles.aside}>{words.decision.noteLead}</span>
      </div>
      <textarea
        ref={field}
        id={id}
        rows={2}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
