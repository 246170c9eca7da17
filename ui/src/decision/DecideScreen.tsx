import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { CaseView, FactsView } from '../backend/bindings.ts';
import { CaseFrame } from '../case/CaseFrame.tsx';
import { type ColumnId, Columns } from '../case/Columns.tsx';
import { ContextColumn, PersonHead, ReadinessLines } from '../case/ContextColumn.tsx';
import { Button } from '../components/Button.tsx';
import { useMedia } from '../components/useMedia.ts';
import { EvidenceColumn } from '../evidence/EvidenceColumn.tsx';
import { FindingsColumn } from '../evidence/FindingsColumn.tsx';
import { useOtherRules } from '../evidence/useOtherRules.ts';
import { useReading } from '../evidence/useReading.ts';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './DecisionPanel.module.css';
import { DecisionPanel } from './DecisionPanel.tsx';
import { useDecide } from './useDecide.ts';
import { useDraft } from './useDraft.ts';

/** Step 3: the decision beside the evidence and the findings. */
export function DecideScreen() {
  return (
    <CaseFrame step="decide">
      {(view) => view.facts && <Decide view={view} facts={view.facts} />}
    </CaseFrame>
  );
}

function Decide({ view, facts }: { view: CaseView; facts: FactsView }) {
  const handle = useDraft(view);
  const reading = useReading(handle);
  const others = useOtherRules();
  // Here, so that a sign-in that is waited for outlives a look at another column.
  const deciding = useDecide(view);
  const [shown, setShown] = useState<ColumnId>('decision');
  useCommand('reconcile.microsoft', {
    run: () => {
      flushSync(() => setShown('findings'));
      others.reach();
    },
  });
  // Wide windows have room for the whole context beside the decision.
  const wide = useMedia('(min-width: 1680px)');
  return (
    <Columns
      layout="decide"
      shown={shown}
      onShow={setShown}
      columns={[
        {
          id: 'evidence',
          content: (
            <EvidenceColumn view={view} short={!wide}>
              {!wide && <PersonPart view={view} facts={facts} />}
            </EvidenceColumn>
          ),
        },
        {
          id: 'findings',
          content: <FindingsColumn report={facts.report} reading={reading} others={others} />,
        },
        ...(wide
          ? [{ id: 'person' as const, content: <ContextColumn view={view} facts={facts} /> }]
          : []),
        {
          id: 'decision',
          content: <DecisionPanel view={view} handle={handle} deciding={deciding} />,
        },
      ]}
    />
  );
}

/** Who it is, in short, and the way back to the rest of it. */
function PersonPart({ view, facts }: { view: CaseView; facts: FactsView }) {
  const navigate = useNavigate();
  const open = () => void navigate({ to: '/cases/$case/reconcile', params: { case: view.id } });
  return (
    <div className={styles.person}>
      <div className={styles.noteHead}>
        <h2>{words.context.region}</h2>
        <Button look="link" size="small" onPress={open}>
          {words.context.open}
        </Button>
      </div>
      <PersonHead person={facts.person} level={3} />
      <ReadinessLines readiness={view.readiness} />
    </div>
  );
}
