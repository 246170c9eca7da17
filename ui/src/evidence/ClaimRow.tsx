import type { ClaimFinding, Piece, Report, Step } from '../backend/bindings.ts';
import { Chip, type Tone } from '../components/Chip.tsx';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import { AlignedPair } from './AlignedPair.tsx';
import { chipIcons } from './chipIcons.ts';
import { chipsOf } from './chipsOf.ts';
import styles from './FindingsColumn.module.css';
import { Glyphs } from './Glyphs.tsx';
import { heard } from './heard.ts';
import { Said } from './Said.tsx';
import { cut, DRAWN } from './sides.ts';
import { isDifference, type Reading } from './useReading.ts';

/** Characters of a reason that are shown. */
const SENTENCE = 600;

type Props = {
  finding: ClaimFinding;
  reading: Reading;
  report: Report;
  /** The weight of this claim that the pointer or the focus is on. */
  lit: Step | null;
};

/** One claim: identical ones collapse to one line, others stand aligned with their reasons. */
export function ClaimRow({ finding, reading, report, lit }: Props) {
  const f = words.findings;
  const name = f.claims[finding.claim];
  const differs = isDifference(finding);
  const read = reading.read.includes(finding.claim);
  return (
    <li
      className={styles.claim}
      data-claim={finding.claim}
      data-severity={finding.severity}
      data-lit={lit ? true : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: J and K move along the claims, Space marks one
      tabIndex={0}
    >
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <div className={styles.values}>
        <span className="unseen">
          <Said>{heard(finding.spoken)}</Said>
        </span>
        {finding.relation === 'identical' ? (
          <span className={styles.same} aria-hidden="true">
            <span className={styles.sign}>{f.equal}</span>
            <Single value={finding.document ?? ''} />
          </span>
        ) : isCovered(finding) ? (
          <span className={styles.same} aria-hidden="true">
            <span className={styles.sign}>{f.document}</span>
            <span className="mono">{finding.document}</span>
          </span>
        ) : finding.relation === 'absent' ? (
          <span className={styles.absent} aria-hidden="true">
            {f.empty}
          </span>
        ) : (
          <AlignedPair pieces={piecesOf(finding)} finding={finding} lit={lit} />
        )}
      </div>
      <div className={styles.finding} data-flat={!differs || undefined}>
        <span className={styles.chips}>
          {chipsOf(finding, report).map(({ id, label, description }, index) => (
            <Chip
              key={id}
              tone={index === 0 ? toneOf(finding) : 'plain'}
              {...iconOf(finding, id)}
              {...(description ? { description } : {})}
            >
              {label}
            </Chip>
          ))}
        </span>
        {/* Its one chip says it, and has the sentence. */}
        {!isCovered(finding) && (
          <p className={styles.sentence} aria-hidden="true">
            <Said>{cut(finding.sentence, SENTENCE).shown}</Said>
          </p>
        )}
      </div>
      {differs && (
        <button
          type="button"
          className={styles.read}
          aria-pressed={read}
          aria-label={`${read ? f.read : f.markRead}: ${name}`}
          onClick={() => reading.toggle(finding.claim)}
        >
          <Icon name={read ? 'circle-check' : 'circle'} size={14} />
          <span>{read ? f.read : f.markRead}</span>
        </button>
      )}
    </li>
  );
}

/** One value for both sides, cut where it is too long to be drawn. */
function Single({ value }: { value: string }) {
  const { shown, left } = cut(value, DRAWN);
  return (
    <span>
      <bdi dir="auto" className="mono">
        <Glyphs text={shown} />
      </bdi>
      {left > 0 && <span className={styles.absent}> {words.findings.notDrawn(left)}</span>}
    </span>
  );
}

/** What is not compared, or has one side only, stands as it is; values with nothing in common are not aligned. */
function piecesOf({ pieces, document, profile, relation, severity, chips }: ClaimFinding): Piece[] {
  const unlike = chips.some(({ id }) => id === 'different_person' || id === 'no_shared_word');
  if (severity !== 'none' && relation === 'different' && !unlike) return pieces;
  const kind = severity === 'none' || relation !== 'different' ? 'same' : 'changed';
  return [{ document: document ?? '', profile: profile ?? '', kind }];
}

/** Only the document has it, and nothing is compared: one line says all of it. */
const isCovered = ({ claim, relation, severity }: ClaimFinding) =>
  claim === 'document_number' && relation === 'only_document' && severity === 'none';

function iconOf({ relation }: ClaimFinding, chip: string): { icon?: IconName } {
  const icon = chipIcons[chip] ?? (relation === 'identical' ? 'equal' : undefined);
  return icon ? { icon } : {};
}

function toneOf({ severity, relation }: ClaimFinding): Tone {
  if (severity === 'conflict') return 'stop';
  if (severity === 'explained' || severity === 'needs_evidence') return 'warn';
  return relation === 'identical' ? 'ok' : 'plain';
}
