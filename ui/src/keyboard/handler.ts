import type { Command } from './commands.ts';
import { chordsOf, isModifier, isSingleCharacter, strokeIs } from './keys.ts';
import { belongsToPlace, isTextField } from './place.ts';
import { type Offer, offersNow } from './registry.ts';

/** How long the first key of `G Q` waits for the second, in milliseconds. */
const SEQUENCE_MS = 1500;

type Settings = {
  singleLetterKeys: boolean;
  /** Says why a closed command does not run. */
  say: (reason: string) => void;
};

/** Follows the keys of a window and runs the commands that the shown screens offer. */
export class KeyHandler {
  #settings: Settings;
  #begun: { chord: string; at: number } | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Returns whether a command took the key. */
  handle(event: KeyboardEvent): boolean {
    if (isModifier(event) || event.isComposing || event.keyCode === 229) return false;
    if (event.defaultPrevented || inModal() || event.getModifierState?.('AltGraph')) return false;
    const begun = this.#takeBegun(event.timeStamp);
    const candidates = offersNow().filter(({ command }) => command.keys.length > 0);
    const found =
      (begun && find(candidates, (keys) => isSecond(keys, begun, event))) ??
      find(candidates, (keys) => !keys.includes(' ') && strokeIs(keys, event));
    if (found) return this.#run(found, event);
    return this.#begin(candidates, event);
  }

  #run({ keys, offer }: Found, event: KeyboardEvent): boolean {
    if (!this.#mayAct(keys, event)) return false;
    event.preventDefault();
    if (offer.disabledReason) this.#settings.say(offer.disabledReason);
    else offer.run();
    return true;
  }

  #begin(candidates: Candidate[], event: KeyboardEvent): boolean {
    const first = find(
      candidates,
      (keys) => keys.includes(' ') && strokeIs(chordsOf(keys)[0] ?? '', event),
    );
    if (!first || !this.#mayAct(first.keys, event)) return false;
    this.#begun = { chord: chordsOf(first.keys)[0] ?? '', at: event.timeStamp };
    event.preventDefault();
    return true;
  }

  #takeBegun(now: number): string | null {
    const begun = this.#begun;
    this.#begun = null;
    return begun && now - begun.at <= SEQUENCE_MS ? begun.chord : null;
  }

  #mayAct(keys: string, event: KeyboardEvent): boolean {
    if (/Mod\+|^F\d/.test(keys) || keys === 'Shift+F6') return true;
    if (keys.startsWith('Alt+')) return !isTextField(event.target);
    if (isSingleCharacter(keys) && !this.#settings.singleLetterKeys) return false;
    if (event.repeat) return false;
    return keys === 'Escape' || !belongsToPlace(event.target, event.key);
  }
}

type Candidate = { command: Command; offer: Offer };
type Found = Candidate & { keys: string };

function find(candidates: Candidate[], matches: (keys: string) => boolean): Found | undefined {
  for (const candidate of candidates) {
    const keys = candidate.command.keys.find(matches);
    if (keys !== undefined) return { ...candidate, keys };
  }
  return undefined;
}

function isSecond(keys: string, begun: string, event: KeyboardEvent): boolean {
  const [first, second] = chordsOf(keys);
  return second !== undefined && first === begun && strokeIs(second, event);
}

/** Dialogs keep the keys for themselves. */
function inModal(): boolean {
  return (
    document.querySelector('[aria-modal="true"], [role="dialog"], [role="alertdialog"]') !== null
  );
}
