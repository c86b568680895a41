import { systemActor } from '../../auth/actor';
import { existingValues } from '../../persistence/existing-values';
import type { Sql } from '../../persistence/sql';
import { attempt } from '../../commands/commands';
import { DomainError } from '../../shared/errors';
import type { ImportProgress } from '../import-services';
import type { OrderForm } from '../../intake/order-form';
import type { OrderFileOptions, OrderFileServices } from './order-file-options';
import { bounded, isCsv, linesOf, openOrders, type Bounds } from './open-order-file';
import type { FileOrder } from './order-file';
import { OrderReferences } from '../../intake/order-references';
import { OrderTally } from './order-tally';
import { SeenKeys } from './seen-keys';
import type { SurveyedFile } from './surveyed-file';

const AT_ONCE = { orders: 250, rows: 5_000 };

/**
 * Reads an order file from its first line to its last, and changes nothing: whether the file is sound as a whole, and which orders will
 * be rejected as far as that can be known now (their form, and what they name). Memory grows by some 50 bytes an order.
 */
export async function checkOrderFile(
  services: OrderFileServices,
  options: OrderFileOptions,
  survey: SurveyedFile,
  progress: ImportProgress,
): Promise<{ tally: OrderTally; size: Bounds }> {
  const { file, mode, readOrder } = options;
  const tally = new OrderTally(options, services.clock.now());
  const orders = openOrders(options, services.settings.timeZone, (fault) => tally.fault(fault));
  const names = new SeenKeys();
  const numbers = new SeenKeys();
  const size = { orders: 0, rows: 0 };
  progress.begin('Checking order lines', survey.lines);
  for await (const batch of bounded(orders, AT_ONCE)) {
    const isFragment = batch.map((order) => refuseTwice(order, names, file, tally));
    const read = await Promise.all(
      batch.map(async ({ flaws: [flaw], content }) =>
        flaw ? new DomainError(flaw.code, flaw.message) : readOrder(content, mode),
      ),
    );
    const flaws = await flawsOf(services.database.reader, read, services.clock.now());
    batch.forEach((order, i) => {
      const error = isFragment[i] ? null : (flaws[i] ?? numberTwice(read[i]!, order, numbers));
      tally.add(order, { outcome: error ? 'REJECTED' : 'WITHHELD', orderId: null, error, replayed: false });
    });
    size.orders += batch.length;
    size.rows += batch.reduce((sum, order) => sum + linesOf(order), 0);
    progress.advance(batch.at(-1)!.lastLine);
  }
  if (survey.isUnended && isCsv(file) && !tally.isRefused) tally.remark(UNENDED);
  await survey.refuseChanged();
  progress.end();
  return { tally, size };
}

const UNENDED =
  'The last line has no line end. If the file was cut off there, its last value may lack characters: compare it with the source.';

/** True of an order that stood in the file before: it is in fragments, or there are two of which one is wrong. */
function refuseTwice({ name, line }: FileOrder, names: SeenKeys, file: string, tally: OrderTally): boolean {
  const earlier = name && names.put(name.key, line);
  if (!name || earlier === undefined) return false;
  const what = isCsv(file)
    ? `began on line ${earlier} already, and another stands between: put the rows of an order together`
    : `stands on line ${earlier} already: give each order once`;
  tally.fault({
    line,
    field: 'externalId',
    code: 'DUPLICATE',
    message: `order ${name.text} ${what}`,
  });
  return true;
}

function numberTwice(
  order: OrderForm | DomainError,
  { line }: FileOrder,
  numbers: SeenKeys,
): DomainError | null {
  const number = order instanceof DomainError ? null : order.history?.number;
  const earlier = number ? numbers.put(number, line) : undefined;
  if (!number || earlier === undefined) return null;
  const message = `The order on line ${earlier} has the number ${number}, too. Give another, or none.`;
  return new DomainError('DUPLICATE', message, { number });
}

/** For each order what keeps it from going in whatever else holds; null for none. */
async function flawsOf(
  sql: Sql,
  read: readonly (OrderForm | DomainError)[],
  recordedAt: Date,
): Promise<(DomainError | null)[]> {
  const orders = read.flatMap((order) => (order instanceof DomainError ? [] : order));
  const references = await OrderReferences.load({ sql, recordedAt }, orders);
  const skus = await existingValues(
    sql,
    'products',
    'sku',
    orders.flatMap(({ lines }) => lines.map(({ product }) => ('sku' in product ? product.sku : null))),
  );
  return read.map((order) => {
    if (order instanceof DomainError) return order;
    const found = attempt(() => requireReferences(order, references, skus));
    return found.ok ? null : found.error;
  });
}

/** Throws the `DomainError` of the first thing that the order names in vain. */
function requireReferences(order: OrderForm, references: OrderReferences, skus: ReadonlySet<string>): void {
  references.account(systemActor, order.account);
  references.idOf('reps', order.rep);
  references.idOf('territories', order.territory);
  order.lines.forEach(({ product }, i) => {
    const sku = 'sku' in product ? product.sku : references.skuOf(product, `lines.${i}.productId`);
    if ('id' in product || skus.has(sku)) return;
    const message = `There is no product with the SKU "${sku}". Check the SKU.`;
    throw new DomainError('INVALID_REFERENCE', message, { sku });
  });
}
