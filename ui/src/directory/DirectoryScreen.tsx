import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PersonRow } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { useDirectorySearch, useStatus } from '../backend/queries.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { Icon } from '../components/Icon.tsx';
import { announce } from '../components/live.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { SearchField } from '../components/SearchField.tsx';
import { type GridHandle, VirtualGrid, type VirtualRow } from '../components/VirtualGrid.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { numberOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './DirectoryScreen.module.css';

const FEWEST_LETTERS = 2;

type Line = VirtualRow & { person: PersonRow };

/** Finds people of the directory copy. Says nothing of their open cases (R1). */
export function DirectoryScreen() {
  const { q = '' } = useSearch({ from: '/desk/directory' });
  const navigate = useNavigate();
  const enough = q.trim().length >= FEWEST_LETTERS;
  const found = useDirectorySearch(enough ? q.trim() : '');
  const people = enough ? (found.data ?? NOBODY) : NOBODY;
  const [current, setCurrent] = useState<string | null>(null);
  const grid = useRef<GridHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const lines = useMemo(() => people.map(lineOf), [people]);
  useListCommands(grid, field);
  useEffect(() => {
    if (enough && found.isSuccess) announce(words.directory.found(people.length));
  }, [enough, found.isSuccess, people]);
  const open = (id: string) => void navigate({ to: '/directory/$person', params: { person: id } });
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <ScreenTitle documentTitle={words.directory.title}>{words.directory.title}</ScreenTitle>
        <Size />
      </header>
      <section className={styles.bar} data-region="filters" aria-label={words.regions.filters}>
        <SearchField
          ref={field}
          className={styles.search}
          label={words.directory.searchLabel}
          hint={words.directory.searchHint}
          value={q}
          onChange={(text) =>
            void navigate({ to: '/directory', search: { q: text }, replace: true })
          }
        />
      </section>
      <section className={styles.list} data-region="main" aria-label={words.regions.people}>
        {found.isError && (
          <ErrorPlace problem={problemOf(found.error)} onRetry={() => void found.refetch()} />
        )}
        {lines.length === 0 ? (
          <p className={styles.lead}>
            {enough && found.isSuccess ? words.directory.none(q) : words.directory.lead}
          </p>
        ) : (
          <>
            <div className={styles.columns}>
              {Object.values(words.directory.columns).map((name) => (
                <span key={name}>{name}</span>
              ))}
            </div>
            <VirtualGrid
              label={words.regions.people}
              rows={lines}
              onOpen={open}
              current={current}
              onCurrent={setCurrent}
              handle={grid}
            >
              {PersonLine}
            </VirtualGrid>
          </>
        )}
      </section>
    </div>
  );
}

const NOBODY: readonly PersonRow[] = [];

const PersonLine = ({ person }: Line) => (
  <div className={styles.line}>
    <bdi className={styles.name}>{person.display_name}</bdi>
    <bdi className={styles.upn}>{person.user_principal_name}</bdi>
    <bdi>{person.department}</bdi>
    <span className={styles.account} data-enabled={person.account_enabled}>
      <Icon
        name={
          person.account_enabled
            ? 'circle-check'
            : person.account_enabled === false
              ? 'ban'
              : 'circle-dashed'
        }
        size={14}
      />
      {accountOf(person)}
    </span>
  </div>
);

function accountOf(person: PersonRow): string {
  if (person.account_enabled === null) return words.directory.unknown;
  return person.account_enabled ? words.directory.enabled : words.directory.disabled;
}

const lineOf = (person: PersonRow): Line => ({
  id: person.id,
  name: [person.display_name, person.user_principal_name, person.department, accountOf(person)]
    .filter(Boolean)
    .join(', '),
  height: 36,
  person,
});

function useListCommands(
  grid: React.RefObject<GridHandle | null>,
  field: React.RefObject<HTMLInputElement | null>,
) {
  useCommand('list.down', { run: () => grid.current?.move('ArrowDown') });
  useCommand('list.up', { run: () => grid.current?.move('ArrowUp') });
  useCommand('list.first', { run: () => grid.current?.move('Home') });
  useCommand('list.last', { run: () => grid.current?.move('End') });
  useCommand('list.search', { run: () => field.current?.focus() });
}

function Size() {
  const { data: status } = useStatus();
  if (!status) return null;
  return (
    <p className={styles.size}>
      {words.directory.size(numberOf(status.people), numberOf(status.groups))}
    </p>
  );
}
