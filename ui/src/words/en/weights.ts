/** Odds, probabilities and weights in words. Probabilities are parts per million, weights thousandths of a nat. */

const MILLION = 1_000_000;
const inPlain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** `13 in 100`, `99.99 in 100`, `1 in 400`: never 0 and never all, for nothing is certain. */
export function inHundred(ppm: number): string {
  const { value, of } = shareOf(ppm);
  return `${value} in ${of}`;
}

function shareOf(ppm: number): { value: string; of: string } {
  const percent = ppm / 10_000;
  if (percent > 99) return { value: inPlain.format(Math.min(99.99, percent)), of: '100' };
  if (percent >= 1) return { value: inPlain.format(Math.round(percent)), of: '100' };
  if (ppm < 1) return { value: 'less than 1', of: inPlain.format(MILLION) };
  return { value: '1', of: inPlain.format(twoFigures(MILLION / ppm)) };
}

/** Two probabilities with one measure where they share it: `between 97 and 99.6 in 100`. */
export function between(low: number, high: number): string {
  const [from, to] = [shareOf(low), shareOf(high)];
  return from.of === to.of
    ? `between ${from.value} and ${to.value} in ${to.of}`
    : `between ${from.value} in ${from.of} and ${to.value} in ${to.of}`;
}

function twoFigures(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.round(n / unit) * unit;
}

/** One decimal and always a sign, with a true minus: `+9.2`, `−4.6`, `0.0`. */
export function nats(millinats: number): string {
  const shown = (Math.abs(millinats) / 1000).toFixed(1);
  if (Number(shown) === 0) return shown;
  return `${millinats < 0 ? '−' : '+'}${shown}`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

export const weights = {
  title: 'Weight of the evidence',
  scale: 'against ← 0 → for one person',
  start: (ppm: number) => `Starting point, ${inHundred(ppm)}`,
  together: (ppm: number) => `Together, ${inHundred(ppm)}`,
  rest: (n: number) => `${n} smaller ones`,
  nats,
  share: inHundred,
  summary: (prior: number, speaking: number, against: number, together: number) =>
    `From ${inHundred(prior)}, ${count(speaking, 'finding')} for and ${against} against one person lead to ${inHundred(together)}.`,
  interval: (low: number, high: number) => `Likely ${between(low, high)} (95 % interval).`,
  counted: (ppm: number) =>
    `Counted as ${shareOf(ppm).value} at most: a name and a birth date cannot tell namesakes or twins apart.`,
  cap: 'A name and a birth date cannot tell namesakes or twins apart.',
  asTable: 'Show as table',
  asBars: 'Show as bars',
  columns: { finding: 'Finding', weight: 'Weight, nats', sum: 'Sum so far', why: 'Why' },
  settle: 'What would settle it:',
  settleLabel: 'What would settle it',
  alternatives: (n: number) => `Also possible, ${count(n, 'other reading')}`,
  alternative: (sentence: string, logOdds: string, inWords: string) =>
    `${sentence} ${logOdds}, ${inWords}.`,
  engine: (engine: string) => `Engine ${engine}`,
  tables: (short: string) => `tables ${short}`,
  copyTables: 'Copy engine and tables hash',
  tablesCopied: 'Engine and tables hash copied.',
} as const;

/** What is weighed, by its stable identifier. A word of the claim may follow. */
export const weighed: Readonly<Record<string, string>> = {
  given_same: 'Given name',
  given_same_rare: 'Given name, its rarity',
  given_script: 'Given name, other script',
  given_script_fair: 'Given name, other script',
  given_script_weak: 'Given name, other script',
  given_clipped: 'Part of the given name',
  given_script_similar: 'Given name only similar',
  given_nickname: 'Short form',
  given_nickname_weak: 'Short form',
  given_variant: 'Given name, other spelling',
  given_variant_fair: 'Given name, other spelling',
  given_variant_weak: 'Given name, other spelling',
  given_ocr: 'Given name, misread',
  given_typo: 'Given name, typing slip',
  given_typo_fair: 'Given name, typing slip',
  given_typo_weak: 'Given name, typing slip',
  given_truncated: 'Given name cut off',
  given_initial: 'Initial of given name',
  given_similar: 'Given name only similar',
  given_similar_weak: 'Given name only similar',
  given_conflict: 'Given name different',
  given_missing: 'Given name missing',
  given_unreadable: 'Given name not read',
  given_second_used: 'Second name in use',
  other_given_same: 'Second given name',
  other_given_like: 'Second given name, alike',
  other_given_conflict: 'Second name different',
  middle_missing: 'Second name missing',
  surname_same: 'Surname',
  surname_same_rare: 'Surname, its rarity',
  surname_script: 'Surname, other script',
  surname_script_fair: 'Surname, other script',
  surname_script_weak: 'Surname, other script',
  surname_script_similar: 'Surname only similar',
  surname_variant: 'Surname, other spelling',
  surname_variant_fair: 'Surname, other spelling',
  surname_variant_weak: 'Surname, other spelling',
  surname_gendered: 'Surname, gendered form',
  surname_ocr: 'Surname, misread',
  surname_typo: 'Surname, typing slip',
  surname_typo_fair: 'Surname, typing slip',
  surname_typo_weak: 'Surname, typing slip',
  surname_truncated: 'Surname cut off',
  surname_truncated_weak: 'Surname cut off',
  surname_initial: 'Initial of surname',
  surname_similar: 'Surname only similar',
  surname_similar_weak: 'Surname only similar',
  surname_conflict: 'Surname different',
  surname_missing: 'Surname missing',
  surname_unreadable: 'Surname not read',
  other_surname_same: 'Second surname',
  other_surname_like: 'Second surname, alike',
  surname_part_conflict: 'Second surname different',
  compound_partial: 'Half of surname missing',
  both_conflict: 'Both names different',
  patronymic_same: "Father's name",
  patronymic_conflict: "Father's name different",
  patronymic_missing: "Father's name missing",
  particle_missing: 'Particle missing',
  order_swap: 'Other order',
  field_shift: 'Other field',
  token_joined: 'Written together',
  extra_name: 'Extra name',
  suffix_conflict: 'Suffix different',
  suffix_missing: 'Suffix missing',
  two_differences: 'More than one difference',
  first_letter: 'First letter different',
  hidden_characters: 'Invisible characters',
  mixed_script: 'Mixed scripts',
  date_same: 'Date of birth identical',
  date_day_month_swap: 'Day and month swapped',
  date_one_digit: 'One digit of the date',
  date_placeholder: 'Placeholder date',
  date_near: 'Date of birth near',
  date_different: 'Date of birth different',
  date_generation: 'A generation apart',
  twin: 'As of a twin',
  changed_same_date: 'Same date, other surname',
  address: 'Sign-in name',
  address_differs: 'Sign-in name differs',
  mononym_same: 'The one name',
};
