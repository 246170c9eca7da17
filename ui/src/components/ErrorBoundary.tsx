import { Component, type ReactNode } from 'react';
import { problemOf } from '../backend/problem.ts';
import { ErrorPlace } from './ErrorPlace.tsx';

type Props = { children: ReactNode };
type State = { thrown: unknown; failed: boolean };

/** Keeps a fault in one part of the window from taking the rest with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { thrown: null, failed: false };

  static getDerivedStateFromError(thrown: unknown): State {
    return { thrown, failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorPlace
        problem={problemOf(this.state.thrown)}
        onRetry={() => this.setState({ thrown: null, failed: false })}
      />
    );
  }
}
