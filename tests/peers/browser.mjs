// A browser without a window: follows the account picker and posts what it is told to post.
export class Browser {
  #cookies = new Map();

  constructor(account) {
    this.account = account;
  }

  // Opens an authorization address, picks the account if asked, and hands the answer to the client.
  async signIn(address) {
    let { page, url } = await this.#visit(address);
    if (page.includes('name="account"')) {
      const form = forms(page)[0];
      const picked = { ...form.fields, account: this.account };
      ({ page, url } = await this.#visit(new URL(form.action, url), picked));
    }
    const form = forms(page)[0];
    if (!form) return { page, url };
    return this.#visit(new URL(form.action, url), form.fields);
  }

  // Types a device code and picks the account.
  async approveDevice(address, code) {
    return this.#visit(address, { user_code: code, account: this.account });
  }

  async #visit(address, fields) {
    const response = await fetch(address, {
      method: fields ? 'POST' : 'GET',
      redirect: 'follow',
      headers: { cookie: [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
      body: fields && new URLSearchParams(fields),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=');
      this.#cookies.set(name, value);
    }
    return { page: await response.text(), url: response.url, status: response.status };
  }
}

function forms(page) {
  return [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(([, action, body]) => {
    const fields = {};
    for (const [, name, value] of body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
      fields[name] = text(value);
    }
    return { action: text(action), fields };
  });
}

function text(escaped) {
  return escaped
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
