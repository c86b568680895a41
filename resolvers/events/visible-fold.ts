import type { Order } from '../../entities/orders/order';
import { ORDER_PARTS, type FoldedOrder } from '../../src/orders/fold-order';
import { orderEvents } from '../../src/orders/order-events';
import type { RequestContext } from '../kit/context';
import type { Values } from './api-form';
import { maySeePart, visibleRow } from './visible-data';

const PARTS = orderEvents.content.parts;

/** An order as its events leave it, in the form of the API, its parts by their global ids; with what the actor may see of it. */
export async function visibleFold(
  folded: FoldedOrder | null,
  { currencyCode, reportingCurrency }: Pick<Order, 'currencyCode' | 'reportingCurrency'>,
  ctx: RequestContext,
): Promise<FoldedOrder | null> {
  if (!folded) return null;
  const currencies = () => Promise.resolve({ currencyCode, reportingCurrency });
  const show = (name: string, values: Values) => visibleRow(PARTS[name]!, values, currencies, ctx);
  const parts = await Promise.all(
    ORDER_PARTS.map(async (name) => {
      const visible = maySeePart(PARTS[name]!, ctx) ? [...folded.parts[name].values()] : [];
      const rows = await Promise.all(visible.map((values) => show(name, values)));
      return [name, new Map(rows.map((row) => [String(row.id), row]))] as const;
    }),
  );
  return {
    order: await show('order', folded.order),
    parts: Object.fromEntries(parts) as unknown as FoldedOrder['parts'],
  };
}
