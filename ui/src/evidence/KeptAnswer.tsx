import type { CaseView, EvidenceRole, VendorResult } from '../backend/bindings.ts';
import { Chip } from '../components/Chip.tsx';
import { Icon } from '../components/Icon.tsx';
import { secondsOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './EvidenceColumn.module.css';
import { Picture } from './Picture.tsx';

/** My first answer beside the faces it was about, then the service's own result in grey. */
export function KeptAnswer({ view, short }: { view: CaseView; short: boolean }) {
  const e = words.evidence;
  return (
    <div className={styles.kept} data-short={short || undefined}>
      <Thumbnails view={view} />
      <div className={styles.answers}>
        {view.judgements.map((judgement) => (
          <div key={judgement.at}>
            <p className={styles.answer}>
              <Icon name="stamp" size={14} />
              {e.answer(words.faces.answers[judgement.answer])}
            </p>
            <p className={styles.grey}>
              {e.answerKept(words.faces.sureness[judgement.sureness], secondsOf(judgement.at))}
            </p>
            {!judgement.blind && (
              <Chip tone="warn" icon="scan-line" description={e.notBlindMeans}>
                {e.notBlind}
              </Chip>
            )}
          </div>
        ))}
        {view.facts && <p className={styles.grey}>{vendorLine(view.facts.vendor)}</p>}
      </div>
    </div>
  );
}

const FACES: readonly EvidenceRole[] = ['portrait', 'selfie'];

function Thumbnails({ view }: { view: CaseView }) {
  const faces = FACES.flatMap((role) => view.pictures.filter((one) => one.role === role)).filter(
    ({ state }) => state.picture === 'ready',
  );
  return (
    <div className={styles.thumbnails}>
      {faces.map((picture, index) => (
        <div key={picture.id} className={styles.thumbnail}>
          <Picture
            caseId={view.id}
            picture={picture}
            nth={index + 1}
            of={faces.length}
            unseen={{ width: 60, height: 75 }}
          />
        </div>
      ))}
    </div>
  );
}

function vendorLine(vendor: VendorResult): string {
  const e = words.evidence;
  const parts = [
    vendor.face_match === null ? e.vendorNoMatch : e.vendorMatch(vendor.face_match.toFixed(2)),
    vendor.liveness === null ? e.vendorNoLive : e.vendorLive(vendor.liveness.toFixed(2)),
  ];
  if (vendor.overall) parts.push(vendor.overall);
  if (vendor.face_used_elsewhere) parts.push(e.vendorElsewhere);
  return parts.join(' · ');
}
