import { KeptConnection } from './connection.mjs';

/**
 * The load, in a process of its own: so many clients, each sending its next request when it has its answer, for a time or a
 * number of requests. Each message from the parent is one run; the answer says how many were answered and how long each took.
 * `from` names the module of the workload, `facts` are what it must know of the side beyond the number of orders, `words` whose requests it sends, if not the side's own.
 */
process.on('message', (order) => {
  run(order).then(
    (result) => process.send(result),
    (error) => process.send({ error: error.stack }),
  );
});

async function run({
  from = './workloads.mjs',
  workload,
  side,
  urls,
  token,
  seed,
  orders,
  facts,
  words = side,
  seconds = Infinity,
  requests = Infinity,
  ...order
}) {
  const { WORKLOADS } = await import(from);
  const { requests: wanting, [words]: inWords, isDone } = WORKLOADS[workload];
  const clients = order.clients ?? WORKLOADS[workload].clients;
  const latencies = [];
  const begin = performance.now();
  const shared = { left: requests, until: begin + seconds * 1000 };
  await Promise.all(
    Array.from({ length: Math.min(clients, requests) }, async (_, client) => {
      const connection = new KeptConnection(urls[client % urls.length], token);
      const next = wanting(seed * 1000 + client, orders, { client, clients });
      try {
        while (performance.now() < shared.until && shared.left-- > 0) {
          latencies.push(await timed(connection, inWords(next(), facts), isDone?.[side]));
        }
      } finally {
        connection.close();
      }
    }),
  );
  return { elapsedMs: performance.now() - begin, latencies: latencies.sort((a, b) => a - b) };
}

const FAILED = Buffer.from('"errors"');

async function timed(connection, request, isDone = () => true) {
  const begin = performance.now();
  const { status, body } = await connection.send(request);
  const ms = performance.now() - begin;
  if (status !== 200 || body.subarray(0, 64).includes(FAILED) || !isDone(body)) {
    throw new Error(`The server answered ${status} to ${request.path}:\n${body.toString('utf8', 0, 500)}`);
  }
  return ms;
}
