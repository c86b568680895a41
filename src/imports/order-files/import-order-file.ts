import path from 'node:path';
import type { OrderImportMode } from '../../../entities/orders/import.enums';
import { systemActor } from '../../auth/actor';
import type { Settings } from '../../config/settings';
import { DomainError } from '../../shared/errors';
import { StartupError } from '../../shared/startup-error';
import { countRows } from '../csv-rows';
import type { ImportProgress } from '../import-services';
import { csvOrders } from './csv-orders';
import { importBatch, type BatchServices, type RowOutcome } from './import-batch';
import { jsonlOrders } from './jsonl-orders';
import type { FileOrder, OrderReader } from './order-file';
import type { OrderFileReport } from './order-file-report';
import { OrderTally } from './order-tally';

export interface OrderFileOptions {
  file: string;
  mode: OrderImportMode;
  /** Nothing goes in when one order is bad: one transaction, so that the size of the file is limited. */
  allOrNothing: boolean;
  /** The other system, for orders of a CSV file whose rows name none. */
  system: string;
  readOrder: OrderReader;
}

export type OrderFileServices = BatchServices & { readonly settings: Settings };

/** Orders and their lines in one transaction. */
interface Bounds {
  orders: number;
  rows: number;
}

const ONE_BY_ONE: Bounds = { orders: 250, rows: 5_000 };
export const ALL_OR_NOTHING: Bounds = { orders: 2_000, rows: 10_000 };

/**
 * Imports the orders of a CSV or JSONL file, in transactions of bounded size. Orders whose external id is known are left as they are, so
 * that a file can be imported again. Throws a `StartupError` for a file that is no order file, before anything has gone in.
 */
export async function importOrderFile(
  services: OrderFileServices,
  options: OrderFileOptions,
  progress: ImportProgress,
): Promise<OrderFileReport> {
  const tally = new OrderTally(options, services.clock.now());
  const orders = seenOnce(openOrders(options, services.settings));
  progress.begin('order lines', await countLines(options.file));
  for await (const batch of bounded(orders, options)) {
    const outcomes = await importOrders(services, options, batch);
    batch.forEach((order, i) => tally.add(order, outcomes[i]!));
    progress.advance(batch.at(-1)!.lastLine);
  }
  progress.end();
  return tally.report();
}

function openOrders({ file, system }: OrderFileOptions, { timeZone }: Settings): AsyncGenerator<FileOrder> {
  const extension = path.extname(file.replace(/\.gz$/, '')).toLowerCase();
  if (extension === '.csv') return csvOrders(file, { system, timeZone });
  if (extension === '.jsonl') return jsonlOrders(file);
  throw new StartupError(`${file} is neither .csv nor .jsonl (nor one of them with .gz).`);
}

/** For the progress. Throws a `StartupError` for a file that cannot be read. */
async function countLines(file: string): Promise<number> {
  try {
    return (await countRows(file)) + 1;
  } catch (error) {
    throw new StartupError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

/** The orders, with a flaw on those whose external id stood earlier in the file: they could only be taken for that one. */
async function* seenOnce(orders: AsyncIterable<FileOrder>): AsyncGenerator<FileOrder> {
  const lines = new Map<string, number>();
  for await (const order of orders) {
    const { reference, line } = order;
    const earlier = reference === null ? undefined : lines.get(reference);
    if (reference !== null && earlier === undefined) lines.set(reference, line);
    if (earlier === undefined) yield order;
    else {
      const message = `order ${reference} began on line ${earlier} already. Put its lines together.`;
      yield { ...order, flaws: [...order.flaws, { line, field: 'externalId', code: 'DUPLICATE', message }] };
    }
  }
}

/** Lists of orders that fit one transaction; of an all-or-nothing file the only one. */
async function* bounded(
  orders: AsyncIterable<FileOrder>,
  { file, allOrNothing }: OrderFileOptions,
): AsyncGenerator<FileOrder[]> {
  const bounds = allOrNothing ? ALL_OR_NOTHING : ONE_BY_ONE;
  let batch: FileOrder[] = [];
  let rows = 0;
  for await (const order of orders) {
    const size = linesOf(order);
    if (batch.length === bounds.orders || (batch.length > 0 && rows + size > bounds.rows)) {
      if (allOrNothing) throw tooLarge(file);
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
function linesOf({ content, rows }: FileOrder): number {
  const { lines } = Object(content) as { lines?: unknown };
  return Array.isArray(lines) ? lines.length : rows;
}

function tooLarge(file: string): StartupError {
  const { orders, rows } = ALL_OR_NOTHING;
  return new StartupError(
    `${file} has more than ${orders.toLocaleString('en')} orders or ${rows.toLocaleString('en')} order lines; no more go in all or nothing. Nothing went in: split the file, or import it without --all-or-nothing.`,
  );
}

async function importOrders(
  services: BatchServices,
  { mode, allOrNothing, readOrder }: OrderFileOptions,
  orders: readonly FileOrder[],
): Promise<RowOutcome[]> {
  const rows = await Promise.all(
    orders.map(async ({ flaws: [flaw], content }) =>
      flaw ? new DomainError(flaw.code, flaw.message) : readOrder(content, mode),
    ),
  );
  return importBatch(services, {
    actor: systemActor,
    idempotencyKey: null,
    inputHash: '',
    allOrNothing,
    rows,
  });
}
