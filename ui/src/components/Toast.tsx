import { useEffect, useState } from 'react';
import { words } from '../words/words.ts';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './Toast.module.css';
import { dismissToast, useToast } from './toasts.ts';

const SHOWN_MS = 6000;

/** One at a time, bottom end, above the status bar. Waits while pointed at or focused. */
export function Toast() {
  const content = useToast();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!content || content.action || held) return;
    const timer = setTimeout(dismissToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [content, held]);
  if (!content) return null;
  const { action } = content;
  return (
    <section
      className={styles.toast}
      aria-label={content.text}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{content.text}</p>
      {action && (
        <Button
          look="link"
          onPress={() => {
            action.run();
            dismissToast();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="x" label={words.widgets.dismiss} onPress={dismissToast} />
    </section>
  );
}
