import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import { Client, PageIterator } from '@microsoft/microsoft-graph-client';
import { application, control, ready, signIn } from './tenant.mjs';

let graph;
let kasia;

before(async () => {
  const { accessToken } = await signIn(application(), 'ana.ferreira@tarnholm.example');
  graph = Client.init({
    baseUrl: `${ready.graph}/`,
    customHosts: new Set(['localhost']),
    authProvider: (done) => done(null, accessToken),
  });
  const found = await graph.api('/users').filter("startswith(userPrincipalName,'k.wojcik@')").get();
  kasia = found.value[0].id;
});

afterEach(() => control('DELETE', 'faults'));

// One round to its delta link: every object, and how many pages it took.
async function round(link) {
  await control('DELETE', 'requests');
  const objects = [];
  const first = await graph.api(link).get();
  const pages = new PageIterator(graph, first, (object) => objects.push(object) > 0);
  await pages.iterate();
  const counts = await control('GET', 'requests');
  const [path] = Object.keys(counts).filter((key) => key.endsWith('/delta'));
  return { objects, deltaLink: pages.getDeltaLink(), pages: counts[path] };
}

test('pages through all users to a delta link, and fetches only changes the second time', async () => {
  const first = await round('/users/delta?$select=displayName,department,mobilePhone');
  assert.equal(first.objects.length, 700);
  assert.equal(first.pages, 4, '200 to a page');
  assert.equal(new Set(first.objects.map(({ id }) => id)).size, 700);

  await control('PATCH', `users/${kasia}`, { department: 'Metrology', mobilePhone: null });
  const gone = first.objects.find(({ id }) => id !== kasia).id;
  await control('DELETE', `users/${gone}`);

  const second = await round(first.deltaLink);
  assert.equal(second.pages, 1);
  assert.equal(second.objects.length, 2);
  const changed = second.objects.find(({ id }) => id === kasia);
  assert.equal(changed.department, 'Metrology');
  assert.equal(changed.mobilePhone, null, 'null says that it was cleared');
  assert.deepEqual(second.objects.find(({ id }) => id === gone)['@removed'], { reason: 'changed' });

  const third = await round(second.deltaLink);
  assert.deepEqual(third.objects, []);
});

test('memberships come in chunks that repeat their group, and change by themselves', async () => {
  const first = await round('/groups/delta?$select=displayName,members');
  const chunks = grouped(first.objects);
  const [group, parts] = [...chunks].find(([, parts]) => parts.length > 1);
  const members = parts.flatMap((part) => part['members@delta']);
  assert.ok(parts.every((part) => part['members@delta'].length <= 500));
  assert.equal(new Set(members.map(({ id }) => id)).size, members.length);

  const left = members.find((member) => member['@odata.type'] === '#microsoft.graph.user').id;
  await control('DELETE', `groups/${group}/members/${left}`);
  const second = await round(first.deltaLink);
  assert.equal(second.objects.length, 1);
  assert.deepEqual(second.objects[0]['members@delta'], [
    { '@odata.type': '#microsoft.graph.user', '@removed': { reason: 'deleted' }, id: left },
  ]);
});

test('waits out a throttling and goes on', async () => {
  await control('PUT', 'faults', [{ fault: 'throttled', at: 'graph:/v1.0/users', retry_after: 1, times: 2 }]);
  await control('DELETE', 'requests');
  assert.equal((await graph.api(`/users/${kasia}`).get()).id, kasia);
  assert.equal((await control('GET', 'requests'))[`graph GET /v1.0/users/${kasia}`], 3);
});

test('an error has the shape that the client reads', async () => {
  await assert.rejects(graph.api('/users/nobody@tarnholm.example').get(), (error) => {
    assert.equal(error.statusCode, 404);
    assert.equal(error.code, 'Request_ResourceNotFound');
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
});

test('the date of birth is for one user at a time', async () => {
  assert.ok('birthday' in (await graph.api(`/users/${kasia}`).select('birthday').get()));
  await assert.rejects(graph.api('/users').select('birthday').get(), { statusCode: 501 });
});

test('counts, searches and lists with the eventual header', async () => {
  const page = await graph.api('/users').header('ConsistencyLevel', 'eventual').count(true)
    .search('"displayName:wojcik"').select('id,displayName').get();
  assert.ok(page['@odata.count'] >= 1);
  assert.ok(page.value.some(({ id }) => id === kasia));
});

test('a batch answers each part by its id', async () => {
  const { responses } = await graph.api('/$batch').post({
    requests: [
      { id: '1', method: 'GET', url: `/users/${kasia}?$select=id` },
      { id: '2', method: 'GET', url: '/users/nobody' },
      { id: '3', dependsOn: ['2'], method: 'GET', url: '/me' },
    ],
  });
  const status = Object.fromEntries(responses.map(({ id, status }) => [id, status]));
  assert.deepEqual(status, { 1: 200, 2: 404, 3: 424 });
});

test('an expired delta token is refused in a way that asks for a new beginning', async () => {
  const { deltaLink } = await round('/users/delta?$select=displayName');
  await control('PUT', 'faults', [{ fault: 'delta_expired', status: 410, times: 1 }]);
  await assert.rejects(graph.api(deltaLink).get(), { statusCode: 410, code: 'resyncRequired' });
  await control('PUT', 'faults', [{ fault: 'delta_expired', status: 400, times: 1 }]);
  await assert.rejects(graph.api(deltaLink).get(), { statusCode: 400, code: 'syncStateNotFound' });
  assert.deepEqual((await round(deltaLink)).objects, []);
});

function grouped(objects) {
  const groups = new Map();
  for (const object of objects) groups.set(object.id, [...(groups.get(object.id) ?? []), object]);
  return groups;
}
