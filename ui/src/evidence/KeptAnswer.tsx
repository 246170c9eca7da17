import type { CaseView, VendorResult } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import { exactClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './EvidenceColumn.module.css';

/** My first answer, then the service's own result in grey. */
export function KeptAnswer({ view }: { view: CaseView }) {
  const e = words.evidence;
  return (
    <div className={styles.kept}>
      {view.judgements.map((judgement) => (
        <div key={judgement.at}>
          <p className={styles.answer}>
            <Icon name="stamp" size={14} />
            {e.answer(words.faces.answers[judgement.answer])}
          </p>
          <p className={styles.grey}>
            {e.answerKept(words.faces.sureness[judgement.sureness], exactClockOf(judgement.at))}
            {judgement.blind ? '' : ` · ${e.answerSighted}`}
          </p>
        </div>
      ))}
      {view.facts && <p className={styles.grey}>{vendorLine(view.facts.vendor)}</p>}
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
