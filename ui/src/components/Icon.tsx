import styles from './Icon.module.css';
import type { IconName } from './icons.ts';

type Props = {
  name: IconName;
  /** 14 or 16 px in running interface. */
  size?: 12 | 14 | 16 | 20 | 24;
  /** A name for an icon that stands alone; without it the icon is decoration. */
  label?: string;
  className?: string | undefined;
  /** Arrows of direction are mirrored from right to left; objects are not. */
  directional?: boolean;
};

export function Icon({ name, size = 16, label, className, directional }: Props) {
  return (
    <svg
      className={[styles.icon, directional && styles.directional, className]
        .filter(Boolean)
        .join(' ')}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      focusable="false"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <use href={`#i-${name}`} />
    </svg>
  );
}
