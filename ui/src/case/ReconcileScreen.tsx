import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { CaseView, FactsView } from '../backend/bindings.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { useDraft } from '../decision/useDraft.ts';
import { EvidenceColumn } from '../evidence/EvidenceColumn.tsx';
import { FindingsColumn } from '../evidence/FindingsColumn.tsx';
import { useOtherRules } from '../evidence/useOtherRules.ts';
import { stepClaim, useReading } from '../evidence/useReading.ts';
import { useCommand } from '../keyboard/registry.ts';
import { CaseFrame } from './CaseFrame.tsx';
import { type ColumnId, Columns } from './Columns.tsx';
import { ContextColumn } from './ContextColumn.tsx';

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
  const others = useOtherRules();
  const [shown, setShown] = useState<ColumnId>('findings');
  const decide = () => void navigate({ to: '/cases/$case/decide', params: { case: view.id } });
  const go = (column: ColumnId, focus: () => void) => () => {
    flushSync(() => setShown(column));
    focus();
  };
  useCommand('reconcile.next', { run: go('findings', () => stepClaim(1)) });
  useCommand('reconcile.previous', { run: go('findings', () => stepClaim(-1)) });
  useCommand('reconcile.microsoft', { run: go('findings', others.reach) });
  useCommand('reconcile.person', { run: go('person', focusOn('[data-region="person"]')) });
  useCommand('reconcile.decide', { run: decide });
  return (
    <>
      {draft.problem && <ErrorPlace problem={draft.problem} />}
      <Columns
        layout="reconcile"
        shown={shown}
        onShow={setShown}
        columns={[
          { id: 'evidence', content: <EvidenceColumn view={view} /> },
          {
            id: 'findings',
            content: (
              <FindingsColumn report={facts.report} reading={reading} others={others} takesFocus />
            ),
          },
          {
            id: 'person',
            content: <ContextColumn view={view} facts={facts} onDecide={decide} />,
          },
        ]}
      />
    </>
  );
}

const focusOn = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.focus();
