import type { OrderResult, PlaceOrderInput } from '../../../src/orders/order-inputs';
import { CommandRunner } from '../../../src/commands/command-runner';
import type { Command, UseCase } from '../../../src/commands/commands';
import type { Database } from '../../../src/persistence/database';
import type { DomainError } from '../../../src/shared/errors';
import { newId } from '../../../src/shared/ids';
import { OrderWorld } from '../../support/order-fixtures';
import { person } from '../../support/stock';

type Place = Command<PlaceOrderInput>;

let world: OrderWorld;
let east: string;
let accounts: string[];

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST');
  accounts = [];
  for (const number of ['U-1', 'U-2', 'U-3', 'U-4']) accounts.push(await world.account(number));
  await world.products({ A: 10, B: 20 });
  await world.receive(east, { A: 100_000, B: 100_000 });
});

afterAll(() => world.drop());

/** A server that puts what comes while it works into one unit, and a record of the transactions that it asked for. */
class Server {
  /** The commands that the use case was called with, in each transaction that was committed and in each that was not. */
  readonly committed: string[][] = [];
  readonly failed: string[][] = [];
  private readonly runner: CommandRunner;
  private readonly placeOrder: UseCase<PlaceOrderInput, OrderResult>;
  private executing: string[] = [];

  constructor() {
    const { database } = world;
    const transaction: Database['transaction'] = async (work) => {
      this.executing = [];
      try {
        const result = await database.transaction(work);
        this.committed.push(this.executing);
        return result;
      } catch (error) {
        this.failed.push(this.executing);
        throw error;
      }
    };
    const { placeOrder } = world.useCases.orders;
    this.placeOrder = {
      ...placeOrder,
      execute: (uow, commands) => {
        this.executing = commands.map(({ id }) => id);
        return placeOrder.execute(uow, commands);
      },
    };
    const watched = Object.create(database, { transaction: { value: transaction } }) as Database;
    const batching = { size: 50, lanes: 1, lingerMs: 50, waitMs: 30_000 };
    const clock = { now: () => new Date('2026-03-16T10:00:00Z') };
    this.runner = new CommandRunner({ database: watched, clock, batching });
  }

  /** All at once: the first goes alone, as nobody else is there yet; the others come together while it is on its way. */
  placeAll(commands: readonly Place[]) {
    return Promise.allSettled(commands.map((command) => this.runner.run(this.placeOrder, command)));
  }
}

/** A command as it comes from a request, so that it leaves an entry in the audit log. */
function placing(customer: number, over: Partial<PlaceOrderInput>, idempotencyKey = newId()): Place {
  const input = world.orderOf({ accountId: accounts[customer]!, lines: one('A'), ...over });
  const origin = { channel: 'HTTP' as const, ip: '192.0.2.1', userAgent: null, requestId: newId() };
  return world.command(input, { idempotencyKey, origin });
}

const one = (sku: string, quantity = 1) => [{ sku, quantity }];

const said = (outcome: PromiseSettledResult<{ replayed: boolean }>): string => {
  if (outcome.status === 'fulfilled') return outcome.value.replayed ? 'replayed' : 'placed';
  return (outcome.reason as DomainError).code ?? String(outcome.reason);
};

/** Of these the last run of the unit knows from the start that there is nothing to carry out. */
const ANSWERED_FROM_RECORD = ['replayed', 'IDEMPOTENCY_KEY_REUSED'];

const orderIdOf = (outcome: PromiseSettledResult<{ result: OrderResult }>): string => {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value.result.orderId;
};

/** Which of some values stand in a column of a table, each once. */
async function present(table: string, column: string, values: readonly string[]): Promise<string[]> {
  const rows = await world.database.reader.rows<{ value: string }>(
    `SELECT DISTINCT ${column} AS value FROM ${table} WHERE ${column} IN (${values.map(() => '?').join(', ')})`,
    values,
  );
  const found = new Set(rows.map(({ value }) => value));
  return values.filter((value) => found.has(value));
}

const TABLES = [
  'orders',
  'order_lines',
  'order_schedule_lines',
  'allocations',
  'fulfillment_orders',
  'fulfillment_order_lines',
  'booking_entries',
  'idempotency_records',
  'audit_entries',
];

async function counts(): Promise<Record<string, number>> {
  const entries: [string, number][] = [];
  for (const table of TABLES) entries.push([table, await world.count(table)]);
  return Object.fromEntries(entries);
}

describe('one unit of orders of which some are good and some are not', () => {
  it('answers each with its own, stores the good ones whole, and nothing of the others', async () => {
    await world.products({ RARE: 5 });
    await world.receive(east, { RARE: 3 });
    const known = placing(0, { lines: one('B', 2) });
    const [earlier] = await new Server().placeAll([known]);
    await world.place({ accountId: accounts[1]!, poNumber: 'MX-1', lines: one('A') });
    const repeat = (command: Place, over: object = {}): Place => ({
      ...placing(0, {}, command.idempotencyKey!),
      input: { ...command.input, ...over },
    });
    const twin = placing(2, { lines: one('A', 7) });
    const wishes: [string, Place][] = [
      ['placed', placing(3, {})],
      ['placed', placing(0, { lines: [...one('A', 2), ...one('B', 3)] })],
      ['INSUFFICIENT_STOCK', placing(1, { lines: [...one('A'), ...one('RARE', 4)] })],
      ['placed', placing(1, { poNumber: 'MX-2', lines: one('RARE', 3) })],
      ['INVALID_QUANTITY', placing(2, { lines: one('A', 0) })],
      ['INVALID_REFERENCE', placing(3, { lines: [...one('A'), ...one('NOPE')] })],
      ['replayed', repeat(known)],
      ['IDEMPOTENCY_KEY_REUSED', repeat(known, { lines: one('B', 9) })],
      ['PO_DUPLICATE', placing(1, { poNumber: 'MX-1' })],
      ['PO_DUPLICATE', placing(1, { poNumber: 'MX-2' })],
      ['placed', placing(2, { poNumber: 'MX-2' })],
      ['INSUFFICIENT_STOCK', placing(2, { lines: one('RARE') })],
      ['NOT_FOUND', placing(0, { accountId: newId() })],
      ['placed', twin],
      ['replayed', repeat(twin)],
      ['IDEMPOTENCY_KEY_REUSED', repeat(twin, { lines: one('A', 8) })],
      ['placed', placing(3, { confirm: false, lines: one('B') })],
    ];
    const before = await counts();
    const server = new Server();
    const outcomes = await server.placeAll(wishes.map(([, command]) => command));

    expect(outcomes.map(said)).toEqual(wishes.map(([expected]) => expected));
    expect(orderIdOf(outcomes[6]!)).toBe(orderIdOf(earlier!));
    expect(orderIdOf(outcomes[14]!)).toBe(orderIdOf(outcomes[13]!));
    const carriedOut = wishes.filter(([expected]) => !ANSWERED_FROM_RECORD.includes(expected));
    const [alone, ...together] = carriedOut.map(([, { id }]) => id);
    expect(server.committed.map((ids) => ids.toSorted())).toEqual([[alone!], together.toSorted()]);
    expect(server.failed).toHaveLength(1);

    const good = carriedOut.filter(([expected]) => expected === 'placed').map(([, command]) => command);
    const keys = carriedOut.map(([, { idempotencyKey }]) => idempotencyKey!);
    const requests = wishes.map(([, { origin }]) => origin!.requestId);
    const ids = wishes.map(([, { id }]) => id);
    expect(await present('events', 'command_id', ids)).toEqual(good.map(({ id }) => id));
    expect(await present('idempotency_records', 'idempotency_key', keys)).toEqual(
      good.map(({ idempotencyKey }) => idempotencyKey),
    );
    expect(await present('audit_entries', 'request_id', requests)).toEqual(
      good.map(({ origin }) => origin!.requestId),
    );
    const after = await counts();
    expect(TABLES.map((table) => [table, after[table]! - before[table]!])).toEqual([
      ['orders', 6],
      ['order_lines', 7],
      ['order_schedule_lines', 7],
      ['allocations', 6],
      ['fulfillment_orders', 5],
      ['fulfillment_order_lines', 6],
      ['booking_entries', 6],
      ['idempotency_records', 6],
      ['audit_entries', 6],
    ]);
    expect(await world.level('RARE', east)).toMatchObject({ onHand: 3, allocated: 3 });
    expect(await world.violations()).toEqual([]);
  });

  it('tells each refused one of its own values, not of its neighbours’', async () => {
    await world.products({ SCARCE: 5, SPARSE: 5 });
    await world.receive(east, { SCARCE: 2, SPARSE: 1 });
    const holder = await world.stored(
      await world.place({ accountId: accounts[2]!, poNumber: 'OWN', lines: one('A') }),
    );
    const used = placing(0, {});
    await new Server().placeAll([used]);
    const server = new Server();
    const outcomes = await server.placeAll([
      placing(0, {}),
      placing(0, { lines: [...one('A'), ...one('SCARCE', 5)] }),
      placing(1, { lines: one('SPARSE', 4) }),
      placing(2, { poNumber: ' OWN ' }),
      placing(3, { lines: one('A', 2_000_000) }),
      { ...placing(1, {}), idempotencyKey: used.idempotencyKey },
    ]);
    expect(server.committed.map((ids) => ids.length)).toEqual([1, 4]);
    const refusals = outcomes.slice(1).map((outcome) => (outcome as PromiseRejectedResult).reason as object);
    const short = (lineNumber: number, sku: string, requested: number, available: number) => ({
      code: 'INSUFFICIENT_STOCK',
      details: { lines: [{ lineNumber, sku, requested, available }] },
    });
    expect(refusals).toMatchObject([
      short(2, 'SCARCE', 5, 2),
      short(1, 'SPARSE', 4, 1),
      { code: 'PO_DUPLICATE', details: { poNumber: 'OWN', orderNumber: holder.order.number } },
      { code: 'INVALID_QUANTITY' },
      { code: 'IDEMPOTENCY_KEY_REUSED', details: { idempotencyKey: used.idempotencyKey } },
    ]);
  });

  it('leaves neighbours as they would be alone: prices, quantities, allocations and events', async () => {
    const bad = [{ lines: one('A', 0) }, { lines: one('NOPE') }, { lines: one('A', 900_000) }];
    const draft = { lines: [...one('A', 3), ...one('B', 2), ...one('A', 1)] };
    const wishes = [
      placing(0, {}),
      ...[0, 1, 2, 3].flatMap((i) => [placing(i, bad[i % 3]!), placing(i, draft)]),
    ];
    const server = new Server();
    const outcomes = await server.placeAll(wishes);
    expect(server.committed.map((ids) => ids.length)).toEqual([1, 8]);
    for (const i of [2, 4, 6, 8]) {
      const { order, lines, allocations, fulfillmentLines, bookings } = await world.stored(
        orderIdOf(outcomes[i]!),
      );
      expect(order).toMatchObject({ accountId: wishes[i]!.input.accountId, status: 'CONFIRMED', version: 2 });
      expect(order.totalMinor).toBe(80_00n);
      expect(lines.map(({ sku, quantityAllocated }) => [sku, quantityAllocated])).toEqual([
        ['A', 3],
        ['B', 2],
        ['A', 1],
      ]);
      for (const parts of [allocations, fulfillmentLines, bookings] as { quantity: number }[][]) {
        expect(parts.map(({ quantity }) => quantity).sort()).toEqual([1, 2, 3]);
      }
      const events = await world.database.reader.rows<{ type: string }>(
        'SELECT type FROM events WHERE order_id = ? ORDER BY seq',
        [order.id],
      );
      expect(events.map(({ type }) => type)).toEqual([
        'OrderPlaced',
        'OrderConfirmed',
        'FulfillmentOrderPlanned',
      ]);
    }
    expect(await world.violations()).toEqual([]);
  });

  it('gives a key whose first try failed to the next one, in the same unit', async () => {
    const key = newId();
    const wishes = [
      placing(0, {}),
      placing(1, { lines: one('A', 900_000) }, key),
      placing(2, { lines: one('A', 1) }, key),
      placing(2, { lines: one('A', 2) }, key),
      placing(3, {}),
    ];
    const server = new Server();
    const outcomes = await server.placeAll(wishes);
    const expected = ['placed', 'INSUFFICIENT_STOCK', 'placed', 'IDEMPOTENCY_KEY_REUSED', 'placed'];
    expect(outcomes.map(said)).toEqual(expected);
    expect(server.failed).toEqual([]);
    expect(server.committed).toHaveLength(2);
    expect(await world.violations()).toEqual([]);
  });

  it('of two principals with the same key is two orders', async () => {
    const key = newId();
    const other = { ...placing(1, {}, key), actor: { ...person, principalId: newId() } };
    const server = new Server();
    const outcomes = await server.placeAll([placing(3, {}), placing(0, {}, key), other]);
    expect(outcomes.map(said)).toEqual(['placed', 'placed', 'placed']);
    expect(new Set(outcomes.map(orderIdOf)).size).toBe(3);
    expect(server.committed.map((ids) => ids.length)).toEqual([1, 2]);
  });
});
