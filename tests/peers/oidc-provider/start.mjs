// An independent OpenID provider in Entra's place: npm oidc-provider, configured for the desk.
//
//   node start.mjs --certificate chain.pem --key key.pem --client-id GUID --tenant-id GUID
//                  [--service-scope api://…/desk.access] [--port N]
//
// Prints one line of JSON when it listens: {"authority","issuer"}. TLS is the caller's: a
// certificate for localhost from an authority that the desk was told to trust.
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Provider, { interactionPolicy } from 'oidc-provider';

const { values: options } = parseArgs({
  options: {
    certificate: { type: 'string' },
    key: { type: 'string' },
    'client-id': { type: 'string' },
    'tenant-id': { type: 'string' },
    'service-scope': { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
  },
});
const tenant = options['tenant-id'];

const person = {
  sub: 'ana.ferreira@tarnholm.example',
  name: 'Ana Ferreira',
  preferred_username: 'ana.ferreira@tarnholm.example',
  oid: '6c1f0f0e-3b5b-4a83-9d37-5a1e7d1c0a01',
  tid: tenant,
  roles: ['Recovery.Review'],
  ver: '2.0',
};

const server = createServer({ cert: readFileSync(options.certificate), key: readFileSync(options.key) });
server.listen(Number(options.port), '127.0.0.1', () => {
  const authority = `https://localhost:${server.address().port}/${tenant}`;
  // Entra's issuer ends in /v2.0, and everything else hangs below it.
  const issuer = `${authority}/v2.0`;
  const provider = openidProvider(issuer);
  server.on('request', (request, response) => answer(provider, request, response));
  console.log(JSON.stringify({ authority, issuer }));
});
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});

function openidProvider(issuer) {
  const provider = new Provider(issuer, {
    clients: [{
      client_id: options['client-id'],
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: ['http://localhost', 'http://127.0.0.1'],
      require_auth_time: true,
    }],
    scopes: ['openid', 'offline_access', ...(options['service-scope'] ? [options['service-scope']] : [])],
    claims: { openid: ['sub', 'oid', 'tid', 'ver', 'roles', 'sid'], profile: ['name', 'preferred_username'] },
    // Entra puts the claims of a scope into the id_token, and keeps no userinfo for them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => person }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
      await grant.save();
      return grant;
    },
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    features: { devInteractions: { enabled: false } },
    interactions: { policy: prompts(), url: (_, interaction) => `/${tenant}/interaction/${interaction.uid}` },
    cookies: { keys: ['not a secret: a test'] },
    ttl: { Session: 3600, Grant: 3600, AccessToken: 3600, IdToken: 3600, Interaction: 600 },
  });
  provider.on('server_error', (_, error) => console.error(error));
  return provider;
}

// Entra lets the person choose an account when asked to; here there is only one.
function prompts() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

async function answer(provider, request, response) {
  const prefix = `/${tenant}/v2.0`;
  if (request.url.startsWith(`/${tenant}/interaction/`)) return interaction(provider, request, response);
  if (!request.url.startsWith(`${prefix}/`)) return void response.writeHead(404).end();
  // What a framework's mount does: the provider finds its own prefix from the two addresses.
  request.originalUrl = request.url;
  request.url = request.url.slice(prefix.length);
  return provider.callback()(request, response);
}

// The sign-in page: one button, as plain as the sandbox's.
async function interaction(provider, request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  // The provider makes native clients ask for consent each time; the administrator gave it.
  if (prompt.name === 'consent') {
    const grant = (grantId && await provider.Grant.find(grantId))
      ?? new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }
  if (request.method === 'POST') {
    const login = { accountId: person.sub, ts: Math.floor(Date.now() / 1000) };
    const chosen = prompt.name === 'select_account' ? { select_account: {} } : {};
    return provider.interactionFinished(request, response, { login, ...chosen }, { mergeWithLastSubmission: false });
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Sign in</title><form method="post" action="${request.url}">`
    + `<button name="account" value="${person.sub}">${person.name}</button></form>`);
}
