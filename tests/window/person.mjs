// The person at the system browser. The window opens `browser.mjs` as its browser, which hands the
// address to this process; the person then signs in when the script says so.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from '../peers/browser.mjs';

export class Person {
  #server = createServer();
  #addresses = [];
  #waiting = [];

  static async sitDown(account) {
    const person = new Person();
    person.account = account;
    person.#server.on('request', (request, response) => person.#take(request, response));
    person.#server.listen(0, '127.0.0.1');
    await once(person.#server, 'listening');
    process.env.BROWSER = join(dirname(fileURLToPath(import.meta.url)), 'browser.mjs');
    process.env.SANDBOX_PERSON = `http://127.0.0.1:${person.#server.address().port}`;
    return person;
  }

  // The next address that the window opens.
  opened() {
    const address = this.#addresses.shift();
    return address ? Promise.resolve(address) : new Promise((take) => this.#waiting.push(take));
  }

  // Signs in at the next address that the window opens.
  async signIn() {
    await new Browser(this.account).signIn(await this.opened());
  }

  getUp() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request, response) {
    let address = '';
    for await (const part of request) address += part;
    response.end();
    const take = this.#waiting.shift();
    if (take) take(address);
    else this.#addresses.push(address);
  }
}
