import type { Mark } from '../backend/bindings.ts';
import { Chip, type Tone } from '../components/Chip.tsx';
import type { IconName } from '../components/icons.ts';
import { dateOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './MarkChips.module.css';

const MOST = 3;

/** Marks of the account, three at most, then `+n`. Never of faces or claims. */
export function MarkChips({ marks, most = MOST }: { marks: readonly Mark[]; most?: number }) {
  const rest = marks.slice(most);
  return (
    <span className={styles.chips}>
      {marks.slice(0, most).map((mark) => (
        <MarkChip key={mark.mark} mark={mark} description={meaningOf(mark)} />
      ))}
      {rest.length > 0 && (
        <Chip description={rest.map(textOf).join(', ')}>{words.widgets.more(rest.length)}</Chip>
      )}
    </span>
  );
}

type MarkChipProps = { mark: Mark; description?: string };

export function MarkChip({ mark, description }: MarkChipProps) {
  return (
    <Chip tone={toneOf(mark)} icon={icons[mark.mark]} {...(description ? { description } : {})}>
      {textOf(mark)}
    </Chip>
  );
}

const icons: Readonly<Record<Mark['mark'], IconName>> = {
  privileged: 'crown',
  finance_approver: 'briefcase-business',
  repeat: 'repeat-2',
  phone_changed: 'phone',
  profile_edited: 'pencil-line',
  second_review: 'users-round',
  new_capture: 'image-plus',
  came_back: 'undo-2',
  starts: 'calendar',
};

const tones: Readonly<Record<Mark['mark'], Tone>> = {
  privileged: 'second',
  finance_approver: 'second',
  repeat: 'warn',
  phone_changed: 'warn',
  profile_edited: 'warn',
  second_review: 'second',
  new_capture: 'accent',
  came_back: 'accent',
  starts: 'plain',
};

const toneOf = (mark: Mark): Tone =>
  mark.mark === 'repeat' && mark.count > 2 ? 'stop' : tones[mark.mark];

export function textOf(mark: Mark): string {
  if (mark.mark === 'repeat') return words.queue.marks.repeat(mark.count);
  if (mark.mark === 'starts') return words.queue.marks.starts(dateOf(mark.date));
  return words.queue.marks[mark.mark];
}

export function meaningOf(mark: Mark): string {
  if (mark.mark === 'repeat') return words.queue.marksMean.repeat(mark.count);
  if (mark.mark === 'starts') return words.queue.marksMean.starts(dateOf(mark.date));
  return words.queue.marksMean[mark.mark];
}
