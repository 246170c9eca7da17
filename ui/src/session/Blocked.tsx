import type { SignInCause } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import { explainSignIn } from '../components/problems.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { words } from '../words/words.ts';
import styles from './stage.module.css';

type Props = { cause: SignInCause; correlationId: string | null; onSignIn: () => void };

/** The sign-in was refused: a sentence by cause, and the number by which the administrator finds it. */
export function Blocked({ cause, correlationId, onSignIn }: Props) {
  const s = words.session;
  return (
    <>
      <span className={styles.disc} data-tone="stop" aria-hidden="true">
        <Icon name="octagon-x" />
      </span>
      <ScreenTitle documentTitle={s.blocked.title} size="large" className={styles.title}>
        {s.blocked.title}
      </ScreenTitle>
      <p className={styles.lead}>{explainSignIn(cause)}</p>
      {correlationId && (
        <p className={styles.detail}>
          {s.blocked.correlation} {correlationId}{' '}
          <Button look="link" onPress={() => copy(correlationId, words.widgets.copied)}>
            {words.widgets.copy}
          </Button>
        </p>
      )}
      <div className={styles.buttons}>
        <Button look="filled" onPress={onSignIn}>
          {words.problems.signInAgain}
        </Button>
      </div>
    </>
  );
}
