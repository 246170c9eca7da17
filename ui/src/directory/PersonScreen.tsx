import { useParams, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { PersonView } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { usePerson } from '../backend/queries.ts';
import { Banner } from '../components/Banner.tsx';
import { Button } from '../components/Button.tsx';
import { Chip } from '../components/Chip.tsx';
import { copy } from '../components/clipboard.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { ageOf, useNow } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './PersonScreen.module.css';

/** One person as the directory copy has them. Never edits. */
export function PersonScreen() {
  const { person: id } = useParams({ from: '/desk/directory/$person' });
  const found = usePerson(id);
  const router = useRouter();
  const back = () => router.history.back();
  useCommand('close', { run: back });
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <IconButton
          icon="arrow-left"
          label={words.widgets.back}
          onPress={back}
          directional
          keysOf="close"
        />
        {found.data ? (
          <Head person={found.data} />
        ) : (
          <ScreenTitle documentTitle={words.directory.title}>{words.directory.title}</ScreenTitle>
        )}
      </header>
      <section className={styles.body} data-region="main" aria-label={words.regions.person}>
        {found.isError && (
          <ErrorPlace problem={problemOf(found.error)} onRetry={() => void found.refetch()} />
        )}
        {found.data && <Sections person={found.data} />}
      </section>
    </div>
  );
}

function Head({ person }: { person: PersonView }) {
  const now = useNow();
  const { row } = person;
  const p = words.person;
  const at = [person.job_title, row.department].filter(Boolean).join(', ');
  return (
    <>
      <ScreenTitle documentTitle={words.directory.title}>
        <bdi>{row.display_name}</bdi>
      </ScreenTitle>
      <p className={styles.place}>
        <bdi>{[at, person.city].filter(Boolean).join(' · ')}</bdi>
      </p>
      {row.account_enabled !== null && (
        <Chip
          tone={row.account_enabled ? 'ok' : 'stop'}
          icon={row.account_enabled ? 'circle-check' : 'ban'}
        >
          {row.account_enabled ? words.directory.enabled : words.directory.disabled}
        </Chip>
      )}
      <span className={styles.end}>
        {person.as_of && (
          <span className={styles.age}>
            <Icon name="history" size={14} /> {p.asOf(ageOf(person.as_of, now))}
          </span>
        )}
        <Button icon="copy" size="small" onPress={() => copy(row.id, p.idCopied)}>
          {p.copyId}
        </Button>
      </span>
    </>
  );
}

function Sections({ person }: { person: PersonView }) {
  return (
    <>
      {person.removed && <Banner tone="warn" icon="history" title={words.person.removed} />}
      <div className={styles.columns}>
        <Card title={words.person.matching}>
          <Attributes person={person} />
          <p className={styles.note}>{words.person.notes}</p>
        </Card>
        <Card title={words.person.groups} aside={String(person.groups.length)}>
          <Groups groups={person.groups} />
        </Card>
      </div>
    </>
  );
}

function Attributes({ person }: { person: PersonView }) {
  const a = words.person.attributes;
  const lines: readonly [string, string | null][] = [
    [a.given, person.given_name],
    [a.surname, person.surname],
    [a.display, person.row.display_name],
    [a.country, person.country],
    [a.city, person.city],
    [a.department, person.row.department],
    [a.title, person.job_title],
    [a.mail, person.mail],
    [a.upn, person.row.user_principal_name],
  ];
  return (
    <dl className={styles.attributes}>
      {lines.map(([name, value]) => (
        <div key={name} className={styles.attribute}>
          <dt>{name}</dt>
          <dd className={value ? styles.value : styles.missing}>
            {value ? <bdi>{value}</bdi> : words.person.missing}
          </dd>
        </div>
      ))}
      <div className={styles.attribute}>
        <dt>{a.id}</dt>
        <dd className="mono">{person.row.id}</dd>
      </div>
    </dl>
  );
}

const FIRST_GROUPS = 12;

function Groups({ groups }: { groups: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, FIRST_GROUPS);
  if (groups.length === 0) return <p className={styles.note}>{words.person.noGroups}</p>;
  return (
    <>
      <ul className={styles.groups}>
        {shown.map((group) => (
          <li key={group}>
            <Icon name="users-round" size={14} />
            <bdi>{group}</bdi>
          </li>
        ))}
      </ul>
      {shown.length < groups.length && (
        <Button look="link" onPress={() => setAll(true)}>
          {words.person.showMore(groups.length - shown.length)}
        </Button>
      )}
    </>
  );
}

function Card({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <header className={styles.cardHead}>
        <h2>{title}</h2>
        {aside && <span className={styles.aside}>{aside}</span>}
      </header>
      {children}
    </section>
  );
}
