import { startTestApplication } from '../../support/application';
import { askerOf, looksLikeGraphQL, weaknessesOf } from '../../support/graphql-scan';

/** Where scanners look when they are told no path, besides the API's. */
const PLACES = ['/', '/graphiql', '/playground', '/playground/', '/console'];
const MODES = { development: {}, production: { NODE_ENV: 'production' } };
/** What development shows to those who have a token; see docs/security.md. */
const ON_PURPOSE = { development: ['suggests names of fields', 'shows its schema'], production: [] };

describe.each(['development', 'production'] as const)('in %s, a scanner', (mode) => {
  let app: Awaited<ReturnType<typeof startTestApplication>>;
  beforeAll(async () => {
    app = await startTestApplication({ env: MODES[mode] });
  });
  afterAll(() => app.stop());

  it('finds nothing', async () => {
    expect(await weaknessesOf(askerOf(`${app.url}/graphql`))).toEqual([]);
  });

  it.each(PLACES)('takes nothing at %s for an API, and finds nothing there', async (place) => {
    const ask = askerOf(app.url + place);
    expect(await looksLikeGraphQL(ask)).toBe(false);
    expect(await weaknessesOf(ask)).toEqual([]);
  });

  it('with a token finds what is shown on purpose', async () => {
    const authorization = `Bearer ${await app.token('VIEWER')}`;
    expect(await weaknessesOf(askerOf(`${app.url}/graphql`, { authorization }))).toEqual(ON_PURPOSE[mode]);
  });
});

describe('mistakes in a document', () => {
  let app: Awaited<ReturnType<typeof startTestApplication>>;
  beforeAll(async () => {
    app = await startTestApplication();
  });
  afterAll(() => app.stop());

  const TEN = Array.from({ length: 10 }, (_, i) => i);
  it.each([
    [
      'ten unknown directives',
      `{ __typename ${TEN.map(() => '@aa').join(' ')} }`,
      ['Unknown directive "@aa".'],
    ],
    ['ten others', `{ __typename ${TEN.map((i) => `@a${i}`).join(' ')} }`, ['Unknown directive "@a0".']],
    [
      'a field that is not there, under ten names',
      `{ ${TEN.map((i) => `f${i}: nothing`).join(' ')} }`,
      ['Cannot query field "nothing" on type "Query".'],
    ],
    [
      'two different ones',
      '{ nothing any: nothing none }',
      ['Cannot query field "nothing" on type "Query".', 'Cannot query field "none" on type "Query".'],
    ],
  ])('are told once each: %s, over HTTP and over a websocket', async (_name, document, messages) => {
    const admin = await app.as('ADMIN');
    const short = (message: string): string => message.replace(/ Did you mean.*/, '');
    expect((await admin.send(document)).errors.map(({ message }) => short(message))).toEqual(messages);
    const live = await app.liveAs('ADMIN');
    const told = await live.run(document).then(
      () => [],
      (errors: unknown) => errors as { message: string }[],
    );
    expect([told].flat().map(({ message }) => short(message))).toEqual(
      Array.isArray(told) ? messages : [expect.stringContaining(messages[0]!)],
    );
  });
});
