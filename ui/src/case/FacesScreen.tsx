import { words } from '../words/words.ts';
import { CaseFrame } from './CaseFrame.tsx';
import { FaceStage } from './FaceStage.tsx';
import { FacesPanel } from './FacesPanel.tsx';
import styles from './FacesScreen.module.css';

/** Step 1: two faces and nothing that could bend the answer. */
export function FacesScreen() {
  return (
    <CaseFrame step="faces">
      {(view) => (
        <div className={styles.columns}>
          <section
            className={styles.stage}
            aria-label={words.evidence.region}
            data-region="evidence"
            data-ground="stage"
          >
            <FaceStage view={view} />
          </section>
          <FacesPanel key={view.judgements.length} view={view} />
        </div>
      )}
    </CaseFrame>
  );
}
