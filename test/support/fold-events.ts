import { Shipment } from '../../entities/fulfillment/shipment';
import { ShipmentLine } from '../../entities/fulfillment/shipment-line';
import { Allocation } from '../../entities/inventory/allocation';
import { DomainEvent } from '../../entities/events/domain-event';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { parsedData } from '../../src/events/event-data';
import { mappingOf, type EntityClass } from '../../src/persistence/mapping/entity-mapping';
import type { Sql } from '../../src/persistence/sql';

type Row = Record<string, unknown>;

/** An aggregate's own row, and the rows that belong to it, by the name of their kind and their ids. */
interface Aggregate {
  row: Row;
  parts: Record<string, Record<string, Row>>;
}

interface Columns {
  entity: EntityClass<{ id: string }>;
  /** The property that names the aggregate. */
  owner: string;
  /** Free text that may be personal, and is in no event. */
  leftOut?: readonly string[];
}

interface Kind {
  type: 'Order' | 'Shipment';
  /** Where an event has the aggregate's own values. */
  root: string;
  entity: EntityClass<{ id: string }>;
  parts: Readonly<Record<string, Columns>>;
}

const ORDERS: Kind = {
  type: 'Order',
  root: 'order',
  entity: Order,
  parts: {
    lines: { entity: OrderLine, owner: 'orderId' },
    scheduleLines: { entity: ScheduleLine, owner: 'orderId' },
    holds: { entity: OrderHold, owner: 'orderId', leftOut: ['note'] },
    allocations: { entity: Allocation, owner: 'orderId' },
  },
};

const SHIPMENTS: Kind = {
  type: 'Shipment',
  root: 'shipment',
  entity: Shipment,
  parts: { lines: { entity: ShipmentLine, owner: 'shipmentId' } },
};

/** Fails unless the events of every order and shipment say what its rows say. */
export async function expectFolded(sql: Sql): Promise<void> {
  for (const kind of [ORDERS, SHIPMENTS]) {
    const folded = await foldedFromEvents(sql, kind);
    const stored = await storedRows(sql, kind);
    expect([...folded.keys()].sort()).toEqual([...stored.keys()].sort());
    for (const [id, aggregate] of stored) expect(folded.get(id)).toEqual(aggregate);
  }
}

/** What the events of all aggregates of a kind say of them, in the order of their versions. Throws for a gap in those. */
async function foldedFromEvents(sql: Sql, kind: Kind): Promise<Map<string, Aggregate>> {
  const events = await sql.select(
    DomainEvent,
    'WHERE t.aggregate_type = ? ORDER BY t.aggregate_id, t.aggregate_version',
    [kind.type],
  );
  const aggregates = new Map<string, Aggregate>();
  for (const event of events) {
    const aggregate = aggregates.get(event.aggregateId) ?? { row: {}, parts: {} };
    aggregates.set(event.aggregateId, aggregate);
    const before = (aggregate.row.version as number | undefined) ?? 0;
    if (event.aggregateVersion !== before + 1)
      throw new Error(`${event.type} does not follow version ${before}`);
    apply(aggregate, parsedData(event.data) as Row, kind);
  }
  return aggregates;
}

/** Values are those after the event; rows that it does not name stay, unless it says that it names all lines there are. */
function apply(aggregate: Aggregate, data: Row, kind: Kind): void {
  Object.assign(aggregate.row, data[kind.root]);
  if (data.linesReplaced) {
    for (const name of ['lines', 'scheduleLines']) if (name in kind.parts) aggregate.parts[name] = {};
  }
  for (const name of Object.keys(kind.parts)) {
    const rows = (aggregate.parts[name] ??= {});
    for (const changed of (data[name] ?? []) as (Row & { id: string })[]) {
      rows[changed.id] = { ...rows[changed.id], ...changed };
    }
  }
}

/** The same from the tables. */
async function storedRows(sql: Sql, kind: Kind): Promise<Map<string, Aggregate>> {
  const aggregates = new Map<string, Aggregate>();
  for (const row of await sql.select(kind.entity)) {
    const parts = Object.fromEntries(Object.keys(kind.parts).map((name) => [name, {}]));
    aggregates.set(row.id, { row: plain(kind.entity, row), parts });
  }
  for (const [name, { entity, owner, leftOut = [] }] of Object.entries(kind.parts)) {
    for (const row of await sql.select(entity)) {
      const values = plain(entity, row);
      for (const property of leftOut) delete values[property];
      aggregates.get(values[owner] as string)!.parts[name]![row.id] = values;
    }
  }
  return aggregates;
}

/** A row as events write it: bigints as text, dates as ISO 8601. */
function plain(entity: EntityClass<{ id: string }>, row: object): Row {
  const values = Object.fromEntries(
    mappingOf(entity).properties.map((property) => [property, (row as Row)[property] ?? null]),
  );
  const exact = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  return JSON.parse(JSON.stringify(values, exact)) as Row;
}
