import { type CommandId, commandOf } from '../keyboard/commands.ts';
import { chordsOf } from '../keyboard/keys.ts';
import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import styles from './KeyCap.module.css';

type CapProps = { chord: string; ground?: 'plain' | 'filled' | 'stage' };

/** One key or chord: `Ctrl K`, `↵`. Seen only; the command's name is what is heard. */
export function KeyCap({ chord, ground = 'plain' }: CapProps) {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  return (
    <kbd className={[styles.cap, styles[ground]].join(' ')} aria-hidden="true">
      {parts.map((part, index) => (
        <span key={part} className={index > 0 ? styles.next : undefined}>
          {part === 'Enter' ? (
            <Icon name="corner-down-left" size={12} />
          ) : (
            (words.keyNames[part] ?? part)
          )}
        </span>
      ))}
    </kbd>
  );
}

/** The key caps of a command, read from the one table. */
export function CommandKeys({
  id,
  ground = 'plain',
}: {
  id: CommandId;
  ground?: CapProps['ground'];
}) {
  const keys = commandOf(id).keys[0];
  if (!keys) return null;
  return (
    <span className={styles.caps}>
      {chordsOf(keys).map((chord) => (
        <KeyCap key={chord} chord={chord} ground={ground} />
      ))}
    </span>
  );
}

/** A chord as `aria-keyshortcuts` wants it. */
export function keyShortcuts(id: CommandId): string | undefined {
  const single = commandOf(id).keys.filter((keys) => !keys.includes(' '));
  return single.length > 0
    ? single.map((keys) => keys.replace('Mod', 'Control')).join(' ')
    : undefined;
}
