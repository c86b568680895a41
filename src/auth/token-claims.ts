import type { JWTVerifyResult } from 'jose';
import { z } from 'zod';
import type { DomainError } from '../shared/errors';
import { ULID } from '../shared/ids';
import { unauthenticated } from './actor';

/** What a token says. Lists can only take away from what the principal has; an absent one takes nothing. */
export interface TokenClaims {
  /** Id of the principal; of a token of an identity provider, the principal's subject. */
  sub: string;
  roles?: readonly string[];
  /** Ids of accounts; each includes its sub-accounts. */
  accounts?: readonly string[];
  /** Ids of territories. */
  territories?: readonly string[];
}

/** Neither control characters nor half a surrogate pair: databases differ in what they make of them. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]+$/u;
const MAX_TEXT = 255;
const MAX_URI = 2_048;
const MAX_LISTED = 1_000;
/** The end of the year 9999, in seconds since 1970. */
const MAX_SECONDS = 253_402_300_799;

const text = (max = MAX_TEXT) =>
  z.string().max(max).regex(PRINTABLE).describe(`a text of 1 to ${max} characters`);
const id = z.string().regex(ULID).describe('an id');
/** Whole or not (RFC 7519, "NumericDate"). */
const seconds = z.number().min(0).max(MAX_SECONDS).describe('a time in seconds since 1970');
const texts = z.array(text()).max(MAX_LISTED).describe(`a list of at most ${MAX_LISTED} texts`);
const ids = z.array(id).max(MAX_LISTED).describe(`a list of at most ${MAX_LISTED} ids`);

const audience = z
  .union([text(MAX_URI), z.array(text(MAX_URI)).min(1).max(MAX_LISTED)])
  .describe('a text or a list of texts');

const HEADER = z.object({ alg: text(), typ: text().optional(), kid: text().optional() });

const CLAIMS = {
  iss: text(MAX_URI),
  aud: audience.optional(),
  iat: seconds.optional(),
  nbf: seconds.optional(),
  exp: seconds,
  jti: text().optional(),
  roles: texts.optional(),
  accounts: ids.optional(),
  territories: ids.optional(),
};

/** The form of the claims of this installation's tokens, and of an identity provider's. Others than these are not read. */
export const CLAIM_FORMS = {
  own: z.object({ sub: id, ...CLAIMS }),
  foreign: z.object({ sub: text(), ...CLAIMS }),
};

/** The claims that we use, of a token whose signature holds. Throws `UNAUTHENTICATED` when one of them or of its header has another form. */
export function claimsOf(
  { payload, protectedHeader }: JWTVerifyResult,
  form: (typeof CLAIM_FORMS)[keyof typeof CLAIM_FORMS],
): TokenClaims {
  parsed('header', HEADER, protectedHeader);
  const { sub, roles, accounts, territories } = parsed('claim', form, payload);
  return {
    sub,
    ...(roles && { roles }),
    ...(accounts && { accounts }),
    ...(territories && { territories }),
  };
}

function parsed<T extends z.ZodObject>(what: 'header' | 'claim', form: T, value: unknown): z.output<T> {
  const result = form.safeParse(value);
  if (result.success) return result.data;
  throw misshapen(what, form, result.error);
}

function misshapen(what: string, { shape }: z.ZodObject, { issues }: z.ZodError): DomainError {
  const name = String(issues[0]!.path[0]);
  const found = shape[name] as z.ZodType;
  const form = found instanceof z.ZodOptional ? (found.unwrap() as z.ZodType) : found;
  return unauthenticated(`The token's ${what} "${name}" is not ${form.description}. Get a new one.`);
}
