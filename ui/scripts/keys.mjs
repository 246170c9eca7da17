// Real keys in a real browser over the pretend desk: the focus goes where it should.
import assert from 'node:assert/strict';
import { createServer } from 'vite';

const server = process.env.COUNTERSIGN_WINDOW ? null : await createServer({ mode: 'pretend' });
await server?.listen();
const { openBrowser, screens, show } = await import('./screens.mjs');
const browser = await openBrowser();
const queue = { ...screens.find(({ name }) => name === 'queue'), act: undefined };

const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return (
      element?.getAttribute('aria-label') ||
      element?.textContent?.trim().slice(0, 60) ||
      element?.tagName
    );
  });
const region = (page) =>
  page.evaluate(() => document.activeElement?.closest('[data-region]')?.dataset.region ?? 'none');
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const path = (page) => new URL(page.url()).pathname + new URL(page.url()).search;

const journeys = {
  async 'the heading has the focus first, and the skip link is the first stop'(page) {
    assert.equal(await focused(page), 'Queue');
    assert.equal(
      await page.evaluate(() => document.querySelector('a, button').textContent),
      'Go to the main region',
    );
    await page.getByRole('link', { name: 'Go to the main region' }).focus();
    await press(page, 'Enter');
    assert.equal(await region(page), 'main');
  },
  async 'J and K move, over group heads too, and Home and End reach the ends'(page) {
    await press(page, 'j');
    assert.match(await focused(page), /^Past due, 2 cases/);
    await press(page, 'j', 'j');
    assert.match(await focused(page), /^CS-20401/);
    await press(page, 'k');
    assert.match(await focused(page), /^CS-20398/);
    await press(page, 'End');
    await page.waitForFunction(() =>
      /^CS-20444/.test(document.activeElement.getAttribute('aria-label') ?? ''),
    );
    await press(page, 'Home');
    await page.waitForFunction(() =>
      /^Past due/.test(document.activeElement.getAttribute('aria-label') ?? ''),
    );
  },
  async '↵ on a group head hides its cases'(page) {
    await press(page, 'j', 'Enter');
    await page.getByRole('row', { name: 'Past due, 2 cases, hidden' }).waitFor();
    assert.equal(await page.getByRole('row', { name: /^CS-20398/ }).count(), 0);
  },
  async 'F6 goes round the regions in their order'(page) {
    const order = [];
    for (let step = 0; step < 4; step += 1) {
      await press(page, 'F6');
      order.push(await region(page));
    }
    assert.deepEqual(order, ['menu', 'filters', 'main', 'status']);
    await press(page, 'Shift+F6');
    assert.equal(await region(page), 'main');
  },
  async '/ searches, F filters, and the focus comes back from a popover'(page) {
    await press(page, '/');
    assert.equal(await focused(page), 'Search cases');
    await page.keyboard.type('n20417');
    assert.equal(path(page), '/queue?q=n20417', 'letters in a field are text');
    await press(page, 'Escape');
    await page.evaluate(() => document.activeElement.blur());
    await press(page, 'f', 'Enter');
    await page.getByRole('checkbox', { name: /Password reset/ }).waitFor();
    await press(page, 'Space', 'Escape');
    await page.waitForFunction(() =>
      document.activeElement?.textContent?.startsWith('Kind: Password reset'),
    );
    assert.equal(path(page), '/queue?kind=password_reset');
  },
  async 'the palette runs a case and says why a command is closed'(page) {
    await press(page, 'Control+k');
    await page.keyboard.type('approve');
    await press(page, 'Enter');
    await page.getByRole('status').getByText('open a case and judge the faces first').waitFor();
    await press(page, 'Control+a');
    await page.keyboard.type('20417');
    await press(page, 'Enter');
    await page.waitForURL(/\/cases\/.*20417\/faces$/);
  },
  async 'the focus comes back from the palette and from the key sheet'(page) {
    await press(page, 'j', 'j');
    const row = await focused(page);
    for (const key of ['Control+k', '?']) {
      await press(page, key);
      await page.getByRole('dialog').waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForFunction(
        (name) => document.activeElement.getAttribute('aria-label') === name,
        row,
      );
    }
  },
  async 'G D and G S go places, and the heading takes the focus there'(page) {
    await press(page, 'g', 'd');
    await page.waitForURL(/\/directory$/);
    assert.equal(await focused(page), 'Directory');
    await press(page, 'g', 's');
    await page.waitForURL(/\/settings\/appearance$/);
    assert.equal(await focused(page), 'Settings');
    await press(page, 'g', 'q');
    await page.waitForURL(/\/queue$/);
  },
  async 'a case of another reviewer asks for a reason'(page) {
    const row = page.getByRole('row', { name: /^CS-20409/ });
    await row.focus();
    await press(page, 'Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('holds this since').waitFor();
    await dialog.getByRole('button', { name: 'Take over' }).click({ force: true });
    assert.equal(await dialog.count(), 1, 'no reason, no take over');
    await dialog.getByLabel('Reason').fill('hand-over at lunch');
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await page.waitForURL(/\/cases\/.*20409\/faces$/);
  },
};

let failed = 0;
for (const [name, journey] of Object.entries(journeys)) {
  const page = await show(browser, queue);
  page.setDefaultTimeout(5000);
  await page.getByRole('row', { name: /^CS-20417/ }).waitFor();
  try {
    await journey(page);
    assert.deepEqual(page.faults, []);
    console.log(`passed: ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`failed: ${name}\n${error.stack ?? error}`);
  }
  await page.close();
}
await browser.close();
await server?.close();
console.log(`${Object.keys(journeys).length} journeys by key, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
