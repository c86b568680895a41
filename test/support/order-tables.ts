import type { OrderSortField } from '../../src/orders/order-sorts';
import { FILTER_NAMES, FILTERS, SERVED, type FilterName } from '../../src/orders/indexed-filters';
import { NARROWING } from '../../src/orders/access-paths';
import { table } from './docs';

const SORTS = Object.keys(SERVED) as OrderSortField[];

/** The tables of `docs/orders-queries.md`, by the name of their section, made from the tables in code. */
export function orderQueryTables(): Record<string, string> {
  const rows = FILTER_NAMES.map((name) => [
    FILTERS[name].input.map((field) => `\`${field}\``).join(', '),
    ...SORTS.map((sort) => cell(sort, name)),
  ]);
  return {
    served: table(
      ['Filter', ...SORTS.map((sort) => `by \`${sort}\``)],
      [['none', ...SORTS.map(() => 'index')], ...rows],
    ),
  };
}

function cell(sort: OrderSortField, name: FilterName): string {
  const { alone, range } = SERVED[sort];
  if ((alone as readonly FilterName[]).includes(name)) return '**index**';
  if (name === range) return '**range**';
  return NARROWING.includes(name) ? '≤ 10,000' : 'narrows';
}
