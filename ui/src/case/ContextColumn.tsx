import { Fragment, type ReactNode } from 'react';
import type { CaseView, FactsView, Readiness, Repeats, SubjectFacts } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { Chip } from '../components/Chip.tsx';
import { Icon } from '../components/Icon.tsx';
import { clockOf, dayOf, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './ContextColumn.module.css';
import { eventOf } from './HistoryDrawer.tsx';

type Props = { view: CaseView; facts: FactsView; onDecide?: () => void };

/** Who the person is in the directory, what changed, what this case is, and what must be seen. */
export function ContextColumn({ view, facts, onDecide }: Props) {
  const c = words.context;
  return (
    <section className={styles.column} aria-label={c.region} data-region="person" tabIndex={-1}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keys */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={c.region}>
        <Person person={facts.person} />
        <Roles person={facts.person} />
        <Changes person={facts.person} />
        <Part title={c.thisCase}>
          <ul className={styles.times}>
            {facts.timeline.map((entry) => (
              <li key={`${entry.at}${entry.what}`}>
                <time dateTime={entry.at} title={zonedOf(entry.at)}>
                  {clockOf(entry.at)}
                </time>
                <span>{eventOf(entry.what)}</span>
              </li>
            ))}
          </ul>
        </Part>
        <RepeatsPart repeats={facts.repeats} />
      </div>
      <div className={styles.foot}>
        <ReadinessLines readiness={view.readiness} />
        {onDecide && (
          <Button look="filled" size="foot" wide keysOf="reconcile.decide" onPress={onDecide}>
            {c.decide}
          </Button>
        )}
      </div>
    </section>
  );
}

/** What must be seen before approving, ticked by the facts. */
export function ReadinessLines({ readiness }: { readiness: Readiness }) {
  const c = words.context;
  return (
    <ul className={styles.readiness}>
      <Met label={c.evidenceSeen} n={readiness.pictures_seen} of={readiness.pictures} />
      <Met label={c.differencesRead} n={readiness.differences_read} of={readiness.differences} />
    </ul>
  );
}

function Met({ label, n, of }: { label: string; n: number; of: number }) {
  const c = words.context;
  const met = n >= of;
  return (
    <li data-met={met}>
      <Icon
        name={met ? 'circle-check' : 'circle-dashed'}
        size={14}
        label={met ? c.met : c.notMet}
      />
      <span>{label}</span>
      <span className={styles.count}>{c.of(n, of)}</span>
    </li>
  );
}

/** Initials, name and work of the person. */
export function PersonHead({ person, level = 2 }: { person: SubjectFacts; level?: 2 | 3 }) {
  const Name = level === 2 ? 'h2' : 'h3';
  const work = [person.job_title, person.department].filter(Boolean).join(', ');
  return (
    <div className={styles.personHead}>
      <span className={styles.initials} aria-hidden="true">
        {initialsOf(person.display_name)}
      </span>
      <div>
        <Name className={styles.personName}>
          <bdi>{person.display_name}</bdi>
        </Name>
        <p className={styles.grey}>{[work, person.place].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}

function Person({ person }: { person: SubjectFacts }) {
  const c = words.context;
  return (
    <div className={styles.part}>
      <PersonHead person={person} />
      <dl className={styles.facts}>
        <Fact name={c.signIn}>
          <Breakable text={person.user_principal_name} />
        </Fact>
        <Fact name={c.account}>
          <span className={styles.account} data-enabled={person.account_enabled}>
            {person.account_enabled !== null && (
              <Icon name={person.account_enabled ? 'circle-check' : 'ban'} size={14} />
            )}
            {accountOf(person)}
          </span>
        </Fact>
        <Fact name={c.manager}>
          <bdi>{person.manager ?? c.unknown}</bdi>
        </Fact>
        <Fact name={c.phone}>
          <Phone person={person} />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function accountOf({ account_enabled, account_since }: SubjectFacts): string {
  const c = words.context;
  if (account_enabled === null) return c.unknown;
  if (!account_enabled) return c.disabled;
  return account_since ? c.enabledSince(monthOf(account_since)) : c.enabled;
}

/** The number on file, and how old it is: the age never breaks from within. */
function Phone({ person: { phone_masked, phone_since } }: { person: SubjectFacts }) {
  const c = words.context;
  if (!phone_masked) return c.unknown;
  return (
    <>
      <bdi className={styles.whole}>{phone_masked},</bdi>{' '}
      <span className={styles.whole}>
        {phone_since ? String(new Date(phone_since).getFullYear()) : c.ageUnknown}
      </span>
    </>
  );
}

/** A sign-in name that breaks before its @ and its dots, and nowhere else while it can. */
function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?=[@.])/u);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });
const monthOf = (instant: string) => months.format(new Date(instant));

const initialsOf = (name: string) => {
  const parts = name.split(/\s+/u).filter(Boolean);
  return `${[...(parts[0] ?? '')][0] ?? ''}${parts.length > 1 ? ([...(parts.at(-1) ?? '')][0] ?? '') : ''}`;
};

const FIRST_GROUPS = 3;

function Roles({ person }: { person: SubjectFacts }) {
  const c = words.context;
  const rest = person.groups.slice(FIRST_GROUPS);
  return (
    <Part title={c.roles}>
      <span className={styles.chips}>
        {!person.roles.some((role) => role.privileged) && (
          <Chip icon="circle-check">{c.noPrivileged}</Chip>
        )}
        {person.roles.map((role) => (
          <Chip
            key={role.name}
            tone={role.privileged ? 'second' : 'plain'}
            {...(role.privileged ? { icon: 'crown' as const } : {})}
          >
            {role.name} · {role.active ? c.active : c.eligible}
          </Chip>
        ))}
        {person.groups.slice(0, FIRST_GROUPS).map((group) => (
          <Chip key={group}>{group}</Chip>
        ))}
        {rest.length > 0 && <Chip description={rest.join(', ')}>{c.more(rest.length)}</Chip>}
      </span>
    </Part>
  );
}

function Changes({ person }: { person: SubjectFacts }) {
  const c = words.context;
  return (
    <Part title={c.changes} aside={c.days90}>
      {person.changes.length === 0 && <p className={styles.grey}>{c.noChanges}</p>}
      <ul className={styles.times}>
        {person.changes.map((change) => (
          <li key={`${change.at}${change.property}`}>
            <time dateTime={change.at} title={zonedOf(change.at)}>
              {dayOf(change.at)}
            </time>
            <span>
              {c.properties[change.property] ?? change.property}
              {change.after_capture && <Chip tone="stop">{c.afterCapture}</Chip>}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function RepeatsPart({ repeats }: { repeats: Repeats }) {
  const c = words.context;
  const count = (n: number) => (n === 0 ? c.none : String(n));
  const face =
    repeats.face_elsewhere === null ? c.notPerformed : repeats.face_elsewhere ? c.yes : c.none;
  return (
    <Part title={c.repeats} aside={c.days30}>
      <dl className={styles.repeats}>
        <Fact name={c.person}>{repeats.person === 1 ? c.onlyThis : count(repeats.person)}</Fact>
        <Fact name={c.document}>{count(repeats.document_elsewhere)}</Fact>
        <Fact name={c.face}>{face}</Fact>
        <Fact name={c.device}>{count(repeats.device_elsewhere)}</Fact>
      </dl>
    </Part>
  );
}

function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <h2>{title}</h2>
        {aside && <span className={styles.grey}>{aside}</span>}
      </div>
      {children}
    </div>
  );
}
