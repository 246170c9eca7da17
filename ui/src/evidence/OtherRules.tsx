import type { Equality, MicrosoftLine, MicrosoftOutcome } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import styles from './FindingsColumn.module.css';
import { Said } from './Said.tsx';
import type { OtherRulesShown } from './useOtherRules.ts';

type Props = { lines: readonly MicrosoftLine[]; equality: Equality; shown: OtherRulesShown };

const outcomes: Readonly<Record<MicrosoftOutcome, IconName>> = {
  match: 'check',
  no_match: 'x',
  unspecified: 'circle-dashed',
  cannot_match: 'x',
};

/** What Microsoft's documentation says its rules would do, and what `==` does. */
export function OtherRules({ lines, equality, shown }: Props) {
  const f = words.findings;
  const notes = [...new Set(lines.map(({ note }) => note))];
  return (
    <div className={styles.others} data-microsoft tabIndex={-1} role="group" aria-label={f.others}>
      {shown.open && (
        <ul aria-label={f.others}>
          {lines.map((line) => (
            <li key={line.rule}>
              <span className={styles.rule}>
                {f.microsoft} <strong>{f.rules[line.rule]}</strong>
              </span>
              <span className={styles.outcome}>
                <Icon name={outcomes[line.outcome]} size={14} /> {f.outcomes[line.outcome]}
              </span>
              <span className={styles.clause}>
                <Said>{line.sentence}</Said>
                <span className="unseen">, {line.note}</span>
              </span>
            </li>
          ))}
          {equality.sentence && <EqualityLine equality={equality} />}
        </ul>
      )}
      <p className={styles.note}>
        {shown.open && <span aria-hidden="true">{f.documented(notes.join(', '))}</span>}
        <Button
          look="link"
          size="small"
          keysOf="reconcile.microsoft"
          onPress={shown.toggle}
          className={styles.hide}
        >
          {shown.open ? f.hideOthers : f.showOthers}
        </Button>
      </p>
    </div>
  );
}

function EqualityLine({ equality: { equal, sentence } }: { equality: Equality }) {
  const f = words.findings;
  return (
    <li>
      <span className={styles.rule}>
        {f.plain} <strong>{f.equality}</strong>
      </span>
      <span className={styles.outcome}>
        <Icon name={equal ? 'check' : 'x'} size={14} />{' '}
        {equal ? f.equalities.equal : f.equalities.unequal}
      </span>
      <span className={styles.clause}>
        <Said>{sentence}</Said>
      </span>
    </li>
  );
}
