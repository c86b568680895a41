import { serverAudits } from 'graphql-http';
import { startTestApplication, type TestApplication } from '../support/application';

let app: TestApplication;
let authorization: string;

beforeAll(async () => {
  app = await startTestApplication({ env: { ORDERWIRE_RATE_LIMIT: '0' } });
  authorization = `Bearer ${await app.token('VIEWER')}`;
});
afterAll(() => app.stop());

/** Some audits ask for the schema, which is shown to callers with a token, and some by GET: a header shows that no foreign page made them do so. */
const asCaller: typeof fetch = (url, init) =>
  fetch(url, {
    ...init,
    headers: { ...(init?.headers as object), authorization, 'apollo-require-preflight': '1' },
  });

const audits = serverAudits({ url: () => `${app.url}/graphql`, fetchFn: asCaller });

describe('GraphQL over HTTP', () => {
  it('has 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))(
    '%s',
    async (_name, audit) => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
    },
  );
});
