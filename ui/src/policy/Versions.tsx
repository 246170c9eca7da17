import { useId, useState } from 'react';
import type { PolicyVersionLine } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { useComparedPolicies, usePolicyVersions } from '../backend/queries.ts';
import { Chip } from '../components/Chip.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { dayAndClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { Differences } from './Differences.tsx';
import styles from './PolicyScreen.module.css';

/** Every version, and what differs between two of them. */
export function Versions() {
  const versions = usePolicyVersions();
  const p = words.policy;
  return (
    <section className={styles.card} aria-label={p.versions}>
      <h2>{p.versions}</h2>
      {versions.isError && (
        <ErrorPlace problem={problemOf(versions.error)} onRetry={() => void versions.refetch()} />
      )}
      <ul className={styles.versions}>
        {versions.data?.map((line) => (
          <Line key={line.version} line={line} />
        ))}
      </ul>
      {versions.data && versions.data.length > 1 && <Compare versions={versions.data} />}
    </section>
  );
}

function Line({ line }: { line: PolicyVersionLine }) {
  const p = words.policy;
  return (
    <li>
      <span className={styles.lineHead}>
        <strong>{p.version(line.version)}</strong>
        <State line={line} />
      </span>
      <span className={styles.note}>
        {p.from(dayAndClockOf(line.effective_at))}{' '}
        {line.proposed_by && line.approved_by
          ? p.signedBy(line.proposed_by, line.approved_by)
          : p.installed}
      </span>
    </li>
  );
}

function State({ line }: { line: PolicyVersionLine }) {
  const p = words.policy;
  if (line.withdrawn_by) return <Chip icon="x">{p.stopped(line.withdrawn_by)}</Chip>;
  if (line.in_force)
    return (
      <Chip tone="ok" icon="circle-check">
        {p.inForce}
      </Chip>
    );
  if (line.waits)
    return (
      <Chip tone="warn" icon="clock">
        {p.waits}
      </Chip>
    );
  return <Chip icon="history">{p.earlier}</Chip>;
}

function Compare({ versions }: { versions: readonly PolicyVersionLine[] }) {
  const numbers = versions.map(({ version }) => version);
  const [from, setFrom] = useState(numbers[1] ?? 1);
  const [to, setTo] = useState(numbers[0] ?? 1);
  const compared = useComparedPolicies({ from, to });
  const p = words.policy;
  return (
    <div className={styles.compare}>
      <h3>{p.compare}</h3>
      <div className={styles.pick}>
        <Choose label={p.compareFrom} numbers={numbers} value={from} onChange={setFrom} />
        <Choose label={p.compareTo} numbers={numbers} value={to} onChange={setTo} />
      </div>
      {compared.isError && <ErrorPlace problem={problemOf(compared.error)} />}
      {compared.data && <Differences differences={compared.data} label={p.compared(from, to)} />}
    </div>
  );
}

type ChooseProps = {
  label: string;
  numbers: readonly number[];
  value: number;
  onChange: (version: number) => void;
};

function Choose({ label, numbers, value, onChange }: ChooseProps) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label}</label>{' '}
      <select id={id} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {numbers.map((version) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </select>
    </span>
  );
}
