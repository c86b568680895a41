import path from 'node:path';
import { StartupError } from '../../shared/startup-error';
import { csvOrders } from './csv-orders';
import { jsonlOrders } from './jsonl-orders';
import type { FileFlaw, FileOrder } from './order-file';

export interface OrderFileForm {
  file: string;
  /** The other system, for orders of a CSV file whose rows name none. */
  system: string;
}

/** The orders of a CSV or JSONL file. `onFault` is told what makes the file unsound as a whole. */
export function openOrders(
  { file, system }: OrderFileForm,
  timeZone: string,
  onFault: (fault: FileFlaw) => void,
): AsyncGenerator<FileOrder> {
  return isCsv(file) ? csvOrders(file, { system, timeZone, onFault }) : jsonlOrders(file, onFault);
}

/** Throws a `StartupError` for a file that is neither CSV nor JSONL by its name. */
export function refuseOtherForms(file: string): void {
  if (isCsv(file) || extensionOf(file) === '.jsonl') return;
  throw new StartupError(`${file} is neither .csv nor .jsonl (nor one of them with .gz).`);
}

export function isCsv(file: string): boolean {
  return extensionOf(file) === '.csv';
}

function extensionOf(file: string): string {
  return path.extname(file.replace(/\.gz$/, '')).toLowerCase();
}

/** Orders and their lines that go together. */
export interface Bounds {
  orders: number;
  rows: number;
}

/** Lists of orders that stay within bounds, but for a single order that exceeds them alone. */
export async function* bounded(
  orders: AsyncIterable<FileOrder>,
  bounds: Bounds,
): AsyncGenerator<FileOrder[]> {
  let batch: FileOrder[] = [];
  let rows = 0;
  for await (const order of orders) {
    const size = linesOf(order);
    if (batch.length === bounds.orders || (batch.length > 0 && rows + size > bounds.rows)) {
      yield batch;
      batch = [];
      rows = 0;
    }
    batch.push(order);
    rows += size;
  }
  if (batch.length > 0) yield batch;
}

/** Order lines, whichever form the file has. */
export function linesOf({ content, rows }: FileOrder): number {
  const { lines } = Object(content) as { lines?: unknown };
  return Array.isArray(lines) ? lines.length : rows;
}
