import { Companion } from '../../batches';
import type { SourceFolder } from '../../source-folder';
import type { SourceSalesOrder } from '../../source-orders';
import type { SourceRow } from '../../source-row';

const orderId = (row: SourceRow): number => row.int('OrderID');

/** All orders, one at a time: the two files are read side by side, each sorted by order. */
export async function* salesOrders(folder: SourceFolder): AsyncGenerator<SourceSalesOrder> {
  const details = new Companion(folder.rows('OrderDetails'), orderId, 'OrderDetails');
  for await (const header of folder.rows('Orders')) {
    yield { header, lines: await details.take(orderId(header)) };
  }
  await details.finish();
}
