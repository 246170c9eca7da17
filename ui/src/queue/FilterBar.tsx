import type { QueueRow } from '../backend/bindings.ts';
import { type FilterChoice, FilterPopover } from '../components/FilterPopover.tsx';
import { Icon } from '../components/Icon.tsx';
import { SearchField } from '../components/SearchField.tsx';
import { words } from '../words/words.ts';
import styles from './FilterBar.module.css';
import { countsFor, type FilterName, type Filters, filterNames } from './filters.ts';

type Props = {
  filters: Filters;
  onChange: (filters: Filters) => void;
  rows: readonly QueueRow[];
  now: Date;
};

/** Search and one line of filters, each a popover with check boxes and counts. */
export function FilterBar({ filters, onChange, rows, now }: Props) {
  const f = words.queue.filters;
  return (
    <section className={styles.bar} data-region="filters" aria-label={words.regions.filters}>
      <SearchField
        className={styles.search}
        label={words.queue.searchLabel}
        hint={words.queue.searchHint}
        value={filters.q}
        onChange={(q) => onChange({ ...filters, q })}
      />
      {filterNames.map((name) => (
        <FilterPopover
          key={name}
          name={f[name]}
          choices={choicesOf(name, countsFor(rows, name, filters, now), filters)}
          chosen={filters[name]}
          onChange={(chosen) => onChange({ ...filters, [name]: chosen })}
          {...(name === 'kind' ? { standing: f.set(f.kind, f.allKinds) } : {})}
        />
      ))}
      <span className={styles.masked} title={words.queue.masked}>
        <Icon name="eye-off" size={14} />
        <span>{words.queue.masked}</span>
      </span>
    </section>
  );
}

function choicesOf(
  name: FilterName,
  counts: ReadonlyMap<string, number>,
  filters: Filters,
): FilterChoice[] {
  const chosen: readonly string[] = filters[name];
  const values = new Set([...orderOf(name), ...counts.keys(), ...chosen]);
  const always = name === 'kind' || name === 'held' || name === 'due';
  return [...values]
    .map((value) => ({ value, label: labelOf(name, value), count: counts.get(value) ?? 0 }))
    .filter(({ value, count }) => always || count > 0 || chosen.includes(value));
}

/** Departments come as they are met, in alphabetical order; the rest has an order of its own. */
function orderOf(name: FilterName): readonly string[] {
  return name === 'department' ? [] : Object.keys(labels[name]);
}

const q = words.queue;
const labels: Record<Exclude<FilterName, 'department'>, Readonly<Record<string, string>>> = {
  kind: words.kinds,
  due: q.groups,
  held: q.filters.held_values,
  mark: {
    privileged: q.marks.privileged,
    finance_approver: q.marks.finance_approver,
    second_review: q.marks.second_review,
    repeat: q.marks.repeatName,
    phone_changed: q.marks.phone_changed,
    profile_edited: q.marks.profile_edited,
    new_capture: q.marks.new_capture,
    came_back: q.marks.came_back,
    starts: q.marks.startsName,
  },
};

function labelOf(name: FilterName, value: string): string {
  if (name === 'department') return value || q.filters.noDepartment;
  return labels[name][value] ?? value;
}
