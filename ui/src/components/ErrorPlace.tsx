import type { ReactNode } from 'react';
import type { Problem } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { copy } from './clipboard.ts';
import { explain, toneOf } from './problems.ts';

type Props = {
  problem: Problem;
  onRetry?: () => void;
  onSignIn?: () => void;
  /** Further ways on, of the screen. */
  children?: ReactNode;
};

/** Where a problem is said: what it is, what stays, and the way on. */
export function ErrorPlace({ problem, onRetry, onSignIn, children }: Props) {
  const { title, text } = explain(problem);
  return (
    <Banner
      tone={toneOf(problem)}
      title={title}
      actions={
        <>
          {problem.kind === 'signed_out' && onSignIn && (
            <Button size="small" onPress={onSignIn}>
              {words.problems.signInAgain}
            </Button>
          )}
          {onRetry && problem.kind !== 'signed_out' && (
            <Button size="small" onPress={onRetry}>
              {words.widgets.tryAgain}
            </Button>
          )}
          {problem.kind === 'fault' && problem.reference && (
            <Button
              size="small"
              look="quiet"
              onPress={() => copy(problem.reference, words.widgets.copied)}
            >
              {words.widgets.copyReference}
            </Button>
          )}
          {children}
        </>
      }
    >
      {text && <p>{text}</p>}
      {problem.kind === 'closed' && problem.closed.length > 1 && (
        <ul>
          {problem.closed.slice(1).map((cause) => (
            <li key={cause.code}>
              {cause.why} <span className="mono">{cause.code}</span>
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
