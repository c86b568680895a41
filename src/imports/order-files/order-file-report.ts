import type { OrderImportMode } from '../../../entities/orders/import.enums';
import type { Rejection } from '../import-report';
import { aligned } from '../report-text';

/** Something for which an order did not go in. */
export interface OrderRejection extends Rejection {
  line: number;
  /** Column or path of the field; null when it is about more than one. */
  field: string | null;
  /** System and id of the order; null when they cannot be told. */
  reference: string | null;
}

/** How the import of an order file went. Counts are orders but for `lines`. */
export interface OrderFileReport {
  file: string;
  mode: OrderImportMode;
  allOrNothing: boolean;
  startedAt: string;
  seconds: number;
  peakMemoryMb: number;
  /** Lines of the file that belong to orders. */
  lines: number;
  orders: number;
  imported: number;
  /** Here already by their external ids; left as they are. */
  asBefore: number;
  rejected: number;
  /** Good ones that did not go in because of a bad one. */
  withheld: number;
  /** The first of them; see `rejectionsLeftOut`. */
  rejections: OrderRejection[];
  rejectionsLeftOut: number;
}

const SHOWN = 50;

/** The report for people. */
export function orderFileText(report: OrderFileReport): string {
  const { file, mode, orders, lines, imported, asBefore, rejected, withheld } = report;
  const counts = { orders, imported, 'as before': asBefore, rejected, withheld };
  const rows = Object.entries(counts).map(([what, count]) => [`  ${what}`, count.toLocaleString('en')]);
  return [
    `Import of ${file} (${mode}${report.allOrNothing ? ', all or nothing' : ''}): ${lines.toLocaleString('en')} lines`,
    '',
    ...aligned(rows),
    '',
    ...rejectionLines(report),
    ...(withheld > 0 ? ['Nothing went in, because not every order is good.', ''] : []),
    `Done in ${report.seconds.toFixed(1)} s; peak memory ${report.peakMemoryMb} MB.`,
    '',
  ].join('\n');
}

function rejectionLines({ rejections, rejectionsLeftOut }: OrderFileReport): string[] {
  if (rejections.length === 0) return [];
  const shown = rejections
    .slice(0, SHOWN)
    .map(({ where, field, code, message }) => `  ${where}: ${field ? `${field}: ` : ''}${code}: ${message}`);
  const more = rejections.length - shown.length + rejectionsLeftOut;
  return ['Rejected:', ...shown, ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more`] : []), ''];
}
