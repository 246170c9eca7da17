import { useId, useState } from 'react';
import type { CheckOutcome, DocumentCheck } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import styles from './EvidenceColumn.module.css';
import { Said } from './Said.tsx';

const icons: Readonly<Record<CheckOutcome, IconName>> = {
  passed: 'circle-check',
  warning: 'triangle-alert',
  failed: 'circle-x',
  not_performed: 'circle-dashed',
  not_on_this_type: 'minus',
};

/** What needs eyes first. *Not performed* counts against, and is never shown as passed (R5). */
const ORDER: readonly CheckOutcome[] = ['failed', 'warning', 'not_performed'];
/** What may be folded away, once there are more than fit. */
const QUIET: readonly CheckOutcome[] = ['passed', 'not_on_this_type'];
/** As many lines as the column has room for beside the pictures. */
const ROOM = 8;

/** What was checked of the document. A long list folds what passed behind one line each. */
export function DocumentChecks({ checks }: { checks: readonly DocumentCheck[] }) {
  const of = (outcome: CheckOutcome) => checks.filter((one) => one.outcome === outcome);
  const counted = [...ORDER, ...QUIET.slice(0, 1)]
    .map((outcome) => [outcome, of(outcome).length] as const)
    .filter(([, count]) => count > 0);
  const loud = ORDER.flatMap(of);
  const folds = checks.length > ROOM;
  return (
    <div className={styles.checks}>
      <div className={styles.sectionHead}>
        <h2>{words.evidence.checks}</h2>
        <span className={styles.grey}>{words.checks.summary(counted)}</span>
      </div>
      {checks.length === 0 && <p className={styles.grey}>{words.evidence.noChecks}</p>}
      <ul aria-label={words.evidence.checks}>
        {(folds ? loud : QUIET.slice(0, 1).flatMap(of).concat(loud, of('not_on_this_type'))).map(
          (check) => (
            <Check key={check.id} check={check} />
          ),
        )}
      </ul>
      {folds &&
        QUIET.map((outcome) => <Fold key={outcome} outcome={outcome} checks={of(outcome)} />)}
    </div>
  );
}

/** One check, which opens to what was compared. */
function Check({ check }: { check: DocumentCheck }) {
  const [open, setOpen] = useState(false);
  const detail = useId();
  return (
    <li data-outcome={check.outcome}>
      <button
        type="button"
        className={[styles.check, styles.fold].join(' ')}
        data-outcome={check.outcome}
        aria-expanded={open}
        aria-controls={open ? detail : undefined}
        title={check.sentence}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icons[check.outcome]} size={14} />
        <span>{check.label}</span>
        <span className={styles.outcome}>{words.checks.outcomes[check.outcome]}</span>
      </button>
      {open && (
        <p id={detail} className={styles.detail}>
          <Said>{check.sentence}</Said> {comparedOf(check.fields)}
        </p>
      )}
    </li>
  );
}

/** The fields that were looked at, as `page.surname`, in words. */
function comparedOf(fields: readonly string[]): string {
  const c = words.checks;
  if (fields.length === 0) return c.noFields;
  const named = fields.map((field) => {
    const [place = '', ...name] = field.split('.');
    return c.field(name.join(' ').replaceAll('_', ' '), c.places[place] ?? place);
  });
  return c.fields(named.join(', '));
}

/** One line for all of an outcome, which opens. */
function Fold({ outcome, checks }: { outcome: CheckOutcome; checks: readonly DocumentCheck[] }) {
  const [open, setOpen] = useState(false);
  if (checks.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className={[styles.check, styles.fold].join(' ')}
        data-outcome={outcome}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icons[outcome]} size={14} />
        <span>{words.checks.folded(checks.length, outcome)}</span>
        <span className={styles.turn}>
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} directional={!open} />
        </span>
      </button>
      {open && (
        <ul aria-label={words.checks.folded(checks.length, outcome)}>
          {checks.map((check) => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      )}
    </>
  );
}
