import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type BannerTone = 'plain' | 'ok' | 'warn' | 'stop' | 'second';

type Props = {
  tone?: BannerTone;
  icon?: IconName;
  title: string;
  children?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
};

const icons: Record<BannerTone, IconName> = {
  plain: 'info',
  ok: 'circle-check',
  warn: 'triangle-alert',
  stop: 'octagon-x',
  second: 'users-round',
};

/** For what needs an answer, or stays true for a while. Dialogs and toasts are for other things. */
export function Banner({ tone = 'plain', icon, title, children, actions }: Props) {
  return (
    <section className={[styles.banner, styles[tone]].join(' ')} aria-label={title}>
      <Icon name={icon ?? icons[tone]} className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.detail}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
