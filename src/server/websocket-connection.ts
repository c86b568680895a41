import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Actor } from '../auth/actor';
import type { Logger } from '../shared/logger';
import { CLOSE_CODES, type CloseReason } from './close-codes';
import { requestIdOf } from './exchange';
import { Outlet, type OutletLimits } from './outlet';

const GOODBYE_WITHIN_MS = 2_000;

/** One websocket: who is behind it, what it may still be sent, and how it ends. */
export class WebSocketConnection {
  readonly requestId: string;
  readonly outlet: Outlet;
  /** The `authorization` of connection_init; asked again for every operation. */
  authorization: string | undefined;
  /** The actor as it was when the connection was accepted. */
  actor: Actor | null = null;
  /** Ids of queries and mutations that have not been answered. */
  readonly unanswered = new Set<string>();
  private answeredPing = true;

  constructor(
    readonly socket: WebSocket,
    request: IncomingMessage,
    limits: OutletLimits,
    private readonly log: Logger,
  ) {
    this.requestId = requestIdOf(request);
    this.outlet = new Outlet(socket, limits, () => this.cutOff('SLOW_CONSUMER'));
    socket.on('pong', () => (this.answeredPing = true));
    socket.on('error', (error) => log.info({ err: error, requestId: this.requestId }, 'websocket error'));
  }

  /** Ends the connection for a reason that its client can read. */
  close(reason: CloseReason): void {
    const { code, reason: text } = CLOSE_CODES[reason];
    this.socket.close(code, text);
  }

  /** Closes, and does not wait long for a client that may never answer. */
  cutOff(reason: CloseReason): void {
    this.log.warn(
      { requestId: this.requestId, principalId: this.actor?.principalId, reason },
      'websocket cut off',
    );
    this.close(reason);
    const timer = setTimeout(() => this.socket.terminate(), GOODBYE_WITHIN_MS);
    this.socket.once('close', () => clearTimeout(timer));
  }

  /** Pings; ends the connection when the ping before got no answer. */
  checkAlive(): void {
    if (!this.answeredPing) return this.socket.terminate();
    this.answeredPing = false;
    this.socket.ping();
  }
}
