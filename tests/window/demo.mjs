// The demo. With --open: sandbox, service and the window, signed out. Else a whole review in a
// virtual display: pictures of each screen and a summary go to target/demo.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Window } from './driver.mjs';
import { start } from './house.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const out = join(root, 'target/demo');
const binary = join(root, 'target/debug/countersign');
const everything = { view: 'open', text: '', kinds: [], marks: [], departments: [], held: [], sort: 'due' };
const folder = await mkdtemp(join(tmpdir(), 'countersign-demo-'));
const house = await start(root, join(folder, 'house'));

try {
  await pointWebhooksAtTheService();
  if (process.argv.includes('--open')) await open();
  else await review();
} finally {
  house.stop();
  await rm(folder, { recursive: true, force: true });
}

async function open() {
  const args = ['--profile', house.profile, '--data', join(folder, 'desk')];
  const window = spawn(binary, args, { stdio: 'inherit' });
  await once(window, 'exit');
}

async function review() {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const account = 'ana.ferreira@tarnholm.example';
  process.env.NODE_EXTRA_CA_CERTS = house.ca;
  process.env.SANDBOX_ACCOUNT = account;
  process.env.BROWSER = join(root, 'tests/window/browser.mjs');
  const began = Date.now();
  const seconds = {};
  const since = (name) => (seconds[name] = (Date.now() - began) / 1000);
  const window = await Window.open(binary, ['--profile', house.profile, '--data', join(folder, 'desk')]);
  try {
    await window.until('the sign-in screen', `return document.body.innerText.includes('Sign in to review')`);
    await window.picture(join(out, '1-sign-in.png'));
    await window.press('Sign in with your browser');
    await window.until('the queue', `return document.querySelectorAll('[role=row]').length > 5`, 120);
    since('queue');
    await window.picture(join(out, '2-queue.png'));
    const summary = {
      signed_in_as: account,
      ...(await counts(window)),
      approved: null,
      denied: null,
      seconds,
    };
    const { rows } = await command(window, 'queue', { request: everything });
    for (const row of rows.filter((row) => !row.marks.some(({ mark }) => mark === 'privileged'))) {
      if (summary.approved && summary.denied) break;
      await decideCase(window, row.id, summary, since);
    }
    summary.seconds.all = (Date.now() - began) / 1000;
    await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    if (!(summary.approved && summary.denied)) process.exitCode = 1;
  } finally {
    await window.close();
  }
}

async function counts(window) {
  const status = await command(window, 'sync_now');
  const queue = await command(window, 'queue', { request: everything });
  return { people_synced: status.people, groups_synced: status.groups, cases_pending: queue.rows.length };
}

// Takes a case through every screen; denies the first one, approves the first one that may be.
async function decideCase(window, id, summary, since) {
  await command(window, 'open_case', { request: { case: id, take_over_reason: null } });
  await go(window, `/cases/${id}/faces`);
  const faces = await window.until('the faces, or why not', `
    if (document.querySelectorAll('img[src^="evidence:"]').length >= 2) return 'both';
    return /not shown|Deleted|no picture/i.test(document.querySelector('main').innerText) && 'none'`);
  if (faces === 'none') return giveBack(window, id);
  await window.picture(join(out, '3-faces.png'));
  await window.press('Same person');
  await window.press('Very');
  await window.press('Keep this answer');
  await window.until('the findings', `return location.pathname.endsWith('/reconcile') && document.body.innerText.includes('Microsoft')`);
  const faced = await seen(window, id);
  await window.picture(join(out, '4-reconcile.png'));
  const open = faced.doors.find((door) => door.verdict === 'approve').closed.length === 0;
  const approve = open && !summary.approved;
  if (!approve && summary.denied) return giveBack(window, id);
  await window.press('Go to the decision');
  await window.press(approve ? 'Approve' : 'Deny');
  await window.until('reasons', `return document.querySelectorAll('input[type=checkbox], [role=checkbox]').length > 0`);
  await window.run(`document.querySelector('input[type=checkbox], [role=checkbox]').click()`);
  await window.picture(join(out, approve ? '5-decide-approve.png' : '5-decide-deny.png'));
  await window.keys('\uE009\uE007');
  await window.run(`[...document.querySelectorAll('button')].find((b) => /^(Sign in and approve|Deny)/.test(b.textContent) && !b.closest('[role=radiogroup]'))?.click()`);
  await window.until('recorded', `return document.body.innerText.includes('Recorded:')`, 90);
  const name = approve ? 'approved' : 'denied';
  since(name);
  await window.picture(join(out, `6-receipt-${name}.png`));
  const receipt = await command(window, 'receipt', { case: id });
  summary[name] = {
    case: receipt.number,
    recorded: receipt.state.state === 'recorded',
    log_index: receipt.proof?.index ?? null,
    receipt_verified: receipt.proof !== null,
  };
  await writeFile(join(out, `receipt-${name}.json`), `${JSON.stringify(receipt, null, 2)}\n`);
  await go(window, '/queue');
}

async function giveBack(window, id) {
  await command(window, 'give_back', { case: id, note: 'not for this demonstration' });
  await go(window, '/queue');
}

function go(window, path) {
  return window.run(`history.pushState({}, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
}

// Looks at each picture at readable size, as a reviewer who zooms would.
async function seen(window, id) {
  const view = await command(window, 'case', { case: id });
  for (const picture of view.pictures) {
    if (picture.state.picture !== 'ready') continue;
    const link = await command(window, 'picture', {
      request: { case: id, evidence: picture.id, width: 1200, height: 1200, region: null, quarter_turns: 0, contrast: 1 },
    });
    await call(window, `const image = new Image(); image.onload = image.onerror = () => done(true);
      image.src = 'evidence://localhost/${link.token}';`);
  }
  return command(window, 'case', { case: id });
}

async function command(window, name, args = {}) {
  const answer = await call(window, `window.__TAURI_INTERNALS__.invoke(${JSON.stringify(name)}, ${JSON.stringify(args)})
    .then((value) => done({ value }), (problem) => done({ problem }));`);
  if (answer.problem) throw new Error(`${name}: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}

function call(window, body) {
  return window.later(body);
}

function pointWebhooksAtTheService() {
  const url = new URL(`${house.ready.incode}/dashboard/webhook`);
  const body = JSON.stringify({ url: `${house.service.url}/v1/webhooks/incode` });
  return new Promise((done, fail) => {
    const put = request(url, {
      method: 'PUT',
      ca: house.ready.ca_certificate,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    }, (answer) => (answer.resume(), answer.statusCode < 300 ? done() : fail(new Error(`webhook: ${answer.statusCode}`))));
    put.on('error', fail);
    put.end(body);
  });
}
