import type { SessionView, WaitingStep } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { Button } from '../components/Button.tsx';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './stage.module.css';

const STEPS: readonly WaitingStep[] = ['browser_opened', 'waiting_for_entra', 'checking_roles'];

type State = 'done' | 'now' | 'later';
const icons: Readonly<Record<State, IconName>> = {
  done: 'circle-check',
  now: 'loader',
  later: 'circle',
};

/** The browser is open. No timer: it stays so until somebody cancels or finishes there. */
export function Waiting({ session, step }: { session: SessionView; step: WaitingStep }) {
  const backend = useBackend();
  const w = words.session.waiting;
  const cancel = () => void backend.cancelSignIn();
  useCommand('close', { run: cancel });
  return (
    <>
      <span className={styles.disc} aria-hidden="true">
        <Icon name="external-link" size={16} />
      </span>
      <ScreenTitle documentTitle={w.title} size="large" className={styles.title}>
        {w.title}
      </ScreenTitle>
      <p className={styles.lead}>{w.lead(session.organisation)}</p>
      <ol className={styles.steps}>
        {STEPS.map((one, index) => {
          const state = stateOf(index, STEPS.indexOf(step));
          return (
            <li key={one} className={styles.step} data-state={state}>
              <Icon name={icons[state]} label={w[state]} />
              {w.steps[one]}
            </li>
          );
        })}
      </ol>
      <div className={styles.buttons}>
        <Button
          icon="copy"
          onPress={() => void backend.signInLink().then((link) => link && copy(link, w.linkCopied))}
        >
          {w.copyLink}
        </Button>
        <Button onPress={() => void backend.openSignInAgain()}>{w.openAgain}</Button>
        <Button look="quiet" keysOf="close" onPress={cancel}>
          {w.cancel}
        </Button>
      </div>
      <p className={styles.hint}>{w.hint}</p>
    </>
  );
}

/** The browser is open from the start, so the first line is done and Entra is awaited. */
function stateOf(index: number, at: number): State {
  const reached = Math.max(at, 1);
  if (index < reached) return 'done';
  return index === reached ? 'now' : 'later';
}
