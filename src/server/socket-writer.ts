import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

export interface SocketWriterLimits {
  /** From this many unsent bytes on, the sender waits for the socket. */
  highWater: number;
  /** With more unsent bytes than this, the socket is cut off at once. */
  maxUnsent: number;
  /** A socket that is above the high water mark and takes nothing for so many milliseconds is cut off. */
  stallAfter: number;
  /** A live subscription that fell behind has so many milliseconds to catch up. */
  behindFor: number;
}

export const SOCKET_WRITER_LIMITS: SocketWriterLimits = {
  highWater: 256 * 1024,
  maxUnsent: 8 * 1024 * 1024,
  stallAfter: 10_000,
  behindFor: 30_000,
};

/**
 * The sending side of one websocket. Never holds more than a bounded amount for a client that does not read: first its
 * subscriptions wait, then `onStall` is told to cut it off, once.
 */
export class SocketWriter {
  private stallTimer: NodeJS.Timeout | null = null;
  private stalled = false;
  private waiting: (() => void)[] = [];
  private readonly gone: Promise<void>;

  /** `stream` is what the socket writes to. */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    readonly limits: SocketWriterLimits,
    private readonly onStall: () => void,
  ) {
    this.gone = new Promise((resolve) =>
      socket.once('close', () => {
        this.calm();
        this.goOn();
        resolve();
      }),
    );
  }

  /** Unsent messages wait for the client. */
  get backedUp(): boolean {
    return this.socket.bufferedAmount >= this.limits.highWater;
  }

  /** Resolves when the next message may be sent: at once as long as the client keeps up, and at the end of a connection that is over. */
  send(message: string): void | Promise<void> {
    const { socket } = this;
    if (socket.bufferedAmount > this.limits.maxUnsent) this.stall();
    if (socket.readyState !== socket.OPEN || this.stalled) return this.gone;
    if (!this.backedUp) {
      socket.send(message, this.flushed);
      return;
    }
    this.watch();
    return new Promise((resolve) => {
      socket.send(message, () => {
        this.flushed();
        resolve();
      });
    });
  }

  /** Sends messages that share their beginning, in one write. Whoever pushes looks at `backedUp`, or waits for `ready`, first. */
  push(head: string, messages: readonly string[]): void {
    const { socket, stream } = this;
    if (socket.bufferedAmount > this.limits.maxUnsent) this.stall();
    if (socket.readyState !== socket.OPEN || this.stalled) return;
    stream.cork();
    for (const message of messages) socket.send(head + message, this.flushed);
    stream.uncork();
  }

  /** Resolves as soon as the socket is not backed up; at the end of a connection that is over, too. */
  async ready(): Promise<void> {
    while (this.backedUp && this.socket.readyState === this.socket.OPEN) {
      this.watch();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private goOn(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private watch(): void {
    if (this.stallTimer) return;
    const timer = setTimeout(() => this.stallUnlessFlushed(timer), this.limits.stallAfter);
    this.stallTimer = timer;
  }

  /** Where this process itself was busy for so long, the socket says only now, in this turn, that it has taken something. */
  private stallUnlessFlushed(timer: NodeJS.Timeout): void {
    setImmediate(() => {
      if (this.stallTimer === timer) this.stall();
    });
  }

  /** A message has left: the client reads. */
  private readonly flushed = (): void => {
    if (!this.stallTimer) return;
    this.calm();
    if (this.backedUp) this.watch();
    else this.goOn();
  };

  private calm(): void {
    if (this.stallTimer) clearTimeout(this.stallTimer);
    this.stallTimer = null;
  }

  private stall(): void {
    this.calm();
    if (this.stalled) return;
    this.stalled = true;
    this.onStall();
  }
}
