import type { PersonLine, SessionView } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { words } from '../words/words.ts';
import styles from './stage.module.css';

type Props = { session: SessionView; person: PersonLine; onSignIn: () => void };

/** Signed in, with no role here. */
export function WrongRole({ session, person, onSignIn }: Props) {
  const w = words.session.wrongRole;
  return (
    <>
      <span className={styles.disc} data-tone="warn" aria-hidden="true">
        <Icon name="user-round" />
      </span>
      <ScreenTitle documentTitle={w.title} size="large" className={styles.title}>
        {w.title}
      </ScreenTitle>
      <p className={styles.lead}>{w.lead(person.user_principal_name)}</p>
      <div className={styles.buttons}>
        <Button look="filled" onPress={onSignIn}>
          {w.other}
        </Button>
        <Button
          onPress={() =>
            copy(w.details(person.user_principal_name, session.organisation), words.widgets.copied)
          }
        >
          {words.widgets.copyDetails}
        </Button>
      </div>
    </>
  );
}
