import type { Sql } from '../persistence/sql';
import { big, type RawInteger } from '../persistence/values';
import { startOfDay } from '../shared/clock';
import { fractionDigits, MICROS_DIGITS } from '../shared/money';
import { Totals, type Dimension, type Measures } from './totals';

type GroupRow = Record<Dimension, string | RawInteger | null> & { currency: string };
type OrderRow = GroupRow & Record<'n' | 'gross' | 'net' | 'tax' | 'freight' | 'total', RawInteger>;
type LineRow = GroupRow & Record<'n' | 'units' | 'net', RawInteger>;

export interface OurOrders {
  /** Where they were imported from. */
  system: string;
  /** Those of the source's order dates, ascending. */
  years: readonly string[];
  /** Only orders before this day; null for all. */
  until: string | null;
  timeZone: string;
}

/** What this database holds of the orders of another system: two statements. */
export async function ourTotals(sql: Sql, which: OurOrders): Promise<Totals> {
  const { select, from, groupBy, params } = grouping(which);
  const orders = await sql.rows<OrderRow>(
    `SELECT ${select}, COUNT(*) AS n, SUM(o.list_minor) AS gross, SUM(o.net_minor) AS net, SUM(o.tax_minor) AS tax,
            SUM(o.freight_minor) AS freight, SUM(o.total_minor) AS total ${from} ${groupBy}`,
    params,
  );
  const lines = await sql.rows<LineRow>(
    `SELECT ${select}, COUNT(*) AS n, SUM(l.quantity_ordered) AS units, SUM(l.net_minor) AS net
     ${from.replace('WHERE', 'JOIN order_lines l ON l.order_id = o.id WHERE')} ${groupBy}`,
    params,
  );
  const totals = new Totals();
  for (const row of orders) {
    const { gross, net, tax, freight, total } = row;
    add(totals, row, { orders: big(row.n) }, { gross, net, tax, freight, total });
  }
  for (const row of lines)
    add(totals, row, { lines: big(row.n), units: big(row.units) }, { lineNet: row.net });
  return totals;
}

function add(
  totals: Totals,
  row: GroupRow,
  counts: Partial<Measures>,
  minor: Partial<Record<keyof Measures, RawInteger>>,
): void {
  const factor = 10n ** BigInt(MICROS_DIGITS - fractionDigits(row.currency));
  const amounts = Object.entries(minor).map(([measure, amount]) => [measure, big(amount) * factor]);
  const keys = {
    year: text(row.year),
    channel: text(row.channel),
    territory: text(row.territory),
    rep: text(row.rep),
    shippingMethod: text(row.shippingMethod),
  };
  totals.add(keys, { ...counts, ...Object.fromEntries(amounts) });
}

const text = (value: string | RawInteger | null): string => (value === null ? '' : String(value));

function grouping({ system, years, until, timeZone }: OurOrders) {
  const cases = years.map((year) => ({
    year,
    end: startOfDay(`${Number(year) + 1}-01-01`, timeZone).getTime(),
  }));
  const yearOf =
    cases.length === 0 ? `''` : `CASE ${'WHEN o.ordered_at < ? THEN ? '.repeat(cases.length)}END`;
  return {
    select: `${yearOf} AS year, o.channel AS channel, t.name AS territory, r.code AS rep,
             o.shipping_method AS "shippingMethod", o.currency_code AS currency`,
    from: `FROM external_ids e JOIN orders o ON o.id = e.entity_id
           LEFT JOIN territories t ON t.id = o.territory_id LEFT JOIN reps r ON r.id = o.rep_id
           WHERE e.system_name = ? AND e.entity_type = 'Order'${until === null ? '' : ' AND o.ordered_at < ?'}`,
    groupBy: 'GROUP BY 1, 2, 3, 4, 5, 6',
    params: [
      ...cases.flatMap(({ year, end }) => [end, Number(year)]),
      system,
      ...(until === null ? [] : [startOfDay(until, timeZone).getTime()]),
    ],
  };
}
