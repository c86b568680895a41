import { randomUUID } from 'node:crypto';
import { KeptConnection } from './connection.mjs';
import { globalId, graphql } from './workloads.mjs';
import { idOf, skuOf } from './world.mjs';

/**
 * What others wait for meanwhile, from a process of its own: questions are sent at a fixed rate, whether or not those before have been
 * answered, so that a server that stands still is seen by all who come while it does. The parent sends `{ begin }` with the server,
 * and `{ end: true }` to have the waits in milliseconds, by question, sorted.
 */
const QUESTIONS = {
  typename: { everyMs: 10, request: () => graphql(null, '{ __typename }') },
  healthz: { everyMs: 20, request: () => ({ path: '/healthz', body: null }) },
  placeOrder: { everyMs: 200, request: smallOrder },
};

const PLACE = `mutation Place($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }`;
const ACCOUNT = 400;
const PRODUCT = 1_900;

/** An order of a customer and of goods that the large work does not touch. */
function smallOrder() {
  const input = {
    idempotencyKey: randomUUID(),
    accountId: globalId('Account', idOf('account', ACCOUNT)),
    lines: [{ sku: skuOf(PRODUCT), quantity: 1 }],
  };
  return graphql('Place', PLACE, { input });
}

let running = null;

process.on('message', ({ begin, end }) => {
  if (begin) running = start(begin);
  if (end) {
    const { stop } = running;
    stop().then(
      (waits) => process.send({ waits }),
      (error) => process.send({ error: error.stack }),
    );
  }
});

function start({ url, token }) {
  const probes = Object.entries(QUESTIONS).map(([name, question]) => new Probe(name, question, url, token));
  return {
    async stop() {
      await Promise.all(probes.map((probe) => probe.stop()));
      return Object.fromEntries(probes.map(({ name, waits }) => [name, waits.sort((a, b) => a - b)]));
    },
  };
}

class Probe {
  waits = [];
  #idle = [];
  #open = new Set();
  #timer;

  constructor(name, { everyMs, request }, url, token) {
    this.name = name;
    const ask = () => {
      const asking = this.#ask(request(), url, token).finally(() => this.#open.delete(asking));
      this.#open.add(asking);
    };
    this.#timer = setInterval(ask, everyMs);
  }

  /** No more questions; resolves when those that were asked have been answered. */
  async stop() {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    for (const connection of this.#idle) connection.close();
  }

  async #ask(request, url, token) {
    const connection = this.#idle.pop() ?? new KeptConnection(url, token);
    const begin = performance.now();
    const { status, body } = await connection.send(request);
    this.waits.push(performance.now() - begin);
    this.#idle.push(connection);
    if (status !== 200 || body.includes('"errors"'))
      throw new Error(`${this.name} was answered ${status}:\n${body.toString('utf8', 0, 500)}`);
  }
}
