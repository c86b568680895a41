import type { FoldedOrder, OrderPart } from './fold-order';

type Values = Readonly<Record<string, unknown>>;

/** A value that differs between two moments of an order. */
export interface OrderDifference {
  /** What it is a value of. */
  part: 'order' | OrderPart;
  /** Id of the order, line, schedule line, hold or allocation, as the folded orders have it. */
  id: string;
  property: string;
  /** As the folded orders have it; undefined where the row did not exist. */
  before: unknown;
  after: unknown;
}

/** Everything that differs, row by row. Before the order existed there was nothing. */
export function diffOrders(before: FoldedOrder | null, after: FoldedOrder | null): OrderDifference[] {
  const id = String((after ?? before)?.order.id ?? '');
  const parts = Object.keys((after ?? before)?.parts ?? {}) as OrderPart[];
  return [
    ...diffRows('order', id, before?.order, after?.order),
    ...parts.flatMap((part) => diffPart(part, before, after)),
  ];
}

function diffPart(part: OrderPart, before: FoldedOrder | null, after: FoldedOrder | null): OrderDifference[] {
  const [old, now] = [before?.parts[part], after?.parts[part]];
  const ids = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...ids].flatMap((id) => diffRows(part, id, old?.get(id), now?.get(id)));
}

function diffRows(
  part: OrderDifference['part'],
  id: string,
  before: Values = {},
  after: Values = {},
): OrderDifference[] {
  const properties = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...properties]
    .filter((property) => JSON.stringify(before[property]) !== JSON.stringify(after[property]))
    .map((property) => ({ part, id, property, before: before[property], after: after[property] }));
}
