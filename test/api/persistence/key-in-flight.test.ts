import mysql from 'mysql2/promise';
import { CommandRunner } from '../../../src/commands/command-runner';
import type { Database, DatabaseOptions } from '../../../src/persistence/database';
import { inputHash } from '../../../src/commands/idempotency';
import { openDatabase } from '../../../src/persistence/open-database';
import { newId } from '../../../src/shared/ids';
import { testDatabaseKind } from '../../support/databases';
import { OrderWorld } from '../../support/order-fixtures';
import { person } from '../../support/stock';

/** SQLite has one writer at a time: nobody sees that another has a key in hand. */
const onMariaDb = testDatabaseKind() === 'mysql' ? describe : describe.skip;

onMariaDb('a key that a transaction of another server holds', () => {
  let world: OrderWorld;
  let database: Database;
  let runner: CommandRunner;
  let other: mysql.Connection;

  beforeAll(async () => {
    world = await OrderWorld.create();
    await world.products({ A: 10 });
    await world.receive(await world.location('EAST'), { A: 1_000 });
    const options = world.testDatabase.options as Extract<DatabaseOptions, { kind: 'mysql' }>;
    database = await openDatabase({ ...options, lockWaitSeconds: 1 });
    const clock = { now: () => new Date('2026-03-16T10:00:00Z') };
    runner = new CommandRunner({ database, clock, patienceMs: 1_500 });
    other = await mysql.createConnection(options.url);
  });
  afterAll(async () => {
    await other.end();
    await database.close();
    await world.drop();
  });

  const placing = () => {
    const origin = { channel: 'HTTP' as const, ip: '192.0.2.1', userAgent: null, requestId: newId() };
    const input = world.orderOf({ lines: [{ sku: 'A', quantity: 1 }] });
    return world.command(input, { idempotencyKey: newId(), origin });
  };
  type Placing = ReturnType<typeof placing>;

  /** As another server does it at the end of a unit that it has not committed yet. */
  async function hold({ idempotencyKey, input }: Placing, outcome: object): Promise<void> {
    await other.query('BEGIN');
    await other.query('INSERT INTO idempotency_records VALUES (?, ?, ?, ?, ?, ?)', [
      ...[
        person.principalId,
        'placeOrder',
        idempotencyKey,
        await inputHash(input),
        JSON.stringify(outcome),
        0,
      ],
    ]);
  }

  const place = (command: Placing) =>
    runner.run(world.useCases.orders.placeOrder, { ...command, id: newId() });

  it('is in flight: the same request is to be sent again with the same key', async () => {
    const command = placing();
    const before = await world.count('orders');
    await hold(command, { orderId: 'theirs' });
    await expect(place(command)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_IN_FLIGHT',
      message: expect.stringMatching(/send the same request again with the same key/),
      details: { idempotencyKey: command.idempotencyKey },
    });
    expect(await world.count('orders')).toBe(before);
    await other.query('COMMIT');
    expect(await place(command)).toEqual({ result: { orderId: 'theirs' }, replayed: true });
    expect(await world.count('orders')).toBe(before);
  });

  it('is free once that transaction is rolled back', async () => {
    const command = placing();
    const before = await world.count('orders');
    await hold(command, { orderId: 'theirs' });
    await expect(place(command)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_IN_FLIGHT' });
    await other.query('ROLLBACK');
    expect(await place(command)).toMatchObject({ replayed: false });
    expect(await world.count('orders')).toBe(before + 1);
    expect(await world.violations()).toEqual([]);
  });

  it('is not what a lock on other rows is taken for', async () => {
    const command = placing();
    await other.query('BEGIN');
    await other.query("SELECT * FROM inventory_levels WHERE sku = 'A' FOR UPDATE");
    await expect(place(command)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/with the same idempotency key/),
    });
    await other.query('ROLLBACK');
    expect(await place(command)).toMatchObject({ replayed: false });
  });
});
