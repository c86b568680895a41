import type { EventData } from '../events/event-data';
import type { OrderEventType } from './order-events';

type Values = Readonly<Record<string, unknown>>;

/** The parts of an order that its events describe, each row by its id. */
export const ORDER_PARTS = ['lines', 'scheduleLines', 'holds', 'allocations'] as const;
export type OrderPart = (typeof ORDER_PARTS)[number];

/** An order as its events leave it, in the form in which they carry values. */
export interface FoldedOrder {
  order: Values;
  parts: Readonly<Record<OrderPart, ReadonlyMap<string, Values>>>;
}

/** Parts of which some events bring all there are; of any other event they are those that changed. */
const REPLACED: readonly OrderPart[] = ['lines', 'scheduleLines'];
const REPLACING: readonly string[] = ['OrderDraftUpdated', 'OrderReplaced'] satisfies OrderEventType[];

/** Works the events of one order, in the order of their versions, into what it was after the last of them; null for no events. */
export function foldOrder(events: readonly { type: string; data: EventData }[]): FoldedOrder | null {
  if (events.length === 0) return null;
  const order: Record<string, unknown> = {};
  const parts = Object.fromEntries(
    ORDER_PARTS.map((part) => [part, new Map<string, Values>()]),
  ) as unknown as Record<OrderPart, Map<string, Values>>;
  for (const { type, data } of events) {
    Object.assign(order, data.order);
    for (const part of ORDER_PARTS) {
      const rows = data[part] as (Values & { id: string })[] | undefined;
      if (!rows) continue;
      if (REPLACING.includes(type) && REPLACED.includes(part)) parts[part].clear();
      for (const row of rows) parts[part].set(row.id, { ...parts[part].get(row.id), ...row });
    }
  }
  return { order, parts };
}
