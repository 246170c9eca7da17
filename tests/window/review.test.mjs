// A whole review in the built program, seen on the screen and in the service's log, with axe on
// every screen of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf } from './axe.mjs';
import { house } from './house.mjs';
import { Person } from './person.mjs';
import { logEntries, proved } from './record.mjs';
import { ana, kasia, openWindow, Review, valentina } from './review.mjs';

const here = house();
let window;
let person;
let review;

before(async () => {
  person = await Person.sitDown(ana);
  window = await openWindow(here, 'review');
  review = new Review(window, person);
});
after(async () => {
  await window?.close();
  person?.getUp();
});

const screens = [];
async function clean(screen) {
  screens.push(screen);
  await review.dismissToast();
  assert.deepEqual(await faultsOf(window), [], screen);
}

test('sign in: the window waits for the browser, then shows the queue', async () => {
  await window.untilText('Service reached');
  await clean('sign-in');
  await review.signIn(() => clean('sign-in, waiting'));
  const status = await review.synced();
  await review.everyCase(here.cases);
  assert.equal(status.people, here.people);
  assert.match(await window.run('return document.title'), /^Queue/);
  await clean('queue');
});

test('the queue masks every name', async () => {
  const masked = await window.run(`return [...document.querySelectorAll('[role=row] bdi')].map((e) => e.textContent).filter((t) => t.includes('•'))`);
  assert.ok(masked.length > 5);
  for (const name of masked) assert.match(name, /^(\S•••\s?)+$/u);
});

test('palette, key sheet, filters and the account menu are clean', async () => {
  for (const [screen, opens] of [
    ['palette', () => review.palette('204')],
    ['key sheet', () => window.keys('?')],
    ['a filter', () => window.keys('f', 'Enter')],
    ['account menu', () => window.press('Ana Ferreira')],
  ]) {
    await opens();
    await window.until(screen, `return document.querySelector('[role=dialog], [role=menu], [role=combobox]')`);
    await clean(screen);
    await window.keys('Escape');
    await window.until(`${screen} to close`, `return !document.querySelector('[role=dialog], [role=menu]')`);
  }
});

test('faces alone, until the answer is kept; then approved with a fresh sign-in, and recorded', async () => {
  const row = await review.find(kasia);
  await review.open(row);
  const shown = await window.run('return document.title + document.body.innerText + document.body.innerHTML');
  for (const word of ['Kasia', 'Wojcik', 'WÓJCIK', 'tarnholm.example/', 'Treasury', 'Microsoft'])
    assert.ok(!shown.includes(word), `"${word}" is there before the faces are judged`);
  await clean('faces');
  await review.judgeFaces();
  await window.untilText(kasia.name);
  await clean('reconcile');
  await window.keys('Alt+3');
  await window.untilPath('/decide');
  await window.untilText('Why approve is closed');
  await window.keys('Alt+2');
  await window.untilPath('/reconcile');
  await review.read();
  await review.choose('Approve', ['Given name: short form', 'Surname: one part']);
  await clean('decide, approve');
  await window.keys('Control+Enter');
  await window.untilText('Finish signing in in your browser');
  assert.equal((await logEntries(here)).filter(({ entry }) => entry === 'decision').length, 0, 'recorded without the fresh sign-in');
  await person.signIn();
  await window.untilText('Recorded: approved', 60);
  await window.untilText('proof holds');
  await clean('receipt');
  await isInTheLog(row, 'approve');
});

test('denied, and recorded', async () => {
  const row = await review.find(valentina);
  await review.open(row);
  await clean('faces, through a window over the page');
  await review.judgeFaces('Same person', 'Fairly');
  await review.choose('Deny', ['Claims conflict']);
  await clean('decide, deny');
  await review.finish('Deny');
  await window.untilText('Recorded: denied');
  await isInTheLog(row, 'deny');
});

test('decided cases, directory, person, settings and the dialogs of a case are clean', async () => {
  await review.goTo('q', '/queue');
  await window.press('Decided today');
  await window.until('two decided cases', `return document.querySelectorAll('[role=row]').length === 2`);
  await clean('queue, decided');
  await review.findPeople('wojcik');
  await clean('directory');
  await window.press('Kasia Wojcik');
  await window.untilText('Copy object id');
  await clean('person');
  await review.goTo('s', '/settings');
  for (const page of ['Appearance', 'Storage', 'This device']) {
    await window.press(page);
    await window.until(page, `return [...document.querySelectorAll('h2')].some((e) => e.textContent === '${page}')`);
    await clean(`settings, ${page}`);
  }
  await review.goTo('q', '/queue');
  await window.keys('n');
  await window.untilPath('/faces', 60);
  for (const keys of [['e'], ['g', 'b']]) {
    await review.go(keys, 'a dialog', `return document.querySelector('[role=dialog], [role=alertdialog]')`);
    await clean(`dialog of ${keys.join(' ')}`);
    await window.keys('Escape');
    await window.until('no dialog', `return !document.querySelector('[role=dialog], [role=alertdialog]')`);
  }
});

test('signing out leaves the sign-in screen and nothing of the case', async () => {
  await review.command('Sign out');
  await window.untilText('Sign in to review');
  const left = await window.run('return document.body.innerText');
  assert.ok(!left.includes('CS-2'), left);
  await assert.rejects(window.ask('queue', { request: { view: 'open', text: '', kinds: [], marks: [], departments: [], held: [], sort: 'due' } }), /signed_out/);
  await clean('sign-in, after signing out');
});

test('axe sees a fault when there is one', async () => {
  await window.run(`const planted = document.createElement('button'); planted.id = 'planted'; document.querySelector('main').append(planted)`);
  const faults = await faultsOf(window);
  assert.ok(faults.some((fault) => /button-name: #planted/.test(fault)), faults.join('\n'));
  await window.run(`document.querySelector('#planted').remove()`);
  assert.ok(screens.length >= 19, `${screens.length} screens were looked at`);
});

// The saved receipt proves the decision by independent means, and the service's log holds it there.
async function isInTheLog(row, verdict) {
  const saved = await review.saveReceipt();
  const { index, decision, statement } = proved(saved, here.service.log_key);
  assert.equal(decision.case, row.id);
  assert.deepEqual((await logEntries(here))[index], decision);
  assert.match(JSON.stringify(statement), new RegExp(`"verdict":"${verdict}"`));
  const other = { ...saved, envelope: saved.envelope.replace('{', '{ ') };
  assert.throws(() => proved(other, here.service.log_key), /another envelope/);
}
