import { Order } from '../../entities/orders/order';
import { OrderLine } from '../../entities/orders/order-line';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import { parsedData } from '../../src/events/event-data';
import type { Database } from '../../src/persistence/database';
import type { EntityClass } from '../../src/persistence/mapping/entity-mapping';

type Values = Record<string, unknown>;

interface EventRow {
  aggregate_id: string;
  data: string;
}

export interface FoldedOrder {
  order: Values;
  lines: Map<string, Values>;
  scheduleLines: Map<string, Values>;
}

/** What the events of some orders add up to, from the first to the last of each. */
export async function foldOrders({ reader }: Database, orderIds: readonly string[]): Promise<FoldedOrder[]> {
  const events = await reader.rows<EventRow>(
    `SELECT aggregate_id, data FROM events WHERE aggregate_type = 'Order' AND aggregate_id IN (${marks(orderIds)})
     ORDER BY aggregate_id, aggregate_version`,
    orderIds,
  );
  const folded = new Map<string, FoldedOrder>();
  for (const { aggregate_id: id, data } of events) {
    const order = folded.get(id) ?? { order: {}, lines: new Map(), scheduleLines: new Map() };
    folded.set(id, order);
    const changes = parsedData(data) as unknown as {
      order: Values;
      lines?: Values[];
      scheduleLines?: Values[];
    };
    Object.assign(order.order, known(changes.order));
    for (const part of ['lines', 'scheduleLines'] as const) {
      for (const line of changes[part] ?? []) {
        order[part].set(String(line.id), { ...order[part].get(String(line.id)), ...known(line) });
      }
    }
  }
  return [...folded.values()];
}

/** The same orders as the tables have them. */
export async function storedOrders(
  { reader }: Database,
  orderIds: readonly string[],
): Promise<FoldedOrder[]> {
  const select = async <E extends object>(entity: EntityClass<E>, column: string): Promise<Values[]> => {
    const rows = await reader.select(
      entity,
      `WHERE t.${column} IN (${marks(orderIds)}) ORDER BY t.${column}, t.id`,
      orderIds,
    );
    return rows.map((row) => known(JSON.parse(JSON.stringify(row, exact)) as Values));
  };
  const lines = await select(OrderLine, 'order_id');
  const scheduleLines = await select(ScheduleLine, 'order_id');
  const of = (rows: readonly Values[], orderId: unknown): Map<string, Values> =>
    new Map(rows.filter((row) => row.orderId === orderId).map((row) => [String(row.id), row]));
  return (await select(Order, 'id')).map((order) => ({
    order,
    lines: of(lines, order.id),
    scheduleLines: of(scheduleLines, order.id),
  }));
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

const exact = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

function known(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
