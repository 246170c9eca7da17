import { Button, Checkbox, CheckboxGroup, DialogTrigger, Popover } from 'react-aria-components';
import { words } from '../words/words.ts';
import styles from './FilterPopover.module.css';
import { Icon } from './Icon.tsx';

export type FilterChoice = { value: string; label: string; count: number };

type Props = {
  /** Kind, mark, due, … */
  name: string;
  choices: readonly FilterChoice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Shown solid when nothing is chosen: the filter that is always there. */
  standing?: string;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** One filter of a list: a popover with check boxes and counts; solid with a remove cross when set. */
export function FilterPopover({
  name,
  choices,
  chosen,
  onChange,
  standing,
  isOpen,
  onOpenChange,
}: Props) {
  const set = chosen.length > 0;
  const text = set ? words.queue.filters.set(name, valuesOf(choices, chosen)) : (standing ?? name);
  const solid = set || standing !== undefined;
  return (
    <span className={[styles.filter, solid && styles.solid].filter(Boolean).join(' ')}>
      <DialogTrigger
        {...(isOpen === undefined ? {} : { isOpen })}
        {...(onOpenChange ? { onOpenChange } : {})}
      >
        <Button
          className={styles.button ?? ''}
          {...(solid ? {} : { 'aria-label': words.queue.filters.add(name) })}
          data-filter=""
        >
          <Icon name={solid ? 'list-filter' : 'plus'} size={14} />
          <span>{text}</span>
          {solid && !set && <Icon name="chevron-down" size={12} />}
        </Button>
        <Popover
          className={styles.popover ?? ''}
          placement="bottom start"
          offset={4}
          aria-label={name}
        >
          <div className={styles.dialog}>
            {choices.length === 0 ? (
              <p className={styles.none}>{words.widgets.none}</p>
            ) : (
              <CheckboxGroup
                aria-label={name}
                value={[...chosen]}
                onChange={onChange}
                className={styles.group ?? ''}
              >
                {choices.map((choice, index) => (
                  <Checkbox
                    key={choice.value}
                    autoFocus={index === 0}
                    value={choice.value}
                    className={styles.choice ?? ''}
                  >
                    <span className={styles.box}>
                      <Icon name="check" size={12} />
                    </span>
                    <bdi className={styles.label}>{choice.label}</bdi>
                    <span className={styles.count}>{choice.count}</span>
                  </Checkbox>
                ))}
              </CheckboxGroup>
            )}
          </div>
        </Popover>
      </DialogTrigger>
      {set && (
        <Button
          className={styles.remove ?? ''}
          aria-label={words.widgets.remove(name)}
          onPress={() => onChange([])}
        >
          <Icon name="x" size={14} />
        </Button>
      )}
    </span>
  );
}

function valuesOf(choices: readonly FilterChoice[], chosen: readonly string[]): string {
  if (chosen.length > 2) return words.queue.filters.several(chosen.length);
  return chosen
    .map((value) => choices.find((choice) => choice.value === value)?.label ?? value)
    .join(', ');
}
