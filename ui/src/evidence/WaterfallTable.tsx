import type { Report } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import { Said } from './Said.tsx';
import { stepLabel } from './stepLabel.ts';
import styles from './Waterfall.module.css';
import type { Waterfall } from './waterfall.ts';

type Props = { report: Report; shape: Waterfall; together: number };

/** The same as the bars in numbers, with every weight and its sentence. */
export function WaterfallTable({ report, shape, together }: Props) {
  const w = words.weights;
  const drawn = shape.bars.map(({ step, sum }) => ({ step, sum }));
  let sum = drawn.at(-1)?.sum ?? shape.start.sum;
  const folded = (shape.rest?.steps ?? []).map((step) => {
    sum += step.millinats;
    return { step, sum };
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by keys
    <div className={styles.scroll} role="group" aria-label={w.title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{w.columns.finding}</th>
            <th scope="col">{w.columns.weight}</th>
            <th scope="col">{w.columns.sum}</th>
            <th scope="col">{w.columns.why}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{w.start(report.prior_ppm)}</th>
            <td dir="ltr">{w.nats(shape.start.millinats)}</td>
            <td dir="ltr">{w.nats(shape.start.sum)}</td>
            <td />
          </tr>
          {[...drawn, ...folded].map((one) => (
            <tr key={`${one.step.id} ${one.sum}`}>
              <th scope="row">{stepLabel(one.step, report.claims)}</th>
              <td dir="ltr">{w.nats(one.step.millinats)}</td>
              <td dir="ltr">{w.nats(one.sum)}</td>
              <td>
                <Said>{one.step.sentence}</Said>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.together(together)}</th>
            <td />
            <td dir="ltr">{w.nats(report.log_odds_millinats)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
