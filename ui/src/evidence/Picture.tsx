import { useState } from 'react';
import type { PictureView, Problem } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { words } from '../words/words.ts';
import styles from './Picture.module.css';
import { useBox } from './useBox.ts';
import { asCaptured, type Look, usePicture } from './usePicture.ts';

type Props = {
  caseId: string;
  picture: PictureView;
  nth: number;
  of: number;
  look?: Look;
  /** The box where there is no layout to measure. */
  unseen?: { width: number; height: number };
  onDrawn?: () => void;
};

/** One picture in its box on the stage, or why it is not shown. Its description never speaks of the face. */
export function Picture(props: Props) {
  const { caseId, picture, nth, of, look = asCaptured } = props;
  const [place, box] = useBox<HTMLDivElement>(props.unseen ?? { width: 408, height: 510 });
  const state = picture.state;
  const drawn = usePicture({
    caseId,
    evidence: picture.id,
    box,
    look,
    ready: state.picture === 'ready',
    onDrawn: props.onDrawn,
  });
  const [broken, setBroken] = useState('');
  const e = words.evidence;
  const content = () => {
    if (state.picture === 'gone') return <NotShown text={e.gone} />;
    if (state.picture === 'refused') return <NotShown text={causeOf(state.cause)} />;
    if (state.picture === 'fetching' || drawn.drawn === 'opening')
      return <p className={styles.opening}>{e.opening(nth, of)}</p>;
    if (drawn.drawn === 'refused')
      return <NotShown text={sentenceOf(drawn.problem)} onAgain={drawn.again} />;
    if (broken === drawn.address)
      return (
        <NotShown text={e.refused(words.problems.evidence_refused.other)} onAgain={drawn.again} />
      );
    return (
      <img
        className={styles.picture}
        src={drawn.address}
        width={drawn.link.width}
        height={drawn.link.height}
        alt={e.alt(e.longRoles[picture.role], state.width, state.height)}
        draggable={false}
        onError={() => setBroken(drawn.address)}
      />
    );
  };
  return (
    <div ref={place} className={styles.box}>
      {content()}
    </div>
  );
}

function NotShown({ text, onAgain }: { text: string; onAgain?: () => void }) {
  return (
    <div className={styles.refused}>
      <Icon name="octagon-x" size={20} />
      <p>{text}</p>
      {onAgain && (
        <Button size="small" onPress={onAgain}>
          {words.evidence.again}
        </Button>
      )}
    </div>
  );
}

function causeOf(cause: string): string {
  const e = words.evidence;
  if (cause === 'hash_differs') return e.notSigned;
  if (cause === 'gone') return e.gone;
  const p = words.problems.evidence_refused;
  return e.refused(p.causes[cause] ?? p.other);
}

function sentenceOf(problem: Problem): string {
  if (problem.kind === 'evidence_refused') return causeOf(problem.cause);
  if (problem.kind === 'offline') return causeOf('offline');
  return words.evidence.refused(words.problems[problem.kind].title.concat('.'));
}
