// A small WebDriver client (W3C WebDriver) for WebKitWebDriver.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export class Window {
  static async open(binary, args) {
    const port = await freePort();
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'inherit' });
    const base = `http://127.0.0.1:${port}`;
    await reached(`${base}/status`);
    const options = { binary, args };
    const session = await call('POST', `${base}/session`, {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    });
    return new Window(driver, `${base}/session/${session.sessionId}`);
  }

  constructor(driver, base) {
    this.driver = driver;
    this.base = base;
  }

  run(script, ...args) {
    return call('POST', `${this.base}/execute/sync`, { script, args });
  }

  // Runs a function body that calls `done` when it has an answer.
  later(body) {
    return call('POST', `${this.base}/execute/async`, {
      script: `const done = arguments[arguments.length - 1]; ${body}`,
      args: [],
    });
  }

  // Waits in the page until the body of a function is truthy; looks again at every change.
  async until(what, condition, seconds = 60) {
    await call('POST', `${this.base}/timeouts`, { script: (seconds + 5) * 1000 });
    const found = await call('POST', `${this.base}/execute/async`, {
      script: `const [ms, done] = arguments; const look = () => { ${condition} };
        const end = (value) => { observer.disconnect(); clearTimeout(timer); done(value); };
        const observer = new MutationObserver(() => { const v = look(); if (v) end(v); });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const timer = setTimeout(() => end(null), ms); const v = look(); if (v) end(v);`,
      args: [seconds * 1000],
    });
    if (!found) {
      const text = await this.run('return document.body.innerText.slice(0, 1500)');
      throw new Error(`never came: ${what}\n${text}`);
    }
    return found;
  }

  // Presses whatever is called this, by its visible words or its name.
  async press(name) {
    await this.until(`something called ${name}`, `return ${finder(name)} ? true : false`);
    await this.run(`${finder(name)}.click()`);
  }

  async keys(text) {
    const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await call('POST', `${this.base}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  async picture(file) {
    await call('POST', `${this.base}/execute/async`, {
      script: `const done = arguments[0]; document.fonts.ready.then(() =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`,
      args: [],
    });
    await writeFile(file, Buffer.from(await call('GET', `${this.base}/screenshot`), 'base64'));
  }

  async close() {
    await call('DELETE', this.base).catch(() => {});
    this.driver.kill();
  }
}

function finder(name) {
  const wanted = JSON.stringify(name);
  return `[...document.querySelectorAll('button, a, label, [role=button], [role=radio], [role=tab], input')].find((e) =>
    (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().startsWith(${wanted}))`;
}

async function call(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${value?.error} ${value?.message}`);
  return value;
}

async function reached(url) {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}
