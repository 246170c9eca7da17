// Pictures of the pretend screens: node scripts/shots.mjs FOLDER (the dev server runs in mode pretend).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, screens, show } from './screens.mjs';

const folder = process.argv[2];
const only = process.argv[3];
if (!folder) throw new Error('usage: node scripts/shots.mjs FOLDER [SCREEN]');
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const screen of screens.filter(({ name }) => !only || name.includes(only))) {
  const page = await show(browser, screen);
  await page.screenshot({ path: join(folder, `${screen.name}.png`) });
  for (const fault of page.faults) console.error(`${screen.name}: ${fault}`);
  await page.close();
}
await browser.close();
