import { Link } from '@tanstack/react-router';
import { useStatus } from '../backend/queries.ts';
import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import styles from './ThreatStrip.module.css';

/** On every screen while the policy's heightened-threat switch is on (R20). */
export function ThreatStrip() {
  const { data: status } = useStatus();
  if (!status?.heightened_threat) return null;
  const p = words.policy;
  return (
    <section className={styles.strip} aria-label={p.threat}>
      <Icon name="users-round" size={14} />
      <p>{p.threat}</p>
      <Link to="/policy">{p.readPolicy}</Link>
    </section>
  );
}
