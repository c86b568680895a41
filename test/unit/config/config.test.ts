import { readConfig } from '../../../src/config/config';
import { DEFAULT_LIMITS } from '../../../src/config/request-limits';
import { StartupError } from '../../../src/shared/startup-error';

const SECRET = 'x'.repeat(32);
const messageOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env, '/home');
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  throw new Error('The configuration was accepted');
};

describe('readConfig', () => {
  it('needs nothing: an embedded database under ./data, loopback, port 4000, demo and playground on', () => {
    expect(readConfig({}, '/home')).toEqual({
      production: false,
      http: { host: '127.0.0.1', port: 4000, trustedProxies: 0 },
      batching: { size: 32, lanes: 2, lingerMs: 5, waitMs: 100 },
      identityProvider: null,
      database: { kind: 'sqlite', file: '/home/data/orderwire.db' },
      plain: false,
      dataDirectory: '/home/data',
      secret: null,
      redisUrl: null,
      liveLimits: {
        operationsPerConnection: 100,
        connectionsPerPrincipal: 1_000,
        operationsPerPrincipal: 5_000,
      },
      demo: { allowed: true, seed: 1, anchor: null },
      playground: true,
      introspection: true,
      limits: DEFAULT_LIMITS,
      trustedDocuments: { file: null, only: false },
      corsOrigins: [],
      logLevel: 'info',
      settings: {
        reportingCurrency: 'USD',
        timeZone: 'UTC',
        roundingMode: 'HALF_EVEN',
        taxRounding: 'LINE',
        resumeDays: 30,
        maxBookingEntries: 600_000,
        maxDiscountPpm: null,
        availability: 'EXACT',
        lowStock: 10,
      },
    });
  });

  it('takes every variable', () => {
    const config = readConfig(
      {
        HOST: '0.0.0.0',
        PORT: '0',
        LOG_LEVEL: 'warn',
        DATABASE_URL: 'mysql://user:pass@db:3306/orders',
        ORDERWIRE_POOL_SIZE: '8',
        ORDERWIRE_DATA_DIR: '/var/orderwire',
        ORDERWIRE_SECRET: SECRET,
        REDIS_URL: 'redis://:pass@cache:6379',
        ORDERWIRE_MAX_OPERATIONS_PER_CONNECTION: '7',
        ORDERWIRE_MAX_CONNECTIONS_PER_PRINCIPAL: '8',
        ORDERWIRE_MAX_OPERATIONS_PER_PRINCIPAL: '9',
        ORDERWIRE_DEMO: '1',
        ORDERWIRE_DEMO_SEED: '7',
        ORDERWIRE_DEMO_ANCHOR: '2026-02-28',
        ORDERWIRE_PLAYGROUND: '0',
        ORDERWIRE_REPORTING_CURRENCY: 'EUR',
        ORDERWIRE_TIME_ZONE: 'Europe/Berlin',
        ORDERWIRE_ROUNDING_MODE: 'HALF_UP',
        ORDERWIRE_TAX_ROUNDING: 'DOCUMENT',
        ORDERWIRE_RESUME_DAYS: '5',
        ORDERWIRE_MAX_BOOKING_ENTRIES: '5000',
        ORDERWIRE_MAX_DISCOUNT_PERCENT: '12.5',
        ORDERWIRE_AVAILABILITY: 'BANDS',
        ORDERWIRE_LOW_STOCK: '3',
      },
      '/home',
    );
    expect(config).toMatchObject({
      http: { host: '0.0.0.0', port: 0 },
      database: { kind: 'mysql', url: 'mysql://user:pass@db:3306/orders', poolSize: 8, wire: 'auto' },
      dataDirectory: '/var/orderwire',
      secret: SECRET,
      redisUrl: 'redis://:pass@cache:6379',
      liveLimits: { operationsPerConnection: 7, connectionsPerPrincipal: 8, operationsPerPrincipal: 9 },
      demo: { allowed: true, seed: 7, anchor: '2026-02-28' },
      playground: false,
      logLevel: 'warn',
      settings: {
        reportingCurrency: 'EUR',
        timeZone: 'Europe/Berlin',
        roundingMode: 'HALF_UP',
        taxRounding: 'DOCUMENT',
        resumeDays: 5,
        maxBookingEntries: 5_000,
        maxDiscountPpm: 125_000n,
        availability: 'BANDS',
        lowStock: 3,
      },
    });
  });

  it('counts an empty variable as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }, '/home').http.port).toBe(4000);
  });

  it('is frozen to the last part', () => {
    const config = readConfig({}, '/home');
    expect([config, config.http, config.database, config.demo, config.settings].every(Object.isFrozen)).toBe(
      true,
    );
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '1e3'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'postgres://u:hunter2@h/db'],
    ['DATABASE_URL', 'mysql://u:hunter2@h:3306/'],
    ['DATABASE_URL', 'not a url hunter2'],
    ['ORDERWIRE_SECRET', 'hunter2'],
    ['REDIS_URL', 'http://:hunter2@cache'],
    ['ORDERWIRE_MAX_OPERATIONS_PER_CONNECTION', 'seven'],
    ['ORDERWIRE_DEMO', 'yes'],
    ['ORDERWIRE_DEMO_ANCHOR', '2026-02-30'],
    ['ORDERWIRE_REPORTING_CURRENCY', 'usd'],
    ['ORDERWIRE_TIME_ZONE', 'Mars/Olympus'],
    ['ORDERWIRE_ROUNDING_MODE', 'UPWARDS'],
    ['ORDERWIRE_TAX_ROUNDING', 'PER_ORDER'],
    ['ORDERWIRE_RESUME_DAYS', '99999'],
    ['ORDERWIRE_OIDC_ISSUER', 'ftp://hunter2'],
    ['ORDERWIRE_TRUSTED_PROXIES', '11'],
  ])('names %s and keeps its value %j to itself', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain(value);
    expect(message).not.toContain('hunter2');
  });

  it('names every broken variable in one line', () => {
    const message = messageOf({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(message).toMatch(/^Bad configuration: .*PORT.*LOG_LEVEL.*$/);
  });

  it('does not start in production without a secret', () => {
    expect(messageOf({ NODE_ENV: 'production' })).toContain('ORDERWIRE_SECRET');
  });

  it('takes an identity provider with its audience, and in production only over https', () => {
    const provider = { ORDERWIRE_OIDC_ISSUER: 'http://id.example.com', ORDERWIRE_OIDC_AUDIENCE: 'api' };
    expect(readConfig(provider, '/home').identityProvider).toEqual({
      issuer: 'http://id.example.com',
      audience: 'api',
      jwksUrl: null,
    });
    expect(messageOf({ ...provider, ORDERWIRE_OIDC_AUDIENCE: '' })).toContain('ORDERWIRE_OIDC_AUDIENCE');
    expect(messageOf({ ...provider, NODE_ENV: 'production', ORDERWIRE_SECRET: SECRET })).toContain('https');
  });

  it('takes limits, trusted documents and origins', () => {
    const config = readConfig(
      {
        ORDERWIRE_MAX_COST: '5',
        ORDERWIRE_RATE_LIMIT: '0',
        ORDERWIRE_TRUSTED_DOCUMENTS: 'manifest.json',
        ORDERWIRE_TRUSTED_ONLY: '1',
        ORDERWIRE_CORS_ORIGINS: 'https://a.example.com, http://localhost:3000',
      },
      '/home',
    );
    expect(config).toMatchObject({
      limits: { ...DEFAULT_LIMITS, maxCost: 5, pointsPerMinute: 0 },
      trustedDocuments: { file: '/home/manifest.json', only: true },
      corsOrigins: ['https://a.example.com', 'http://localhost:3000'],
    });
    expect(messageOf({ ORDERWIRE_TRUSTED_ONLY: '1' })).toContain('ORDERWIRE_TRUSTED_DOCUMENTS');
    expect(messageOf({ ORDERWIRE_CORS_ORIGINS: 'https://a.example.com/' })).toContain(
      'ORDERWIRE_CORS_ORIGINS',
    );
    expect(messageOf({ ORDERWIRE_CORS_ORIGINS: '*' })).toContain('ORDERWIRE_CORS_ORIGINS');
  });

  it('never has demo data or a playground by default in production', () => {
    expect(messageOf({ NODE_ENV: 'production', ORDERWIRE_SECRET: SECRET, ORDERWIRE_DEMO: '1' })).toContain(
      'ORDERWIRE_DEMO',
    );
    const config = readConfig({ NODE_ENV: 'production', ORDERWIRE_SECRET: SECRET }, '/home');
    expect(config).toMatchObject({
      production: true,
      playground: false,
      introspection: false,
      demo: { allowed: false },
    });
  });

  it('asks for the awaited wire where it is named and wherever all is plain', () => {
    const env = { DATABASE_URL: 'mysql://u:p@h:3306/db' };
    const wireOf = (more: NodeJS.ProcessEnv) => readConfig({ ...env, ...more }, '/home').database;
    expect(wireOf({ ORDERWIRE_WIRE: 'awaited' })).toMatchObject({ wire: 'awaited' });
    expect(wireOf({ ORDERWIRE_PLAIN: '1' })).toMatchObject({ wire: 'awaited' });
    expect(readConfig({ ORDERWIRE_PLAIN: '1' }, '/home').plain).toBe(true);
    expect(messageOf({ ORDERWIRE_WIRE: 'pipelined' })).toContain(
      'ORDERWIRE_WIRE must be one of auto, awaited',
    );
  });

  it('has demo data on another database only when asked', () => {
    const env = { DATABASE_URL: 'mysql://u:p@h:3306/db' };
    expect(readConfig(env, '/home').demo.allowed).toBe(false);
    expect(readConfig({ ...env, ORDERWIRE_DEMO: '1' }, '/home').demo.allowed).toBe(true);
    expect(readConfig({ ORDERWIRE_DEMO: '0' }, '/home').demo.allowed).toBe(false);
  });
});
