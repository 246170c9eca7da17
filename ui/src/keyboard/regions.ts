/** Regions carry `data-region`, and come in the order of the document. */
const REGION = '[data-region]';
const FOCUSABLE =
  'h1[tabindex], button:not([tabindex="-1"]), a[href]:not([tabindex="-1"]), input:not([tabindex="-1"]), [tabindex="0"]';

/** Moves the focus to the next region (or the previous one), round and round. */
export function stepRegion(direction: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGION)].filter(hasPlace);
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const start = here === -1 ? (direction === 1 ? -1 : 0) : here;
  const next = regions[(start + direction + regions.length) % regions.length];
  if (next) enter(next);
}

function enter(region: HTMLElement): void {
  const target = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(hasPlace) ?? region;
  if (target === region && !region.hasAttribute('tabindex')) region.tabIndex = -1;
  target.focus();
}

const hasPlace = (element: HTMLElement) => element.getClientRects().length > 0;
