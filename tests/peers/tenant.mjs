// The running sandbox, as the second Node finds it.
import { readFile } from 'node:fs/promises';
import { PublicClientApplication } from '@azure/msal-node';
import { Browser } from './browser.mjs';

export const ready = JSON.parse(await readFile(process.env.SANDBOX_READY, 'utf8'));
export const graphScopes = [`${ready.graph}/User.Read.All`, `${ready.graph}/GroupMember.Read.All`];
export const serviceScopes = [`api://${ready.service_client_id}/desk.access`];

export function application() {
  return new PublicClientApplication({
    auth: {
      clientId: ready.client_id,
      authority: ready.authority,
      knownAuthorities: [new URL(ready.authority).host],
      clientCapabilities: ['CP1'],
    },
  });
}

// Signs in by the client's own loopback listener, code, PKCE and form_post.
export async function signIn(client, account, request = {}) {
  const browser = new Browser(account);
  return client.acquireTokenInteractive({
    scopes: graphScopes,
    openBrowser: async (address) => void (await browser.signIn(address)),
    successTemplate: 'done',
    errorTemplate: 'failed',
    ...request,
  });
}

export async function control(method, path, body) {
  const response = await fetch(`${ready.graph}/control/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`control ${method} ${path}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}
