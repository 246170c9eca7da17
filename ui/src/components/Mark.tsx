import styles from './Mark.module.css';

/** The logo: two ticks, the second fainter, on an accent square. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="5" className={styles.square} />
      <path d="M4.4 11.6l3.1 3.2 6.3-7.6" className={styles.first} />
      <path d="M11.2 14.2l.9.7 6.2-7.7" className={styles.second} />
    </svg>
  );
}
