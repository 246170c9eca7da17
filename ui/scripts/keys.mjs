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
  async 'G N shows the incidents, J goes to the first, and O is closed for a reviewer'(page) {
    await press(page, 'g', 'n');
    await page.waitForURL(/view=incidents$/);
    await page.getByRole('heading', { level: 2, name: 'CS-20379' }).waitFor();
    await press(page, 'j');
    assert.match(await focused(page), /CS-20379/);
    await press(page, 'o');
    await page.getByRole('status').getByText('The security desk sees to this.').waitFor();
  },
  async 'Shift R recalls a decided case, and never one that waits'(page) {
    const waits = page.getByRole('row', { name: /^CS-20417/ });
    await waits.focus();
    await press(page, 'Shift+R');
    await page.getByRole('status').getByText('No decided case is chosen.').waitFor();
    await page.getByRole('link', { name: /^Decided today/ }).click();
    const row = page.getByRole('row', { name: /^CS-20390/ });
    await row.waitFor();
    await row.focus();
    await press(page, 'Shift+R');
    await page.getByRole('region', { name: /^CS-20390 recalled/ }).waitFor();
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

/** In a case: what has the focus at each step, and the tools of the pictures. */
const inACase = {
  async 'the focus begins at the first answer, the headline, the first verdict'(page) {
    await page.waitForFunction(() => document.activeElement?.type === 'radio');
    await press(page, '1', '6', 'Enter');
    await page.waitForURL(/reconcile$/);
    await page.waitForFunction(() =>
      document.activeElement?.textContent?.startsWith('Two ways of writing'),
    );
    await press(page, 'Enter');
    await page.waitForURL(/decide$/);
    await page.getByRole('radio', { name: 'Approve' }).waitFor();
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Approve',
    );
  },
  async 'F6 goes round case, evidence, findings, person and status'(page) {
    await press(page, '1', '6', 'Enter');
    await page.getByRole('button', { name: 'Go to the decision' }).waitFor();
    await page.locator('[data-region="status"] button').focus();
    const order = [];
    for (let step = 0; step < 6; step += 1) {
      await press(page, 'F6');
      order.push(await region(page));
    }
    assert.deepEqual(order, ['menu', 'case', 'evidence', 'findings', 'person', 'status']);
  },
  async 'B, Z, arrows, 0, S and L act on the faces, and never on an answer'(page) {
    const moved = () =>
      page.evaluate(() => [...document.querySelectorAll('figure img')].map((image) => image.src));
    const drawnAnew = (before) =>
      page.waitForFunction(
        (old) =>
          [...document.querySelectorAll('figure img')].every(
            (image, nth) => image.src !== old[nth],
          ),
        before,
      );
    const atFirst = await moved();
    await press(page, 'b', 'z');
    await drawnAnew(atFirst);
    const zoomed = await moved();
    await page.getByRole('group', { name: 'Selfie' }).focus();
    await press(page, 'ArrowUp');
    await drawnAnew(zoomed);
    await press(page, '0', 's', 'l');
    assert.equal(await page.getByRole('slider').count(), 0);
    assert.equal(await page.getByRole('radio', { checked: true }).count(), 0);
    assert.equal(
      await page.evaluate(() => document.querySelector('figure')?.textContent?.slice(0, 6)),
      'Selfie',
    );
  },
  async 'H opens the history, and the focus comes back'(page) {
    await press(page, '1', '6', 'Enter');
    await page.getByRole('button', { name: 'Go to the decision' }).waitFor();
    await page.locator('[data-claim="surname"]').focus();
    await press(page, 'h');
    await page.getByRole('dialog', { name: 'History' }).waitFor();
    await press(page, 'Escape');
    await page.waitForFunction(() => document.activeElement?.dataset.claim === 'surname');
  },
  async 'in one column P shows the person, M the Microsoft rules, J a claim'(page) {
    await press(page, '1', '6', 'Enter');
    await page.getByRole('button', { name: 'Go to the decision' }).waitFor();
    await page.setViewportSize({ width: 640, height: 400 });
    await page.getByRole('tab', { name: 'Findings' }).waitFor();
    await press(page, 'p');
    await page.getByRole('heading', { name: 'Kasia Wojcik' }).waitFor();
    assert.equal(await region(page), 'person');
    await press(page, 'm');
    assert.equal(await region(page), 'findings');
    await press(page, 'j');
    assert.match(await focused(page), /Given names/);
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(scrollWidth <= 640, 'nothing scrolls sideways');
  },
  async '! says no more than that something was saved'(page) {
    await press(page, '!');
    await page.waitForURL(/\/queue$/);
    await page.getByRole('region', { name: 'Saved.' }).waitFor();
    assert.equal(await page.getByText(/escalated\./).count(), 0);
  },
};

let failed = 0;
const all = { ...journeys, ...inACase };
for (const [name, journey] of Object.entries(all)) {
  const page = await show(browser, queue);
  page.setDefaultTimeout(20_000);
  const row = page.getByRole('row', { name: /^CS-20417/ });
  await row.waitFor();
  if (name in inACase) {
    await row.focus();
    await press(page, 'Enter');
    await page.getByRole('img', { name: /^Selfie/ }).waitFor();
  }
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
console.log(`${Object.keys(all).length} journeys by key, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
