import { createHmac } from 'node:crypto';
import { ensurePrincipal } from '../../../src/principals/principals';
import { newId } from '../../../src/shared/ids';
import { ApiClient } from '../../support/api-client';
import { startTestApplication, TEST_SECRET, type TestApplication } from '../../support/application';
import { AUDIENCE, Issuer } from '../../support/issuer';
import { LiveClient } from '../../support/live-client';

/** Every kind of JSON, as it is written: what cannot be written as a value of JavaScript too. */
const KINDS = {
  text: '"x"',
  'empty text': '""',
  'long text': JSON.stringify('x'.repeat(3_000)),
  'text with a trailing blank': '"x "',
  'text with a zero character': String.raw`"x\u0000"`,
  'half a surrogate pair': String.raw`"\ud800"`,
  number: '7',
  zero: '0',
  fraction: '1.5',
  'negative number': '-1',
  'endless number': '1e999',
  true: 'true',
  false: 'false',
  null: 'null',
  'empty list': '[]',
  'list of a text': '["x"]',
  'list of a list': '[["x"]]',
  'list of a number': '[7]',
  'empty object': '{}',
  object: '{"id":1}',
};
type Kind = keyof typeof KINDS;
const ALL = Object.keys(KINDS) as Kind[];

/** What each claim may be besides what it is in a good token; anything else is refused. */
const ALLOWED: Readonly<Record<'own' | 'foreign', Readonly<Record<string, readonly Kind[]>>>> = {
  own: {
    sub: [],
    iss: [],
    aud: ['text', 'list of a text', 'text with a trailing blank'],
    iat: ['number', 'zero', 'fraction'],
    nbf: ['number', 'zero', 'fraction'],
    exp: [],
    jti: ['text', 'text with a trailing blank'],
    roles: ['empty list', 'list of a text'],
    accounts: ['empty list'],
    territories: ['empty list'],
    'header typ': ['text', 'text with a trailing blank'],
    'header kid': ['text', 'text with a trailing blank'],
    'header alg': [],
  },
  foreign: {
    sub: ['text'],
    iss: [],
    aud: [],
    iat: ['number', 'zero', 'fraction'],
    nbf: ['number', 'zero', 'fraction'],
    exp: [],
    jti: ['text', 'text with a trailing blank'],
    roles: ['empty list', 'list of a text'],
    accounts: ['empty list'],
    territories: ['empty list'],
    'header typ': ['text', 'text with a trailing blank'],
    'header kid': [],
  },
};

const VIEWER = '{ viewer { name } }';
/** Subjects that a database which compares loosely takes for one of the values above; "x" is somebody by right. */
const SUBJECTS = ['x', '7', '7-seven', '0', '1', '1.5', 'true', 'null', '[object Object]', ''];
const issuer = new Issuer();
let app: TestApplication;
let adminId: string;

beforeAll(async () => {
  await issuer.start();
  app = await startTestApplication({
    env: {
      ...{ ORDERWIRE_OIDC_ISSUER: issuer.url, ORDERWIRE_OIDC_AUDIENCE: AUDIENCE },
      ...{ ORDERWIRE_FAILED_SIGN_INS: '0', ORDERWIRE_RATE_LIMIT: '0' },
    },
  });
  const { database } = app.services;
  adminId = await app.principalId('ADMIN');
  for (const subject of SUBJECTS) {
    const named = { name: `subject ${subject}`, kind: 'USER', roles: ['ADMIN'] } as const;
    const { id } = await ensurePrincipal(database, named, new Date());
    await database.write('UPDATE principals SET subject = ? WHERE id = ?', [subject, id]);
  }
});
afterAll(async () => {
  await app.stop();
  await issuer.stop();
});

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** A signed token of which one claim, or one part of its header, is replaced by a text of JSON. */
function signedWith(whose: 'own' | 'foreign', name: string, value: string): Promise<string> | string {
  const [inHeader, key] = name.startsWith('header ') ? [true, name.slice(7)] : [false, name];
  const claims =
    whose === 'own'
      ? { iss: 'orderwire', sub: adminId, iat: inSeconds(0), exp: inSeconds(600) }
      : { iss: issuer.url, aud: AUDIENCE, sub: 'x', iat: inSeconds(0), exp: inSeconds(600) };
  const payload = inHeader ? JSON.stringify(claims) : replaced(claims, key, value);
  if (whose === 'foreign') return issuer.signText(payload, inHeader ? { [key]: JSON.parse(value) } : {});
  const head = { alg: 'HS256', typ: 'JWT' };
  return signedByHand(inHeader ? replaced(head, key, value) : JSON.stringify(head), payload);
}

function replaced(claims: object, key: string, value: string): string {
  const others = Object.entries(claims).filter(([name]) => name !== key);
  const written = others.map(([name, other]) => `${JSON.stringify(name)}:${JSON.stringify(other)}`);
  return `{${[...written, `${JSON.stringify(key)}:${value}`].join()}}`;
}

function signedByHand(header: string, payload: string): string {
  const [head, body] = [header, payload].map((part) => Buffer.from(part).toString('base64url'));
  const signature = createHmac('sha256', TEST_SECRET).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}

async function signInCode(token: string): Promise<string> {
  const { errors, data } = await new ApiClient(app.url, token).send(VIEWER);
  return errors[0]?.extensions.code ?? (data?.viewer ? 'OK' : 'NOBODY');
}

describe.each(['own', 'foreign'] as const)('of %s tokens', (whose) => {
  it.each(Object.keys(ALLOWED[whose]))('the claim or header "%s" has one form', async (name) => {
    const codes = new Map<string, string>();
    for (const kind of ALL) {
      codes.set(kind, await signInCode(await signedWith(whose, name, KINDS[kind])));
    }
    const allowed = ALLOWED[whose][name]!;
    expect(Object.fromEntries(codes)).toEqual(
      Object.fromEntries(ALL.map((kind) => [kind, allowed.includes(kind) ? 'OK' : 'UNAUTHENTICATED'])),
    );
  });

  it('the principal is named exactly', async () => {
    const right = whose === 'own' ? adminId : 'x';
    const near = [`${right} `, ` ${right}`, [right], [[right]], { sub: right }, right.slice(0, -1), 'X', 'ü'];
    for (const sub of near) {
      const token = await signedWith(whose, 'sub', JSON.stringify(sub));
      expect([sub, await signInCode(token)]).toEqual([sub, 'UNAUTHENTICATED']);
    }
    expect(await signInCode(await signedWith(whose, 'sub', JSON.stringify(right)))).toBe('OK');
  });

  it('lists of accounts and territories hold ids', async () => {
    for (const name of ['accounts', 'territories']) {
      expect(await signInCode(await signedWith(whose, name, JSON.stringify([newId()])))).toBe('OK');
    }
  });

  it('a refused claim ends a websocket, and nothing else', async () => {
    for (const kind of ALL.filter((each) => each !== 'text')) {
      const live = new LiveClient(app.url, await signedWith(whose, 'sub', KINDS[kind]));
      await live.run(VIEWER).catch(() => undefined);
      expect((await live.closed).code).toBe(4403);
    }
    await (await app.as('VIEWER')).run(VIEWER);
  });

  it('the refusal names the claim and its form', async () => {
    const token = await signedWith(whose, 'jti', '7');
    expect((await new ApiClient(app.url, token).fail(VIEWER)).message).toBe(
      `The token's claim "jti" is not a text of 1 to 255 characters. Get a new one.`,
    );
  });
});

describe('a payload that is no object', () => {
  it.each(['null', '[]', '"x"', '7', 'true', '{', ''])('as %s is refused', async (payload) => {
    const own = signedByHand('{"alg":"HS256"}', payload);
    expect(await signInCode(own)).toBe('UNAUTHENTICATED');
    expect(await signInCode(await issuer.signText(payload))).toBe('UNAUTHENTICATED');
  });
});

describe('an authorization', () => {
  it('of any type but text is none, and one of a million characters is refused', async () => {
    for (const [authorization, code] of [
      [7, 4401],
      [null, 4401],
      [['Bearer x'], 4401],
      [{ toString: 'x' }, 4401],
      [`Bearer ${'x'.repeat(900_000)}`, 4403],
      [`Bearer ${' '.repeat(900_000)}x!`, 4403],
      [`Bearer owk_${'x'.repeat(8)}_${'x'.repeat(43)}`, 4403],
    ] as const) {
      const live = new LiveClient(app.url, null, { authorization });
      await live.run(VIEWER).catch(() => undefined);
      expect((await live.closed).code).toBe(code);
    }
  });
});
