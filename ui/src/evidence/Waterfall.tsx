import { useId, useState } from 'react';
import type { Report, Step } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { words } from '../words/words.ts';
import { Said } from './Said.tsx';
import { stepLabel } from './stepLabel.ts';
import styles from './Waterfall.module.css';
import { WaterfallTable } from './WaterfallTable.tsx';
import { type Bar, type Waterfall as Shape, togetherOf, waterfallOf } from './waterfall.ts';

type Props = {
  report: Report;
  /** The weight that the pointer or the focus is on, so that its claim can be marked. */
  onLight: (step: Step | null) => void;
};

/** How the starting point and each weight add up, as bars or as a table. */
export function Waterfall({ report, onLight }: Props) {
  const title = useId();
  const summary = useId();
  const [table, setTable] = useState(false);
  const w = words.weights;
  const shape = waterfallOf(report);
  const together = togetherOf(report);
  const speaking = report.steps.filter(({ millinats }) => millinats > 0).length;
  return (
    <figure className={styles.figure} aria-labelledby={title} aria-describedby={summary}>
      <figcaption className={styles.caption}>
        <h2 id={title}>{w.title}</h2>
        <p id={summary} className="unseen">
          {w.summary(report.prior_ppm, speaking, report.steps.length - speaking, together.ppm)}
        </p>
        {!table && (
          <span className={styles.scale} aria-hidden="true">
            {w.scale}
          </span>
        )}
        <Button look="link" size="small" className={styles.toggle} onPress={() => setTable(!table)}>
          {table ? w.asBars : w.asTable}
        </Button>
      </figcaption>
      {table ? (
        <WaterfallTable report={report} shape={shape} together={together.ppm} />
      ) : (
        <Bars report={report} shape={shape} together={together.ppm} onLight={onLight} />
      )}
      <Cap report={report} capped={together.capped} />
    </figure>
  );
}

/** Names and a birth date never make certain, and how wide what is probable is. */
function Cap({ report, capped }: { report: Report; capped: boolean }) {
  const w = words.weights;
  const [low, high] = report.interval_ppm;
  return (
    <p className={styles.cap}>
      {capped ? w.counted(report.probability_ppm) : w.cap}
      {low < high && ` ${w.interval(low, high)}`}
    </p>
  );
}

type BarsProps = Props & { shape: Shape; together: number };

function Bars({ report, shape, together, onLight }: BarsProps) {
  const hatch = useId();
  const { zero } = shape;
  return (
    <>
      <svg className="sprite" aria-hidden="true" focusable="false">
        <pattern
          id={hatch}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <line className={styles.hatch} y1="2.5" y2="2.5" x2="5" />
        </pattern>
      </svg>
      <ul className={styles.bars} aria-label={words.weights.title}>
        <Row
          label={words.weights.start(report.prior_ppm)}
          bar={shape.start}
          zero={zero}
          look="start"
          edge={shape.start.end}
        />
        {shape.bars.map((bar) => (
          <Row
            key={`${bar.step.id} ${bar.sum}`}
            label={stepLabel(bar.step, report.claims)}
            why={bar.step.sentence}
            bar={bar}
            zero={zero}
            look={lookOf(bar, hatch)}
            edge={bar.end}
            onLight={(on) => onLight(on && bar.step.claim ? bar.step : null)}
          />
        ))}
        {shape.rest && (
          <Row
            label={words.weights.rest(shape.rest.steps.length)}
            bar={shape.rest}
            zero={zero}
            look={lookOf(shape.rest, hatch)}
            edge={shape.rest.end}
          />
        )}
        <Row label={words.weights.together(together)} bar={shape.together} zero={zero} look="sum" />
      </ul>
    </>
  );
}

type Look = 'start' | 'for' | 'sum' | `url(#${string})`;

const lookOf = ({ millinats }: Bar, hatch: string): Look =>
  millinats < 0 ? `url(#${hatch})` : 'for';

type RowProps = {
  label: string;
  why?: string;
  bar: Bar;
  zero: number;
  look: Look;
  /** Where a hairline leads on to the next bar, in percent. */
  edge?: number;
  onLight?: (on: boolean) => void;
};

function Row({ label, why, bar, zero, look, edge, onLight }: RowProps) {
  const against = look.startsWith('url');
  const light = onLight && {
    onPointerEnter: () => onLight(true),
    onPointerLeave: () => onLight(false),
    onFocus: () => onLight(true),
    onBlur: () => onLight(false),
    tabIndex: 0,
  };
  return (
    <li className={styles.row} data-look={against ? 'against' : look} title={why} {...light}>
      <bdi className={styles.label}>{label}</bdi>
      <svg className={styles.plot} width="100%" height="20" aria-hidden="true" focusable="false">
        <line className={styles.axis} x1={`${zero}%`} x2={`${zero}%`} y1="0" y2="100%" />
        {edge !== undefined && (
          <line className={styles.lead} x1={`${edge}%`} x2={`${edge}%`} y1="6" y2="100%" />
        )}
        <rect
          className={styles.bar}
          x={`${bar.x}%`}
          y="5"
          width={`${bar.width}%`}
          height="10"
          rx="1"
          {...(against ? { fill: look } : {})}
        />
      </svg>
      <bdi dir="ltr" className={styles.value}>
        {words.weights.nats(bar.millinats)}
      </bdi>
      {why && (
        <span className="unseen">
          . <Said>{why}</Said>
        </span>
      )}
    </li>
  );
}
