import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Origin } from '../auth/origin';
import type { Actor } from '../auth/actor';
import type { ErrorCode } from '../shared/errors';
import type { Logger } from '../shared/logger';
import { CLOSE_CODES, type CloseReason } from './close-codes';
import { originOf, requestIdOf } from './exchange';
import type { RequestSignal } from './limits/request-signal';
import { SocketWriter, type SocketWriterLimits } from './socket-writer';

const GOODBYE_WITHIN_MS = 5_000;

/** How far a live subscription has come, and in which log. */
interface LivePlace {
  readonly position: bigint | null;
  readonly logEpoch: string;
}

/** One websocket: who is behind it, what it may still be sent, and how it ends. */
export class WebSocketConnection {
  readonly requestId: string;
  /** Where it came from, as the audit log tells it. */
  readonly origin: Origin;
  readonly writer: SocketWriter;
  /** The `authorization` of connection_init; asked again for every operation. */
  authorization: string | undefined;
  /** The actor as it was when the connection was accepted. */
  actor: Actor | null = null;
  /** Ids of queries and mutations that have not been answered. */
  readonly unanswered = new Set<string>();
  /** What ends queries and mutations that nobody waits for any more, by id of the operation. */
  readonly signals = new Map<string, RequestSignal>();
  /** Ids of everything that runs, subscriptions too. */
  readonly operations = new Set<string>();
  /** Ids of operations that have not begun to answer. */
  readonly beginning = new Set<string>();
  /** The live subscriptions, by id of the operation. */
  readonly subscribers = new Map<string, LivePlace>();
  /** Whether the client wants the answer of an operation still: it may complete one that runs. */
  waitsFor: (id: string) => boolean = () => true;
  private answeredPing = true;

  constructor(
    readonly socket: WebSocket,
    request: IncomingMessage,
    limits: SocketWriterLimits,
    private readonly log: Logger,
    trustedProxies = 0,
  ) {
    this.requestId = requestIdOf(request);
    this.origin = originOf(request, 'WEBSOCKET', this.requestId, trustedProxies);
    this.writer = new SocketWriter(socket, request.socket, limits, () => this.cutOff('SLOW_CONSUMER'));
    socket.once('close', () => this.signals.forEach(({ gone }) => gone()));
    socket.on('pong', () => (this.answeredPing = true));
    socket.on('error', (error) => log.info({ err: error, requestId: this.requestId }, 'websocket error'));
  }

  get isOver(): boolean {
    return this.socket.readyState !== this.socket.OPEN;
  }

  /** The operation has been answered, or will not be. */
  release(id: string): void {
    this.unanswered.delete(id);
    this.signals.get(id)?.clear();
    this.signals.delete(id);
  }

  /** Ends queries that the client has completed before they were answered. */
  giveUpCompleted(): void {
    for (const [id, { gone }] of this.signals) if (!this.waitsFor(id)) gone();
  }

  /** Ends the connection for a reason that its client can read. */
  close(reason: CloseReason): void {
    const { code, reason: text } = CLOSE_CODES[reason];
    this.socket.close(code, text);
  }

  /** Closes, and does not wait long for a client that may never answer. Live subscriptions are told where they may resume. */
  cutOff(reason: CloseReason): void {
    if (this.isOver) return;
    this.log.warn(
      { requestId: this.requestId, principalId: this.actor?.principalId, reason },
      'websocket cut off',
    );
    for (const [id, place] of this.subscribers) this.socket.send(resyncRequired(id, place));
    this.close(reason);
    const timer = setTimeout(() => this.socket.terminate(), GOODBYE_WITHIN_MS);
    this.socket.once('close', () => clearTimeout(timer));
  }

  /** Pings; ends the connection when the ping before got no answer. */
  checkAlive(): void {
    if (!this.answeredPing) return this.cutOff('PING_UNANSWERED');
    this.answeredPing = false;
    this.socket.ping();
  }
}

function resyncRequired(id: string, { position, logEpoch }: LivePlace): string {
  const error = {
    message:
      position === null
        ? 'The subscriber fell behind and is cut off. Subscribe again.'
        : `The subscriber fell behind and is cut off. Subscribe again after position ${position}.`,
    extensions: {
      code: 'RESYNC_REQUIRED' satisfies ErrorCode,
      details: { position: position === null ? null : String(position), logEpoch },
    },
  };
  return JSON.stringify({ id, type: 'error', payload: [error] });
}
