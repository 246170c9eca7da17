import { useSession, useStatus } from '../backend/queries.ts';
import { dayAndClockOf, numberOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './SettingsScreen.module.css';

const s = words.settings;

/** What this device keeps. */
export function StoragePage() {
  const { data: status } = useStatus();
  if (!status) return null;
  const at = (instant: string | null) => (instant ? dayAndClockOf(instant) : '—');
  return (
    <Facts
      facts={[
        [s.people, numberOf(status.people)],
        [s.groups, numberOf(status.groups)],
        [s.directorySynced, at(status.directory_synced_at)],
        [s.queueSynced, at(status.queue_synced_at)],
        [s.outbox, numberOf(status.outbox)],
      ]}
      notes={[s.encrypted, s.signOutDrops]}
    />
  );
}

/** Which device this is, and for whom. */
export function DevicePage() {
  const { data: session } = useSession();
  if (!session) return null;
  const account =
    session.state.state === 'signed_in' ? session.state.person.user_principal_name : '—';
  return (
    <Facts
      facts={[
        [s.deviceName, session.device],
        [s.account, account],
        [s.organisation, `${session.organisation}, ${session.domain}`],
        [s.version, session.version],
      ]}
    />
  );
}

function Facts({
  facts,
  notes = [],
}: {
  facts: readonly (readonly [string, string])[];
  notes?: readonly string[];
}) {
  return (
    <>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.row}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </>
  );
}
