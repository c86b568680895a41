import { setTimeout as sleep } from 'node:timers/promises';
import { SKUS } from './api.mjs';

/** Clients that place orders one after the other, each until it is acknowledged; some orders are cancelled again. */
export class Writers {
  /** Ids of the orders that were acknowledged. */
  acknowledged = [];
  #stopped = false;
  #running = [];

  constructor(api, accountId, { count, pauseMs }) {
    this.api = api;
    this.accountId = accountId;
    this.#running = Array.from({ length: count }, () => this.#write(pauseMs));
  }

  /** Resolves when every order that was begun is acknowledged. */
  async stop() {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  async #write(pauseMs) {
    while (!this.#stopped) {
      const sku = SKUS[Math.floor(Math.random() * SKUS.length)];
      const lines = [{ sku, quantity: 1 + Math.floor(Math.random() * 5) }];
      const input = { accountId: this.accountId, confirm: true, lines };
      const { order } = await this.api.change('placeOrder', 'PlaceOrderInput', input, 'order { id version }');
      this.acknowledged.push(order.id);
      if (Math.random() < 0.2) await this.#cancel(order);
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  }

  async #cancel({ id, version }) {
    const input = { orderId: id, expectedVersion: version, reason: 'No longer needed' };
    await this.api.change('cancelOrder', 'CancelOrderInput', input, 'order { id }');
  }
}
