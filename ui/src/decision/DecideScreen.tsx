import type { CaseView, FactsView } from '../backend/bindings.ts';
import { CaseFrame } from '../case/CaseFrame.tsx';
import { PersonHead, ReadinessLines } from '../case/ContextColumn.tsx';
import columns from '../case/columns.module.css';
import { EvidenceColumn } from '../evidence/EvidenceColumn.tsx';
import { FindingsColumn } from '../evidence/FindingsColumn.tsx';
import { useReading } from '../evidence/useReading.ts';
import styles from './DecisionPanel.module.css';
import { DecisionPanel } from './DecisionPanel.tsx';
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
  return (
    <div className={columns.decide}>
      <div className={columns.stack}>
        <EvidenceColumn view={view} short />
        <div className={styles.person}>
          <PersonHead person={facts.person} />
          <ReadinessLines readiness={view.readiness} />
        </div>
      </div>
      <FindingsColumn report={facts.report} reading={reading} />
      <DecisionPanel view={view} handle={handle} />
    </div>
  );
}
