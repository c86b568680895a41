import { serverAudits } from 'graphql-http';
import { startTestApplication, type TestApplication } from '../support/application';

let app: TestApplication;

beforeAll(async () => {
  app = await startTestApplication({ env: { ORDERWIRE_ANONYMOUS_RATE_LIMIT: '0' } });
});
afterAll(() => app.stop());

/** The audits ask by GET, too; a header shows the server that no foreign page made them do so. */
const withPreflightHeader: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { ...(init?.headers as object), 'apollo-require-preflight': '1' } });

const audits = serverAudits({ url: () => `${app.url}/graphql`, fetchFn: withPreflightHeader });

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
