import { SignJWT } from 'jose';
import { signToken, verifyToken } from '../../../src/auth/tokens';
import { newId } from '../../../src/shared/ids';

const SECRET = 's'.repeat(32);
const key = new TextEncoder().encode(SECRET);
const P = newId();
const unauthenticated = expect.objectContaining({ code: 'UNAUTHENTICATED' }) as Error;

describe('tokens', () => {
  it('say what they were given', async () => {
    const claims = { sub: newId(), roles: ['BUYER'], accounts: [newId()], territories: [] };
    await expect(verifyToken(SECRET, await signToken(SECRET, claims, 3_600))).resolves.toEqual(claims);
  });

  it('are refused when another secret signed them', async () => {
    const token = await signToken('t'.repeat(32), { sub: P }, 3_600);
    await expect(verifyToken(SECRET, token)).rejects.toEqual(unauthenticated);
  });

  it('are refused when they have ended, and say so', async () => {
    const token = await signToken(SECRET, { sub: P }, -1);
    await expect(verifyToken(SECRET, token)).rejects.toThrow('The token has expired. Get a new one.');
  });

  it('are refused when somebody changed a letter', async () => {
    const [head, body, signature] = (await signToken(SECRET, { sub: P }, 3_600)).split('.');
    const forged = Buffer.from(
      JSON.stringify({ sub: newId(), iss: 'orderwire', exp: 9_999_999_999 }),
    ).toString('base64url');
    await expect(verifyToken(SECRET, `${head}.${forged}.${signature}`)).rejects.toEqual(unauthenticated);
    await expect(verifyToken(SECRET, `${head}.${body}.`)).rejects.toEqual(unauthenticated);
  });

  it('are refused without a signature, an end, a principal or our name', async () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const body = Buffer.from(JSON.stringify({ sub: P, iss: 'orderwire', exp: 9_999_999_999 })).toString(
      'base64url',
    );
    const signed = (claims: Record<string, unknown>) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);
    const tokens = await Promise.all([
      Promise.resolve(`${none}.${body}.`),
      signed({ sub: P, iss: 'orderwire' }),
      signed({ iss: 'orderwire', exp: 9_999_999_999 }),
      signed({ sub: P, iss: 'other', exp: 9_999_999_999 }),
      signed({ sub: P, iss: 'orderwire', exp: 9_999_999_999, accounts: 'A' }),
    ]);
    for (const token of tokens) await expect(verifyToken(SECRET, token)).rejects.toEqual(unauthenticated);
  });
});
