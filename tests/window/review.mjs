// A review through the window, as a reviewer does it: with the pointer and with keys. Shared by the
// demo and the tests. Whatever decides anything is pressed; the desk is only asked what it knows.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Window } from './driver.mjs';
import { binary } from './house.mjs';

export const ana = 'ana.ferreira@tarnholm.example';

// Cases of the sandbox's company, known by what the queue shows of them before the faces are judged.
// A true owner whose directory has the short form of her name; and a stranger's document.
export const kasia = { masked: 'K••• W•••', kind: 'mfa_recovery', department: 'Treasury', name: 'Kasia Wojcik' };
export const valentina = { masked: 'V••• R•••', kind: 'password_reset', name: 'Valentina Rojas' };

export function openWindow(house, data) {
  const args = ['--profile', house.profile, '--data', join(house.folder, data)];
  return Window.open(binary, args, join(house.folder, 'window.log'));
}

export class Review {
  constructor(window, person) {
    this.window = window;
    this.person = person;
  }

  // From the sign-in screen to the queue. `look` sees the window while it waits for the browser.
  async signIn(look = async () => {}) {
    const { window, person } = this;
    await window.untilText('Sign in to review');
    await window.press('Sign in with your browser');
    await window.untilText('Finish in your browser');
    await look('waiting');
    await person.signIn();
    await window.until('cases in the queue', `return document.querySelectorAll('[role=row]').length > 5`, 90);
  }

  // Waits until the directory copy is whole; answers what the desk says of itself.
  async synced() {
    await this.window.until('a synced directory', `return /Directory .* ago/.test(document.body.innerText)`, 180);
    return this.window.ask('status');
  }

  // Waits until every session of the sandbox has become a case: before that, lists still grow.
  everyCase(cases) {
    return this.window.until(`${cases} cases`, `return document.querySelector('nav a[href^="/queue"]')?.textContent.endsWith('${cases}')`, 180);
  }

  // The case that the service made of a known person's session.
  async find({ masked, kind, department }) {
    const rows = await this.waiting({ kinds: [kind] });
    const row = rows.find((one) => one.person_masked === masked && (!department || one.department === department));
    if (!row) throw new Error(`no case of ${masked} in the queue: ${JSON.stringify(rows.map((one) => one.person_masked))}`);
    return row;
  }

  // The first recovery of a privileged account.
  async findPrivileged() {
    const [row] = await this.waiting({ kinds: ['mfa_recovery', 'password_reset'], marks: ['privileged'] });
    return row;
  }

  // What the queue has to decide, by the filters that are given.
  async waiting(filters = {}) {
    const any = { view: 'open', text: '', kinds: [], marks: [], departments: [], held: [], sort: 'due' };
    return (await this.window.ask('queue', { request: { ...any, ...filters } })).rows;
  }

  // By the palette, from anywhere: its number, then Enter.
  async open({ number }) {
    const { window } = this;
    await this.palette(number);
    await window.until(`${number} in the palette`, `return document.querySelector('[role=option]')?.textContent.includes('${number}')`);
    await window.keys('Enter');
    await window.untilPath('/faces', 60);
    await this.picturesDrawn();
  }

  // Finds people in the directory. While letters are typed, a row that was one person's becomes
  // another's: nothing is pressed before every row has the whole word.
  async findPeople(word) {
    const { window } = this;
    await this.goTo('d', '/directory');
    await window.keys('/');
    await window.type(word);
    await window.until('the people found', `const rows = [...document.querySelectorAll('[role=row]')];
      const plain = (row) => row.textContent.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
      return rows.length > 0 && rows.every((row) => plain(row).includes(${JSON.stringify(word)}))`);
  }

  async palette(text) {
    const { window } = this;
    await window.keys('Control+k');
    await window.until('the palette', `return document.activeElement?.getAttribute('role') === 'combobox'`);
    if (text) await window.type(text);
  }

  // Runs a command by its name in the palette.
  async command(name) {
    const { window } = this;
    await this.palette(name);
    await window.until(`${name} in the palette`, `return document.querySelector('[role=option][aria-selected=true]')?.textContent.startsWith(${JSON.stringify(name)})`);
    await window.keys('Enter');
    await window.until('the palette to close', `return !document.querySelector('[role=dialog]')`);
  }

  // By keys that may be pressed again when nothing comes of them: a busy machine may hold G and Q
  // further apart than a sequence may last, or still be drawing the screen that hears them.
  async go(keys, what, there) {
    for (let left = 5; ; left -= 1) {
      await this.window.keys(...keys);
      try {
        return await this.window.until(what, there, 4);
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  goTo(letter, place) {
    return this.go(['g', letter], place, `return location.pathname.startsWith('${place}')`);
  }

  // Every picture on the screen has its pixels.
  picturesDrawn(least = 1) {
    return this.window.until(`${least} pictures`, `
      if (/Opening picture/.test(document.body.innerText)) return false;
      const pictures = [...document.querySelectorAll('img[src^="evidence:"]')];
      return pictures.length >= ${least} && pictures.every((one) => one.complete && one.naturalWidth > 0)`, 90);
  }

  // The kept answer opens the second step.
  async judgeFaces(answer = 'Same person', sureness = 'Very') {
    const { window } = this;
    await this.picturesDrawn(2);
    await window.press(answer);
    await window.press(sureness);
    await window.press('Keep this answer');
    await window.untilPath('/reconcile');
    await window.untilText('Microsoft');
  }

  // Looks at every picture large enough to be read, and marks every difference as read.
  async read() {
    const { window } = this;
    const pictures = await window.run(`return document.querySelectorAll('[role=tab]').length`);
    for (let nth = 0; nth < pictures; nth += 1) {
      await this.picturesDrawn();
      if (await this.#notSeen()) {
        await this.go(['z'], 'the picture to be seen', `return ${SEEN}`);
        await this.picturesDrawn();
        await window.keys('0');
      }
      await window.keys(']');
    }
    await this.picturesDrawn();
    const unread = `return document.querySelectorAll('[data-claim] button[aria-pressed=false]').length`;
    for (let left = await window.run(unread); left > 0; left -= 1) {
      await window.press('Mark as read');
      await window.until('one less to read', `return document.querySelectorAll('[data-claim] button[aria-pressed=false]').length < ${left}`);
    }
  }

  #notSeen() {
    return this.window.run(`return !(${SEEN})`);
  }

  async show(picture) {
    await this.window.press(picture, '[role=tablist]');
    await this.picturesDrawn();
  }

  // Chooses a verdict and ticks reasons by their words.
  async choose(verdict, reasons) {
    const { window } = this;
    await window.press('Go to the decision');
    await window.untilPath('/decide');
    await window.until('the verdicts', `return document.querySelectorAll('[role=radiogroup] input[type=radio]').length === 4`);
    await window.press(verdict, '[role=radiogroup]');
    for (const reason of reasons) await window.press(reason);
    await window.until('ticked reasons', `return document.querySelectorAll('input[type=checkbox]:checked').length === ${reasons.length}`);
    await window.untilText('Draft kept');
  }

  // Finishes with the keys. An approval is a fresh sign-in in the browser.
  async finish(verdict) {
    const { window, person } = this;
    await window.keys('Control+Enter');
    if (verdict === 'Approve') await person.signIn();
    await window.untilPath('/receipt', 60);
    await window.untilText('Recorded:', 60);
  }

  // The receipt's file, saved by its button: envelope, receipt with proof and checkpoint, log key.
  async saveReceipt() {
    const { window } = this;
    await window.press('Save receipt');
    const file = await window.until('the name of the saved file', `return /Saved as (\\S+)/.exec(document.body.innerText)?.[1]`);
    return JSON.parse(await readFile(file, 'utf8'));
  }

  async dismissToast() {
    const { window } = this;
    const toast = `document.querySelector('section[class*=toast]')`;
    if (await window.run(`return Boolean(${toast})`)) await window.press('Dismiss', 'section[class*=toast]');
    await window.until('no toast', `return !${toast}`);
  }
}

const SEEN = `!/not yet seen/.test(document.querySelector('[role=toolbar]')?.textContent ?? '')`;
