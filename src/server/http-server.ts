import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { StartupError } from '../shared/startup-error';
import { withKnownFields, type Logger } from '../shared/logger';
import { openExchange, sendJson, type Exchange, type Handler } from './exchange';
import { setSecurityHeaders } from './security-headers';

export interface HttpServerOptions {
  host: string;
  port: number;
  trustedProxies?: number;
  /** Tells browsers to come by https only. */
  production?: boolean;
  log: Logger;
  /** Asked in order until one answers. */
  handlers: readonly Handler[];
  timeouts?: HttpTimeouts;
  /** Takes a websocket handshake over. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
}

const FINISH_WITHIN_MS = 10_000;
const IDLE_CHECK_MS = 20;
const KEEP_ALIVE_MS = 65_000;
/** Headers of a request. Node's own limit leaves further ones away in silence. */
export const MAX_HEADERS = 100;

/** Request Header Fields Too Large (RFC 6585), which is for all of them together, too. */
const TOO_MANY_HEADERS = 431;

/** How long a client may take, in milliseconds. It is told 408 and cut off at the first look after that. */
export interface HttpTimeouts {
  /** To send its headers; to begin with, too. */
  readonly headers: number;
  /** To send its whole request. */
  readonly request: number;
  readonly lookEvery: number;
}

export const HTTP_TIMEOUTS: HttpTimeouts = { headers: 10_000, request: 60_000, lookEvery: 1_000 };

/** The listening socket: request ids, one line in the log per request, graceful close. */
export class HttpServer {
  private readonly server: Server;
  /** Every connection, of websockets too. */
  private readonly sockets = new Set<Socket>();
  private stopping = false;
  private readonly requestLog: Logger;

  constructor(private readonly options: HttpServerOptions) {
    this.requestLog = withKnownFields(options.log);
    const { headers, request, lookEvery } = options.timeouts ?? HTTP_TIMEOUTS;
    this.server = createServer({
      ...{ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: headers, requestTimeout: request },
      connectionsCheckingInterval: lookEvery,
    });
    this.server.maxHeadersCount = 0;
    this.server.on('request', (asked: IncomingMessage, response: ServerResponse) => {
      this.serve(asked, response).catch((error: unknown) => {
        options.log.error({ err: error }, 'request could not be answered');
        response.destroy();
      });
    });
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.on('upgrade', (request, socket, head) => {
      socket.on('error', (error) => options.log.info({ err: error }, 'connection of a websocket broke off'));
      if (hasTooManyHeaders(request)) return refuseUpgrade(socket, TOO_MANY_HEADERS);
      options.upgrade(request, socket, head).catch((error: unknown) => {
        options.log.error({ err: error }, 'websocket handshake failed');
        socket.destroy();
      });
    });
  }

  /** Resolves with the address once connections are accepted. Throws a `StartupError` when the port cannot be had. */
  listen(): Promise<AddressInfo> {
    const { host, port } = this.options;
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
      this.server.listen(port, host, () => resolve(this.server.address() as AddressInfo));
    });
  }

  /** Accepts nothing new, lets running requests finish within ten seconds, and closes every connection. */
  async close(): Promise<void> {
    this.stopping = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const idle = setInterval(() => this.closeIdle(), IDLE_CHECK_MS);
    const timer = setTimeout(() => this.server.closeAllConnections(), FINISH_WITHIN_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(timer);
  }

  /** A connection on which nothing has ever been said, as browsers and pools keep in reserve, is not idle to Node. */
  private closeIdle(): void {
    this.server.closeIdleConnections();
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = openExchange(request, response, this.options.trustedProxies);
    setSecurityHeaders(response, this.options.production ?? false);
    if (this.stopping) response.setHeader('connection', 'close');
    this.logWhenDone(exchange);
    if (hasTooManyHeaders(request)) {
      response.setHeader('connection', 'close');
      sendJson(exchange, TOO_MANY_HEADERS, {
        error: `The request has more than ${MAX_HEADERS} headers. Send fewer.`,
      });
      return;
    }
    try {
      for (const handle of this.options.handlers) if (await handle(exchange)) return;
      sendJson(exchange, 404, {
        error: `There is nothing at ${exchange.path.slice(0, 200)}. The API is at /graphql.`,
      });
    } catch (error) {
      this.options.log.error({ err: error, requestId: exchange.requestId }, 'request failed');
      if (response.headersSent) response.destroy();
      else
        sendJson(exchange, 500, { error: 'Something failed on the server.', requestId: exchange.requestId });
    }
  }

  private logWhenDone({ request, response, requestId, path, logged }: Exchange): void {
    const begin = performance.now();
    response.once('close', () => {
      this.requestLog.info(
        {
          requestId,
          method: request.method,
          path,
          status: response.statusCode,
          ms: Math.round((performance.now() - begin) * 10) / 10,
          ...(!response.writableFinished && { aborted: true }),
          ...logged,
        },
        'request',
      );
    });
  }
}

/** Answers a websocket handshake with an HTTP status and ends its connection, whether the client ends its side or not. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  socket.end(head, () => socket.destroy());
}

function hasTooManyHeaders({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length > 2 * MAX_HEADERS;
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): StartupError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(
        `Port ${port} on ${host} is in use. Stop the other program, or set PORT to another number.`,
      );
    case 'EACCES':
      return new StartupError(`Port ${port} may not be used by this user. Set PORT to one above 1023.`);
    default:
      return new StartupError(
        `The server cannot listen on ${host}:${port} (${error.code ?? error.message}). Check HOST and PORT.`,
      );
  }
}
