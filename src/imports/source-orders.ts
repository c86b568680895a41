import type { HistoryOrderInput } from '../orders/history-inputs';
import { attempt } from '../commands/commands';
import { watched } from './batches';
import type { LoadWork } from './source-import';
import type { SourceRow } from './source-row';

/** An order of a source: a row with its day in `OrderDate`, and the rows of its lines. */
export interface SourceSalesOrder {
  header: SourceRow;
  lines: SourceRow[];
}

export interface OrderSteps<S> {
  orders: AsyncIterable<S>;
  /** How many there are. */
  total: number;
  /** Shown every order as it passes; one that it cannot read is rejected where it is imported. */
  see(order: S): void;
  /** As a step's. */
  translate(chunk: readonly S[]): Promise<(order: S) => HistoryOrderInput>;
}

/** Brings the orders of a source in as history; transactions are measured in lines. */
export function importSourceOrders<S extends SourceSalesOrder>(
  { session, services, until, replace }: LoadWork,
  { orders, total, see, translate }: OrderSteps<S>,
): Promise<void> {
  return session.run({
    name: 'orders',
    source: watched(
      until === null ? orders : orderedBefore(orders, until),
      (order) => void attempt(() => see(order)),
    ),
    total,
    useCase: services.useCases.orders.importHistory,
    async translate(chunk) {
      const toInput = await translate(chunk);
      return (order) => ({ ...toInput(order), replace });
    },
    where: ({ header }) => header.where,
    changed: ({ existing }) => !existing,
    weightOf: ({ lines }) => Math.max(1, lines.length),
    needs: () => [],
  });
}

async function* orderedBefore<S extends SourceSalesOrder>(
  orders: AsyncIterable<S>,
  day: string,
): AsyncGenerator<S> {
  for await (const order of orders) {
    if ((order.header.optional('OrderDate') ?? '').slice(0, 10) < day) yield order;
  }
}
