import { useState } from 'react';
import type { PolicyView } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { usePolicy } from '../backend/queries.ts';
import { Button } from '../components/Button.tsx';
import { Chip } from '../components/Chip.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { dayAndClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { PendingChange } from './PendingChange.tsx';
import styles from './PolicyScreen.module.css';
import { Proposal } from './Proposal.tsx';
import { Versions } from './Versions.tsx';

/** The rules in force, the change that waits, every version, and a proposal. */
export function PolicyScreen() {
  const found = usePolicy();
  const p = words.policy;
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <ScreenTitle documentTitle={p.title}>{p.title}</ScreenTitle>
        {found.data && <Chip icon="scroll-text">{p.version(found.data.version)}</Chip>}
      </header>
      <section className={styles.body} data-region="main" aria-label={p.title}>
        {found.isError && (
          <ErrorPlace problem={problemOf(found.error)} onRetry={() => void found.refetch()} />
        )}
        {found.data && <Shown policy={found.data} />}
      </section>
    </div>
  );
}

function Shown({ policy }: { policy: PolicyView }) {
  const [isProposing, setProposing] = useState(false);
  const p = words.policy;
  const closed = policy.proposing_closed ?? undefined;
  useCommand('policy.propose', {
    run: () => setProposing(true),
    ...(closed ? { disabledReason: closed } : {}),
  });
  if (isProposing && !closed)
    return <Proposal policy={policy} onClose={() => setProposing(false)} />;
  return (
    <>
      <p className={styles.lead}>
        {p.since(dayAndClockOf(policy.in_force_since))}{' '}
        {policy.proposed_by && policy.approved_by
          ? p.signedBy(policy.proposed_by, policy.approved_by)
          : p.installed}
      </p>
      {policy.pending && <PendingChange change={policy.pending} />}
      <div className={styles.columns}>
        <section className={styles.card} aria-label={p.rules}>
          <h2>{p.rules}</h2>
          {policy.rules.map(({ title, rules }) => (
            <div key={title} className={styles.group}>
              <h3>{title}</h3>
              <ul>
                {rules.map((rule) => (
                  <li key={rule}>{rule}</li>
                ))}
              </ul>
            </div>
          ))}
          <p className={styles.note}>
            {p.hash} <span className="mono">{policy.sha256}</span>
          </p>
        </section>
        <div className={styles.side}>
          <section className={styles.card} aria-label={p.change}>
            <h2>{p.change}</h2>
            <p className={styles.note}>{closed ?? p.proposingLead}</p>
            <Button icon="pencil-line" disabledReason={closed} onPress={() => setProposing(true)}>
              {p.change}
            </Button>
          </section>
          <Versions />
        </div>
      </div>
    </>
  );
}
