import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { CaseView, FaceAnswer, Sureness } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { caseQuery } from '../backend/queries.ts';
import { Button, CommandButton } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { Icon } from '../components/Icon.tsx';
import { CommandKeys } from '../components/KeyCap.tsx';
import { announce } from '../components/live.ts';
import type { CommandId } from '../keyboard/commands.ts';
import { useCommand } from '../keyboard/registry.ts';
import { secondsOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './FacesPanel.module.css';
import { useFocusOnce } from './focus.ts';

const ANSWERS: readonly [FaceAnswer, CommandId][] = [
  ['same', 'faces.same'],
  ['different', 'faces.different'],
  ['cannot_tell', 'faces.cannot_tell'],
];
const GRADES: readonly [Sureness, CommandId][] = [
  ['a_little', 'faces.little'],
  ['fairly', 'faces.fairly'],
  ['very', 'faces.very'],
];

/** The question, three answers, three grades of sureness. Only keeping is final. */
export function FacesPanel({ view }: { view: CaseView }) {
  const [answer, setAnswer] = useState<FaceAnswer | null>(null);
  const [sureness, setSureness] = useState<Sureness | null>(null);
  const keeping = useKeep(view);
  const closed = whyClosed(view, answer, sureness, keeping.isPending);
  const keep = () => {
    if (answer && sureness) keeping.mutate({ answer, sureness });
  };
  useCommand('faces.same', { run: () => setAnswer('same') });
  useCommand('faces.different', { run: () => setAnswer('different') });
  useCommand('faces.cannot_tell', { run: () => setAnswer('cannot_tell') });
  useCommand('faces.unusable', { run: () => setAnswer('unusable') });
  useCommand('faces.little', { run: () => setSureness('a_little') });
  useCommand('faces.fairly', { run: () => setSureness('fairly') });
  useCommand('faces.very', { run: () => setSureness('very') });
  useCommand('faces.keep', { run: keep, disabledReason: closed });
  const f = words.faces;
  const first = view.judgements[0];
  return (
    <section className={styles.panel} aria-label={words.decision.region} data-region="decision">
      <div className={styles.scroll}>
        <h2 className={styles.question}>{f.question}</h2>
        <p className={styles.lead}>{f.lead}</p>
        {!view.blind && <NotBlind />}
        {keeping.isError && <ErrorPlace problem={problemOf(keeping.error)} />}
        <Answers chosen={answer} onChoose={setAnswer} />
        <Grades chosen={sureness} onChoose={setSureness} />
        <section className={styles.ages} aria-label={f.agesTitle}>
          <h3>{f.agesTitle}</h3>
          <p>{f.ages}</p>
        </section>
      </div>
      <div className={styles.foot}>
        <p className={styles.kept}>
          <Icon name="stamp" size={14} />
          <span>
            {first ? f.before(f.answers[first.answer], secondsOf(first.at)) : ''} {f.kept}
          </span>
        </p>
        <Button
          look="filled"
          size="foot"
          wide
          keysOf="faces.keep"
          disabledReason={closed}
          onPress={keep}
        >
          {f.keep}
        </Button>
        <div className={styles.others}>
          <UnusableButton chosen={answer === 'unusable'} onChoose={() => setAnswer('unusable')} />
          <CommandButton id="case.give_back" look="quiet" size="small" icon="undo-2">
            {words.caseHead.giveBack}
          </CommandButton>
        </div>
      </div>
    </section>
  );
}

/** The portrait is seen on the document itself: what to do, and what that makes of the answer. */
function NotBlind() {
  return (
    <div className={styles.notBlind}>
      <Icon name="scan-line" size={14} />
      <p>
        {words.faces.noCrop} <span className={styles.means}>{words.faces.noCropMeans}</span>
      </p>
    </div>
  );
}

function whyClosed(
  view: CaseView,
  answer: FaceAnswer | null,
  sureness: Sureness | null,
  pending: boolean,
): string | undefined {
  if (!view.held_since) return words.faces.notHeld;
  if (pending) return words.faces.pending;
  if (!answer) return words.faces.chooseAnswer;
  return sureness ? undefined : words.faces.chooseSureness;
}

/** Keeps the answer and goes to what comes after it. */
function useKeep(view: CaseView) {
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (kept: { answer: FaceAnswer; sureness: Sureness }) =>
      backend.keepFaces({ case: view.id, ...kept }),
    onSuccess: (next, { answer }) => {
      client.setQueryData(caseQuery(backend, view.id).queryKey, next);
      announce(words.faces.keptSaid);
      const params = { case: view.id };
      if (answer === 'unusable') void navigate({ to: '/cases/$case/decide', params });
      else void navigate({ to: '/cases/$case/reconcile', params });
    },
  });
}

type Choice<Value> = { chosen: Value | null; onChoose: (value: Value) => void };

function Answers({ chosen, onChoose }: Choice<FaceAnswer>) {
  const group = useId();
  const first = useFocusOnce<HTMLInputElement>();
  return (
    <div className={styles.answers} role="radiogroup" aria-label={words.faces.answersLabel}>
      {ANSWERS.map(([answer, keys], index) => (
        <label key={answer} className={styles.answer}>
          <input
            ref={index === 0 ? first : undefined}
            type="radio"
            name={group}
            checked={chosen === answer}
            onChange={() => onChoose(answer)}
          />
          <span>{words.faces.answers[answer]}</span>
          <CommandKeys id={keys} />
        </label>
      ))}
    </div>
  );
}

function Grades({ chosen, onChoose }: Choice<Sureness>) {
  const group = useId();
  return (
    <fieldset className={styles.grades}>
      <legend>{words.faces.sureQuestion}</legend>
      <div className={styles.row}>
        {GRADES.map(([grade, keys]) => (
          <label key={grade} className={styles.grade}>
            <input
              type="radio"
              name={group}
              required
              checked={chosen === grade}
              onChange={() => onChoose(grade)}
            />
            <span className={styles.gradeName}>{words.faces.sureness[grade]}</span>
            <CommandKeys id={keys} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function UnusableButton({ chosen, onChoose }: { chosen: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      className={styles.unusable}
      aria-pressed={chosen}
      aria-keyshortcuts="U"
      onClick={onChoose}
    >
      <Icon name="camera-off" />
      <span>{words.faces.unusable}</span>
      <CommandKeys id="faces.unusable" />
    </button>
  );
}
