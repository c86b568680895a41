import path from 'node:path';
import type { OrderImportMode } from '../../../entities/orders/import.enums';
import type { DomainError } from '../../shared/errors';
import { countOutcomes, type RowOutcome } from '../../intake/intake-report';
import type { FileFlaw, FileOrder } from './order-file';
import type { OrderFileReport, OrderRejection } from './order-file-report';

/** Flaws of a kind that are kept; the others are counted. */
const KEPT = 10_000;
/** Flaws that are reported of one order. */
const KEPT_OF_ORDER = 20;

/** Counts, while orders pass by, what became of them. */
export class OrderTally {
  private readonly counts = { lines: 0, orders: 0, ...countOutcomes([]) };
  private readonly rejections = new Kept();
  private readonly faults = new Kept();
  private readonly remarks: string[] = [];

  constructor(
    private readonly options: { file: string; mode: OrderImportMode; allOrNothing: boolean },
    private readonly startedAt: Date,
    private readonly started = performance.now(),
  ) {}

  /** An empty one of the same run, with the remarks of this one. */
  next(): OrderTally {
    const next = new OrderTally(this.options, this.startedAt, this.started);
    next.remarks.push(...this.remarks);
    return next;
  }

  /** Something makes the file unsound: nothing of it may go in. */
  get isRefused(): boolean {
    return this.faults.size > 0;
  }

  /** Whether an order was rejected so far. */
  get hasRejected(): boolean {
    return this.counts.REJECTED > 0;
  }

  get orders(): number {
    return this.counts.orders;
  }

  fault(flaw: FileFlaw): void {
    this.faults.add(this.placed(flaw, null));
  }

  remark(remark: string): void {
    this.remarks.push(remark);
  }

  add(order: FileOrder, { outcome, error }: RowOutcome): void {
    this.counts.orders += 1;
    this.counts.lines += order.rows;
    this.counts[outcome] += 1;
    if (!error) return;
    const flaws = order.flaws.length > 0 ? order.flaws : flawsOf(order, error);
    for (const flaw of flaws.slice(0, KEPT_OF_ORDER)) {
      this.rejections.add(this.placed(flaw, order.name?.text ?? null));
    }
  }

  report(): OrderFileReport {
    const { lines, orders, IMPORTED, REPLACED, EXISTING, REJECTED, WITHHELD } = this.counts;
    const { file, mode, allOrNothing } = this.options;
    return {
      ...{ file, mode, allOrNothing },
      startedAt: this.startedAt.toISOString(),
      seconds: (performance.now() - this.started) / 1000,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
      ...{ lines, orders, imported: IMPORTED, replaced: REPLACED, asBefore: EXISTING },
      ...{ rejected: REJECTED, withheld: WITHHELD },
      faults: this.faults.list,
      faultsLeftOut: this.faults.leftOut,
      rejections: this.rejections.list,
      rejectionsLeftOut: this.rejections.leftOut,
      remarks: this.remarks,
    };
  }

  private placed({ line, field, code, message }: FileFlaw, reference: string | null): OrderRejection {
    const where = `${path.basename(this.options.file)}:${line}`;
    return { where, line, field, reference, code, message };
  }
}

/** The first flaws of a kind. */
class Kept {
  readonly list: OrderRejection[] = [];
  leftOut = 0;

  get size(): number {
    return this.list.length;
  }

  add(flaw: OrderRejection): void {
    if (this.list.length < KEPT) this.list.push(flaw);
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
