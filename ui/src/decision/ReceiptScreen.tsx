import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReceiptView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { useReceipt } from '../backend/queries.ts';
import { useCaseId } from '../case/CaseFrame.tsx';
import headStyles from '../case/CaseHead.module.css';
import { Identity } from '../case/CaseHead.tsx';
import screenStyles from '../case/CaseScreen.module.css';
import { useFocusOnce } from '../case/focus.ts';
import { Steps } from '../case/Steps.tsx';
import { Button, CommandButton } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { GuillocheLines, GuillocheSeal } from '../components/Guilloche.tsx';
import { Icon } from '../components/Icon.tsx';
import { announce } from '../components/live.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { toast } from '../components/toasts.ts';
import { useCommand } from '../keyboard/registry.ts';
import { useTakeNext } from '../queue/useOpenCase.ts';
import { useRecall } from '../queue/useRecall.ts';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { ReceiptFacts } from './ReceiptFacts.tsx';
import styles from './ReceiptScreen.module.css';
import { StageList } from './StageList.tsx';

/** After the decision: its state in words, five stages, and the proof. */
export function ReceiptScreen() {
  const { data: receipt, error, isError, refetch } = useReceipt(useCaseId());
  const r = words.receipt;
  if (!receipt)
    return (
      <div className={screenStyles.waiting}>
        <ScreenTitle documentTitle={r.title}>
          {isError ? r.title : words.app.opening(r.title.toLowerCase())}
        </ScreenTitle>
        {isError && <ErrorPlace problem={problemOf(error)} onRetry={() => void refetch()} />}
        {isError && <RecallOfOthers />}
      </div>
    );
  return (
    <div className={screenStyles.screen}>
      <header className={headStyles.head} data-region="case">
        <div className={headStyles.start}>
          <Identity
            number={receipt.number}
            kind={receipt.kind}
            step={words.caseHead.steps.receipt}
          />
        </div>
        <Steps caseId={receipt.case} judged step="done" />
        <div className={headStyles.end}>
          <span className={headStyles.lease}>
            <Icon name="lock" size={14} /> {words.caseHead.decided(clockOf(receipt.signed_at))}
          </span>
        </div>
      </header>
      <Card receipt={receipt} />
    </div>
  );
}

/** The state in words: *queued* is not *recorded*. */
export function titleOf({ state, verdict, verified_at }: ReceiptView): string {
  const r = words.receipt;
  switch (state.state) {
    case 'taken_back':
      return r.takenBack;
    case 'refused':
    case 'refused_changed':
    case 'already_decided':
      return r.refused;
    case 'recalled':
      return words.recall.title;
    case 'stuck':
      return r.stuck;
    default:
      return verified_at ? r.recorded(verdict) : r.queued(verdict);
  }
}

/** What else there is to say of the state. */
function detailOf({ state, verdict, verified_at, acted_at }: ReceiptView): string | null {
  const r = words.receipt;
  switch (state.state) {
    case 'queued':
      return state.next_try_at ? r.nextTry(clockOf(state.next_try_at)) : r.waits;
    case 'recalled':
      return words.recall[state.incident ? 'incident' : 'withdrawn'](
        state.by_name,
        clockOf(state.at),
      );
    case 'stuck':
    case 'refused':
      return state.why;
    case 'refused_changed':
      return r.changed;
    case 'already_decided':
      return r.already(state.by_name, words.problems.verdicts[state.verdict]);
    case 'awaits_second':
      return r.awaitsSecond;
    case 'escalated':
      return r.escalated;
    case 'outvoted':
      return r.outvoted;
    case 'recorded':
      return verified_at && !acted_at && verdict === 'approve' ? r.notCarriedOut : null;
    default:
      return null;
  }
}

/** Why this approval can't be recalled; null: it can. */
function recallClosed({ state, delivered_at, recall_closed }: ReceiptView): string | null {
  if (state.state === 'recalled') return words.recall.already;
  return delivered_at ? recall_closed : words.recall.notDelivered;
}

/** A colleague's decision has no receipt on this device; recalling it needs none. */
function RecallOfOthers() {
  useRecall({ id: useCaseId(), closed: null });
  return <CommandButton id="queue.recall">{words.recall.button}</CommandButton>;
}

function Card({ receipt }: { receipt: ReceiptView }) {
  const title = useFocusOnce<HTMLHeadingElement>();
  const r = words.receipt;
  const recorded = receipt.verified_at !== null;
  // What was recalled stands in the log and has no effect: no green tick.
  const recalled = receipt.state.state === 'recalled';
  const detail = detailOf(receipt);
  const kind = words.context.kindsOfRegistration[receipt.kind];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls is reached by keys
    <section className={styles.body} aria-label={r.region} data-region="main" tabIndex={0}>
      <div className={styles.card}>
        <div className={styles.top}>
          <div className={styles.lines}>
            <GuillocheLines width={910} height={104} />
          </div>
          <span className={styles.sign} data-recorded={recorded && !recalled}>
            <Icon name={recalled ? 'undo-2' : recorded ? 'check' : 'send'} size={24} />
          </span>
          <div className={styles.titles}>
            <h2 ref={title} tabIndex={-1}>
              {titleOf(receipt)}
            </h2>
            <p>
              {receipt.person
                ? r.subtitle(kind, receipt.person, receipt.number, receipt.decided_by)
                : r.subtitleNameless(kind, receipt.number, receipt.decided_by)}
            </p>
            {detail && <p className={styles.detail}>{detail}</p>}
          </div>
          <div className={styles.seal}>
            <GuillocheSeal recorded={recorded && !recalled} />
          </div>
        </div>
        <div className={styles.halves}>
          <StageList receipt={receipt} />
          <ReceiptFacts receipt={receipt} />
        </div>
        <Foot receipt={receipt} />
      </div>
    </section>
  );
}

function Foot({ receipt }: { receipt: ReceiptView }) {
  const backend = useBackend();
  const navigate = useNavigate();
  const takeNext = useTakeNext();
  const r = words.receipt;
  const saving = useMutation({
    mutationFn: () => backend.saveReceipt(receipt.case),
    onSuccess: () => announce(r.saved),
  });
  const takingBack = useMutation({
    mutationFn: () => backend.takeBack(receipt.decision),
    onSuccess: () => {
      toast(r.takenBackSaid);
      void navigate({ to: '/cases/$case/decide', params: { case: receipt.case } });
    },
  });
  useCommand('queue.next', { run: takeNext });
  useRecall({ id: receipt.case, closed: recallClosed(receipt) });
  const thrown = saving.error ?? takingBack.error;
  return (
    <div className={styles.foot}>
      {thrown && <ErrorPlace problem={problemOf(thrown)} />}
      <p className={styles.final}>{saving.data ? r.savedAt(saving.data) : r.final}</p>
      {receipt.can_take_back && (
        <Button icon="undo-2" onPress={() => takingBack.mutate()}>
          {r.takeBack}
        </Button>
      )}
      {receipt.state.state === 'refused_changed' && (
        <Button
          onPress={() =>
            void navigate({ to: '/cases/$case/faces', params: { case: receipt.case } })
          }
        >
          {r.openCase}
        </Button>
      )}
      <Button
        icon="download"
        disabledReason={receipt.proof ? undefined : r.noProofText}
        onPress={() => saving.mutate()}
      >
        {r.save}
      </Button>
      {receipt.verdict === 'approve' && (
        <CommandButton id="queue.recall">{words.recall.button}</CommandButton>
      )}
      <CommandButton id="queue.next" look="filled">
        {r.takeNext}
      </CommandButton>
    </div>
  );
}
