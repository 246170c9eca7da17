import type { Because, CaseView } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './TwoPeople.module.css';

type Props = { view: CaseView; because: readonly Because[] };

/** Two people decide here: who has, why, and what comes of it. The other answer stays sealed. */
export function TwoPeople({ view, because }: Props) {
  const t = words.twoPeople;
  const first = firstAt(view);
  return (
    <section className={styles.box} aria-label={t.title}>
      <h3>
        <Icon name="users-round" /> {t.title}
      </h3>
      <dl className={styles.seats}>
        <div data-sealed={first !== null}>
          <dt>{t.first}</dt>
          <dd>
            {first ? (
              <>
                <Icon name="lock" size={14} /> {t.sealed(clockOf(first))}
              </>
            ) : (
              t.you
            )}
          </dd>
        </div>
        <div data-sealed={first === null}>
          <dt>{t.second}</dt>
          <dd>{first ? t.you : t.anotherPerson}</dd>
        </div>
      </dl>
      <p>
        {t.askedFor(because.map((cause) => t.because[cause]))} {first ? t.blind : t.next}
      </p>
    </section>
  );
}

/** What comes of the second verdict. */
export function WhatHappensThen() {
  const t = words.twoPeople;
  return (
    <section className={styles.follows} aria-label={t.follows}>
      <h3>{t.follows}</h3>
      <ul>
        <li>
          <span aria-hidden="true">=</span> {t.agree}
        </li>
        <li>
          <span aria-hidden="true">≠</span> {t.differ}
        </li>
      </ul>
    </section>
  );
}

/** When the first of two people decided; null where this is the first, or one decides. */
export const firstAt = ({ state }: CaseView): string | null =>
  state.state === 'second_review' ? state.at : null;
