import { z } from 'zod';
import { isDay } from '../shared/clock';
import { parseDecimal, PPM } from '../shared/money';
import { DEFAULT_LIMITS } from './request-limits';
import { DEFAULT_SETTINGS } from './settings';

/** Percentages are kept in millionths of one. */
const PERCENT_DIGITS = 4;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Each variable with its rule. The messages never repeat a value: it may be a secret. */
const VARIABLES = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  PORT: integer(0, 65_535).default(4000),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'must have the form mysql://user:password@host:3306/database')
    .optional(),
  ORDERWIRE_POOL_SIZE: integer(1, 500).default(16),
  ORDERWIRE_WIRE: oneOf(['auto', 'awaited']).default('auto'),
  ORDERWIRE_PLAIN: flag().default(false),
  ORDERWIRE_BATCH_SIZE: integer(1, 500).default(32),
  ORDERWIRE_BATCH_LANES: integer(1, 16).default(2),
  ORDERWIRE_BATCH_LINGER_MS: integer(0, 1_000).default(5),
  ORDERWIRE_BATCH_WAIT_MS: integer(1, 10_000).default(100),
  ORDERWIRE_DATA_DIR: z.string().min(1, 'must not be empty').default('data'),
  REDIS_URL: z.string().refine(isRedisUrl, 'must have the form redis://host:6379 or rediss://…').optional(),
  ORDERWIRE_MAX_OPERATIONS_PER_CONNECTION: integer(1, 10_000).default(100),
  ORDERWIRE_MAX_CONNECTIONS_PER_PRINCIPAL: integer(1, 1_000_000).default(1_000),
  ORDERWIRE_MAX_OPERATIONS_PER_PRINCIPAL: integer(1, 1_000_000).default(5_000),
  ORDERWIRE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ORDERWIRE_OIDC_ISSUER: z
    .string()
    .refine(isWebUrl, 'must be a URL such as https://id.example.com')
    .optional(),
  ORDERWIRE_OIDC_AUDIENCE: z.string().optional(),
  ORDERWIRE_OIDC_JWKS_URL: z.string().refine(isWebUrl, 'must be a URL').optional(),
  ORDERWIRE_TRUSTED_PROXIES: integer(0, 10).default(0),
  ORDERWIRE_DEMO: flag().optional(),
  ORDERWIRE_DEMO_SEED: integer(0, 2_147_483_647).default(1),
  ORDERWIRE_DEMO_ANCHOR: z.string().refine(isDay, 'must be a day of the form YYYY-MM-DD').optional(),
  ORDERWIRE_PLAYGROUND: flag().optional(),
  ORDERWIRE_INTROSPECTION: flag().optional(),
  ORDERWIRE_MAX_COST: integer(1, 1_000_000_000).default(DEFAULT_LIMITS.maxCost),
  ORDERWIRE_MAX_DEPTH: integer(1, 1_000).default(DEFAULT_LIMITS.maxDepth),
  ORDERWIRE_MAX_BODY_BYTES: integer(1_000, 1_000_000_000).default(DEFAULT_LIMITS.maxBodyBytes),
  ORDERWIRE_RATE_LIMIT: integer(0, 1_000_000_000).default(DEFAULT_LIMITS.pointsPerMinute),
  ORDERWIRE_ANONYMOUS_RATE_LIMIT: integer(0, 1_000_000_000).default(DEFAULT_LIMITS.anonymousPointsPerMinute),
  ORDERWIRE_FAILED_SIGN_INS: integer(0, 1_000_000).default(DEFAULT_LIMITS.failedSignInsPerMinute),
  ORDERWIRE_TIMEOUT_MS: integer(10, 600_000).default(DEFAULT_LIMITS.requestTimeout),
  ORDERWIRE_TRUSTED_DOCUMENTS: z.string().optional(),
  ORDERWIRE_TRUSTED_ONLY: flag().default(false),
  ORDERWIRE_CORS_ORIGINS: origins(),
  ORDERWIRE_REPORTING_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters')
    .default(DEFAULT_SETTINGS.reportingCurrency),
  ORDERWIRE_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as UTC or Europe/Berlin')
    .default(DEFAULT_SETTINGS.timeZone),
  ORDERWIRE_ROUNDING_MODE: oneOf(['HALF_EVEN', 'HALF_UP', 'HALF_DOWN']).default(
    DEFAULT_SETTINGS.roundingMode,
  ),
  ORDERWIRE_TAX_ROUNDING: oneOf(['UNIT', 'LINE', 'DOCUMENT']).default(DEFAULT_SETTINGS.taxRounding),
  ORDERWIRE_RESUME_DAYS: integer(1, 3650).default(DEFAULT_SETTINGS.resumeDays),
  ORDERWIRE_MAX_BOOKING_ENTRIES: integer(1_000, 1_000_000_000).default(DEFAULT_SETTINGS.maxBookingEntries),
  ORDERWIRE_MAX_DISCOUNT_PERCENT: percent().optional(),
  ORDERWIRE_AVAILABILITY: oneOf(['EXACT', 'BANDS']).default(DEFAULT_SETTINGS.availability),
  ORDERWIRE_LOW_STOCK: integer(0, 1_000_000).default(DEFAULT_SETTINGS.lowStock),
});

export type Variables = z.infer<typeof VARIABLES>;

/** Every environment variable that is read. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(VARIABLES.shape);

/** The variables of an environment, or what is wrong with them: each problem names its variable, and no value. */
export function readVariables(env: NodeJS.ProcessEnv): { variables: Variables } | { broken: string[] } {
  const parsed = VARIABLES.safeParse(env);
  const broken = parsed.success ? brokenPairs(parsed.data) : parsed.error.issues.map(nameIssue);
  return parsed.success && broken.length === 0 ? { variables: parsed.data } : { broken };
}

function nameIssue({ path: [variable], message }: z.core.$ZodIssue): string {
  return `${String(variable)} ${message}`;
}

/** Rules between two variables. */
function brokenPairs(variables: Variables): string[] {
  const broken: string[] = [];
  if (variables.ORDERWIRE_OIDC_ISSUER && !variables.ORDERWIRE_OIDC_AUDIENCE) {
    broken.push('ORDERWIRE_OIDC_AUDIENCE must be set when ORDERWIRE_OIDC_ISSUER is');
  }
  if (variables.ORDERWIRE_TRUSTED_ONLY && !variables.ORDERWIRE_TRUSTED_DOCUMENTS) {
    broken.push('ORDERWIRE_TRUSTED_DOCUMENTS must name a manifest when ORDERWIRE_TRUSTED_ONLY is 1');
  }
  if (variables.NODE_ENV !== 'production') return broken;
  if (
    [variables.ORDERWIRE_OIDC_ISSUER, variables.ORDERWIRE_OIDC_JWKS_URL].some((url) =>
      url?.startsWith('http:'),
    )
  ) {
    broken.push(
      'ORDERWIRE_OIDC_ISSUER and ORDERWIRE_OIDC_JWKS_URL must begin with https: when NODE_ENV is production',
    );
  }
  if (!variables.ORDERWIRE_SECRET) {
    broken.push('ORDERWIRE_SECRET must be set when NODE_ENV is production (at least 32 random characters)');
  }
  if (variables.ORDERWIRE_DEMO) {
    broken.push(
      'ORDERWIRE_DEMO must not be 1 when NODE_ENV is production: there is no demo data in production',
    );
  }
  return broken;
}

/** Origins as browsers send them, between commas. */
function origins() {
  const message = 'must be origins such as https://shop.example.com, with commas between them';
  return z
    .string()
    .default('')
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .transform((list) => list.filter((origin) => origin !== ''))
    .refine((list) => list.every(isOrigin), message);
}

function isOrigin(text: string): boolean {
  return isWebUrl(text) && new URL(text).origin === text;
}

function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** A share in percent as decimal text; its value is in millionths. */
function percent() {
  const message = 'must be a percentage from 0 to 100 with at most 4 decimals, such as 12.5';
  return z
    .string()
    .regex(/^\d{1,3}(\.\d{1,4})?$/, message)
    .transform((text) => parseDecimal(text, PERCENT_DIGITS)!)
    .refine((ppm) => ppm <= PPM, message);
}

function flag() {
  return z.enum(['0', '1'], 'must be 1 or 0').transform((value) => value === '1');
}

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && ['redis:', 'rediss:'].includes(new URL(text).protocol);
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return ['mysql:', 'mariadb:'].includes(protocol) && hostname !== '' && /^\/[^/]+$/.test(pathname);
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
