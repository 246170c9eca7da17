import type { CheckOutcome, DocumentCheck } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import styles from './EvidenceColumn.module.css';

const icons: Readonly<Record<CheckOutcome, IconName>> = {
  passed: 'circle-check',
  warning: 'triangle-alert',
  failed: 'circle-x',
  not_performed: 'circle-dashed',
  not_on_this_type: 'circle-dashed',
};

/** What was checked of the document. *Not performed* is never shown as passed. */
export function DocumentChecks({ checks }: { checks: readonly DocumentCheck[] }) {
  const counted = (['passed', 'warning', 'failed', 'not_performed'] as const)
    .map((outcome) => [outcome, checks.filter((one) => one.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0);
  return (
    <div className={styles.checks}>
      <div className={styles.sectionHead}>
        <h2>{words.evidence.checks}</h2>
        <span className={styles.grey}>
          {words.checks.summary(counted.map(([outcome, count]) => [outcome, count]))}
        </span>
      </div>
      {checks.length === 0 && <p className={styles.grey}>{words.evidence.noChecks}</p>}
      <ul>
        {checks.map((check) => (
          <li key={check.id} className={styles.check} data-outcome={check.outcome}>
            <Icon name={icons[check.outcome]} size={14} />
            <span title={check.sentence}>{check.label}</span>
            <span className={styles.outcome}>{words.checks.outcomes[check.outcome]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
