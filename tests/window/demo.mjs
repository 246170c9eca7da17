// The demo, inside a house. With --open the window, signed out. Else a whole review: pictures of
// each screen, the records of two decisions and a summary go to target/demo.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { binary, house, root } from './house.mjs';
import { Person } from './person.mjs';
import { ana, kasia, openWindow, Review, valentina } from './review.mjs';

const out = join(root, 'target/demo');
const here = house();

if (process.argv.includes('--open')) await open();
else await review();

async function open() {
  const people = here.ready.accounts.map(({ user_principal_name, roles }) =>
    `  ${user_principal_name.padEnd(36)} ${roles.join(', ') || 'no role'}`);
  process.stdout.write(`
Countersign opens signed out. Press "Sign in with your browser" and pick one of:
${people.join('\n')}
There are no passwords. Your browser warns of the sandbox's certificate, which was made a moment ago
and is trusted by this window only: go on past the warning.
What the company's people receive: ${here.ready.mailbox}/
Close the window to end the demo.

`);
  const args = ['--profile', here.profile, '--data', join(here.folder, 'desk')];
  const window = spawn(binary, args, { stdio: 'inherit' });
  process.exitCode = (await once(window, 'exit'))[0] ?? 0;
}

async function review() {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const began = Date.now();
  const seconds = {};
  const since = (name) => (seconds[name] = Math.round((Date.now() - began) / 100) / 10);
  const person = await Person.sitDown(ana);
  const window = await openWindow(here, 'desk');
  const review = new Review(window, person);
  const shot = async (name) => {
    await review.dismissToast();
    await window.picture(join(out, `${name}.png`));
  };
  try {
    await window.untilText('Service reached');
    await shot('sign-in');
    await review.signIn(() => shot('sign-in-waiting'));
    since('signed_in');
    const status = await review.synced();
    await review.everyCase(here.cases);
    since('synced');
    const pending = (await review.waiting()).length;
    await shot('queue-light');
    await review.command('Use the dark theme');
    await shot('queue-dark');
    await review.command('Use the light theme');
    await overlays(window, review, shot);

    const approved = await decide(review, kasia, 'Approve', ['Given name: short form', 'Surname: one part', 'Second given name'], shot);
    since('approved');
    const denied = await decide(review, valentina, 'Deny', ['Claims conflict'], shot);
    since('denied');
    await secondPerson(window, review, shot);
    since('second_person');
    await others(window, review, shot);
    await recall(window, review, approved, shot);
    await offline(window, review, shot);
    since('all');
    const summary = {
      signed_in_as: ana,
      people_synced: status.people,
      groups_synced: status.groups,
      cases_pending: pending,
      approved,
      denied,
      seconds,
    };
    await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  } catch (error) {
    await window.picture(join(out, 'failed.png')).catch(() => {});
    process.stderr.write(`The demo did not come to its end: ${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await window.close();
    person.getUp();
  }
}

async function overlays(window, review, shot) {
  await review.palette('204');
  await shot('command-palette');
  await window.keys('Escape');
  await window.until('the palette to close', `return !document.querySelector('[role=dialog]')`);
  await window.keys('?');
  await window.until('the key sheet', `return document.querySelector('[role=dialog]')`);
  await shot('help-sheet');
  await window.keys('Escape');
  await window.until('the key sheet to close', `return !document.querySelector('[role=dialog]')`);
}

// Takes a case through its screens, and keeps what proves the decision.
async function decide(review, whom, verdict, reasons, shot) {
  const { window } = review;
  const name = verdict === 'Approve' ? 'approved' : 'denied';
  const row = await review.find(whom);
  await review.open(row);
  if (verdict === 'Approve') await shot('case-faces');
  await review.judgeFaces();
  await window.untilText(whom.name);
  if (verdict === 'Approve') await closed(window, shot);
  await review.read();
  await review.show('Data page');
  if (verdict === 'Approve') await shot('case-reconcile');
  await review.choose(verdict, reasons);
  await review.show('Data page');
  await shot(`case-decision-${name}`);
  await review.finish(verdict);
  await shot(`receipt-${name}`);
  const saved = await review.saveReceipt();
  const view = await window.ask('receipt', { case: row.id });
  const { proof } = saved.receipt;
  await writeFile(join(out, `${name}-statement.json`), saved.envelope);
  await writeFile(join(out, `${name}-receipt.json`), `${JSON.stringify(saved, null, 2)}\n`);
  await writeFile(join(out, `${name}-checkpoint.txt`), proof.slice(proof.indexOf('\n\n') + 2));
  // The desk shows a proof only if it verifies now; `recorded` only with one.
  const summary = {
    case: view.number,
    recorded: view.state.state === 'recorded',
    log_index: view.proof?.index ?? null,
    receipt_verified: view.proof !== null,
  };
  if (!summary.recorded || !summary.receipt_verified) throw new Error(`${view.number}: ${JSON.stringify(view.state)}, no verified receipt`);
  return summary;
}

// What closes approve before everything was seen.
async function closed(window, shot) {
  await window.keys('Alt+3');
  await window.untilPath('/decide');
  await window.untilText('Why approve is closed');
  await shot('approve-closed');
  await window.keys('Alt+2');
  await window.untilPath('/reconcile');
}

// A privileged account: the first of two people decides, and another one will.
async function secondPerson(window, review, shot) {
  const row = await review.findPrivileged();
  await review.open(row);
  await review.judgeFaces();
  await review.choose('Deny', ['Claims conflict']);
  await window.keys('Control+Enter');
  await window.untilPath('/receipt', 60);
  await window.untilText('A second person decides next', 60);
  await shot('second-person-waiting');
}

async function recall(window, review, { case: number }, shot) {
  await review.goTo('q', '/queue');
  await window.press('Decided today');
  await window.press(number);
  await window.untilPath('/receipt');
  await window.untilText('Recorded:');
  await window.keys('Shift+R');
  await window.untilText('recalled it at', 60);
  // What is said in passing comes by its own way, perhaps after the screen.
  await window.untilText(`${number} recalled.`);
  await shot('recalled');
}

// The service goes away, and nothing more of it is needed.
async function offline(window, review, shot) {
  process.kill(here.service_pid, 'SIGKILL');
  await review.goTo('q', '/queue');
  await window.untilText('Offline since', 60);
  await shot('offline');
}

async function others(window, review, shot) {
  await review.findPeople('wojcik');
  await window.press('Kasia Wojcik');
  await window.until('a person', `return /^\\/directory\\/./.test(location.pathname) && document.querySelector('h1')?.textContent.includes('Kasia')`);
  await shot('directory-person');
  await review.goTo('s', '/settings');
  for (const page of ['appearance', 'storage', 'device']) {
    if (page !== 'appearance') await window.press(page === 'storage' ? 'Storage' : 'This device');
    await window.untilPath(`/settings/${page}`);
    await shot(`settings-${page}`);
  }
}
