import { useEffect } from 'react';
import type { Connection, LogView } from '../backend/bindings.ts';
import { useStatus } from '../backend/queries.ts';
import { ageOf, clockOf, numberOf, useNow, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { KeyCap } from './KeyCap.tsx';
import { announceAtOnce } from './live.ts';
import { showOverlay } from './overlays.ts';
import styles from './StatusBar.module.css';

/** The only place for connection state. Always in sight; nothing in it blinks. */
export function StatusBar() {
  const { data: status } = useStatus();
  const now = useNow();
  return (
    <footer className={styles.bar} data-region="status">
      {status && (
        <>
          <ConnectionState connection={status.connection} />
          <span
            className={styles.entry}
            data-lesser=""
            title={status.directory_synced_at ? zonedOf(status.directory_synced_at) : undefined}
          >
            <Icon name="book-user" size={14} />
            {status.directory_synced_at
              ? words.status.directory(ageOf(status.directory_synced_at, now))
              : words.status.noDirectory}
          </span>
          <LogState log={status.log} />
          <span className={[styles.entry, styles.end].join(' ')}>
            <Icon name="send" size={14} directional />
            {status.outbox === 0
              ? words.status.nothingWaiting
              : words.status.waiting(status.outbox)}
          </span>
        </>
      )}
      <button
        type="button"
        className={[styles.keys, !status && styles.end].filter(Boolean).join(' ')}
        onClick={() => showOverlay('help')}
      >
        <KeyCap chord="?" />
        {words.status.keys}
      </button>
    </footer>
  );
}

function ConnectionState({ connection }: { connection: Connection }) {
  switch (connection.connection) {
    case 'connected':
      return <Entry icon="circle-check" tone={styles.ok} text={words.status.connected} />;
    case 'offline':
      return (
        <Entry
          icon="cloud-off"
          tone={styles.warn}
          text={words.status.offline(clockOf(connection.since))}
        />
      );
    case 'unknown':
      return <Entry icon="circle-dashed" text={words.status.unknown} />;
  }
}

function LogState({ log }: { log: LogView }) {
  const broken = log.log === 'broken';
  useEffect(() => {
    if (broken) announceAtOnce(words.status.logBroken);
  }, [broken]);
  switch (log.log) {
    case 'verified':
      return <Entry icon="list-tree" text={words.status.logVerified(numberOf(log.size))} lesser />;
    case 'none':
      return <Entry icon="circle-dashed" text={words.status.logNone} lesser />;
    case 'broken':
      return <Entry icon="octagon-x" tone={styles.stop} text={words.status.logBroken} />;
  }
}

type EntryProps = { icon: IconName; text: string; tone?: string | undefined; lesser?: boolean };

function Entry({ icon, text, tone, lesser }: EntryProps) {
  return (
    <span
      className={[styles.entry, tone].filter(Boolean).join(' ')}
      data-lesser={lesser ? '' : undefined}
    >
      <Icon name={icon} size={14} />
      {text}
    </span>
  );
}
