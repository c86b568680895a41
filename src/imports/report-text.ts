import {
  unexplainedIn,
  type ComparedGroup,
  type Comparison,
  type ImportReport,
  type StepReport,
} from './import-report';
import type { Dimension, Measure } from './totals';

const DIMENSION_TITLES: Readonly<Record<Dimension, string>> = {
  year: 'year of order date',
  channel: 'channel',
  territory: 'territory',
  rep: 'sales representative',
  shippingMethod: 'shipping method',
};

const MEASURE_TITLES: Readonly<Record<Measure, string>> = {
  orders: 'Orders',
  lines: 'Order lines',
  units: 'Units',
  gross: 'Gross (price × quantity)',
  lineNet: 'Sum of line amounts',
  net: 'Net (without tax and freight)',
  tax: 'Tax',
  freight: 'Freight',
  total: 'Total',
};

/** Measures that are shown for groups other than years. */
const BRIEF: readonly Measure[] = ['orders', 'lines', 'net', 'total'];
const MAX_REJECTIONS = 50;

/** The report for people: aligned columns of plain text. */
export function reportText(report: ImportReport): string {
  return [
    `Import of ${report.source} from ${report.directory}${report.until === null ? '' : `, orders before ${report.until}`}`,
    '',
    ...stepTable(report.steps),
    '',
    ...totalTables(report.totals),
    'Taken over otherwise, or not at all:',
    ...report.remarks.map(({ what, why }) => `  - ${what}: ${why}`),
    '',
    ...rejectionLines(report),
    verdict(report),
    `Done in ${report.seconds.toFixed(1)} s; peak memory ${report.peakMemoryMb} MB.`,
    '',
  ].join('\n');
}

function stepTable(steps: readonly StepReport[]): string[] {
  const head = ['', 'source rows', 'written', 'as before', 'resumed', 'rejected'];
  const rows = steps.map(({ name, source, written, unchanged, resumed, rejected }) => [
    name,
    ...[source, written, unchanged, resumed, rejected].map((count) => grouped(String(count))),
  ]);
  return aligned([head, ...rows]);
}

function totalTables(groups: readonly ComparedGroup[]): string[] {
  const overall = groups.filter(({ by }) => by === 'all');
  return [...new Set(groups.map(({ by }) => by))]
    .filter((by) => by !== 'all')
    .flatMap((by) => {
      const members = groups.filter((group) => group.by === by);
      const measures = (members[0]?.figures ?? []).map(({ measure }) => measure);
      const shown = by === 'year' ? measures : measures.filter((measure) => BRIEF.includes(measure));
      return [
        `By ${DIMENSION_TITLES[by]}:`,
        ...shown.flatMap((measure) => measureTable(measure, [...members, ...overall])),
      ];
    });
}

function measureTable(measure: Measure, groups: readonly ComparedGroup[]): string[] {
  const head = [`  ${MEASURE_TITLES[measure]}`, 'source', 'ours', 'difference', 'by rounding', 'unexplained'];
  const rows = groups.map(({ by, key, figures }) => {
    const figure = figures.find((candidate) => candidate.measure === measure)!;
    return [`    ${by === 'all' ? 'all' : key || '(none)'}`, ...cells(figure)];
  });
  return [...aligned([head, ...rows]), ''];
}

function cells({ source, ours, difference, rounding, unexplained }: Comparison): string[] {
  return [source, ours, difference, rounding, unexplained].map(grouped);
}

function verdict({ rejections, totals }: ImportReport): string {
  const unexplained = unexplainedIn(totals);
  if (rejections.length + unexplained === 0)
    return 'Every row is here, and every difference comes of rounding alone.';
  const rows = rejections.length === 1 ? '1 row was' : `${grouped(String(rejections.length))} rows were`;
  const figures = unexplained === 1 ? '1 figure differs' : `${unexplained} figures differ`;
  return `${rows} rejected, and ${figures} by more than rounding.`;
}

function rejectionLines({ rejections }: ImportReport): string[] {
  if (rejections.length === 0) return [];
  const shown = rejections
    .slice(0, MAX_REJECTIONS)
    .map(({ where, code, message }) => `  ${where}: ${code}: ${message}`);
  const more = rejections.length - shown.length;
  return [`Rejected (${rejections.length}):`, ...shown, ...(more > 0 ? [`  … and ${more} more`] : []), ''];
}

/** `-1234567.5` → `-1,234,567.5`. */
function grouped(number: string): string {
  const [whole, decimals] = number.split('.');
  const digits = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

/** Pads columns to one width: the first to the left, numbers to the right with their decimal points one below the other. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]!.map((_, column) =>
    alignColumn(
      rows.map((row) => row[column] ?? ''),
      column === 0,
    ),
  );
  return rows.map((_, row) =>
    columns
      .map((column) => column[row])
      .join('  ')
      .trimEnd(),
  );
}

function alignColumn(cells: readonly string[], left: boolean): string[] {
  const decimals = (cell: string): number =>
    /^-?[\d,]+\.\d+$/.test(cell) ? cell.length - cell.indexOf('.') : 0;
  const most = Math.max(...cells.map(decimals));
  const number = /^-?[\d,]+(\.\d+)?$/;
  const padded = cells.map((cell) => (number.test(cell) ? cell + ' '.repeat(most - decimals(cell)) : cell));
  const width = Math.max(...padded.map(({ length }) => length));
  return padded.map((cell) => (left ? cell.padEnd(width) : cell.padStart(width)));
}
