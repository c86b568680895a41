import path from 'node:path';
import type { Services } from '../../resolvers/kit/services';
import type { Config } from '../config/config';
import { tokenSecret } from '../config/secret';
import type { Database } from '../persistence/database';
import { openDatabase } from '../persistence/open-database';
import type { WriteCheck } from '../persistence/write-check';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import { PACKAGE_ROOT } from '../shared/package-root';
import type { Handler } from './exchange';
import { createErrorFormatter } from './format-error';
import { logHintsOf } from './log-hints-of';
import { buildGuards } from './guards';
import { createGraphQLHandler } from './graphql-handler';
import { RateLimits } from './limits/rate-limits';
import { servePlayground, type PlaygroundConfig } from './playground';
import { buildGraphQLSchema } from './schema';
import { loadTrustedDocuments } from './trusted-documents';
import { WebSocketServer, WEBSOCKET_LIMITS, type WebSocketLimits } from './websocket-server';
import { wire } from './wiring';

export interface ServingOptions {
  config: Config;
  log: Logger;
  clock?: Clock;
  /** Runs after the migrations, before the first request is answered. */
  prepare?: (services: Services) => Promise<void>;
  /** What the playground begins with; asked on each visit. */
  playground?: () => PlaygroundConfig | null;
  websocketLimits?: WebSocketLimits;
}

/** Everything behind the listening socket. */
export interface Serving {
  readonly database: Database;
  readonly writes: WriteCheck;
  readonly services: Services;
  /** Signs the tokens of this installation. */
  readonly secret: string;
  readonly handlers: readonly Handler[];
  readonly websockets: WebSocketServer;
  /** Ends what runs in the background and closes the database. The websockets are closed by then. */
  stop(): Promise<void>;
}

/** Opens and migrates the database and builds the API on it. When something fails, the database is closed again. */
export async function prepareServing(options: ServingOptions): Promise<Serving> {
  const database = await openDatabase(options.config.database);
  tellWays(database, options);
  try {
    await database.migrate((message) => options.log.info(message));
    return await serveOn(database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Which of the ways that give the same results the server goes. */
function tellWays({ wire }: Database, { config, log }: ServingOptions): void {
  if (wire) log.info({ wire: wire.mode, reason: wire.reason }, `statements travel by the ${wire.mode} wire`);
  if (config.plain) log.info('operations are executed by the given packages alone');
}

async function serveOn(database: Database, options: ServingOptions): Promise<Serving> {
  const { config, log, clock, prepare, websocketLimits } = options;
  const secret = await tokenSecret(config);
  const { settings, identityProvider } = config;
  const rates = new RateLimits(config.limits, config.redisUrl, (error) =>
    log.warn({ err: error }, 'Redis cannot be reached; each server limits rates by itself'),
  );
  const wiring = wire({
    database,
    settings,
    secret,
    identityProvider,
    log,
    rates,
    ...(clock && { clock }),
    connectLogHints: logHintsOf(config, log),
    batching: config.batching,
  });
  const { services, authenticator } = wiring;
  await prepare?.(services);
  const { limits, introspection, trustedDocuments, plain } = config;
  const schema = await buildGraphQLSchema({ plain });
  const documents = await loadTrustedDocuments(trustedDocuments.file, trustedDocuments.only);
  const api = {
    schema,
    services,
    authenticator,
    formatError: createErrorFormatter(log, { suggestions: introspection }),
    guards: buildGuards({ schema, limits, introspection, documents, rates }),
    liveLimits: config.liveLimits,
    trustedProxies: config.http.trustedProxies,
    plain,
  };
  const graphql = await createGraphQLHandler(api);
  await wiring.start();
  return {
    database,
    writes: wiring.writes,
    services,
    secret,
    handlers: [graphql.handle, ...(config.playground ? [playgroundHandler(options)] : [])],
    websockets: new WebSocketServer(api, websocketLimits ?? WEBSOCKET_LIMITS),
    async stop() {
      await graphql.stop();
      await wiring.stop();
      rates.close();
      await database.close();
    },
  };
}

function playgroundHandler({ playground }: ServingOptions): Handler {
  const serve = servePlayground({
    directory: path.join(PACKAGE_ROOT, 'dist', 'playground'),
    config: playground ?? (() => null),
  });
  return ({ request, response }) => serve(request, response);
}
