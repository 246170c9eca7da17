import { useId } from 'react';
import type { CaseView, Closed, Door, Verdict } from '../backend/bindings.ts';
import { useFocusOnce } from '../case/focus.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { CommandKeys } from '../components/KeyCap.tsx';
import { announce } from '../components/live.ts';
import type { CommandId } from '../keyboard/commands.ts';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './VerdictGroup.module.css';

const VERDICTS: readonly [Verdict, CommandId, IconName][] = [
  ['approve', 'decision.approve', 'badge-check'],
  ['deny', 'decision.deny', 'ban'],
  ['new_capture', 'decision.new_capture', 'image-plus'],
  ['escalate', 'decision.escalate', 'siren'],
];

type Props = {
  view: CaseView;
  chosen: Verdict | null;
  onChoose: (verdict: Verdict) => void;
  locked: boolean;
};

/** Four verdicts of equal size, none preselected. A closed one says why, and what opens it. */
export function VerdictGroup({ view, chosen, onChoose, locked }: Props) {
  const group = useId();
  const d = words.decision;
  return (
    <div className={styles.group} role="radiogroup" aria-label={d.verdictsLabel}>
      {VERDICTS.map(([verdict, command, icon], index) => (
        <VerdictChoice
          key={verdict}
          group={group}
          verdict={verdict}
          command={command}
          icon={icon}
          door={view.doors.find((one) => one.verdict === verdict)}
          chosen={chosen === verdict}
          onChoose={() => onChoose(verdict)}
          locked={locked}
          first={index === 0}
          explained={isNew(view.doors, index)}
        />
      ))}
    </div>
  );
}

/** Whether the causes of this door were not told above it already. */
function isNew(doors: readonly Door[], index: number): boolean {
  const of = (nth: number) => {
    const door = doors.find(({ verdict }) => verdict === VERDICTS[nth]?.[0]);
    return JSON.stringify(door?.closed ?? []);
  };
  return !VERDICTS.slice(0, index).some((_, nth) => of(nth) === of(index));
}

type ChoiceProps = {
  group: string;
  verdict: Verdict;
  command: CommandId;
  icon: IconName;
  door: Door | undefined;
  chosen: boolean;
  onChoose: () => void;
  locked: boolean;
  first: boolean;
  explained: boolean;
};

function VerdictChoice(props: ChoiceProps) {
  const { group, verdict, command, icon, chosen, onChoose, locked, first } = props;
  const causes = props.door?.closed ?? [];
  const why = causes[0]?.why;
  const reasonId = useId();
  const focused = useFocusOnce<HTMLInputElement>();
  const d = words.decision;
  useCommand(command, {
    run: onChoose,
    disabledReason: why ?? (locked ? d.pending : undefined),
  });
  return (
    <>
      <label className={[styles.verdict, why && styles.closed].filter(Boolean).join(' ')}>
        <input
          ref={first ? focused : undefined}
          type="radio"
          name={group}
          aria-label={d.verdicts[verdict]}
          aria-disabled={why ? true : undefined}
          aria-describedby={reasonId}
          checked={chosen && !why}
          onChange={() => (why ? announce(why) : onChoose())}
        />
        <Icon name={icon} />
        <span className={styles.name}>{d.verdicts[verdict]}</span>
        <span id={reasonId} className={styles.hint}>
          {why ? <span className="unseen">{why}</span> : d.hints[verdict]}
        </span>
        {why ? (
          <span className={styles.lock}>
            <Icon name="lock" size={14} /> {d.closed}
          </span>
        ) : (
          <CommandKeys id={command} />
        )}
      </label>
      {causes.length > 0 && props.explained && (
        <ClosedReasons verdict={d.verdicts[verdict]} causes={causes} />
      )}
    </>
  );
}

/** By the letter of the code: hard stop, evidence, people, repeats, state. */
const causeIcons: Readonly<Record<string, IconName>> = {
  H: 'octagon-x',
  E: 'scan-line',
  P: 'users-round',
  V: 'repeat-2',
  S: 'lock',
};

/** Every cause, worst first, with what would open it and its code. */
function ClosedReasons({ verdict, causes }: { verdict: string; causes: readonly Closed[] }) {
  const d = words.decision;
  return (
    <section className={styles.causes} aria-label={d.whyClosed(verdict)}>
      <h3>
        <Icon name="lock" size={14} /> {d.whyClosed(verdict)}
      </h3>
      <ul>
        {causes.map((cause) => (
          <li key={`${cause.code}${cause.why}`}>
            <Icon name={causeIcons[cause.code[0] ?? ''] ?? 'lock'} />
            <span>
              <strong>{cause.why}</strong> {cause.opens ?? d.nothingOpens}
            </span>
            <span className={['mono', styles.code].join(' ')}>{cause.code}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
