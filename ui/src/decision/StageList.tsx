import type { ReceiptView } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { exactClockOf, numberOf, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './ReceiptScreen.module.css';

type Stage = { id: string; name: string; icon: IconName; at: string | null; text: string };

/** The five stages of a decision with their times. A stage that is not reached says so. */
export function StageList({ receipt }: { receipt: ReceiptView }) {
  const { state } = receipt;
  const stopped = state.state === 'recalled' && !state.incident;
  return (
    <ol className={styles.stages}>
      {stagesOf(receipt).map((stage) => (
        <li key={stage.id} data-reached={stage.at !== null}>
          <span className={styles.bead}>
            <Icon name={stage.icon} size={14} />
          </span>
          <span className={styles.stageName}>{stage.name}</span>
          {stage.at ? (
            <time className="mono" dateTime={stage.at} title={zonedOf(stage.at)}>
              {exactClockOf(stage.at)}
            </time>
          ) : (
            <span className={styles.notYet}>{words.receipt[stopped ? 'stopped' : 'notYet']}</span>
          )}
          <p className={styles.stageText}>{stage.text}</p>
        </li>
      ))}
    </ol>
  );
}

function stagesOf(receipt: ReceiptView): Stage[] {
  const r = words.receipt;
  const { proof } = receipt;
  return [
    {
      id: 'signed',
      name: r.stages.signed,
      icon: 'pencil-line',
      at: receipt.signed_at,
      text: r.signedText,
    },
    {
      id: 'delivered',
      name: r.stages.delivered,
      icon: 'send',
      at: receipt.delivered_at,
      text: receipt.delivered_at ? r.deliveredText(receipt.revision) : '',
    },
    {
      id: 'verified',
      name: r.stages.verified,
      icon: 'list-tree',
      at: receipt.verified_at,
      text: proof ? r.verifiedText(numberOf(proof.index + 1), numberOf(proof.size)) : '',
    },
    {
      id: 'acted',
      name: r.stages.acted,
      icon: 'smartphone',
      at: receipt.acted_at,
      text: receipt.acted_at ? r.actedText : '',
    },
    {
      id: 'notices',
      name: r.stages.notices,
      icon: 'mail-check',
      at: acceptedAt(receipt),
      text: receipt.notices.map(({ address_masked }) => address_masked).join(', '),
    },
  ];
}

/** When the last notice was accepted; null while one is not, or there is none. */
function acceptedAt({ notices }: ReceiptView): string | null {
  const times = notices.map(({ accepted_at }) => accepted_at);
  if (times.length === 0 || times.includes(null)) return null;
  return times.toSorted().at(-1) ?? null;
}
