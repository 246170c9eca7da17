import { useNavigate } from '@tanstack/react-router';
import type { CaseView, FactsView } from '../backend/bindings.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { useDraft } from '../decision/useDraft.ts';
import { EvidenceColumn } from '../evidence/EvidenceColumn.tsx';
import { FindingsColumn } from '../evidence/FindingsColumn.tsx';
import { stepClaim, useReading } from '../evidence/useReading.ts';
import { useCommand } from '../keyboard/registry.ts';
import { CaseFrame } from './CaseFrame.tsx';
import { ContextColumn } from './ContextColumn.tsx';
import styles from './columns.module.css';

/** Step 2: evidence, findings and context side by side. */
export function ReconcileScreen() {
  return (
    <CaseFrame step="reconcile">
      {(view) => view.facts && <Reconcile view={view} facts={view.facts} />}
    </CaseFrame>
  );
}

function Reconcile({ view, facts }: { view: CaseView; facts: FactsView }) {
  const navigate = useNavigate();
  const draft = useDraft(view);
  const reading = useReading(draft);
  const decide = () => void navigate({ to: '/cases/$case/decide', params: { case: view.id } });
  useCommand('reconcile.next', { run: () => stepClaim(1) });
  useCommand('reconcile.previous', { run: () => stepClaim(-1) });
  useCommand('reconcile.microsoft', { run: () => focusOn('[data-microsoft]') });
  useCommand('reconcile.person', { run: () => focusOn('[data-region="person"]') });
  useCommand('reconcile.decide', { run: decide });
  return (
    <>
      {draft.problem && <ErrorPlace problem={draft.problem} />}
      <div className={styles.reconcile}>
        <EvidenceColumn view={view} />
        <FindingsColumn report={facts.report} reading={reading} takesFocus />
        <ContextColumn view={view} facts={facts} onDecide={decide} />
      </div>
    </>
  );
}

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();
