import { subscribe } from './raw-subscriber.mjs';

const LIVE = 'subscription { orderStatusChanged(filter: {}) { position occurredAt } }';

/** The value below which a share of the values lies. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Subscribers that note how long changes of orders take to them, in milliseconds since their transaction began. */
export class LatencyProbe {
  #waits = [];
  #sockets;

  constructor(servers, token, { connections, each = 1 }) {
    const onNext = ({ orderStatusChanged }) =>
      this.#waits.push(Date.now() - Date.parse(orderStatusChanged.occurredAt));
    this.#sockets = Array.from({ length: connections }, (_, i) =>
      subscribe(servers[i % servers.length], token, { query: LIVE, count: each, onNext }),
    );
  }

  /** Deliveries since it was asked last. */
  get count() {
    return this.#waits.length;
  }

  /** Of what came since it was asked last. */
  take() {
    const waits = this.#waits;
    this.#waits = [];
    return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), count: waits.length };
  }

  stop() {
    for (const socket of this.#sockets) socket.terminate();
  }
}
