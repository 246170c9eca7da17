import { useEffect } from 'react';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { words } from '../words/words.ts';
import styles from './Trouble.module.css';
import { reportProblem, useReportedProblem } from './trouble.ts';

/** Why a case could not be taken: shown on whatever screen it was asked for, until one leaves it. */
export function Trouble({ place }: { place: string }) {
  const problem = useReportedProblem();
  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving the place is what clears it
  useEffect(() => () => reportProblem(null), [place]);
  if (!problem) return null;
  return (
    <div className={styles.place}>
      <ErrorPlace problem={problem}>
        <Button size="small" look="quiet" onPress={() => reportProblem(null)}>
          {words.widgets.dismiss}
        </Button>
      </ErrorPlace>
    </div>
  );
}
