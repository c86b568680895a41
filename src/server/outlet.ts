import type { WebSocket } from 'ws';

export interface OutletLimits {
  /** From this many unsent bytes on, the sender waits for the socket. */
  highWater: number;
  /** With more unsent bytes than this, the socket is cut off at once. */
  maxUnsent: number;
  /** A socket that is above the high water mark and takes nothing for so many milliseconds is cut off. */
  stallAfter: number;
}

export const OUTLET_LIMITS: OutletLimits = {
  highWater: 256 * 1024,
  maxUnsent: 8 * 1024 * 1024,
  stallAfter: 10_000,
};

/**
 * The sending side of one websocket. Never holds more than a bounded amount for a client that does not read: first its
 * subscriptions wait, then `onStall` is told to cut it off, once.
 */
export class Outlet {
  private stallTimer: NodeJS.Timeout | null = null;
  private stalled = false;
  private readonly gone: Promise<void>;

  constructor(
    private readonly socket: WebSocket,
    private readonly limits: OutletLimits,
    private readonly onStall: () => void,
  ) {
    this.gone = new Promise((resolve) =>
      socket.once('close', () => {
        this.calm();
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

  private watch(): void {
    this.stallTimer ??= setTimeout(() => this.stall(), this.limits.stallAfter);
  }

  /** A message has left: the client reads. */
  private readonly flushed = (): void => {
    if (!this.stallTimer) return;
    this.calm();
    if (this.backedUp) this.watch();
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
