import { inputHash } from '../../../src/commands/idempotency';
import { newId } from '../../../src/shared/ids';
import { OrderWorld } from '../../support/order-fixtures';
import { person } from '../../support/stock';

let world: OrderWorld;

beforeAll(async () => {
  world = await OrderWorld.create();
  const east = await world.location('EAST');
  await world.products({ A: 10, FEW: 10 });
  await world.receive(east, { A: 100_000, FEW: 1 });
});

afterAll(() => world.drop());

const order = (quantity = 1, sku = 'A') => world.orderOf({ lines: [{ sku, quantity }] });
const place = (quantity: number, idempotencyKey: string, over: object = {}) =>
  world.runner.run(
    world.useCases.orders.placeOrder,
    world.command(order(quantity), { idempotencyKey, ...over }),
  );
const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error);

describe('a repeated command', () => {
  it('gets the recorded outcome, and nothing happens again', async () => {
    const key = newId();
    const first = await place(2, key);
    const before = await world.count('orders');
    const again = await place(2, key);
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ result: first.result, replayed: true });
    expect(await world.count('orders')).toBe(before);
  });

  it('with another input is refused, and nothing happens', async () => {
    const key = newId();
    await place(1, key);
    const before = await world.count('events');
    await expect(place(2, key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      details: { idempotencyKey: key },
    });
    expect(await world.count('events')).toBe(before);
  });

  it('of another principal, or for another mutation, is a new one', async () => {
    const key = newId();
    const mine = await place(1, key);
    const theirs = await place(1, key, { actor: { ...person, principalId: newId() } });
    expect(theirs.replayed).toBe(false);
    expect(theirs.result.orderId).not.toBe(mine.result.orderId);
    const cancel = { orderId: mine.result.orderId, expectedVersion: 2, reason: 'again' };
    await world.run(world.useCases.orders.cancelOrder, cancel, { idempotencyKey: key });
  });

  it('whose first run failed may try again under the same key', async () => {
    const key = newId();
    const input = order(2, 'FEW');
    const { placeOrder } = world.useCases.orders;
    const refused = await world.refusal(placeOrder, input, { idempotencyKey: key });
    expect(refused.code).toBe('INSUFFICIENT_STOCK');
    const location = await world.location('MORE');
    await world.receive(location, { FEW: 1 });
    await world.run(placeOrder, input, { idempotencyKey: key });
  });

  it('that would fail now still gets the outcome of the time when it succeeded', async () => {
    const key = newId();
    const { placeOrder, cancelOrder } = world.useCases.orders;
    const orderId = await world.place({ lines: [{ sku: 'A', quantity: 1 }] });
    const cancel = world.command({ orderId, expectedVersion: 2, reason: 'twice' }, { idempotencyKey: key });
    await world.runner.run(cancelOrder, cancel);
    const again = await world.runner.run(cancelOrder, { ...cancel, id: newId() });
    expect(again).toEqual({ result: { orderId }, replayed: true });
    const other = { ...cancel, id: newId(), input: { ...cancel.input, reason: 'thrice' } };
    await expect(world.runner.run(cancelOrder, other)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(placeOrder.name).toBe('placeOrder');
  });

  it('gets its key back whatever blanks trail it, on every database', async () => {
    const key = newId();
    const first = await place(1, key);
    expect(await place(1, `${key} `)).toEqual({ result: first.result, replayed: true });
  });

  it('sent 50 times at once makes one order', async () => {
    const key = newId();
    const before = await world.count('orders');
    const answers = await Promise.all(Array.from({ length: 50 }, () => place(3, key)));
    expect(new Set(answers.map(({ result }) => result.orderId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await world.count('orders')).toBe(before + 1);
    expect(await world.violations()).toEqual([]);
  });

  it('sent 50 times at once with as many inputs makes one order; the others are told', async () => {
    const key = newId();
    const before = await world.count('orders');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => place(i + 1, key).then(() => 'placed', codeOf)),
    );
    expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'IDEMPOTENCY_KEY_REUSED')).toHaveLength(49);
    expect(await world.count('orders')).toBe(before + 1);
  });
});

describe('a list of commands', () => {
  it('answers repeats, twins, reuses and new ones each on its own', async () => {
    const [known, twin, failing] = [newId(), newId(), newId()];
    const first = await place(1, known);
    const before = await world.count('orders');
    const { placeOrder } = world.useCases.orders;
    const answers = await world.runner.runAll(placeOrder, [
      world.command(order(1), { idempotencyKey: known }),
      world.command(order(5), { idempotencyKey: twin }),
      world.command(order(9), { idempotencyKey: known }),
      world.command(order(5), { idempotencyKey: twin }),
      world.command(order(6), { idempotencyKey: twin }),
      world.command(order(0), { idempotencyKey: failing }),
      world.command(order(0), { idempotencyKey: failing }),
      world.command(order(1)),
    ]);
    expect(answers).toMatchObject([
      { ok: true, replayed: true, result: first.result },
      { ok: true, replayed: false },
      { ok: false, error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
      { ok: true, replayed: true },
      { ok: false, error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
      { ok: false, error: { code: 'INVALID_QUANTITY' } },
      { ok: false, error: { code: 'INVALID_QUANTITY' } },
      { ok: true, replayed: false },
    ]);
    const [, placed, , again] = answers;
    expect(placed!.ok && again!.ok && placed!.result.orderId === again!.result.orderId).toBe(true);
    expect(await world.count('orders')).toBe(before + 2);
  });
});

describe('several commands with one key in one unit', () => {
  const together = (key: string, quantities: readonly [quantity: number, sku?: string][], stored?: number) =>
    Promise.resolve(stored === undefined ? undefined : place(stored, key)).then(() =>
      world.runner.runAll(
        world.useCases.orders.placeOrder,
        quantities.map(([quantity, sku]) => world.command(order(quantity, sku), { idempotencyKey: key })),
      ),
    );
  const said = (answers: Awaited<ReturnType<typeof together>>) =>
    answers.map((answer) => (answer.ok ? (answer.replayed ? 'replayed' : 'placed') : answer.error.code));

  it('are compared with what is stored, not with the first of them', async () => {
    const before = await world.count('orders');
    const answers = await together(newId(), [[2], [1], [2], [1]], 1);
    expect(said(answers)).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
      'replayed',
      'IDEMPOTENCY_KEY_REUSED',
      'replayed',
    ]);
    expect(await world.count('orders')).toBe(before + 1);
  });

  it('give the key to the next one with another input when the first fails', async () => {
    const before = await world.count('orders');
    const answers = await together(newId(), [[0], [5000, 'FEW'], [0], [1], [2], [1]]);
    expect(said(answers)).toEqual([
      'INVALID_QUANTITY',
      'INSUFFICIENT_STOCK',
      'INVALID_QUANTITY',
      'placed',
      'IDEMPOTENCY_KEY_REUSED',
      'replayed',
    ]);
    expect(await world.count('orders')).toBe(before + 1);
    expect(await world.violations()).toEqual([]);
  });

  it('all get their own refusal when none succeeds, and the key stays free', async () => {
    const key = newId();
    expect(said(await together(key, [[0], [5000, 'FEW']]))).toEqual([
      'INVALID_QUANTITY',
      'INSUFFICIENT_STOCK',
    ]);
    expect(await place(1, key)).toMatchObject({ replayed: false });
  });

  it.each([0, 1, 2, 3])(
    'sent at once by %i failing and two good clients each: one order',
    async (failing) => {
      const key = newId();
      const before = await world.count('orders');
      const quantities = [...Array.from({ length: failing }, () => 1_000_001), 1, 2, 1, 2];
      const outcomes = await Promise.all(
        quantities.map((quantity) => place(quantity, key).then(({ result }) => result.orderId, codeOf)),
      );
      const orders = outcomes.slice(failing);
      expect(
        outcomes
          .slice(0, failing)
          .every((code) => code === 'INVALID_QUANTITY' || code === 'IDEMPOTENCY_KEY_REUSED'),
      ).toBe(true);
      expect(new Set(orders).size).toBe(2);
      expect(orders.filter((code) => code === 'IDEMPOTENCY_KEY_REUSED')).toHaveLength(2);
      expect(orders[0]).toBe(orders[2]);
      expect(await world.count('orders')).toBe(before + 1);
    },
  );
});

describe('the record', () => {
  it('keeps the hash of the input, not the input', async () => {
    const key = newId();
    await place(4, key);
    const [row] = await world.database.reader.rows<Record<string, unknown>>(
      'SELECT input_hash, outcome FROM idempotency_records WHERE idempotency_key = ?',
      [key],
    );
    expect(row!.input_hash).toBe(await inputHash(order(4)));
    expect(JSON.parse(String(row!.outcome))).toEqual({ orderId: expect.any(String) });
  });
});
