import type { Chip, ClaimFinding, Report } from '../backend/bindings.ts';
import { cut } from './sides.ts';

/** Characters of a sentence that a tooltip can hold. */
const ROOM = 400;

/** The chips of a claim, the case's principal reason first, each with its whole sentence. */
export function chipsOf(
  { chips, marks, sentence }: ClaimFinding,
  { reasons, steps }: Pick<Report, 'reasons' | 'steps'>,
): (Chip & { description: string | undefined })[] {
  const rank = ({ id }: Chip) => {
    const at = reasons.indexOf(id);
    return at === -1 ? reasons.length : at;
  };
  const describe = ({ id }: Chip) =>
    marks.find(({ reason }) => reason === id)?.sentence ??
    steps.find(({ reason }) => reason === id)?.sentence ??
    (chips.length === 1 && sentence ? sentence : undefined);
  return [...chips]
    .sort((a, b) => rank(a) - rank(b))
    .map((chip) => {
      const whole = describe(chip);
      return { ...chip, description: whole && cut(whole, ROOM).shown };
    });
}
