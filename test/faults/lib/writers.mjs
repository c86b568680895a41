import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SKUS } from './api.mjs';

/** Clients that place orders one after the other, each until it is acknowledged; some orders are cancelled again. */
export class Writers {
  /** What was ordered and acknowledged, by its idempotency key: id, lines, and whether it was cancelled. */
  placed = new Map();
  /** How many of them were acknowledged when they were sent again: the answer to the first try never came. */
  replays = 0;
  #stopped = false;
  #running = [];

  /** `lines` is how many lines an order has, from and to; `cancels` the share of orders that are cancelled. */
  constructor(api, accountIds, { count, pauseMs, lines = [1, 1], skus = SKUS, cancels = 0.2 }) {
    Object.assign(this, { api, accountIds, pauseMs, lines, skus, cancels });
    this.#running = Array.from({ length: count }, () => this.#write());
  }

  /** Ids of the orders that were acknowledged. */
  get acknowledged() {
    return [...this.placed.values()].map(({ id }) => id);
  }

  /** Resolves when every order that was begun is acknowledged. */
  async stop() {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  async #write() {
    while (!this.#stopped) {
      const lines = this.#someLines();
      const input = { idempotencyKey: randomUUID(), accountId: oneOf(this.accountIds), confirm: true, lines };
      const selection = 'replayed order { id version }';
      const { replayed, order } = await this.api.change('placeOrder', 'PlaceOrderInput', input, selection);
      const cancelled = Math.random() < this.cancels;
      this.placed.set(input.idempotencyKey, { id: order.id, lines, cancelled });
      if (replayed) this.replays++;
      if (cancelled) await this.#cancel(order);
      await sleep(this.pauseMs * (0.5 + Math.random()));
    }
  }

  #someLines() {
    const [from, to] = this.lines;
    const length = from + Math.floor(Math.random() * (to - from + 1));
    return Array.from({ length }, () => ({
      sku: oneOf(this.skus),
      quantity: 1 + Math.floor(Math.random() * 5),
    }));
  }

  async #cancel({ id, version }) {
    const input = { orderId: id, expectedVersion: version, reason: 'No longer needed' };
    await this.api.change('cancelOrder', 'CancelOrderInput', input, 'order { id }');
  }
}

function oneOf(list) {
  return list[Math.floor(Math.random() * list.length)];
}
