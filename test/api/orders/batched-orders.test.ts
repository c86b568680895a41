import { CommandRunner, type Answer } from '../../../src/commands/command-runner';
import type { Command, UseCase } from '../../../src/commands/commands';
import type { OrderResult, PlaceOrderInput } from '../../../src/orders/order-inputs';
import { newId } from '../../../src/shared/ids';
import { OrderWorld } from '../../support/order-fixtures';

const CUSTOMERS = 6;

let world: OrderWorld;
let accounts: string[];
let runner: CommandRunner;

beforeAll(async () => {
  world = await OrderWorld.create();
  accounts = [];
  for (let i = 0; i < CUSTOMERS; i++) accounts.push(await world.account(`G-${i}`));
  await world.products({ A: 10, FEW: 10 });
  await world.receive(await world.location('EAST'), { A: 100_000, FEW: 3 });
  runner = batching();
});

afterAll(() => world.drop());

/** A runner as of one more server process. */
function batching(): CommandRunner {
  const clock = { now: () => new Date('2026-03-16T10:00:00Z') };
  const options = { size: 8, lanes: 2, lingerMs: 5, waitMs: 100 };
  return new CommandRunner({ database: world.database, clock, batching: options });
}

const order = (i: number, over: Partial<PlaceOrderInput> = {}) =>
  world.orderOf({ accountId: accounts[i % CUSTOMERS]!, lines: [{ sku: 'A', quantity: 1 }], ...over });

function place(input: PlaceOrderInput, over: Partial<Command<PlaceOrderInput>> = {}, by = runner) {
  return by.run(world.useCases.orders.placeOrder, world.command(input, over));
}

const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled'
    ? 'placed'
    : ((outcome.reason as { code?: string }).code ?? String(outcome.reason));

describe('orders of many clients in one transaction', () => {
  it('each succeed or fail with their own error, and leave everything consistent', async () => {
    const wishes = [
      ...Array.from({ length: 8 }, (_, i) => ({ input: order(i), code: 'placed' })),
      { input: order(1, { accountId: newId() }), code: 'NOT_FOUND' },
      { input: order(2, { lines: [{ sku: 'NONE', quantity: 1 }] }), code: 'INVALID_REFERENCE' },
      { input: order(3, { lines: [{ sku: 'FEW', quantity: 50 }] }), code: 'INSUFFICIENT_STOCK' },
      { input: order(4, { lines: [{ sku: 'A', quantity: 0 }] }), code: 'INVALID_QUANTITY' },
      ...Array.from({ length: 8 }, (_, i) => ({ input: order(i), code: 'placed' })),
    ];
    const before = await world.count('orders');
    const outcomes = await Promise.allSettled(wishes.map(({ input }) => place(input)));
    expect(outcomes.map(codeOf)).toEqual(wishes.map(({ code }) => code));
    expect(await world.count('orders')).toBe(before + 16);
    expect(await world.violations()).toEqual([]);
  });

  it('are one order for one key, sent at once through two servers', async () => {
    const key = newId();
    const servers = [batching(), batching()];
    const before = await world.count('orders');
    const sent = Array.from({ length: 20 }, (_, i) =>
      place(order(0), { idempotencyKey: key }, servers[i % 2]),
    );
    const answers = await Promise.all(sent);
    expect(new Set(answers.map(({ result }) => result.orderId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await world.count('orders')).toBe(before + 1);
  });

  it('share the last pieces: as many get them as there are, whichever server they ask', async () => {
    const servers = [batching(), batching()];
    const lines = [{ sku: 'FEW', quantity: 1 }];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => place(order(i, { lines }), {}, servers[i % 2])),
    );
    const codes = outcomes.map(codeOf).sort();
    expect(codes).toEqual(
      [...Array<string>(9).fill('INSUFFICIENT_STOCK'), 'placed', 'placed', 'placed'].sort(),
    );
    expect(await world.violations()).toEqual([]);
  });

  it('are not harmed by one that breaks the whole unit: it fails alone', async () => {
    const { placeOrder } = world.useCases.orders;
    const fragile: UseCase<PlaceOrderInput, OrderResult> = {
      ...placeOrder,
      async execute(uow, commands) {
        if (commands.some(({ input }) => input.note === 'broken')) throw new TypeError('broken');
        return placeOrder.execute(uow, commands);
      },
    };
    const send = (i: number, note?: string) =>
      runner.run(fragile, world.command(order(i, note ? { note } : {})));
    const outcomes = await Promise.allSettled([
      send(0),
      send(1),
      send(2),
      send(3, 'broken'),
      send(4),
      send(5),
    ]);
    expect(outcomes.map(codeOf)).toEqual([
      'placed',
      'placed',
      'placed',
      'TypeError: broken',
      'placed',
      'placed',
    ]);
  });

  it('come in fewer transactions than there are orders', async () => {
    const { placeOrder } = world.useCases.orders;
    const sizes: number[] = [];
    const watched: UseCase<PlaceOrderInput, OrderResult> = {
      ...placeOrder,
      execute(uow, commands) {
        sizes.push(commands.length);
        return placeOrder.execute(uow, commands);
      },
    };
    const answers: Pick<Answer<OrderResult>, 'replayed'>[] = await Promise.all(
      Array.from({ length: 24 }, (_, i) => runner.run(watched, world.command(order(i)))),
    );
    expect(answers).toHaveLength(24);
    expect(sizes.length).toBeLessThan(12);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
  });
});
