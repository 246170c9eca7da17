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
  /** 24 px instead of 20: the one that sums up. */
  large?: boolean;
  children: ReactNode;
};

export function Chip({ tone = 'plain', icon, description, large, children }: Props) {
  return (
    <span
      className={[styles.chip, styles[tone], large && styles.large].filter(Boolean).join(' ')}
      {...(description ? { title: description } : {})}
    >
      {icon && <Icon name={icon} size={large ? 14 : 12} />}
      <span>{children}</span>
      {description && <span className="unseen">{`. ${description}`}</span>}
    </span>
  );
}
