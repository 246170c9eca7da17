import type { ReactNode } from 'react';
import styles from './Chip.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'stop' | 'second';

type Props = {
  tone?: Tone;
  icon?: IconName;
  /** The full sentence, heard after the words of the chip. */
  description?: string;
  children: ReactNode;
};

export function Chip({ tone = 'plain', icon, description, children }: Props) {
  return (
    <span
      className={[styles.chip, styles[tone]].join(' ')}
      {...(description ? { title: description } : {})}
    >
      {icon && <Icon name={icon} size={12} />}
      <span>{children}</span>
      {description && <span className="unseen">{`. ${description}`}</span>}
    </span>
  );
}
