// The screens of the pretend window, for pictures and for axe.
import { chromium } from 'playwright-core';

const ORIGIN = process.env.COUNTERSIGN_WINDOW ?? 'http://localhost:1420';

/** Name, address, scenario of the pretence, and what is done before looking. */
export const screens = [
  { name: 'sign-in', path: '/sign-in', pretend: 'signed-out', ready: 'Sign in to review' },
  {
    name: 'sign-in-waiting',
    path: '/sign-in',
    pretend: 'waiting',
    ready: 'Finish in your browser',
  },
  {
    name: 'sign-in-blocked',
    path: '/sign-in',
    pretend: 'blocked',
    ready: 'Sign-in did not finish',
  },
  {
    name: 'sign-in-wrong-role',
    path: '/sign-in',
    pretend: 'wrong-role',
    ready: 'No role in Countersign',
  },
  {
    name: 'sign-in-locked',
    path: '/sign-in',
    pretend: 'locked',
    ready: 'Sign in to review',
  },
  { name: 'sign-in-ended', path: '/sign-in', pretend: 'ended', ready: 'Sign in to review' },
  { name: 'queue-loading', path: '/queue', pretend: 'loading', ready: 'Queue' },
  { name: 'queue-throttled', path: '/queue', pretend: 'throttled', ready: 'Queue', act: told },
  { name: 'queue-fault', path: '/queue', pretend: 'fault', ready: 'Queue', act: told },
  { name: 'queue-no-permission', path: '/queue', pretend: 'manager', ready: 'Queue', act: told },
  { name: 'queue', path: '/queue', ready: 'Queue', act: focusRow('CS-20417') },
  { name: 'queue-decided', path: '/queue?view=decided', ready: 'Queue' },
  { name: 'queue-escalated', path: '/queue?view=escalated', ready: 'Queue' },
  { name: 'queue-stuck', path: '/queue?view=stuck', ready: 'Stuck', act: listed },
  {
    name: 'queue-unexplained',
    path: '/queue?view=unexplained',
    pretend: 'responder',
    ready: 'Unexplained',
    act: listed,
  },
  {
    name: 'queue-incidents',
    path: '/queue?view=incidents',
    pretend: 'responder',
    ready: 'Incidents',
    act: listed,
  },
  {
    name: 'queue-incidents-narrow',
    path: '/queue?view=incidents',
    pretend: 'responder',
    ready: 'Incidents',
    size: { width: 640, height: 400 },
    act: listed,
  },
  {
    name: 'queue-incidents-none',
    path: '/queue?view=incidents',
    pretend: 'empty',
    ready: 'Incidents',
  },
  { name: 'policy', path: '/policy', ready: 'Policy', act: ruled },
  {
    name: 'policy-narrow',
    path: '/policy',
    pretend: 'threat,policy-time',
    ready: 'Policy',
    size: { width: 640, height: 400 },
    act: ruled,
  },
  {
    name: 'policy-waits',
    path: '/policy',
    pretend: 'manager,policy-second',
    ready: 'Policy',
    act: ruled,
  },
  {
    name: 'policy-agreed',
    path: '/policy',
    pretend: 'manager,policy-time,threat',
    ready: 'Policy',
    act: ruled,
  },
  { name: 'policy-proposal', path: '/policy', pretend: 'manager', ready: 'Policy', act: proposing },
  { name: 'queue-threat', path: '/queue', pretend: 'threat', ready: 'Queue' },
  { name: 'queue-rtl', path: '/queue', ready: 'Queue', act: mirror },
  { name: 'queue-empty', path: '/queue', pretend: 'empty', ready: 'Queue' },
  { name: 'queue-filtered-empty', path: '/queue?q=nothing', ready: 'Queue' },
  {
    name: 'queue-offline',
    path: '/queue?kind=mfa_recovery',
    pretend: 'offline,sandbox',
    ready: 'Queue',
  },
  { name: 'queue-filter', path: '/queue?due=hour', ready: 'Queue', act: press('F', 'Enter') },
  {
    name: 'queue-wide',
    path: '/queue',
    ready: 'Queue',
    size: { width: 1920, height: 1000 },
    act: focusRow('CS-20422'),
  },
  { name: 'queue-held', path: '/queue', ready: 'Queue', act: openRow('CS-20409') },
  { name: 'queue-narrow', path: '/queue', ready: 'Queue', size: { width: 640, height: 400 } },
  { name: 'command-palette', path: '/queue', ready: 'Queue', act: palette },
  { name: 'help-sheet', path: '/queue', ready: 'Queue', act: press('?') },
  { name: 'case-faces', path: '/queue', ready: 'Queue', act: openCase(faces) },
  { name: 'case-reconcile', path: '/queue', ready: 'Queue', act: openCase(faces, reconcile, read) },
  {
    name: 'case-weights-table',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, weights),
  },
  {
    name: 'case-scripts',
    path: '/queue',
    pretend: 'scripts',
    ready: 'Queue',
    act: openCase(faces, reconcile),
  },
  {
    name: 'case-decision',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide),
  },
  {
    name: 'recorded-receipt',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide, finish),
  },
  {
    name: 'recall',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide, finish, recalled),
  },
  {
    name: 'case-narrow',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, narrow),
  },
  {
    name: 'case-narrow-faces',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, narrow),
  },
  {
    name: 'case-narrow-decision',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide, narrow),
  },
  {
    name: 'case-wide',
    path: '/queue',
    ready: 'Queue',
    size: { width: 1920, height: 1000 },
    act: openCase(faces, reconcile, decide),
  },
  {
    name: 'case-rtl',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide, mirrorCase),
  },
  {
    name: 'case-faces-rtl',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, mirrorCase),
  },
  {
    name: 'case-toast',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, copied),
  },
  {
    name: 'case-960',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, smallest),
  },
  {
    name: 'case-loading',
    path: '/cases/0198f3c2-7b41-7e55-8e55-000000020417/reconcile',
    pretend: 'loading',
    ready: 'Opening the case',
  },
  {
    name: 'case-lost',
    path: '/queue',
    pretend: 'lost',
    ready: 'Queue',
    act: openCase(told),
  },
  {
    name: 'case-hash-differs',
    path: '/queue',
    pretend: 'hash-differs',
    ready: 'Queue',
    act: openCase(),
  },
  { name: 'case-purged', path: '/queue', pretend: 'purged', ready: 'Queue', act: openCase() },
  { name: 'case-fetching', path: '/queue', pretend: 'fetching', ready: 'Queue', act: openCase() },
  {
    name: 'case-changed',
    path: '/queue',
    pretend: 'changed',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide, press('Control+Enter'), told),
  },
  {
    name: 'case-not-fresh',
    path: '/queue',
    pretend: 'not-fresh',
    ready: 'Queue',
    act: openCase(faces, reconcile, decide, press('Control+Enter'), told),
  },
  {
    name: 'case-approve-closed',
    path: '/queue',
    ready: 'Queue',
    act: openCaseOf('CS-20422', different, reconcile, escalated),
  },
  {
    name: 'second-review',
    path: '/queue',
    ready: 'Queue',
    act: openCaseOf('CS-20426', faces, reconcile, decideOnly),
  },
  {
    name: 'case-no-crop',
    path: '/queue',
    ready: 'Queue',
    act: openCaseOf('CS-20419', noCrop),
  },
  {
    name: 'case-zoomed',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, press('b', 'z')),
  },
  {
    name: 'case-history',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, reconcile, press('h')),
  },
  {
    name: 'case-more',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, more),
  },
  {
    name: 'case-escalate',
    path: '/queue',
    ready: 'Queue',
    act: openCase(faces, press('e')),
  },
  { name: 'directory', path: '/directory?q=an', ready: 'Directory' },
  {
    name: 'directory-person',
    path: '/directory/6f1d2c80-91c4-4c5e-8a57-2d90e4b07e41',
    ready: 'Kasia Wojcik',
  },
  { name: 'settings-appearance', path: '/settings/appearance', ready: 'Settings' },
  { name: 'settings-device', path: '/settings/device', ready: 'Settings' },
  { name: 'settings-storage', path: '/settings/storage', ready: 'Settings' },
];

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A page that shows the screen, with what it complained of in `faults`. */
export async function show(browser, screen, theme = 'light') {
  const page = await browser.newPage({
    viewport: screen.size ?? { width: 1280, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  page.faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  const address = new URL(screen.path, ORIGIN);
  if (screen.pretend) address.searchParams.set('pretend', screen.pretend);
  await page.goto(address.href);
  await page.getByRole('heading', { level: 1, name: screen.ready }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  await screen.act?.(page);
  return page;
}

function press(...keys) {
  return async (page) => {
    for (const key of keys) await page.keyboard.press(key);
  };
}

function focusRow(number) {
  return async (page) => {
    const row = page.getByRole('row', { name: new RegExp(`^${number}`) });
    await row.waitFor();
    await row.focus();
  };
}

function openRow(number) {
  return async (page) => {
    await focusRow(number)(page);
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor();
  };
}

function openCase(...steps) {
  return openCaseOf('CS-20417', ...steps);
}

function openCaseOf(number, ...steps) {
  return async (page) => {
    await focusRow(number)(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\//);
    for (const step of steps) await step(page);
  };
}

async function faces(page) {
  await page.getByRole('radio', { name: 'Same person' }).waitFor();
  await page.getByRole('img', { name: /^Selfie, / }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('5');
}

async function reconcile(page) {
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Go to the decision' }).waitFor();
  await page.getByRole('img', { name: /^Data page/ }).waitFor();
}

/** Everything seen large enough, and every difference marked as read. */
async function read(page) {
  await page.keyboard.press('z');
  await page.getByRole('tab', { name: 'Data page seen' }).waitFor();
  await page.keyboard.press('0');
  for (let left = await unread(page).count(); left > 0; left -= 1)
    await unread(page).first().click();
  await page.getByRole('heading', { level: 2 }).first().focus();
  // A picture stands still once what was asked for last is drawn.
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete && image.style.transform === ''),
  );
}

const unread = (page) => page.getByRole('button', { name: /^Mark as read/ });

/** All that is folded, open. */
async function weights(page) {
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.getByRole('button', { name: /^Also possible/ }).click();
  await page.getByRole('button', { name: /check digits/ }).click();
}

async function decideOnly(page) {
  await page.keyboard.press('Enter');
  await page.getByText('Two people decide here').waitFor();
}

async function decide(page) {
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Approve' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('checkbox', { name: /short form/ }).check();
}

/** A banner says what is the matter. */
async function told(page) {
  await page.locator('section[aria-label] p').first().waitFor();
}

async function different(page) {
  await page.getByRole('img', { name: /^Selfie, / }).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('6');
}

async function escalated(page) {
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Approve' }).waitFor();
  await page.keyboard.press('e');
}

async function noCrop(page) {
  await page.getByRole('button', { name: /^Window over the document/ }).focus();
  await page.keyboard.press('1');
}

async function more(page) {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menu').waitFor();
}

async function smallest(page) {
  await page.setViewportSize({ width: 960, height: 600 });
}

async function narrow(page) {
  await page.setViewportSize({ width: 640, height: 400 });
}

async function finish(page) {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Recorded: approved' }).waitFor();
}

async function recalled(page) {
  await page.keyboard.press('Shift+R');
  await page.getByRole('heading', { name: 'Recalled' }).waitFor();
}

async function listed(page) {
  await page.locator('[data-matter]').first().waitFor();
}

async function ruled(page) {
  await page.getByRole('region', { name: 'Rules in force' }).waitFor();
}

async function proposing(page) {
  await page.getByRole('button', { name: 'Propose a change' }).click();
  await page.getByRole('spinbutton', { name: /Cases of one person/ }).fill('30');
  await page.getByText('From 2 to 20 cases.').waitFor();
}

async function palette(page) {
  await focusRow('CS-20417')(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('204');
}

async function mirrorCase(page) {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
}

async function copied(page) {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy case number' }).click();
  await page.getByRole('region', { name: 'Case number copied.' }).waitFor();
}

async function mirror(page) {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await focusRow('CS-20417')(page);
}
