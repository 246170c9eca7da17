import type { CaseView, EvidenceRole } from '../backend/bindings.ts';
import { Picture } from '../evidence/Picture.tsx';
import { dayAndClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { CaseFrame } from './CaseFrame.tsx';
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
            <Faces view={view} />
          </section>
          <FacesPanel key={view.judgements.length} view={view} />
        </div>
      )}
    </CaseFrame>
  );
}

const ROLES: readonly EvidenceRole[] = ['portrait', 'selfie'];

function Faces({ view }: { view: CaseView }) {
  const crops = ROLES.flatMap((role) => view.pictures.filter((one) => one.role === role));
  // Without a crop the whole page stands in for the portrait; the answer is then not blind.
  const shown = crops.length > 1 ? crops : view.pictures.slice(0, 2);
  const e = words.evidence;
  if (shown.length === 0) return <p className={styles.none}>{e.none}</p>;
  return (
    <div className={styles.faces}>
      {shown.map((picture, index) => (
        <figure key={picture.id} className={styles.face}>
          <figcaption className={styles.caption}>
            <span>{e.longRoles[picture.role]}</span>
            {picture.captured_at && (
              <span className={styles.when}>
                {(picture.role === 'selfie' ? e.taken : e.photographed)(
                  dayAndClockOf(picture.captured_at),
                )}
              </span>
            )}
          </figcaption>
          <div className={styles.frame}>
            <Picture caseId={view.id} picture={picture} nth={index + 1} of={shown.length} />
          </div>
        </figure>
      ))}
    </div>
  );
}
