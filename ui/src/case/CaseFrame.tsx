import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { CaseView } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { useCase } from '../backend/queries.ts';
import { Banner } from '../components/Banner.tsx';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { announceAtOnce } from '../components/live.ts';
import { explain } from '../components/problems.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useTakeCase } from '../queue/useOpenCase.ts';
import { words } from '../words/words.ts';
import { CaseHead } from './CaseHead.tsx';
import styles from './CaseScreen.module.css';
import type { Step } from './steps.ts';

type Props = { step: Step; children: (view: CaseView) => ReactNode };

/** The id of the case in the address. */
export function useCaseId(): string {
  const { case: id } = useParams({ strict: false });
  return id ?? '';
}

/** Head, state and guard of one step: nothing past the faces is drawn before they are judged. */
export function CaseFrame({ step, children }: Props) {
  const id = useCaseId();
  const { data: view, error, isError, refetch } = useCase(id);
  if (!view)
    return (
      <div className={styles.waiting}>
        <ScreenTitle documentTitle={words.caseHead.steps[step]}>
          {isError ? words.caseHead.steps[step] : words.app.opening(words.caseHead.opening)}
        </ScreenTitle>
        {isError ? (
          <ErrorPlace problem={problemOf(error)} onRetry={() => void refetch()} />
        ) : (
          <div className={styles.shapes} data-step={step} aria-hidden="true">
            <span />
            <span />
            {step !== 'faces' && <span />}
          </div>
        )}
      </div>
    );
  if (step !== 'faces' && view.judgements.length === 0)
    return <Navigate to="/cases/$case/faces" params={{ case: id }} replace />;
  return (
    <div className={styles.screen}>
      <CaseHead view={view} step={step} />
      <Standing view={view} />
      {children(view)}
    </div>
  );
}

/** Losing the lease needs an answer: it is said at once, wherever the focus is. */
function useLeaseLostSaid({ held_since, state }: CaseView): void {
  const had = useRef(false);
  const held = held_since !== null;
  const open = state.state === 'open' || state.state === 'second_review';
  useEffect(() => {
    if (had.current && !held && open) {
      const { title, text } = explain({ kind: 'lease_lost', case: '', by_name: null });
      announceAtOnce(`${title}. ${text}`);
    }
    had.current = held;
  }, [held, open]);
}

/** What keeps this case from being worked on here: another holds it, or it is decided. */
function Standing({ view }: { view: CaseView }) {
  const take = useTakeCase();
  const navigate = useNavigate();
  useLeaseLostSaid(view);
  const h = words.caseHead;
  if (view.state.state === 'decided')
    return (
      <Banner
        title={h.decidedTitle}
        actions={
          <Button
            size="small"
            onPress={() => void navigate({ to: '/cases/$case/receipt', params: { case: view.id } })}
          >
            {h.seeReceipt}
          </Button>
        }
      >
        {h.decidedText(view.state.by_name, words.problems.verdicts[view.state.verdict])}
      </Banner>
    );
  if (view.held_since) return null;
  return (
    <Banner
      tone="warn"
      title={h.notHeld}
      actions={
        <>
          <Button size="small" look="quiet" onPress={() => void navigate({ to: '/queue' })}>
            {h.backToQueue}
          </Button>
          <Button size="small" onPress={() => void take(view.id, null)}>
            {h.take}
          </Button>
        </>
      }
    >
      {h.notHeldText}
    </Banner>
  );
}
