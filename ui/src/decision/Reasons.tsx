import type { DecisionForm, Reason, ReasonCode, Verdict } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import styles from './DecisionPanel.module.css';

/** The reasons of a verdict, those that fit the findings first. */
export function reasonsFor(form: DecisionForm | undefined, verdict: Verdict): readonly Reason[] {
  if (!form) return [];
  const fits = ({ code }: Reason) => (form.fitting.includes(code) ? 0 : 1);
  return form.reasons
    .filter(({ verdicts }) => verdicts.includes(verdict))
    .toSorted((a, b) => fits(a) - fits(b));
}

type Props = {
  form: DecisionForm;
  verdict: Verdict;
  ticked: readonly ReasonCode[];
  onChange: (ticked: ReasonCode[]) => void;
};

/** Coded reasons. None is ticked for the reviewer. */
export function Reasons({ form, verdict, ticked, onChange }: Props) {
  const d = words.decision;
  const reasons = reasonsFor(form, verdict);
  return (
    <fieldset className={styles.reasons}>
      <legend>{d.reasons}</legend>
      <p className={styles.aside}>{reasons.length === 0 ? d.noReasons : d.reasonsLead}</p>
      {reasons.map(({ code, label }) => (
        <label key={code} className={styles.reason}>
          <input
            type="checkbox"
            checked={ticked.includes(code)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...ticked, code] : ticked.filter((one) => one !== code),
              )
            }
          />
          <span>{label}</span>
          <span className={['mono', styles.code].join(' ')}>{code}</span>
        </label>
      ))}
    </fieldset>
  );
}
