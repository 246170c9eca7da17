// axe on what the window shows now, in both themes; no rule and no element is excluded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './house.mjs';

const axe = readFileSync(join(root, 'ui/node_modules/axe-core/axe.min.js'), 'utf8');

// A sentence for each fault.
export async function faultsOf(window) {
  const worn = await window.run('return document.documentElement.dataset.theme ?? null');
  const faults = [];
  for (const theme of ['light', 'dark']) {
    await wear(window, theme);
    faults.push(...(await look(window)).map((fault) => `${theme}: ${fault}`));
  }
  await wear(window, worn);
  return faults;
}

// As the window wears a theme, and then until no colour is on its way any more.
async function wear(window, theme) {
  await window.later(`const theme = arguments[0]; const { dataset } = document.documentElement;
    if (theme) dataset.theme = theme; else delete dataset.theme;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
      Promise.allSettled(ending.map((one) => one.finished)).then(() => done(true));
    }))`, theme);
}

async function look(window) {
  if (!(await window.run('return Boolean(window.axe)'))) await window.run(axe);
  const { faults, passed } = await window.later(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations, passes }) => done({
    passed: passes.length,
    faults: violations.flatMap((one) => one.nodes.map((node) =>
      one.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' '))),
  }), (error) => done({ passed: 0, faults: [String(error)] }))`);
  return passed === 0 && faults.length === 0 ? ['axe looked at nothing'] : faults;
}
