import type { Order } from '../../entities/orders/order';
import { ORDER, type FoldedOrder, type OrderPart } from '../../src/orders/order-document';
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
    ORDER.partList.map(async ({ name }) => {
      const rows = folded.parts[name as OrderPart].values();
      const visible = maySeePart(PARTS[name]!, ctx) ? [...rows] : [];
      const shown = await Promise.all(visible.map((values) => show(name, values)));
      return [name, new Map(shown.map((row) => [String(row.id), row]))] as const;
    }),
  );
  return {
    root: await show('order', folded.root),
    parts: Object.fromEntries(parts) as unknown as FoldedOrder['parts'],
  };
}
