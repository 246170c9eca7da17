// axe on every screen of the pretend window, in both themes, with no rule or element excluded.
// Starts the dev server in mode pretend unless COUNTERSIGN_WINDOW names one that runs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'vite';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const server = process.env.COUNTERSIGN_WINDOW ? null : await createServer({ mode: 'pretend' });
await server?.listen();
const { openBrowser, screens, show } = await import('./screens.mjs');
const browser = await openBrowser();

let faults = 0;
for (const screen of screens) {
  for (const theme of ['light', 'dark']) {
    const page = await show(browser, screen, theme);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
    const found = violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.id}: ${node.target.join(' ')}\n    ${node.failureSummary}`,
      ),
    );
    faults += found.length + page.faults.length;
    console.log(`${screen.name}, ${theme}: ${passes.length} rules passed, ${found.length} faults`);
    for (const fault of [...found, ...page.faults]) console.error(`  ${fault}`);
    await page.close();
  }
}

await browser.close();
await server?.close();
console.log(`${screens.length} screens in two themes, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
