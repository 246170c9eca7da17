import type { Problem, SessionView } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { Icon } from '../components/Icon.tsx';
import { KeyCap } from '../components/KeyCap.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { words } from '../words/words.ts';
import styles from './stage.module.css';

type Props = { session: SessionView; problem: Problem | null; onSignIn: () => void };

/** One button, and three sentences on what the window does. */
export function Start({ session, problem, onSignIn }: Props) {
  const s = words.session;
  return (
    <>
      <ScreenTitle
        documentTitle={s.screen}
        size="large"
        takesFocus={false}
        className={styles.title}
      >
        {s.title}
      </ScreenTitle>
      <p className={styles.lead}>{s.lead}</p>
      {problem && (
        <div className={styles.place}>
          <ErrorPlace problem={problem} />
        </div>
      )}
      <p className={styles.label}>{s.organisation}</p>
      <div className={styles.organisation}>
        <span className={styles.letter} aria-hidden="true">
          {[...session.organisation][0]}
        </span>
        <span className={styles.names}>
          <bdi className={styles.organisationName}>{session.organisation}</bdi>
          <span className={styles.domain}>{session.domain}</span>
        </span>
      </div>
      <Button look="filled" size="large" wide autoFocus onPress={onSignIn}>
        <span className={styles.signIn}>
          {s.signIn} <KeyCap chord="Enter" ground="filled" />
        </span>
      </Button>
      <ul className={styles.promises}>
        {s.promises.map(({ icon, text }) => (
          <li key={icon}>
            <Icon name={icon} size={14} />
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}
