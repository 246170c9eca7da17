import type { CaseView, DecisionForm, Verdict } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { useDecisionForm } from '../backend/queries.ts';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { Icon } from '../components/Icon.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { DecideTrouble } from './DecideTrouble.tsx';
import styles from './DecisionPanel.module.css';
import { NoteField } from './NoteField.tsx';
import { Reasons, reasonsFor } from './Reasons.tsx';
import { firstAt, TwoPeople, WhatHappensThen } from './TwoPeople.tsx';
import type { Deciding } from './useDecide.ts';
import type { DraftHandle } from './useDraft.ts';
import { VerdictGroup } from './VerdictGroup.tsx';

type Props = { view: CaseView; handle: DraftHandle; deciding: Deciding };

/** Verdict, reasons, note and what follows; one button finishes. */
export function DecisionPanel({ view, handle, deciding }: Props) {
  const { draft, change, keptAt } = handle;
  const form = useDecisionForm(view.id);
  const locked = deciding.isPending || !view.held_since;
  const closed = whyClosed(view, draft.verdict, draft.reasons.length, deciding.isPending);
  const finish = () => {
    if (!closed && draft.verdict)
      deciding.decide({ verdict: draft.verdict, reasons: draft.reasons, note: draft.note.trim() });
  };
  const choose = (verdict: Verdict) => {
    const fits = reasonsFor(form.data, verdict).map(({ code }) => code);
    change({ ...draft, verdict, reasons: draft.reasons.filter((code) => fits.includes(code)) });
  };
  useCommand('decision.finish', { run: finish, disabledReason: closed });
  const d = words.decision;
  const because = view.facts?.two_people ?? [];
  return (
    <section className={styles.panel} aria-label={d.region} data-region="decision">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keys */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={d.title}>
        <h2 className={styles.title}>{firstAt(view) ? d.titleSecond : d.title}</h2>
        {because.length > 0 && <TwoPeople view={view} because={because} />}
        {deciding.problem && (
          <DecideTrouble view={view} problem={deciding.problem} onDismiss={deciding.reset} />
        )}
        {handle.problem && <ErrorPlace problem={handle.problem} />}
        {form.isError && (
          <ErrorPlace problem={problemOf(form.error)} onRetry={() => void form.refetch()} />
        )}
        <fieldset className={styles.fields} disabled={locked}>
          <legend className="unseen">{d.title}</legend>
          <VerdictGroup view={view} chosen={draft.verdict} onChoose={choose} locked={locked} />
          {form.data && draft.verdict && draft.verdict !== 'escalate' && (
            <Reasons
              form={form.data}
              verdict={draft.verdict}
              ticked={draft.reasons}
              onChange={(reasons) => change({ ...draft, reasons })}
            />
          )}
          <NoteField value={draft.note} onChange={(note) => change({ ...draft, note })} />
          {form.data && <Follows form={form.data} verdict={draft.verdict} />}
          {firstAt(view) && <WhatHappensThen />}
        </fieldset>
      </div>
      <div className={styles.foot}>
        {deciding.inBrowser ? (
          <div className={styles.browser} role="status">
            <p>{deciding.isCancelling ? d.cancelling : d.browser}</p>
            <Button size="small" onPress={deciding.cancel}>
              {d.cancel}
            </Button>
          </div>
        ) : (
          draft.verdict === 'approve' && (
            <p className={styles.stepUp}>
              <Icon name="key-round" size={14} /> {d.stepUp}
            </p>
          )
        )}
        {draft.verdict === 'escalate' && <p className={styles.grey}>{d.escalating}</p>}
        <Button
          look="filled"
          size="foot"
          wide
          keysOf="decision.finish"
          disabledReason={closed}
          onPress={finish}
        >
          {labelOf(draft.verdict, view.number)}
        </Button>
        <p className={styles.keptAt}>{keptAt ? d.draftKept(clockOf(keptAt)) : ''}</p>
      </div>
    </section>
  );
}

const labelOf = (verdict: Verdict | null, number: string) => {
  const d = words.decision;
  if (!verdict) return d.finish;
  if (verdict === 'escalate') return d.finishEscalate(number);
  return verdict === 'approve' ? d.finishApprove : d.verdicts[verdict];
};

function whyClosed(
  view: CaseView,
  verdict: Verdict | null,
  reasons: number,
  pending: boolean,
): string | undefined {
  const d = words.decision;
  if (!view.held_since) return d.notHeld;
  if (pending) return d.pending;
  if (!verdict) return d.chooseVerdict;
  const door = view.doors.find((one) => one.verdict === verdict);
  if (door?.closed[0]) return door.closed[0].why;
  return verdict !== 'escalate' && reasons === 0 ? d.chooseReason : undefined;
}

/** What comes of the chosen verdict, before it is final. */
function Follows({ form, verdict }: { form: DecisionForm; verdict: Verdict | null }) {
  const d = words.decision;
  if (verdict === 'approve')
    return (
      <section className={styles.follows} aria-label={d.approvingDoes}>
        <h3>{d.approvingDoes}</h3>
        <ul>
          {form.approving_does.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li className={styles.grey}>{d.policy(form.policy_version)}</li>
        </ul>
      </section>
    );
  if (verdict === 'deny' || verdict === 'new_capture')
    return (
      <section className={styles.follows} aria-label={d.personReads}>
        <h3>{d.personReads}</h3>
        <blockquote>{form.person_reads}</blockquote>
      </section>
    );
  return null;
}
