import type { ReactNode } from 'react';
import type { ReceiptView } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import { numberOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { ProofPath } from './ProofPath.tsx';
import styles from './ReceiptScreen.module.css';

/** The receipt: its proof drawn, and what it says. */
export function ReceiptFacts({ receipt }: { receipt: ReceiptView }) {
  const r = words.receipt;
  const { proof } = receipt;
  return (
    <section className={styles.receipt} aria-label={r.title}>
      <div className={styles.receiptHead}>
        <h3>{r.title}</h3>
        {proof && receipt.verified_at ? (
          <span className={styles.holds}>
            <Icon name="circle-check" size={14} /> {r.holds}
          </span>
        ) : (
          <span className={styles.notYet}>{r.noProof}</span>
        )}
      </div>
      {proof ? <ProofPath proof={proof} /> : <p className={styles.notYet}>{r.noProofText}</p>}
      <dl className={styles.facts}>
        <Fact name={r.facts.decision}>{short(receipt.decision)}</Fact>
        {proof && (
          <>
            <Fact name={r.facts.entry}>
              {r.entryOf(numberOf(proof.index + 1), numberOf(proof.size))}
            </Fact>
            <Fact name={r.facts.origin}>{proof.origin}</Fact>
            <Fact name={r.facts.root}>{short(proof.root)}</Fact>
          </>
        )}
        <Fact name={r.facts.device}>{short(receipt.device_key)}</Fact>
        <Fact name={r.facts.policy}>{String(receipt.policy_version)}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="mono">{children}</dd>
    </div>
  );
}

/** First and last characters of an id, hash or key. */
const short = (text: string) =>
  text.length <= 20 ? text : `${text.slice(0, 13)}…${text.slice(-4)}`;
