import { Link, useNavigate } from '@tanstack/react-router';
import type { CaseId, CaseView } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import { announce } from '../components/live.ts';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './Steps.module.css';
import { type Step, steps } from './steps.ts';

const routes = {
  faces: '/cases/$case/faces',
  reconcile: '/cases/$case/reconcile',
  decide: '/cases/$case/decide',
} as const;

export function useStepCommands(view: CaseView): void {
  const navigate = useNavigate();
  const go = (step: Step) => () => void navigate({ to: routes[step], params: { case: view.id } });
  const closed = view.judgements.length === 0 ? words.caseHead.facesFirst : undefined;
  useCommand('case.faces', { run: go('faces') });
  useCommand('case.reconcile', { run: go('reconcile'), disabledReason: closed });
  useCommand('case.decide', { run: go('decide'), disabledReason: closed });
}

type Props = {
  caseId: CaseId;
  judged: boolean;
  /** `done`: all of them lie behind. */
  step: Step | 'done';
};

/** Steps are links to what may be seen; a later step is closed with its reason. */
export function Steps({ caseId, judged, step }: Props) {
  return (
    <nav className={styles.steps} aria-label={words.caseHead.stepsLabel}>
      {steps.map((one, index) => {
        const done = step === 'done' || (judged && index < steps.indexOf(step));
        const content = (
          <>
            <span className={[styles.bead, done && styles.done].filter(Boolean).join(' ')}>
              {done ? <Icon name="check" size={12} /> : index + 1}
            </span>
            <span className={styles.name}>{words.caseHead.steps[one]}</span>
          </>
        );
        if (step === 'done')
          return (
            <span key={one} className={styles.step}>
              {content}
            </span>
          );
        if (one !== 'faces' && !judged)
          return (
            <button
              key={one}
              type="button"
              className={styles.step}
              aria-disabled="true"
              title={words.caseHead.facesFirst}
              onClick={() => announce(words.caseHead.facesFirst)}
            >
              {content}
            </button>
          );
        return (
          <Link
            key={one}
            to={routes[one]}
            params={{ case: caseId }}
            className={styles.step}
            aria-current={one === step ? 'step' : undefined}
          >
            {content}
          </Link>
        );
      })}
    </nav>
  );
}
