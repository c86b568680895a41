import type { OrderImportMode } from '../../../entities/orders/import.enums';
import type { Rejection } from '../../intake/intake-report';
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
  /** Here already with other content, which the file's took the place of. */
  replaced: number;
  /** Here already by their external ids, with the same content; left as they are. */
  asBefore: number;
  rejected: number;
  /** Good ones that did not go in, because of a bad one or of the file. */
  withheld: number;
  /** What makes the file unsound as a whole; with one of them nothing has gone in. */
  faults: OrderRejection[];
  faultsLeftOut: number;
  /** The first of them; see `rejectionsLeftOut`. */
  rejections: OrderRejection[];
  rejectionsLeftOut: number;
  /** What a person should know of the file, although it went in. */
  remarks: string[];
}

const SHOWN = 50;

/** The report for people. */
export function orderFileText(report: OrderFileReport): string {
  const { file, mode, orders, lines, imported, replaced, asBefore, rejected, withheld } = report;
  const changed = { imported, ...(replaced > 0 && { replaced }) };
  const counts = { orders, ...changed, 'as before': asBefore, rejected, withheld };
  const rows = Object.entries(counts).map(([what, count]) => [`  ${what}`, count.toLocaleString('en')]);
  return [
    `Import of ${file} (${mode}${report.allOrNothing ? ', all or nothing' : ''}): ${lines.toLocaleString('en')} lines`,
    '',
    ...aligned(rows),
    '',
    ...flawLines('The file is not sound:', report.faults, report.faultsLeftOut),
    ...flawLines('Rejected:', report.rejections, report.rejectionsLeftOut),
    ...report.remarks.flatMap((remark) => [remark, '']),
    ...whyNothing(report),
    `Done in ${report.seconds.toFixed(1)} s; peak memory ${report.peakMemoryMb} MB.`,
    '',
  ].join('\n');
}

function whyNothing({ faults, withheld }: OrderFileReport): string[] {
  if (faults.length > 0) return ['Nothing went in, because the file is not sound.', ''];
  return withheld > 0 ? ['Nothing went in, because not every order is good.', ''] : [];
}

function flawLines(title: string, flaws: readonly OrderRejection[], leftOut: number): string[] {
  if (flaws.length === 0) return [];
  const shown = flaws
    .slice(0, SHOWN)
    .map(({ where, field, code, message }) => `  ${where}: ${field ? `${field}: ` : ''}${code}: ${message}`);
  const more = flaws.length - shown.length + leftOut;
  return [title, ...shown, ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more`] : []), ''];
}
