import { useState } from 'react';
import type { Policy, PolicyView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { usePolicyPreview } from '../backend/queries.ts';
import { Button } from '../components/Button.tsx';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { words } from '../words/words.ts';
import { Differences } from './Differences.tsx';
import { LIMITS, put, withReason } from './fields.ts';
import { Group, Lines, Numbers, OrdinaryRoles, Tick } from './inputs.tsx';
import { useStep } from './PendingChange.tsx';
import styles from './PolicyScreen.module.css';

type Props = { policy: PolicyView; onClose: () => void };

/** A whole new document, with what it changes in sight before anybody signs. */
export function Proposal({ policy, onClose }: Props) {
  const backend = useBackend();
  const [draft, setDraft] = useState<Policy>(policy.policy);
  const preview = usePolicyPreview(draft);
  const p = words.policy;
  const signing = useStep(() => backend.proposePolicy(draft), p.signed, onClose);
  const differences = preview.data?.differences ?? [];
  const wrong = preview.data?.out_of_bounds ?? [];
  const set = (part: Partial<Policy>) => setDraft({ ...draft, ...part });
  const why = (field: string) => wrong.find((one) => one.field === field)?.sentence;
  const closed = signing.isPending
    ? p.closedPending
    : wrong.length > 0
      ? p.closedBounds
      : differences.length === 0
        ? p.closedNothing
        : undefined;
  return (
    <div className={styles.columns}>
      <section className={styles.card} aria-label={p.proposing(policy.next_version)}>
        <h2>{p.proposing(policy.next_version)}</h2>
        <Fields draft={draft} catalogue={policy.catalogue} set={set} why={why} />
      </section>
      <section className={styles.foot} aria-label={p.whatChanges}>
        <h2>{p.whatChanges}</h2>
        {preview.isError && <ErrorPlace problem={problemOf(preview.error)} />}
        {differences.length === 0 ? (
          <p className={styles.note}>{p.nothingYet}</p>
        ) : (
          <>
            <Differences differences={differences} label={p.whatChanges} />
            <p className={styles.note}>{preview.data?.waits_a_day ? p.waitsADay : p.atOnce}</p>
          </>
        )}
        <p className={styles.note}>{p.proposingLead}</p>
        {signing.isError && <ErrorPlace problem={problemOf(signing.error)} />}
        <div className={styles.buttons}>
          <Button look="quiet" onPress={onClose}>
            {p.discard}
          </Button>
          <Button look="filled" disabledReason={closed} onPress={() => signing.mutate()}>
            {p.sign}
          </Button>
        </div>
      </section>
    </div>
  );
}

type FieldsProps = {
  draft: Policy;
  catalogue: Policy['reasons'];
  set: (part: Partial<Policy>) => void;
  why: (field: string) => string | undefined;
};

function Fields({ draft, catalogue, set, why }: FieldsProps) {
  const p = words.policy;
  const people = draft.privileged;
  return (
    <>
      <Group title={p.switches} wrong={why('privileged.ordinary_roles')}>
        <Tick
          label={p.heightened}
          isOn={draft.heightened_threat}
          onChange={(on) => set({ heightened_threat: on })}
        />
        <Tick
          label={p.eligible}
          isOn={people.eligible_counts}
          onChange={(on) => set({ privileged: { ...people, eligible_counts: on } })}
        />
        <OrdinaryRoles
          roles={people.ordinary_roles}
          onChange={(roles) => set({ privileged: { ...people, ordinary_roles: roles } })}
        />
      </Group>
      <Group title={p.lists}>
        <Lines
          label={p.privilegedGroups}
          lines={people.groups}
          wrong={why('privileged.groups')}
          onChange={(groups) => set({ privileged: { ...people, groups } })}
        />
        <Lines
          label={p.financeGroups}
          lines={draft.finance_groups}
          wrong={why('finance_groups')}
          onChange={(finance_groups) => set({ finance_groups })}
        />
      </Group>
      <Group title={p.limits}>
        {LIMITS.map(({ field, unit }) => (
          <Numbers
            key={field}
            label={p.fields[field]}
            unit={p.units[unit]}
            value={draft[field]}
            wrong={why(field)}
            onChange={(value) => set({ [field]: value })}
          />
        ))}
        {draft.due_hours.map(([kind, hours], at) => (
          <Numbers
            key={kind}
            label={p.due_hours(kind)}
            unit={p.units.hours}
            value={hours}
            wrong={why('due_hours')}
            onChange={(value) => set({ due_hours: draft.due_hours.with(at, [kind, value]) })}
          />
        ))}
      </Group>
      {draft.required_evidence.map(([kind, roles], at) => (
        <Group key={kind} title={p.requiredFor(kind)} wrong={why('required_evidence')}>
          {(['portrait', 'selfie', 'document_front', 'document_back'] as const).map((role) => (
            <Tick
              key={role}
              label={p.pictures[role]}
              isOn={roles.includes(role)}
              onChange={(on) =>
                set({
                  required_evidence: draft.required_evidence.with(at, [kind, put(roles, role, on)]),
                })
              }
            />
          ))}
        </Group>
      ))}
      <Group title={p.helpdeskTitle}>
        <Tick
          label={p.helpdesk.withheld}
          isOn={draft.helpdesk_pictures === 'withheld'}
          onChange={(on) => set({ helpdesk_pictures: on ? 'withheld' : 'shown' })}
        />
      </Group>
      <Group title={p.reasons} wrong={why('reasons')}>
        {catalogue.flatMap(({ code, label, verdicts }) =>
          verdicts.map((verdict) => (
            <Tick
              key={`${code} ${verdict}`}
              label={p.reasonFor(code, label, verdict)}
              isOn={draft.reasons.some((r) => r.code === code && r.verdicts.includes(verdict))}
              onChange={(on) =>
                set({ reasons: withReason(catalogue, draft.reasons, code, verdict, on) })
              }
            />
          )),
        )}
      </Group>
    </>
  );
}
