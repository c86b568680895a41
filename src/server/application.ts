import type { Services } from '../../resolvers/kit/services';
import type { Config } from '../config/config';
import type { Logger } from '../shared/logger';
import { crossOriginHandler, mayConnect } from './cross-origin';
import type { Exchange, Handler } from './exchange';
import { databaseReadiness, healthHandler, unready, type Readiness } from './health';
import { HttpServer, refuseUpgrade } from './http-server';
import { prepareServing, type Serving, type ServingOptions } from './serving';

export interface Application {
  /** `http://host:port`, as a browser on this machine finds it. */
  readonly url: string;
  readonly services: Services;
  /** Signs the tokens of this installation. */
  readonly secret: string;
  /** Finishes requests, says goodbye to websockets, closes the database. */
  stop(): Promise<void>;
}

/**
 * Starts everything. The port comes first: when it cannot be had, nothing has been touched. Requests that arrive while the database
 * is made ready wait; `/healthz` and `/readyz` answer meanwhile. Throws a `StartupError` for what a person can put right.
 */
export async function startApplication(options: ServingOptions): Promise<Application> {
  const { config, log } = options;
  const gate = new Gate(log);
  const http = new HttpServer({
    ...config.http,
    production: config.production,
    log,
    handlers: [
      crossOriginHandler(config.corsOrigins),
      healthHandler(() => gate.readiness()),
      (exchange) => gate.handle(exchange),
    ],
    upgrade: async (request, socket, head) => {
      if (mayConnect(request, config.corsOrigins)) {
        (await gate.serving).websockets.upgrade(request, socket, head);
      } else refuseUpgrade(socket, 403);
    },
  });
  const { port } = await http.listen();
  let serving: Serving;
  try {
    serving = await prepareServing(options);
  } catch (error) {
    gate.fail(error);
    await http.close();
    throw error;
  }
  gate.open(serving);
  const { services, secret } = serving;
  return {
    url: urlOf(config, port),
    services,
    secret,
    async stop() {
      gate.stopping = true;
      await Promise.all([http.close(), serving.websockets.close()]);
      await serving.stop();
    },
  };
}

/** Holds requests back until there is something to serve them with. */
class Gate {
  stopping = false;
  open!: (serving: Serving) => void;
  fail!: (error: unknown) => void;
  readonly serving: Promise<Serving>;
  private opened: Serving | null = null;

  constructor(private readonly log: Logger) {
    this.serving = new Promise<Serving>((resolve, reject) => {
      this.open = (serving) => resolve((this.opened = serving));
      this.fail = reject;
    });
    this.serving.catch(() => undefined);
  }

  async readiness(): Promise<Readiness> {
    if (this.stopping) return unready('stopping', 'The server is stopping.');
    if (!this.opened) return unready('starting', 'The server is starting.');
    return databaseReadiness(this.opened.database, this.opened.writes, this.log);
  }

  async handle(exchange: Exchange): Promise<boolean> {
    const { handlers } = this.opened ?? (await this.serving);
    return firstToAnswer(handlers, exchange);
  }
}

async function firstToAnswer(handlers: readonly Handler[], exchange: Exchange): Promise<boolean> {
  for (const handle of handlers) if (await handle(exchange)) return true;
  return false;
}

function urlOf({ http }: Config, port: number): string {
  const everywhere = ['0.0.0.0', '::'].includes(http.host);
  const host = everywhere ? 'localhost' : http.host.includes(':') ? `[${http.host}]` : http.host;
  return `http://${host}:${port}`;
}
