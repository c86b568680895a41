import { Companion } from '../../batches';
import type { SourceFolder } from '../../source-folder';
import type { SourceSalesOrder } from '../../source-orders';
import type { SourceRow } from '../../source-row';

/** An order of the source with everything that hangs on it. */
export interface SalesOrder extends SourceSalesOrder {
  /** `SalesReasonID`s. */
  reasons: string[];
}

const orderId = (row: SourceRow): number => row.int('SalesOrderID');

/** All orders, one at a time: the three files are read side by side, each sorted by order. */
export async function* salesOrders(folder: SourceFolder): AsyncGenerator<SalesOrder> {
  const details = new Companion(folder.rows('SalesOrderDetail'), orderId, 'SalesOrderDetail');
  const reasons = new Companion(
    folder.rows('SalesOrderHeaderSalesReason'),
    orderId,
    'SalesOrderHeaderSalesReason',
  );
  for await (const header of folder.rows('SalesOrderHeader')) {
    const id = orderId(header);
    yield {
      header,
      lines: await details.take(id),
      reasons: (await reasons.take(id)).map((row) => row.text('SalesReasonID')),
    };
  }
  await details.finish();
  await reasons.finish();
}
