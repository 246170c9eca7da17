/** Whether the key belongs to what has the focus, and not to a command. */
export function belongsToPlace(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (isTextField(target) || target.closest(MENUS)) return true;
  if (key === 'Enter') return target.closest(PRESSED_BY_ENTER) !== null;
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null;
  if (key.startsWith('Arrow')) return target.closest(MOVED_BY_ARROWS) !== null;
  if (key === 'Home' || key === 'End') return target.closest(MOVED_BY_ARROWS) !== null;
  return false;
}

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !NOT_TYPED_INTO.has(target.type);
}

const NOT_TYPED_INTO = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'range', 'file']);
const MENUS = '[role="menu"], [role="listbox"], [role="combobox"]';
const BUTTONS = 'button, summary, [role="button"], [role="row"], [role="tab"], [role="switch"]';
const PRESSED_BY_ENTER = `${BUTTONS}, a[href], [role="link"]`;
const PRESSED_BY_SPACE = `${BUTTONS}, input, [role="radio"], [role="checkbox"]`;
const MOVED_BY_ARROWS =
  'input, [role="grid"], [role="radiogroup"], [role="tablist"], [role="slider"]';
