import path from 'node:path';
import type { OrderImportMode } from '../../../entities/orders/import.enums';
import type { DomainError } from '../../shared/errors';
import type { RowOutcome } from './import-batch';
import type { FileFlaw, FileOrder } from './order-file';
import type { OrderFileReport, OrderRejection } from './order-file-report';

/** Rejections that are kept; the others are counted. */
const KEPT = 10_000;
/** Flaws that are reported of one order. */
const KEPT_OF_ORDER = 20;

/** Counts, while orders pass by, what became of them. */
export class OrderTally {
  private readonly started = performance.now();
  private readonly counts = { lines: 0, orders: 0, IMPORTED: 0, EXISTING: 0, REJECTED: 0, WITHHELD: 0 };
  private readonly rejections: OrderRejection[] = [];
  private leftOut = 0;

  constructor(
    private readonly options: { file: string; mode: OrderImportMode; allOrNothing: boolean },
    private readonly startedAt: Date,
  ) {}

  add(order: FileOrder, { outcome, error }: RowOutcome): void {
    this.counts.orders += 1;
    this.counts.lines += order.rows;
    this.counts[outcome] += 1;
    if (!error) return;
    const flaws = order.flaws.length > 0 ? order.flaws : flawsOf(order, error);
    for (const flaw of flaws.slice(0, KEPT_OF_ORDER)) this.reject(order, flaw);
  }

  report(): OrderFileReport {
    const { lines, orders, IMPORTED, EXISTING, REJECTED, WITHHELD } = this.counts;
    const { file, mode, allOrNothing } = this.options;
    return {
      ...{ file, mode, allOrNothing },
      startedAt: this.startedAt.toISOString(),
      seconds: (performance.now() - this.started) / 1000,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
      ...{ lines, orders, imported: IMPORTED, asBefore: EXISTING, rejected: REJECTED, withheld: WITHHELD },
      rejections: this.rejections,
      rejectionsLeftOut: this.leftOut,
    };
  }

  private reject({ reference }: FileOrder, { line, field, code, message }: FileFlaw): void {
    const where = `${path.basename(this.options.file)}:${line}`;
    if (this.rejections.length < KEPT) this.rejections.push({ where, line, field, reference, code, message });
    else this.leftOut += 1;
  }
}

/** What an error says about an order, each at its place in the file: the fields, lines, SKU or number that its details name. */
function flawsOf(order: FileOrder, { code, message, details }: DomainError): FileFlaw[] {
  const at = (path: string | undefined) => (path ? order.locate(path) : { line: order.line, field: null });
  const { fields, lines, sku, path: field } = details as ErrorDetails;
  if (fields) return fields.map((broken) => ({ ...at(broken.path), code, message: broken.message }));
  const [first] = lines ?? [];
  if (first) return [{ ...at(`lines.${first.lineNumber - 1}.quantity`), code, message }];
  if (sku !== undefined) return [{ ...at(`lines.${lineWithSku(order, sku)}.sku`), code, message }];
  const named = ['poNumber', 'number'].find((name) => name in details);
  return [{ ...at(field ?? named), code, message }];
}

/** The details of errors that say where an order is wrong. */
interface ErrorDetails {
  fields?: readonly { path: string; message: string }[];
  lines?: readonly { lineNumber: number }[];
  sku?: string;
  path?: string;
}

function lineWithSku({ content }: FileOrder, sku: string): number {
  const { lines } = content as { lines: readonly { sku?: string }[] };
  return Math.max(
    0,
    lines.findIndex((line) => line.sku?.trim() === sku),
  );
}
