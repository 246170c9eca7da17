import type { Band, MicrosoftLine, MicrosoftOutcome, Report } from '../backend/bindings.ts';
import { useFocusOnce } from '../case/focus.ts';
import { Chip, type Tone } from '../components/Chip.tsx';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import { ClaimRow } from './ClaimRow.tsx';
import styles from './FindingsColumn.module.css';
import { type Reading, useSpelling } from './useReading.ts';

type Props = { report: Report; reading: Reading; takesFocus?: boolean };

/** What document and profile say, claim by claim, and how the two relate. */
export function FindingsColumn({ report, reading, takesFocus = false }: Props) {
  const f = words.findings;
  useSpelling(report.claims);
  return (
    <section
      className={styles.column}
      aria-label={f.region}
      data-region="findings"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keys
      tabIndex={0}
    >
      <div className={styles.head}>
        <Chip tone={tones[report.band]} icon={icons[report.band]} large>
          {f.bands[report.band]}
        </Chip>
        {takesFocus ? (
          <FocusedHeadline text={report.headline} />
        ) : (
          <h2>
            <Headline text={report.headline} />
          </h2>
        )}
      </div>
      <div className={styles.columns} aria-hidden="true">
        <span>{f.columns.claim}</span>
        <span className={styles.sources}>
          <span>
            <b>{f.document}</b> {f.columns.document}
          </span>
          <span>
            <b>{f.profile}</b> {f.columns.profile}
          </span>
        </span>
        <span>{f.columns.finding}</span>
      </div>
      <ul aria-label={f.claimsLabel}>
        {report.claims.map((finding) => (
          <ClaimRow key={finding.claim} finding={finding} reading={reading} />
        ))}
      </ul>
      <MicrosoftLines lines={report.microsoft} />
    </section>
  );
}

function FocusedHeadline({ text }: { text: string }) {
  const headline = useFocusOnce<HTMLHeadingElement>();
  return (
    <h2 ref={headline} tabIndex={-1}>
      <Headline text={text} />
    </h2>
  );
}

/** The first sentence stands out; what follows qualifies it. */
function Headline({ text }: { text: string }) {
  const end = text.indexOf('. ') + 1;
  if (end === 0) return text;
  return (
    <>
      {text.slice(0, end)} <span className={styles.after}>{text.slice(end + 1)}</span>
    </>
  );
}

const tones: Readonly<Record<Band, Tone>> = {
  consistent: 'ok',
  explainable: 'ok',
  needs_evidence: 'warn',
  conflict: 'stop',
};
const icons: Readonly<Record<Band, IconName>> = {
  consistent: 'equal',
  explainable: 'spline',
  needs_evidence: 'lightbulb',
  conflict: 'circle-x',
};
const outcomes: Readonly<Record<MicrosoftOutcome, IconName>> = {
  match: 'check',
  no_match: 'x',
  unspecified: 'circle-dashed',
  cannot_match: 'x',
};

/** What Microsoft's documentation says its rules would do. */
function MicrosoftLines({ lines }: { lines: readonly MicrosoftLine[] }) {
  const f = words.findings;
  const notes = [...new Set(lines.map(({ note }) => note))];
  return (
    <ul className={styles.microsoft} aria-label={f.microsoft} data-microsoft tabIndex={-1}>
      {lines.map((line) => (
        <li key={line.rule}>
          <span className={styles.rule}>
            {f.microsoft} <strong>{f.rules[line.rule]}</strong>
          </span>
          <span className={styles.outcome}>
            <Icon name={outcomes[line.outcome]} size={14} /> {f.outcomes[line.outcome]}
          </span>
          <span className={styles.clause}>
            <bdi>{line.sentence}</bdi>
            <span className="unseen">, {line.note}</span>
          </span>
        </li>
      ))}
      {notes.map((note) => (
        <li key={note} className={styles.note} aria-hidden="true">
          {note}
        </li>
      ))}
    </ul>
  );
}
