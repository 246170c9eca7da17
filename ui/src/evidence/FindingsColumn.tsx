import { useState } from 'react';
import type { Band, Report, Step } from '../backend/bindings.ts';
import { useFocusOnce } from '../case/focus.ts';
import { Chip, type Tone } from '../components/Chip.tsx';
import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';
import { ClaimRow } from './ClaimRow.tsx';
import { EngineFoot } from './EngineFoot.tsx';
import styles from './FindingsColumn.module.css';
import { OtherRules } from './OtherRules.tsx';
import { Settling } from './Settling.tsx';
import type { OtherRulesShown } from './useOtherRules.ts';
import { type Reading, useSpelling } from './useReading.ts';
import { Waterfall } from './Waterfall.tsx';
import { isWeighed } from './waterfall.ts';

type Props = {
  report: Report;
  reading: Reading;
  others: OtherRulesShown;
  takesFocus?: boolean;
};

/** What document and profile say, claim by claim, and how the two relate. */
export function FindingsColumn({ report, reading, others, takesFocus = false }: Props) {
  const f = words.findings;
  const [lit, setLit] = useState<Step | null>(null);
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
          <ClaimRow
            key={finding.claim}
            finding={finding}
            reading={reading}
            report={report}
            lit={lit?.claim === finding.claim ? lit : null}
          />
        ))}
      </ul>
      <OtherRules lines={report.microsoft} equality={report.equality} shown={others} />
      {isWeighed(report) && <Waterfall report={report} onLight={setLit} />}
      <Settling report={report} />
      <EngineFoot report={report} />
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
