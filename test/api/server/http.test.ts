import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { keptLog } from '../../support/log';
import { until } from '../../support/until';

const { log, lines } = keptLog();
let app: TestApplication;
let admin: string;

beforeAll(async () => {
  app = await startTestApplication({ log });
  admin = `Bearer ${await app.token('ADMIN')}`;
});
afterAll(() => app.stop());
beforeEach(() => (lines.length = 0));

const VIEWER = JSON.stringify({ query: '{ viewer { name } }' });
const json = { 'content-type': 'application/json' };

function post(body: string | undefined, headers: Record<string, string>): Promise<Response> {
  return fetch(`${app.url}/graphql`, { method: 'POST', headers, ...(body !== undefined && { body }) });
}
async function outcome(response: Response) {
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: body.errors?.[0]?.extensions.code };
}

describe('GraphQL over HTTP', () => {
  it('answers whoever has a token', async () => {
    const response = await post(VIEWER, { ...json, authorization: admin });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: { viewer: { name: expect.stringContaining('test-ADMIN') as string } },
      extensions: { cost: { requested: 1, limit: 50_000 }, logEpoch: app.services.hub.tenure.epoch },
    });
  });

  it('takes an empty operation name for none', async () => {
    const unnamed = { query: '{ viewer { kind } }', operationName: '' };
    const response = await post(JSON.stringify(unnamed), { ...json, authorization: admin });
    expect(await response.json()).toMatchObject({ data: { viewer: { kind: 'USER' } } });
    const two = { query: 'query A { viewer { kind } } query B { viewer { kind } }', operationName: '' };
    expect(await outcome(await post(JSON.stringify(two), { ...json, authorization: admin }))).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });

  it('refuses a name that no operation has, however often its document was asked for', async () => {
    const query = 'query Known { viewer { kind } }';
    for (let i = 0; i < 5; i++) {
      const response = await post(JSON.stringify({ query }), { ...json, authorization: admin });
      expect(await response.json()).toMatchObject({ data: { viewer: { kind: 'USER' } } });
      const other = JSON.stringify({ query, operationName: 'Other' });
      expect(await outcome(await post(other, { ...json, authorization: admin }))).toEqual({
        status: 400,
        code: 'BAD_REQUEST',
      });
    }
  });

  it('refuses a body that is nested deeper than anything that is asked for', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const body = `{"query":"{ viewer { kind } }","variables":{"deep":${deep}}}`;
    expect(await outcome(await post(body, { ...json, authorization: admin }))).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });

  it('takes a body that ends too early for the mistake of its client', async () => {
    const headers = { ...json, authorization: admin, 'content-length': '1000', expect: '100-continue' };
    const request = httpRequest(`${app.url}/graphql`, { method: 'POST', headers });
    request.on('error', () => undefined);
    request.flushHeaders();
    await once(request, 'continue');
    request.write('{"query":');
    request.destroy();
    await until(() => lines.some(({ msg }) => msg === 'request'));
    expect(lines).toEqual([expect.objectContaining({ msg: 'request', aborted: true })]);
  });

  it('answers GET to those who show that no foreign page made them ask', async () => {
    const url = `${app.url}/graphql?query=${encodeURIComponent('{ viewer { name } }')}`;
    const asked = await fetch(url, { headers: { authorization: admin, 'apollo-require-preflight': '1' } });
    expect(asked.status).toBe(200);
    const tricked = await fetch(url, { headers: { authorization: admin } });
    expect(await outcome(tricked)).toEqual({ status: 400, code: 'BAD_REQUEST' });
  });

  it('shows nothing, the schema neither, to those who have no token', async () => {
    const nobody = new ApiClient(app.url);
    for (const ask of [
      '{ __schema { queryType { name } } }',
      '{ __type(name: "Order") { name } }',
      '{ ...All } fragment All on Query { ... { x: __schema { queryType { name } } } }',
    ]) {
      const { status, data, errors } = await nobody.send(ask);
      expect([status, data, errors[0]?.extensions.code]).toEqual([401, undefined, 'UNAUTHENTICATED']);
      expect((await new ApiClient(app.url, admin.slice('Bearer '.length)).send(ask)).errors).toEqual([]);
    }
    expect((await nobody.run('{ __typename }')).__typename).toBe('Query');
    const response = await post(VIEWER, json);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await outcome(response)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it.each(['Bearer nonsense', 'Basic dXNlcjpwYXNz', 'Bearer ', 'Bearer a b'])(
    'answers 401 to "%s"',
    async (authorization) => {
      const response = await post(VIEWER, { ...json, authorization });
      expect(await outcome(response)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    },
  );

  it('names what is wrong with a request', async () => {
    const headers = { ...json, authorization: admin };
    expect(await outcome(await post('{', headers))).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(await outcome(await post('{}', headers))).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(await outcome(await post('[]', headers))).toEqual({ status: 400, code: 'BAD_REQUEST' });
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    expect(await outcome(await post('query=1', form))).toEqual({ status: 415, code: 'BAD_REQUEST' });
    const latin = { ...headers, 'content-type': 'application/json; charset=latin1' };
    expect(await outcome(await post(VIEWER, latin))).toEqual({ status: 415, code: 'BAD_REQUEST' });
    const put = await fetch(`${app.url}/graphql`, { method: 'PUT', headers, body: VIEWER });
    expect(await outcome(put)).toEqual({ status: 405, code: 'BAD_REQUEST' });
  });

  it('takes a megabyte and not more, whether its size is announced or not', async () => {
    const headers = { ...json, authorization: admin };
    const padded = (size: number) => VIEWER.padEnd(size, ' ');
    expect((await post(padded(1_000_000), headers)).status).toBe(200);
    expect(await outcome(await post(padded(1_000_001), headers))).toEqual({
      status: 413,
      code: 'BAD_REQUEST',
    });
    expect(await statusOfChunks(padded(3_000_000), headers)).toBe(413);
  });

  it('tells mistakes in an operation with 200 in plain JSON, and with 400 in its own media type', async () => {
    for (const [query, code] of [
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['query ($id: ID!) { node(id: $id) { id } }', 'BAD_USER_INPUT'],
    ] as const) {
      const headers = { ...json, authorization: admin };
      const body = JSON.stringify({ query });
      expect(await outcome(await post(body, headers))).toEqual({ status: 200, code });
      const accept = 'application/graphql-response+json';
      const response = await post(body, { ...headers, accept });
      expect(response.headers.get('content-type')).toContain(accept);
      expect(await outcome(response)).toEqual({ status: 400, code });
    }
  });

  it('asks for the operation by name when there are several', async () => {
    const body = JSON.stringify({ query: 'query A { viewer { name } } query B { viewer { id } }' });
    expect(await outcome(await post(body, { ...json, authorization: admin }))).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });
});

function statusOfChunks(body: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${app.url}/graphql`, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.on('error', reject);
    for (let i = 0; i < body.length; i += 50_000) request.write(body.slice(i, i + 50_000));
    request.end();
  });
}

describe('the HTTP server', () => {
  it('says whether it lives and whether it can serve', async () => {
    const alive = await fetch(`${app.url}/healthz`);
    expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }]);
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('answers 404 in JSON for any other path', async () => {
    const response = await fetch(`${app.url}/orders`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: expect.stringContaining('/orders') as string },
    ]);
  });

  it('logs one line per request, with its id and without its token', async () => {
    await post(JSON.stringify({ query: 'query Who { viewer { name } }', operationName: 'Who' }), {
      ...json,
      authorization: admin,
      'x-request-id': 'from-the-client.1',
    });
    expect(lines).toEqual([
      expect.objectContaining({
        msg: 'request',
        requestId: 'from-the-client.1',
        method: 'POST',
        path: '/graphql',
        status: 200,
        operationName: 'Who',
        principalId: expect.any(String) as string,
      }),
    ]);
    expect(JSON.stringify(lines)).not.toContain(admin.slice(7));
  });

  it('makes an id of its own for a request without a harmless one', async () => {
    const [none, bad] = await Promise.all([
      fetch(`${app.url}/healthz`),
      fetch(`${app.url}/healthz`, { headers: { 'x-request-id': 'a'.repeat(101) } }),
    ]);
    expect(none.headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
    expect(bad.headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
  });
});
