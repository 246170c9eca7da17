// Pictures of the pretend screens: node scripts/shots.mjs FOLDER [SCREEN] [light|dark] (the dev server runs in mode pretend).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, screens, show } from './screens.mjs';

const [folder, only, theme = 'light'] = process.argv.slice(2);
if (!folder) throw new Error('usage: node scripts/shots.mjs FOLDER [SCREEN] [light|dark]');
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const wanted = screens.filter(({ name }) => !only || name.includes(only));

async function shoot(screen) {
  const page = await show(browser, screen, theme);
  await page.screenshot({
    path: join(folder, `${screen.name}${theme === 'dark' ? '-dark' : ''}.png`),
  });
  for (const fault of page.faults) console.error(`${screen.name}: ${fault}`);
  await page.close();
}

const AT_ONCE = 3;
while (wanted.length > 0) await Promise.all(wanted.splice(0, AT_ONCE).map(shoot));
await browser.close();
