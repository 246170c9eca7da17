import { useId, useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import styles from '../components/DialogForm.module.css';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { showHeld, useHeld } from './held.ts';
import { useReadCase, useTakeCase } from './useOpenCase.ts';

/** Another reviewer holds the case: read it, or take it over with a reason. */
export function HeldDialog() {
  const row = useHeld();
  const take = useTakeCase();
  const read = useReadCase();
  const [reason, setReason] = useState('');
  const field = useId();
  if (!row?.held_by) return null;
  const h = words.queue.held;
  const close = () => {
    showHeld(null);
    setReason('');
  };
  return (
    <Dialog isOpen onClose={close} title={h.title} role="alertdialog">
      <div className={styles.body}>
        <p>
          <span className="mono">{row.number}</span>{' '}
          {h.text(row.held_by.name, clockOf(row.held_by.since))}
        </p>
        <label htmlFor={field} className={styles.label}>
          {h.reason}
        </label>
        <input
          id={field}
          className={styles.field}
          placeholder={h.reasonHint}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button look="quiet" onPress={close}>
            {h.cancel}
          </Button>
          <Button
            onPress={() => {
              close();
              read(row.id);
            }}
          >
            {h.read}
          </Button>
          <Button
            disabledReason={reason.trim() === '' ? h.reasonNeeded : undefined}
            onPress={() => {
              close();
              void take(row.id, reason.trim());
            }}
          >
            {h.takeOver}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
