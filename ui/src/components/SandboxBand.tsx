import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import styles from './SandboxBand.module.css';

/** Always in sight while the tenant profile is a sandbox. */
export function SandboxBand() {
  return (
    <section className={styles.band} aria-label={words.app.sandbox}>
      <Icon name="info" size={14} />
      <p>
        <strong>{words.app.sandbox}</strong> {words.app.sandboxMeans}
      </p>
    </section>
  );
}
