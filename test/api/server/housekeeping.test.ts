import { IdempotencyRecord } from '../../../entities/events/idempotency-record';
import { InventoryLevel } from '../../../entities/inventory/inventory-level';
import { Reservation } from '../../../entities/inventory/reservation';
import { InventoryMovementType } from '../../../entities/inventory/inventory.enums';
import { LevelSet } from '../../../src/inventory/level-set';
import { succeed, type UseCase } from '../../../src/commands/commands';
import { Housekeeping } from '../../../src/server/housekeeping';
import { newId } from '../../../src/shared/ids';
import { keptLog } from '../../support/log';
import { OrderWorld } from '../../support/order-fixtures';
import { commandOf } from '../../support/stock';

let world: OrderWorld;
let locationId: string;
const now = new Date('2026-03-16T10:00:00Z');
const { log, lines } = keptLog('error');

beforeAll(async () => {
  world = await OrderWorld.create();
  locationId = await world.location('EAST');
  await world.products({ PEN: 2 });
  await world.receive(locationId, { PEN: 500 });
});
afterAll(() => world.drop());

const housekeeping = () =>
  new Housekeeping({
    database: world.database,
    runner: world.runner,
    useCases: world.useCases,
    clock: { now: () => now },
    log,
  });

const reserve: UseCase<Date, null> = {
  name: 'reserve',
  async execute(uow, commands) {
    const levels = await LevelSet.lock(uow, ['PEN']);
    const reference = { referenceType: 'Quote', referenceId: newId() };
    const owner = { accountId: null, territoryId: null, repId: null };
    const cause = { type: 'Quote', id: reference.referenceId, owner };
    for (const command of commands) {
      const { RESERVE } = InventoryMovementType;
      levels.move({ sku: 'PEN', locationId, type: RESERVE, reserved: 1, cause, command });
    }
    const rows = commands.map(({ input: expiresAt }) => ({
      ...{ id: newId(), sku: 'PEN', locationId, quantity: 1, expiresAt, createdAt: now },
      ...{ ...reference, ...owner },
    }));
    await uow.sql.insert(Reservation, rows);
    await levels.save();
    return commands.map(() => succeed(null));
  },
};

const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

it('gives back every reservation that has expired, however many, and leaves the others', async () => {
  const expired = Array.from({ length: 230 }, () => commandOf(hoursAgo(1)));
  await world.runner.runAll(reserve, [...expired, commandOf(hoursAgo(-1))]);
  await housekeeping().tidy();
  const [level] = await world.database.reader.select(InventoryLevel, `WHERE t.sku = 'PEN'`);
  expect(level).toMatchObject({ onHand: 500, reserved: 1 });
  expect(await world.violations()).toEqual([]);
});

it('forgets idempotency keys after two days, however many, and no younger one', async () => {
  const record = (createdAt: Date, i: number) => ({
    ...{ principalId: newId(), mutation: 'test', idempotencyKey: `key-${i}`, inputHash: '', createdAt },
    outcome: {},
  });
  const old = Array.from({ length: 2_300 }, (_, i) => record(new Date(hoursAgo(49).getTime() - i), i));
  const young = [record(hoursAgo(25), -1), record(hoursAgo(47), -2)];
  await world.database.transaction((sql) => sql.insert(IdempotencyRecord, [...old, ...young]));
  await housekeeping().tidy();
  const left = await world.database.reader.select(IdempotencyRecord, `WHERE t.mutation = 'test'`);
  expect(left.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(['key--1', 'key--2']);
});

it('logs what fails, and goes on at its next round', async () => {
  const broken = { transaction: () => Promise.reject(new Error('no database')) };
  const keeper = new Housekeeping({
    database: broken as never,
    runner: world.runner,
    useCases: world.useCases,
    clock: { now: () => now },
    log,
  });
  await keeper.tidy();
  expect(lines.at(-1)).toMatchObject({ msg: 'housekeeping failed', err: { message: 'no database' } });
  await keeper.stop();
});
