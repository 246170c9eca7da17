import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { CaseView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import styles from '../components/DialogForm.module.css';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { announce } from '../components/live.ts';
import { words } from '../words/words.ts';

type Props = { view: CaseView; onClose: () => void };

/** Gives the case back to the queue, with a note to who takes it next. */
export function GiveBackDialog({ view, onClose }: Props) {
  const backend = useBackend();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const field = useId();
  const g = words.giveBack;
  const giving = useMutation({
    mutationFn: () => backend.giveBack(view.id, note.trim()),
    onSuccess: () => {
      announce(g.done(view.number));
      onClose();
      void navigate({ to: '/queue' });
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={g.title}>
      <div className={styles.body}>
        <p>{g.text}</p>
        {giving.isError && <ErrorPlace problem={problemOf(giving.error)} />}
        <label htmlFor={field} className={styles.label}>
          {g.note}
        </label>
        <textarea
          id={field}
          className={styles.field}
          rows={3}
          placeholder={g.noteHint}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            {g.cancel}
          </Button>
          <Button
            look="filled"
            disabledReason={giving.isPending ? words.faces.pending : undefined}
            onPress={() => giving.mutate()}
          >
            {words.caseHead.giveBack}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
