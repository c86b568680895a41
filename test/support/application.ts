import 'reflect-metadata';
import { createHash } from 'node:crypto';
import type { Services } from '../../resolvers/kit/services';
import { ensurePrincipal, type PrincipalGrants } from '../../src/principals/principals';
import type { Role } from '../../src/auth/roles';
import { signToken, type TokenClaims } from '../../src/auth/tokens';
import { readConfig, type Config } from '../../src/config/config';
import type { DatabaseOptions } from '../../src/persistence/database';
import { startApplication, type Application } from '../../src/server/application';
import type { ServingOptions } from '../../src/server/serving';
import { createLogger } from '../../src/shared/logger';
import { ApiClient } from './api-client';
import { createTestDatabase, isPlain } from './databases';
import { LiveClient } from './live-client';

export const TEST_SECRET = 'a secret that is only good for tests';

/** How the servers of this run work, for those that do not get this process's environment. */
export const PLAIN: Readonly<Record<string, string>> = isPlain() ? { ORDERWIRE_PLAIN: '1' } : {};

export type TestGrants = Partial<Omit<PrincipalGrants, 'name' | 'roles'>>;

/** The whole server in this process, on a port and a database of its own. */
export interface TestApplication {
  readonly url: string;
  readonly services: Services;
  /** What opens the database once more, as another process would. */
  readonly databaseOptions: DatabaseOptions;
  /** A token of a principal with one role, made on first use; other grants, other principal. */
  token(role: Role, grants?: TestGrants, claims?: Omit<TokenClaims, 'sub'>): Promise<string>;
  /** Id of the principal of such a token. */
  principalId(role: Role, grants?: TestGrants): Promise<string>;
  /** A client of the API with such a token. */
  as(role: Role, grants?: TestGrants): Promise<ApiClient>;
  /** A websocket client with such a token. Closed by `stop`. */
  liveAs(role: Role, grants?: TestGrants): Promise<LiveClient>;
  /** One more server on the same database. Stopped by whoever asked for it. */
  another(): Promise<Application>;
  stop(): Promise<void>;
}

export async function startTestApplication(
  options: Partial<Omit<ServingOptions, 'config'>> & { env?: Record<string, string> } = {},
): Promise<TestApplication> {
  const { env, ...serving } = options;
  const testDatabase = await createTestDatabase();
  const config = {
    ...readConfig(
      { PORT: '0', LOG_LEVEL: 'silent', ORDERWIRE_SECRET: TEST_SECRET, ...PLAIN, ...env },
      __dirname,
    ),
    database: configured(testDatabase.options),
  };
  const start = () => startApplication({ log: createLogger(config.logLevel), ...serving, config });
  const application = await start();
  const { url, services, secret } = application;
  const live: LiveClient[] = [];
  const principalId: TestApplication['principalId'] = async (role, grants = {}) => {
    const name = `test-${role}-${createHash('sha256').update(JSON.stringify(grants)).digest('hex').slice(0, 16)}`;
    const principal = await ensurePrincipal(
      services.database,
      { kind: 'USER', ...grants, name, roles: [role] },
      new Date(),
    );
    return principal.id;
  };
  const token: TestApplication['token'] = async (role, grants, claims) =>
    signToken(secret, { sub: await principalId(role, grants), ...claims }, 3600);
  return {
    url,
    services,
    databaseOptions: testDatabase.options,
    token,
    principalId,
    as: async (role, grants) => new ApiClient(url, await token(role, grants)),
    async liveAs(role, grants) {
      const client = new LiveClient(url, await token(role, grants));
      live.push(client);
      return client;
    },
    another: start,
    async stop() {
      await Promise.all(live.map((client) => client.close()));
      await application.stop();
      await testDatabase.drop();
    },
  };
}

function configured(options: DatabaseOptions): Config['database'] {
  if (options.kind === 'sqlite') return options;
  return { ...options, poolSize: options.poolSize ?? 16, wire: isPlain() ? 'awaited' : 'auto' };
}
