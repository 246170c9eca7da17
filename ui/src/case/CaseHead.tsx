import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseKind, CaseView } from '../backend/bindings.ts';
import { ActionMenu } from '../components/ActionMenu.tsx';
import { CommandButton } from '../components/Button.tsx';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { kindIcons } from '../queue/kinds.ts';
import { MarkChips } from '../queue/MarkChips.tsx';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './CaseHead.module.css';
import { EscalateDialog, useSilentEscalation } from './EscalateDialog.tsx';
import { GiveBackDialog } from './GiveBackDialog.tsx';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { Steps, useStepCommands } from './Steps.tsx';
import type { Step } from './steps.ts';

type Props = { view: CaseView; step: Step };
type Asked = 'give_back' | 'escalate' | 'history';

/** Back, number, kind, steps, lease: the same on every step of a case. */
export function CaseHead({ view, step }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  useStepCommands(view);
  useHeadCommands(view, setAsked);
  return (
    <header className={styles.head} data-region="case">
      <div className={styles.start}>
        <Identity number={view.number} kind={view.kind} step={words.caseHead.steps[step]} />
        {step !== 'faces' && view.facts && <MarkChips marks={view.facts.marks} />}
      </div>
      <Steps caseId={view.id} judged={view.judgements.length > 0} step={step} />
      <div className={styles.end}>
        {view.held_since && (
          <span className={styles.lease}>
            <Icon name="lock" size={14} /> {words.caseHead.heldSince(clockOf(view.held_since))}
          </span>
        )}
        {/* In step 3 the verdicts stand beside: there the button chooses, and asks nothing. */}
        <CommandButton
          id={step === 'decide' ? 'decision.escalate' : 'case.escalate'}
          size="small"
          icon="siren"
        >
          {words.caseHead.escalate}
        </CommandButton>
        <More view={view} onAsk={setAsked} />
      </div>
      {asked === 'give_back' && <GiveBackDialog view={view} onClose={close} />}
      {asked === 'escalate' && <EscalateDialog view={view} onClose={close} />}
      {asked === 'history' && <HistoryDrawer view={view} onClose={close} />}
    </header>
  );
}

function useHeadCommands(view: CaseView, ask: (asked: Asked) => void): void {
  const notHeld = notHeldReason(view);
  const door = view.doors.find(({ verdict }) => verdict === 'escalate')?.closed[0]?.why;
  const escalateSilently = useSilentEscalation(view);
  useCommand('case.give_back', { run: () => ask('give_back'), disabledReason: notHeld });
  useCommand('case.escalate', { run: () => ask('escalate'), disabledReason: notHeld ?? door });
  useCommand('case.escalate_silently', {
    run: escalateSilently,
    disabledReason: notHeld ?? door,
  });
  useCommand('case.history', { run: () => ask('history'), disabledReason: historyReason(view) });
}

const notHeldReason = ({ held_since }: CaseView) =>
  held_since === null ? words.faces.notHeld : undefined;

/** What happened before could bend the face answer. */
const historyReason = ({ facts }: CaseView) =>
  facts === null ? words.caseHead.facesFirst : undefined;

function More({ view, onAsk }: { view: CaseView; onAsk: (asked: Asked) => void }) {
  const h = words.caseHead;
  return (
    <ActionMenu
      label={h.more}
      placement="bottom end"
      className={styles.more}
      actions={[
        {
          id: 'give_back',
          icon: 'undo-2',
          label: h.giveBackNote,
          keysOf: 'case.give_back',
          disabledReason: notHeldReason(view),
          run: () => onAsk('give_back'),
        },
        {
          id: 'history',
          icon: 'history',
          label: words.commands['case.history'],
          keysOf: 'case.history',
          disabledReason: historyReason(view),
          run: () => onAsk('history'),
        },
        {
          id: 'copy',
          icon: 'copy',
          label: h.copyNumber,
          run: () => copy(view.number, h.numberCopied),
        },
      ]}
    >
      <Icon name="ellipsis" />
    </ActionMenu>
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
        <Icon name={kindIcons[kind]} size={14} />
        <span className={styles.kindName}>{words.kinds[kind]}</span>
      </span>
    </>
  );
}
