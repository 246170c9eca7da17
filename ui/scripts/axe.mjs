// axe on every screen of the pretend window, in both themes, with no rule or element excluded.
// node scripts/axe.mjs [SCREEN]: those whose name contains the word. Starts the dev server in mode pretend unless COUNTERSIGN_WINDOW names one that runs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'vite';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const server = process.env.COUNTERSIGN_WINDOW ? null : await createServer({ mode: 'pretend' });
await server?.listen();
const { openBrowser, screens, show } = await import('./screens.mjs');
const browser = await openBrowser();

const [only = ''] = process.argv.slice(2);
const wanted = screens.filter(({ name }) => name.includes(only));
let faults = 0;
for (const screen of wanted) {
  const page = await show(browser, screen);
  await page.evaluate(axe);
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
    const found = violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.id}: ${node.target.join(' ')}\n    ${node.failureSummary}`,
      ),
    );
    faults += found.length;
    console.log(`${screen.name}, ${theme}: ${passes.length} rules passed, ${found.length} faults`);
    for (const fault of found) console.error(`  ${fault}`);
  }
  faults += page.faults.length;
  for (const fault of page.faults) console.error(`  ${screen.name} complained: ${fault}`);
  await page.close();
}

await browser.close();
await server?.close();
console.log(`${wanted.length} screens in two themes, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
