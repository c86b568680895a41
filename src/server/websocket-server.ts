import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { handleProtocols, makeServer, MessageType, parseMessage } from 'graphql-ws';
import { WebSocketServer as WsServer, type WebSocket } from 'ws';
import { isUnauthenticated } from '../shared/errors';
import { refuseUpgrade } from './http-server';
import { GRAPHQL_PATH } from './graphql-handler';
import { isTooDeep } from './limits/json-depth';
import { SOCKET_WRITER_LIMITS, type SocketWriterLimits } from './socket-writer';
import { accessKey } from './subscription-groups';
import { WebSocketConnection } from './websocket-connection';
import { websocketOperations, type OperationOptions } from './websocket-operations';

export interface WebSocketLimits {
  writer: SocketWriterLimits;
  /** Milliseconds between two pings; a connection that leaves one unanswered is ended. */
  pingEvery: number;
  /** Milliseconds between two looks at whether the actors of open connections may still do the same. */
  recheckEvery: number;
}

export const WEBSOCKET_LIMITS: WebSocketLimits = {
  writer: SOCKET_WRITER_LIMITS,
  pingEvery: 12_000,
  recheckEvery: 5_000,
};

/** Tokens that are looked at at the same time. */
const RECHECK_LANES = 8;
const FINISH_WITHIN_MS = 5_000;
const GOODBYE_WITHIN_MS = 1_000;

/** GraphQL over websockets (graphql-transport-ws) on the path and port of the HTTP API. */
export class WebSocketServer {
  private readonly sockets: WsServer;
  private readonly connections = new Set<WebSocketConnection>();
  private readonly protocol;
  private readonly timers: NodeJS.Timeout[];
  private rechecking = false;

  constructor(
    private readonly options: OperationOptions,
    private readonly limits: WebSocketLimits = WEBSOCKET_LIMITS,
  ) {
    this.sockets = new WsServer({
      noServer: true,
      maxPayload: options.guards.limits.maxBodyBytes,
      perMessageDeflate: false,
      handleProtocols,
    });
    this.protocol = makeServer(websocketOperations(options));
    this.timers = [
      setInterval(() => this.connections.forEach((connection) => connection.checkAlive()), limits.pingEvery),
      setInterval(() => void this.recheck(), limits.recheckEvery),
    ];
  }

  /** Completes the handshake of an upgrade request; any other path than the API's is answered 404. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url?.split('?', 1)[0] !== GRAPHQL_PATH) return refuseUpgrade(socket, 404);
    this.sockets.handleUpgrade(request, socket, head, (accepted) => this.open(accepted, request));
  }

  /** Lets queries and mutations finish within five seconds, then says goodbye to every connection with 1001. */
  async close(): Promise<void> {
    this.timers.forEach(clearInterval);
    await this.until(FINISH_WITHIN_MS, () =>
      [...this.connections].every(({ unanswered }) => unanswered.size === 0),
    );
    for (const connection of this.connections) connection.close('GOING_AWAY');
    await this.until(GOODBYE_WITHIN_MS, () => this.connections.size === 0);
    for (const { socket } of this.connections) socket.terminate();
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    const { trustedProxies, services } = this.options;
    const { log } = services;
    const connection = new WebSocketConnection(socket, request, this.limits.writer, log, trustedProxies);
    this.connections.add(connection);
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => connection.writer.send(message),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) =>
          socket.on('message', (data: Buffer) => {
            if (isTooDeep(data)) return connection.close('BAD_REQUEST');
            const text = String(data);
            receive(text)
              .catch((error: unknown) => this.failed(connection, text, error))
              .catch(() => socket.terminate());
            connection.giveUpCompleted();
          }),
      },
      connection,
    );
    socket.once('close', (code, reason) => {
      this.connections.delete(connection);
      const { requestId, actor } = connection;
      log.info({ requestId, principalId: actor?.principalId, code }, 'websocket closed');
      closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error, requestId }, 'websocket clean-up failed'),
      );
    });
  }

  /** A message that only servers send is the client's mistake, although the protocol's library throws for it. */
  private failed(connection: WebSocketConnection, message: string, error: unknown): void {
    if (isOfServers(message)) return connection.close('BAD_REQUEST');
    this.options.services.log.error(
      { err: error, requestId: connection.requestId },
      'websocket message failed',
    );
    connection.close('INTERNAL_SERVER_ERROR');
  }

  /** Ends connections whose token has ended, or whose principal may do or see something else than when they were made. */
  private async recheck(): Promise<void> {
    if (this.rechecking) return;
    this.rechecking = true;
    const byToken = new Map<string | undefined, WebSocketConnection[]>();
    for (const connection of this.connections) {
      if (!connection.actor) continue;
      const same = byToken.get(connection.authorization);
      if (same) same.push(connection);
      else byToken.set(connection.authorization, [connection]);
    }
    const tokens = [...byToken];
    const lane = async () => {
      for (let next = tokens.pop(); next; next = tokens.pop()) await this.recheckToken(...next);
    };
    await Promise.all(Array.from({ length: RECHECK_LANES }, lane));
    this.rechecking = false;
  }

  /** A database that is away for a moment ends nothing. */
  private async recheckToken(
    token: string | undefined,
    connections: readonly WebSocketConnection[],
  ): Promise<void> {
    try {
      const actor = await this.options.authenticator.authenticate(token);
      for (const connection of connections) {
        if (!actor || accessKey(actor) !== accessKey(connection.actor!)) connection.close('ACCESS_CHANGED');
      }
    } catch (error) {
      if (!isUnauthenticated(error)) return;
      for (const connection of connections) connection.close('FORBIDDEN');
    }
  }

  private async until(within: number, done: () => boolean): Promise<void> {
    for (const deadline = Date.now() + within; !done() && Date.now() < deadline;) await delay(20);
  }
}

/** Whether a message of the protocol is one that clients only receive. */
function isOfServers(message: string): boolean {
  const { type } = parseMessage(message);
  return type === MessageType.ConnectionAck || type === MessageType.Next || type === MessageType.Error;
}
