// Nothing of a review is written outside the sealed store: not to the web view's own folders, not to
// the log at any level, not to temporary files, arguments or environments.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Window } from './driver.mjs';
import { binary, house, root } from './house.mjs';
import { Person } from './person.mjs';
import { ana, kasia, Review, valentina } from './review.mjs';

const here = house();
const folder = join(here.folder, 'leaks');
const log = join(folder, 'log');
const temporary = join(folder, 'tmp');
const processes = join(folder, 'processes');
const searched = [process.env.HOME, join(folder, 'data'), temporary, log, processes];

const planted = {
  job: 'Zzyzxine Quillbane of the Third Lens',
  note: 'vexholm tarrasque seen beside the window',
};
let window;
let person;
let review;

before(async () => {
  for (const made of [temporary, processes]) await mkdir(made, { recursive: true });
  process.env.COUNTERSIGN_LOG = 'trace';
  process.env.TMPDIR = temporary;
  const changed = await fetch(`${here.ready.graph}/control/users/k.wojcik@tarnholm.example`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jobTitle: planted.job }),
  });
  assert.equal(changed.status, 204);
  person = await Person.sitDown(ana);
  const args = ['--profile', here.profile, '--data', join(folder, 'data')];
  window = await Window.open(binary, args, log);
  review = new Review(window, person);
});
after(async () => {
  await window?.close();
  person?.getUp();
});

test('a person of the directory, a case with its pictures, and a note', async () => {
  await review.signIn();
  await review.synced();
  await review.findPeople('wojcik');
  await window.press('Kasia Wojcik');
  await window.untilText(planted.job);
  await review.goTo('q', '/queue');
  const request = { view: 'open', text: '', kinds: ['password_reset', 'mfa_recovery'], marks: [], departments: [], held: ['free'], sort: 'due' };
  const { rows } = await window.ask('queue', { request });
  const others = [kasia.masked, valentina.masked];
  const row = rows.find((one) => !others.includes(one.person_masked));
  await review.open(row);
  await review.judgeFaces();
  await review.picturesDrawn();
  const { facts } = await window.ask('case', { case: row.id });
  Object.assign(planted, { name: facts.person.display_name, 'sign-in name': facts.person.user_principal_name });
  await review.choose('Deny', ['Claims conflict']);
  await window.run(`document.querySelector('textarea').focus()`);
  await window.type(planted.note);
  await window.until('the note', `return document.querySelector('textarea').value === ${JSON.stringify(planted.note)}`);
  // The last letters are kept a moment after they were typed.
  const end = Date.now() + 30_000;
  while ((await window.ask('case', { case: row.id })).draft?.note !== planted.note)
    assert.ok(Date.now() < end, 'the note was not kept');
});

test('leave nothing behind while the window is open', async () => {
  const tokens = await (await fetch(`${here.ready.graph}/control/tokens`)).json();
  assert.ok(tokens.length > 2);
  tokens.forEach((token, nth) => (planted[`token ${nth}`] = token));
  await noteProcesses(window.driver.pid);
  assert.deepEqual(await leaks(), []);
});

test('nor after signing out and closing it', async () => {
  await review.command('Sign out');
  await window.untilText('Sign in to review');
  await window.close();
  assert.deepEqual(await leaks(), []);
  const said = await readFile(log, 'utf8');
  for (const part of ['TRACE', 'hyper_util', 'entra'])
    assert.ok(said.includes(part), `the log has no ${part}`);
});

test('what leaks on purpose is found', async () => {
  const cache = join(process.env.XDG_CACHE_HOME, 'planted');
  await writeFile(cache, Buffer.from(`x${planted.note}`).toString('base64'));
  const found = await leaks();
  await rm(cache);
  assert.equal(found.length, 1, found.join('\n'));
  assert.match(found[0], /^note as base64 in .*planted at byte/);
});

// Arguments and environments of the program and of everything that it started.
async function noteProcesses(ancestor) {
  const parents = new Map();
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => null);
    if (stat) parents.set(Number(id), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const descends = (id) => id === ancestor || (parents.has(id) && descends(parents.get(id)));
  const ours = [...parents.keys()].filter(descends);
  assert.ok(ours.length >= 4, `the driver, the program and its web processes, not ${ours.length}`);
  for (const id of ours)
    for (const what of ['cmdline', 'environ'])
      await writeFile(join(processes, `${id}.${what}`), await readFile(`/proc/${id}/${what}`).catch(() => ''));
}

// A line for each planted value that stands anywhere.
async function leaks() {
  const search = spawn(join(root, 'target/debug/find-leaks'), searched, { stdio: ['pipe', 'pipe', 'inherit'] });
  search.stdin.end(JSON.stringify(planted));
  let lines = '';
  search.stdout.on('data', (part) => (lines += part));
  const [code] = await once(search, 'close');
  assert.ok(code === 0 || code === 1, `find-leaks ended with ${code}`);
  return lines.split('\n').filter(Boolean);
}
