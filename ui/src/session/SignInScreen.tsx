import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SessionView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { useServiceReached, useSession } from '../backend/queries.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { GuillocheField } from '../components/Guilloche.tsx';
import { Icon } from '../components/Icon.tsx';
import { announce, announceAtOnce } from '../components/live.ts';
import { Mark } from '../components/Mark.tsx';
import { SandboxBand } from '../components/SandboxBand.tsx';
import { words } from '../words/words.ts';
import { Blocked } from './Blocked.tsx';
import styles from './SignInScreen.module.css';
import { Start } from './Start.tsx';
import { Waiting } from './Waiting.tsx';
import { WrongRole } from './WrongRole.tsx';

/** Before anybody is signed in: start, waiting for the browser, blocked, no role. */
export function SignInScreen() {
  const { data: session, error, refetch } = useSession();
  useSignedInSaid(session);
  return (
    <div className={styles.screen}>
      {session?.sandbox && (
        <div className={styles.band}>
          <SandboxBand />
        </div>
      )}
      <main id="main" className={styles.side} data-region="main" aria-label={words.session.screen}>
        <p className={styles.brand}>
          <Mark size={24} />
          {words.app.name}
        </p>
        <div className={styles.middle}>
          {error && <ErrorPlace problem={problemOf(error)} onRetry={() => void refetch()} />}
          {session && <Stage session={session} />}
        </div>
        {session && <Foot session={session} />}
      </main>
      <div className={styles.print}>
        <GuillocheField />
      </div>
    </div>
  );
}

function Stage({ session }: { session: SessionView }) {
  const backend = useBackend();
  const signIn = useMutation({ mutationFn: () => backend.signIn() });
  const { state } = session;
  const problem = signIn.isError ? problemOf(signIn.error) : null;
  const start = () => signIn.mutate();
  switch (state.state) {
    case 'waiting':
      return <Waiting session={session} step={state.step} />;
    case 'blocked':
      return <Blocked cause={state.cause} correlationId={state.correlation_id} onSignIn={start} />;
    case 'wrong_role':
      return <WrongRole session={session} person={state.person} onSignIn={start} />;
    case 'signed_out':
      return <Start session={session} problem={problem ?? state.reason} onSignIn={start} />;
    case 'signed_in':
      return null;
  }
}

function Foot({ session }: { session: SessionView }) {
  const { data: reached } = useServiceReached();
  const s = words.session;
  return (
    <footer className={styles.foot}>
      {reached === undefined ? (
        <span>
          <Icon name="circle-dashed" size={14} /> {s.unasked}
        </span>
      ) : (
        <span className={reached ? styles.reached : styles.unreached}>
          <Icon name={reached ? 'circle-check' : 'cloud-off'} size={14} />{' '}
          {reached ? s.reached : s.unreached}
        </span>
      )}
      <span>
        <Icon name="laptop" size={14} /> {session.device}
      </span>
      <span className={styles.version}>{s.version(session.version)}</span>
    </footer>
  );
}

/** The focus stays in the window while the browser is used; this says that it went well. */
function useSignedInSaid(session: SessionView | undefined): void {
  const name = session?.state.state === 'signed_in' ? session.state.person.name : undefined;
  const ended = session?.state.state === 'signed_out' && session.state.reason !== null;
  useEffect(() => {
    if (ended) announceAtOnce(words.problems.signed_out.title);
  }, [ended]);
  useEffect(() => {
    if (name) announce(words.session.signedIn(name));
  }, [name]);
}
