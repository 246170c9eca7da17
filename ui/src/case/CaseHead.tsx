import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseKind, CaseView } from '../backend/bindings.ts';
import { Button, CommandButton } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { announce } from '../components/live.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { kindIcons } from '../queue/kinds.ts';
import { MarkChips } from '../queue/MarkChips.tsx';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './CaseHead.module.css';
import { EscalateDialog, useEscalation } from './EscalateDialog.tsx';
import { GiveBackDialog } from './GiveBackDialog.tsx';
import { type Step, steps } from './steps.ts';

/** Back, number, kind, steps, lease: the same on every step of a case. */
export function CaseHead({ view, step }: { view: CaseView; step: Step }) {
  const [asked, setAsked] = useState<'give_back' | 'escalate' | null>(null);
  const held = view.held_since !== null;
  const notHeld = held ? undefined : words.faces.notHeld;
  const door = view.doors.find(({ verdict }) => verdict === 'escalate')?.closed[0]?.why;
  const escalate = useEscalation(view);
  useStepCommands(view);
  useCommand('case.give_back', { run: () => setAsked('give_back'), disabledReason: notHeld });
  useCommand('case.escalate', {
    run: () => setAsked('escalate'),
    disabledReason: notHeld ?? door,
  });
  useCommand('case.escalate_silently', {
    run: () => escalate.mutate(words.escalation.silent),
    disabledReason: notHeld ?? door,
  });
  return (
    <header className={styles.head} data-region="case">
      <Identity number={view.number} kind={view.kind} step={words.caseHead.steps[step]} />
      {step !== 'faces' && view.facts && <MarkChips marks={view.facts.marks} />}
      <Steps view={view} step={step} />
      <div className={styles.end}>
        {view.held_since && (
          <span className={styles.lease}>
            <Icon name="lock" size={14} /> {words.caseHead.heldSince(clockOf(view.held_since))}
          </span>
        )}
        {step !== 'faces' && (
          <Button
            look="quiet"
            size="small"
            icon="undo-2"
            disabledReason={notHeld}
            onPress={() => setAsked('give_back')}
          >
            {words.caseHead.giveBack}
          </Button>
        )}
        {step !== 'decide' && (
          <CommandButton id="case.escalate" size="small" icon="siren">
            {words.caseHead.escalate}
          </CommandButton>
        )}
      </div>
      {asked === 'give_back' && <GiveBackDialog view={view} onClose={() => setAsked(null)} />}
      {asked === 'escalate' && <EscalateDialog view={view} onClose={() => setAsked(null)} />}
    </header>
  );
}

type IdentityProps = { number: string; kind: CaseKind; step: string };

/** Back to the queue, the number as the screen's one heading, and the kind. */
export function Identity({ number, kind, step }: IdentityProps) {
  const navigate = useNavigate();
  const back = () => void navigate({ to: '/queue' });
  useCommand('close', { run: back });
  return (
    <>
      <IconButton icon="arrow-left" label={words.widgets.back} onPress={back} directional />
      <ScreenTitle
        documentTitle={words.caseHead.documentTitle(step, number)}
        takesFocus={false}
        className={styles.number}
      >
        {number}
      </ScreenTitle>
      <span className={styles.kind}>
        <Icon name={kindIcons[kind]} size={14} /> {words.kinds[kind]}
      </span>
    </>
  );
}

const routes = {
  faces: '/cases/$case/faces',
  reconcile: '/cases/$case/reconcile',
  decide: '/cases/$case/decide',
} as const;

function useStepCommands(view: CaseView): void {
  const navigate = useNavigate();
  const go = (step: Step) => () => void navigate({ to: routes[step], params: { case: view.id } });
  const closed = view.judgements.length === 0 ? words.caseHead.facesFirst : undefined;
  useCommand('case.faces', { run: go('faces') });
  useCommand('case.reconcile', { run: go('reconcile'), disabledReason: closed });
  useCommand('case.decide', { run: go('decide'), disabledReason: closed });
}

/** Steps are links to what may be seen; a later step is closed with its reason. */
function Steps({ view, step }: { view: CaseView; step: Step }) {
  const judged = view.judgements.length > 0;
  return (
    <nav className={styles.steps} aria-label={words.caseHead.stepsLabel}>
      {steps.map((one, index) => {
        const done = judged && index < steps.indexOf(step);
        const content = (
          <>
            <span className={[styles.bead, done && styles.done].filter(Boolean).join(' ')}>
              {done ? <Icon name="check" size={12} /> : index + 1}
            </span>
            {words.caseHead.steps[one]}
          </>
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
            params={{ case: view.id }}
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
