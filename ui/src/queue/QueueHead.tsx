import { Link } from '@tanstack/react-router';
import type { QueueView, ViewCount } from '../backend/bindings.ts';
import { useStatus } from '../backend/queries.ts';
import { CommandButton } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useOfferedCommand } from '../keyboard/registry.ts';
import { ageOf, useNow, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { type Filters, searchOf } from './filters.ts';
import styles from './QueueHead.module.css';

const TABS: readonly QueueView[] = ['open', 'escalated', 'decided'];

type Props = { filters: Filters; counts: readonly ViewCount[] | undefined };

/** Title, views, age of the list, and the one filled button. */
export function QueueHead({ filters, counts }: Props) {
  const title = TABS.includes(filters.view) ? words.queue.title : words.queue.views[filters.view];
  return (
    <header className={styles.head}>
      <ScreenTitle key={title} documentTitle={title}>
        {title}
      </ScreenTitle>
      <nav className={styles.tabs} aria-label={words.queue.viewsLabel}>
        {TABS.map((view) => (
          <Link
            key={view}
            to="/queue"
            search={searchOf({ ...filters, view })}
            className={styles.tab}
            data-here={view === filters.view || undefined}
            aria-current={view === filters.view ? 'page' : undefined}
          >
            {words.queue.views[view]} <span className={styles.count}>{countOf(counts, view)}</span>
          </Link>
        ))}
      </nav>
      <Synced />
      <CommandButton id="queue.next" look="filled" />
    </header>
  );
}

const countOf = (counts: Props['counts'], view: QueueView) =>
  counts?.find((one) => one.view === view)?.count;

function Synced() {
  const { data: status } = useStatus();
  const sync = useOfferedCommand('queue.sync');
  const now = useNow(1);
  const at = status?.queue_synced_at;
  const text = at ? words.queue.synced(ageOf(at, now)) : words.queue.notSynced;
  return (
    <button
      type="button"
      className={styles.synced}
      title={at ? zonedOf(at) : undefined}
      onClick={() => sync.run?.()}
    >
      <Icon name="refresh-cw" size={14} />
      {text}
      <span className="unseen">. {words.queue.syncNow}</span>
    </button>
  );
}
