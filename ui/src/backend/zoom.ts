/** Draws the whole page larger, in percent. */
export function zoomPage(percent: number): void {
  document.documentElement.style.setProperty('zoom', String(percent / 100));
}
