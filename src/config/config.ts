import path from 'node:path';
import { StartupError } from '../shared/startup-error';
import { DEFAULT_LIMITS, type Limits } from './request-limits';
import type { Settings } from './settings';
import { readVariables, type LogLevel, type Variables } from './variables';

/** Everything that is set from outside, validated once. */
export interface Config {
  readonly production: boolean;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** How many proxies in front of the server write `x-forwarded-for`. */
    readonly trustedProxies: number;
  };
  /** Whose tokens are accepted besides the server's own. */
  readonly identityProvider: IdentityProviderConfig | null;
  readonly database:
    | { readonly kind: 'sqlite'; readonly file: string }
    | {
        readonly kind: 'mysql';
        readonly url: string;
        readonly poolSize: number;
        readonly wire: 'auto' | 'awaited';
      };
  /** Operations are executed by the given packages alone: no compiled code of ours, nor the pipelined wire. */
  readonly plain: boolean;
  /** Holds the embedded database and the generated secret. */
  readonly dataDirectory: string;
  /** Key of the tokens; null when none is configured and one is kept in the data directory. Never null in production. */
  readonly secret: string | null;
  /** Redis that carries hints between servers; null: servers find out by polling. */
  readonly redisUrl: string | null;
  readonly liveLimits: LiveLimits;
  readonly demo: DemoConfig;
  readonly playground: boolean;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  readonly limits: Limits;
  readonly trustedDocuments: {
    /** Manifest of documents that clients may name by their hash. */
    readonly file: string | null;
    /** Nothing else may run. */
    readonly only: boolean;
  };
  /** Origins of the web pages, besides the server's own, whose scripts may use the API. */
  readonly corsOrigins: readonly string[];
  readonly logLevel: LogLevel;
  readonly batching: {
    /** Orders of many clients in one transaction, at most; 1: each has its own. */
    readonly size: number;
    readonly lanes: number;
    readonly lingerMs: number;
    readonly waitMs: number;
  };
  readonly settings: Settings;
}

/** What one websocket, and one principal over all of its websockets to a server, may have at the same time. */
export interface LiveLimits {
  readonly operationsPerConnection: number;
  readonly connectionsPerPrincipal: number;
  readonly operationsPerPrincipal: number;
}

export interface IdentityProviderConfig {
  readonly issuer: string;
  readonly audience: string;
  /** Null: as the issuer's configuration says. */
  readonly jwksUrl: string | null;
}

export interface DemoConfig {
  /** Demo data may be loaded into an empty database, and demo tokens printed. Never in production. */
  readonly allowed: boolean;
  readonly seed: number;
  /** The last day of the generated orders, `YYYY-MM-DD`; null for today. */
  readonly anchor: string | null;
}

const DATABASE_FILE = 'orderwire.db';

/**
 * Reads the environment. Empty variables count as unset; relative directories are relative to `cwd`.
 * Throws a `StartupError` that names every variable that breaks its rule, and no value.
 */
export function readConfig(env: NodeJS.ProcessEnv, cwd: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = readVariables(given);
  if ('broken' in read) throw new StartupError(`Bad configuration: ${read.broken.join('; ')}.`);
  return deepFreeze(toConfig(read.variables, cwd));
}

function toConfig(variables: Variables, cwd: string): Config {
  const production = variables.NODE_ENV === 'production';
  const dataDirectory = path.resolve(cwd, variables.ORDERWIRE_DATA_DIR);
  const url = variables.DATABASE_URL;
  return {
    production,
    http: {
      host: variables.HOST,
      port: variables.PORT,
      trustedProxies: variables.ORDERWIRE_TRUSTED_PROXIES,
    },
    identityProvider: variables.ORDERWIRE_OIDC_ISSUER
      ? {
          issuer: variables.ORDERWIRE_OIDC_ISSUER,
          audience: variables.ORDERWIRE_OIDC_AUDIENCE!,
          jwksUrl: variables.ORDERWIRE_OIDC_JWKS_URL ?? null,
        }
      : null,
    database: databaseFrom(variables, dataDirectory),
    plain: variables.ORDERWIRE_PLAIN,
    dataDirectory,
    secret: variables.ORDERWIRE_SECRET ?? null,
    redisUrl: variables.REDIS_URL ?? null,
    liveLimits: {
      operationsPerConnection: variables.ORDERWIRE_MAX_OPERATIONS_PER_CONNECTION,
      connectionsPerPrincipal: variables.ORDERWIRE_MAX_CONNECTIONS_PER_PRINCIPAL,
      operationsPerPrincipal: variables.ORDERWIRE_MAX_OPERATIONS_PER_PRINCIPAL,
    },
    demo: {
      allowed: !production && (variables.ORDERWIRE_DEMO ?? url === undefined),
      seed: variables.ORDERWIRE_DEMO_SEED,
      anchor: variables.ORDERWIRE_DEMO_ANCHOR ?? null,
    },
    playground: variables.ORDERWIRE_PLAYGROUND ?? !production,
    introspection: variables.ORDERWIRE_INTROSPECTION ?? variables.ORDERWIRE_PLAYGROUND ?? !production,
    limits: limitsFrom(variables),
    trustedDocuments: {
      file: variables.ORDERWIRE_TRUSTED_DOCUMENTS
        ? path.resolve(cwd, variables.ORDERWIRE_TRUSTED_DOCUMENTS)
        : null,
      only: variables.ORDERWIRE_TRUSTED_ONLY,
    },
    corsOrigins: variables.ORDERWIRE_CORS_ORIGINS,
    logLevel: variables.LOG_LEVEL,
    batching: {
      size: variables.ORDERWIRE_BATCH_SIZE,
      lanes: variables.ORDERWIRE_BATCH_LANES,
      lingerMs: variables.ORDERWIRE_BATCH_LINGER_MS,
      waitMs: variables.ORDERWIRE_BATCH_WAIT_MS,
    },
    settings: settingsFrom(variables),
  };
}

function settingsFrom(variables: Variables): Settings {
  return {
    reportingCurrency: variables.ORDERWIRE_REPORTING_CURRENCY,
    timeZone: variables.ORDERWIRE_TIME_ZONE,
    roundingMode: variables.ORDERWIRE_ROUNDING_MODE,
    taxRounding: variables.ORDERWIRE_TAX_ROUNDING,
    resumeDays: variables.ORDERWIRE_RESUME_DAYS,
    maxBookingEntries: variables.ORDERWIRE_MAX_BOOKING_ENTRIES,
    maxDiscountPpm: variables.ORDERWIRE_MAX_DISCOUNT_PERCENT ?? null,
    availability: variables.ORDERWIRE_AVAILABILITY,
    lowStock: variables.ORDERWIRE_LOW_STOCK,
  };
}

function databaseFrom(variables: Variables, dataDirectory: string): Config['database'] {
  const { DATABASE_URL: url, ORDERWIRE_POOL_SIZE: poolSize } = variables;
  if (!url) return { kind: 'sqlite', file: path.join(dataDirectory, DATABASE_FILE) };
  const wire = variables.ORDERWIRE_PLAIN ? 'awaited' : variables.ORDERWIRE_WIRE;
  return { kind: 'mysql', url, poolSize, wire };
}

function limitsFrom(variables: Variables): Limits {
  return {
    ...DEFAULT_LIMITS,
    maxCost: variables.ORDERWIRE_MAX_COST,
    maxDepth: variables.ORDERWIRE_MAX_DEPTH,
    maxBodyBytes: variables.ORDERWIRE_MAX_BODY_BYTES,
    pointsPerMinute: variables.ORDERWIRE_RATE_LIMIT,
    anonymousPointsPerMinute: variables.ORDERWIRE_ANONYMOUS_RATE_LIMIT,
    failedSignInsPerMinute: variables.ORDERWIRE_FAILED_SIGN_INS,
    requestTimeout: variables.ORDERWIRE_TIMEOUT_MS,
  };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  return Object.freeze(value);
}
