/** What is added up over orders. Amounts are in millionths of the currency's major unit. */
export const MEASURES = [
  'orders',
  'lines',
  'units',
  'gross',
  'lineNet',
  'net',
  'tax',
  'freight',
  'total',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, bigint>;

/** What orders are grouped by. */
export const DIMENSIONS = ['year', 'channel', 'territory', 'rep', 'shippingMethod'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type GroupKeys = Record<Dimension, string>;

/** Measures that are counts, not amounts. */
export const COUNTS: ReadonlySet<Measure> = new Set(['orders', 'lines', 'units']);

/** Sums over orders in every combination of the dimensions' values. */
export class Totals {
  private readonly cells = new Map<string, { keys: GroupKeys; measures: Measures }>();

  add(keys: GroupKeys, measures: Partial<Measures>): void {
    const id = DIMENSIONS.map((dimension) => keys[dimension]).join('\n');
    let cell = this.cells.get(id);
    if (!cell) this.cells.set(id, (cell = { keys, measures: nothing() }));
    addTo(cell.measures, measures);
  }

  all(): Measures {
    return this.sum(() => '').get('') ?? nothing();
  }

  by(dimension: Dimension): Map<string, Measures> {
    return this.sum((keys) => keys[dimension]);
  }

  private sum(groupOf: (keys: GroupKeys) => string): Map<string, Measures> {
    const sums = new Map<string, Measures>();
    for (const { keys, measures } of this.cells.values()) {
      const group = groupOf(keys);
      const sum = sums.get(group) ?? nothing();
      sums.set(group, addTo(sum, measures));
    }
    return sums;
  }
}

export function nothing(): Measures {
  return Object.fromEntries(MEASURES.map((measure) => [measure, 0n])) as Measures;
}

function addTo(sum: Measures, more: Partial<Measures>): Measures {
  for (const measure of MEASURES) sum[measure] += more[measure] ?? 0n;
  return sum;
}
