import type { PersonRow, PersonView } from '../bindings.ts';

/** Invented people of an invented company. */
const LINES: readonly [string, string, string, string][] = [
  ['Kasia', 'Wojcik', 'Treasury systems', 'Analyst'],
  ['Henrik', 'Solberg', 'Treasury systems', 'Head of treasury systems'],
  ['Ana', 'Ferreira', 'Security operations', 'Security reviewer'],
  ['Tomasz', 'Wilk', 'Security operations', 'Security reviewer'],
  ['Mireille', 'Okou', 'Security operations', 'Security reviewer'],
  ['Idris', 'Khan', 'People operations', 'Partner'],
  ['Priya', 'Nair', 'Service desk', 'Helpdesk lead'],
  ['Óscar', 'Ramírez Peña', 'Sales', 'Account manager'],
  ['يوسف', 'الحسن', 'Logistics', 'Planner'],
  ['Nguyễn', 'Văn An', 'Firmware', 'Engineer'],
  ['Søren', 'Ångström', 'Calibration', 'Technician'],
  ['Li', 'Jo', 'Optics lab', 'Researcher'],
];

export const personOf = (index: number): PersonView => {
  const [given = '', surname = '', department = '', title = ''] = LINES[index] ?? [];
  const first = [...given][0] ?? '';
  const name = `${first}.${surname}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  const row: PersonRow = {
    id:
      index === 0
        ? '6f1d2c80-91c4-4c5e-8a57-2d90e4b07e41'
        : `6f1d2c80-91c4-4c5e-8a57-${String(index).padStart(12, '0')}`,
    display_name: `${given} ${surname}`,
    user_principal_name: `${name}@tarnholm.example`,
    department,
    account_enabled: index !== 10,
  };
  return {
    row,
    job_title: title,
    given_name: given,
    surname,
    mail: row.user_principal_name,
    city: index === 0 ? 'Gdańsk' : 'Port Esker',
    country: 'Valdria',
    groups: ['Treasury', 'Gdańsk staff', 'Finance readers', 'VPN standard', 'All staff'],
    removed: false,
    as_of: null,
  };
};

export const people = LINES.map((_line, index) => personOf(index));
