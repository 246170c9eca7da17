// A small WebDriver client (W3C WebDriver) for WebKitWebDriver: real presses and real keys.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

// Names of keys as the DOM has them, and the code points by which WebDriver knows them.
const KEYS = {
  Alt: '\uE00A', ArrowDown: '\uE015', ArrowLeft: '\uE012', ArrowRight: '\uE014', ArrowUp: '\uE013',
  Backspace: '\uE003', Control: '\uE009', End: '\uE010', Enter: '\uE007', Escape: '\uE00C',
  F6: '\uE036', F12: '\uE03C', Home: '\uE011', PageDown: '\uE00F', Shift: '\uE008', Space: ' ',
  Tab: '\uE004',
};

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export class Window {
  // Starts the program under WebDriver; what the two say goes to the file `log`.
  static async open(binary, args, log) {
    const port = await freePort();
    const said = await open(log, 'a');
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: ['ignore', said.fd, said.fd],
    });
    await said.close();
    const base = `http://127.0.0.1:${port}`;
    try {
      await reached(`${base}/status`);
      const session = await call('POST', `${base}/session`, {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } },
      });
      return new Window(driver, `${base}/session/${session.sessionId}`, await childrenOf(driver.pid));
    } catch (error) {
      driver.kill();
      throw error;
    }
  }

  constructor(driver, base, programs) {
    this.driver = driver;
    this.base = base;
    this.programs = programs;
  }

  // Runs the body of a function in the page; `arguments` are those after it.
  run(script, ...args) {
    return call('POST', `${this.base}/execute/sync`, { script, args });
  }

  // The same for a body that calls `done` when it has an answer.
  later(script, ...args) {
    return call('POST', `${this.base}/execute/async`, {
      script: `const done = arguments[arguments.length - 1]; ${script}`,
      args,
    });
  }

  // Asks the desk, as the window's own code does. Nothing is decided this way.
  async ask(command, args = {}) {
    const answer = await this.later(
      `window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])
        .then((value) => done({ value }), (problem) => done({ problem }))`,
      command, args,
    );
    if ('problem' in answer) throw new Error(`${command}: ${JSON.stringify(answer.problem)}`);
    return answer.value;
  }

  // Waits in the page until the body of a function is truthy; looks again at every change.
  async until(what, condition, seconds = 30) {
    await call('POST', `${this.base}/timeouts`, { script: (seconds + 10) * 1000 });
    const found = await call('POST', `${this.base}/execute/async`, {
      script: `const [ms, done] = arguments; const look = () => { ${condition} };
        const end = (value) => { observer.disconnect(); clearInterval(again); clearTimeout(timer); done(value); };
        const check = () => { const value = look(); if (value) end(value); };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        // Focus, addresses and loaded pictures change without a mutation.
        const again = setInterval(check, 100);
        const timer = setTimeout(() => end(null), ms); check();`,
      args: [seconds * 1000],
    });
    if (!found) {
      const seen = await this.run('return location.pathname + "\\n" + document.body.innerText.slice(0, 2000)');
      throw new Error(`never came: ${what}\n${seen}`);
    }
    return found;
  }

  untilText(text, seconds) {
    return this.until(`"${text}"`, `return document.body.innerText.includes(${JSON.stringify(text)})`, seconds);
  }

  untilPath(end, seconds) {
    return this.until(`the address …${end}`, `return location.pathname.endsWith(${JSON.stringify(end)})`, seconds);
  }

  // Presses with the pointer whatever is called this, by its name or its visible words.
  async press(name, within = 'body') {
    const element = await this.until(`something called ${name}`, `return ${finder(name, within)} && { found: ${finder(name, within)} }`);
    await call('POST', `${this.base}/element/${element.found[ELEMENT]}/click`, {}).catch((error) => {
      throw new Error(`pressing ${name}: ${error.message}`);
    });
  }

  // Real key strokes: 'j', 'Control+k', 'Shift+F6'. Chords are held, then let go in reverse.
  async keys(...chords) {
    const actions = chords.flatMap((chord) => {
      const parts = chord === '+' ? ['+'] : chord.split('+');
      const values = parts.map((part) => KEYS[part] ?? part);
      return [
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.reverse().map((value) => ({ type: 'keyUp', value })),
      ];
    });
    await call('POST', `${this.base}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  type(text) {
    return this.keys(...[...text].map((letter) => (letter === ' ' ? 'Space' : letter)));
  }

  // What has the focus, by its name or its words.
  focused() {
    return this.run(`const e = document.activeElement;
      return e.getAttribute('aria-label') || e.textContent.trim().slice(0, 80) || e.tagName`);
  }

  async picture(file) {
    await this.later(`const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
      Promise.allSettled([document.fonts.ready, ...ending.map((one) => one.finished)]).then(() =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`);
    await writeFile(file, Buffer.from(await call('GET', `${this.base}/screenshot`), 'base64'));
  }

  // Until the program has ended: while it runs, a second start only shows its window.
  async close() {
    await call('DELETE', this.base).catch(() => {});
    this.driver.kill();
    const end = Date.now() + 20_000;
    while (this.programs.some(runs)) {
      if (Date.now() > end) for (const program of this.programs.filter(runs)) process.kill(program, 'SIGKILL');
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}

// The first visible control of that name: its label, else its words without what is hidden from ears.
function finder(name, within) {
  return `[...document.querySelector(${JSON.stringify(within)}).querySelectorAll(
    'button, a, label, [role=button], [role=radio], [role=tab], [role=row], [role=option], input')].find((e) => {
    const heard = e.cloneNode(true);
    for (const unheard of heard.querySelectorAll('[aria-hidden=true]')) unheard.remove();
    return e.checkVisibility() && (e.getAttribute('aria-label') ?? heard.textContent).trim().startsWith(${JSON.stringify(name)});
  })`;
}

async function childrenOf(id) {
  const children = await readFile(`/proc/${id}/task/${id}/children`, 'utf8').catch(() => '');
  return children.split(' ').filter(Boolean).map(Number);
}

function runs(id) {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

async function call(method, url, body) {
  // Longer than any wait in the page.
  const signal = AbortSignal.timeout(240_000);
  const response = await fetch(url, { method, body: body && JSON.stringify(body), signal });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error} ${value?.message}`);
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
