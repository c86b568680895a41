import { DomainEvent } from '../../entities/events/domain-event';
import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { FulfillmentOrderLine } from '../../entities/fulfillment/fulfillment-order-line';
import { eventData } from '../../src/events/event-data';
import type { DatabaseOptions } from '../../src/persistence/database';
import { mappingOf } from '../../src/persistence/mapping/entity-mapping';
import { ALL_MIGRATIONS } from '../../src/persistence/migrations';
import { expectFolded } from '../support/fold-events';
import { migrationSource } from '../support/migration-runs';
import { OrderWorld } from '../support/order-fixtures';

let world: OrderWorld;
let east: string;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST');
  await world.products({ A: 10, B: 5, SCARCE: 7 });
  await world.receive(east, { A: 100, B: 100, SCARCE: 1 });
});
afterAll(() => world.drop());

const orders = () => world.useCases.orders;
const reader = () => world.database.reader;

/** Takes the schema back to that of the first version, and runs every migration on the rows that are there. */
async function migrateAgain(options: DatabaseOptions): Promise<void> {
  const source = await migrationSource(options, ALL_MIGRATIONS).initialize();
  try {
    for (let left = ALL_MIGRATIONS.length; left > 1; left--) await source.undoLastMigration();
    expect(await source.runMigrations()).toHaveLength(ALL_MIGRATIONS.length - 1);
  } finally {
    await source.destroy();
  }
}

/** The versions before fulfillment orders had events stored none. */
function forgetEvents(): Promise<number> {
  return world.database.transaction((sql) =>
    sql.execute("DELETE FROM events WHERE aggregate_type = 'FulfillmentOrder'"),
  );
}

function eventsOf(id: string): Promise<DomainEvent[]> {
  const where =
    "WHERE t.aggregate_type = 'FulfillmentOrder' AND t.aggregate_id = ? ORDER BY t.aggregate_version";
  return reader().select(DomainEvent, where, [id]);
}

async function fulfillmentOrderOf(orderId: string): Promise<FulfillmentOrder> {
  return (await world.stored(orderId)).fulfillmentOrders[0]!;
}

const LINES = [
  { sku: 'A', quantity: 6 },
  { sku: 'B', quantity: 2 },
];
const WAITING = { lines: [...LINES, { sku: 'SCARCE', quantity: 3 }], backorderPolicy: 'ALLOW' as const };

describe('a database of an earlier version', () => {
  it('has fulfillment orders without events, whose next event carries every value', async () => {
    const [shipped, cancelled, waiting] = [
      await world.place({ lines: LINES }),
      await world.place({ lines: LINES }),
      await world.place(WAITING),
    ];
    await world.place({ lines: LINES });
    const partly = await fulfillmentOrderOf(shipped);
    const { fulfillmentLines } = await world.stored(shipped);
    await world.ship(partly.id, [{ fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 1 }]);
    expect(await forgetEvents()).toBe(6);
    await migrateAgain(world.testDatabase.options);
    await expectFolded(reader(), { FulfillmentOrder: 4 });

    const before = await Promise.all([shipped, cancelled, waiting].map(fulfillmentOrderOf));
    expect(before.map(({ version }) => version)).toEqual([3, 1, 1]);
    await world.ship(partly.id, [{ fulfillmentOrderLineId: fulfillmentLines[0]!.id, quantity: 2 }]);
    const { lines } = await world.stored(cancelled);
    await world.change(orders().cancelOrder, cancelled, {
      reason: 'Too much',
      lines: [{ orderLineId: lines[0]!.id, quantity: 1 }],
    });
    await world.receive(east, { SCARCE: 5 });
    await expectFolded(reader(), { FulfillmentOrder: 1 });

    const types = ['FulfillmentOrderShipped', 'FulfillmentOrderCancelled', 'FulfillmentOrderPlanned'];
    for (const [i, { id, version }] of before.entries()) {
      const [first, ...rest] = await eventsOf(id);
      expect(rest).toEqual([]);
      expect([first!.type, first!.aggregateVersion]).toEqual([types[i], version + 1]);
      const data = eventData(first!) as { fulfillmentOrder: object; lines: object[] };
      expect(Object.keys(data.fulfillmentOrder)).toEqual(mappingOf(FulfillmentOrder).properties);
      expect(data.lines).toHaveLength(i === 2 ? 3 : 2);
      for (const line of data.lines)
        expect(Object.keys(line)).toEqual(mappingOf(FulfillmentOrderLine).properties);
    }
  });

  it('goes on with events of what changed, and closes what is shipped in full', async () => {
    const [event] = await reader().select(DomainEvent, "WHERE t.type = 'FulfillmentOrderShipped'");
    await world.ship(event!.aggregateId);
    const [, last] = await eventsOf(event!.aggregateId);
    const { fulfillmentOrder, lines } = eventData(last!) as { fulfillmentOrder: object; lines: object[] };
    expect(fulfillmentOrder).toMatchObject({ status: 'CLOSED', version: last!.aggregateVersion });
    expect(Object.keys(fulfillmentOrder).sort()).toEqual(['status', 'version']);
    expect(lines.map((line) => Object.keys(line).sort())).toEqual([
      ['id', 'shippedQuantity'],
      ['id', 'shippedQuantity'],
    ]);
    await expectFolded(reader(), { FulfillmentOrder: 1 });
    expect(await world.violations()).toEqual([]);
  });
});
