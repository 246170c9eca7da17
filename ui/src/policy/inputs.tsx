import { type ReactNode, useId, useState } from 'react';
import type { OrdinaryRole } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { words } from '../words/words.ts';
import { namesOf } from './fields.ts';
import styles from './PolicyScreen.module.css';

type GroupProps = { title: string; wrong?: string | undefined; children: ReactNode };

export function Group({ title, wrong, children }: GroupProps) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>{title}</legend>
      {children}
      {wrong && <Wrong>{wrong}</Wrong>}
    </fieldset>
  );
}

function Wrong({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className={styles.wrong} role="status">
      {children}
    </p>
  );
}

type TickProps = { label: string; isOn: boolean; onChange: (on: boolean) => void };

export function Tick({ label, isOn, onChange }: TickProps) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

type NumbersProps = {
  label: string;
  unit: string;
  value: number;
  wrong: string | undefined;
  onChange: (value: number) => void;
};

export function Numbers({ label, unit, value, wrong, onChange }: NumbersProps) {
  const id = useId();
  return (
    <div className={styles.number}>
      <label htmlFor={id}>
        {label} <span className={styles.unit}>({unit})</span>
      </label>
      <input
        id={id}
        type="number"
        min={0}
        step={1}
        value={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) =>
          onChange(Math.min(0xffff_ffff, Math.max(0, Math.trunc(event.target.valueAsNumber || 0))))
        }
      />
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}

type LinesProps = {
  label: string;
  lines: readonly string[];
  wrong: string | undefined;
  onChange: (lines: string[]) => void;
};

export function Lines({ label, lines, wrong, onChange }: LinesProps) {
  const id = useId();
  const [text, setText] = useState(lines.join('\n'));
  return (
    <div className={styles.lines}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        value={text}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          onChange(namesOf(event.target.value));
        }}
      />
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}

const TEMPLATE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type RolesProps = { roles: readonly OrdinaryRole[]; onChange: (roles: OrdinaryRole[]) => void };

/** Roles that give no power over others. One that is taken out is privileged from then on. */
export function OrdinaryRoles({ roles, onChange }: RolesProps) {
  const [known, setKnown] = useState(roles);
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const p = words.policy;
  const asked = id.trim().toLowerCase();
  const add = () => {
    const role = { template_id: asked, name: name.trim() };
    setKnown([...known, role]);
    onChange([...roles, role]);
    setId('');
    setName('');
  };
  return (
    <>
      <p className={styles.note}>{p.ordinary}</p>
      {known.map((role) => (
        <Tick
          key={role.template_id}
          label={role.name}
          isOn={roles.includes(role)}
          onChange={(on) =>
            onChange(known.filter((one) => (one === role ? on : roles.includes(one))))
          }
        />
      ))}
      <div className={styles.addRole}>
        <label>
          {p.templateId}
          <input value={id} onChange={(event) => setId(event.target.value)} />
        </label>
        <label>
          {p.roleName}
          <input value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <Button
          size="small"
          disabledReason={
            TEMPLATE_ID.test(asked) && name.trim() !== '' ? undefined : p.addRoleClosed
          }
          onPress={add}
        >
          {p.addRole}
        </Button>
      </div>
    </>
  );
}
