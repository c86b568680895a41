import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  bigint,
  createIndex,
  createTables,
  currency,
  dropColumn,
  dropIndex,
  dropTables,
  id,
  int,
  month,
  nullable,
  varchar,
  withDefault,
  type ColumnDef,
  type TableDef,
} from './ddl';
import { makeSumsAnew } from './sums-anew';

const PRODUCT_SUMS: TableDef = {
  name: 'product_sums',
  columns: {
    generation: int(),
    month: month(),
    sku: varchar(64),
    category_id: id(),
    currency_code: currency(),
    reporting_currency: currency(),
    net_minor: bigint(),
    list_minor: bigint(),
    cancelled_minor: bigint(),
    backlog_minor: bigint(),
    order_net_minor: bigint(),
    order_backlog_minor: bigint(),
    orders: bigint(),
    category_orders: bigint(),
    line_count: bigint(),
    units: bigint(),
  },
  primaryKey: ['generation', 'month', 'sku', 'category_id', 'currency_code', 'reporting_currency'],
};

const OF_SKUS: Readonly<Record<string, ColumnDef>> = {
  category_id: nullable(id()),
  sku: nullable(varchar(64)),
  category_orders: withDefault(bigint(), 0),
};

/** No statement finds entries by it. */
const UNUSED = ['booking_entries', ['order_id']] as const;

/**
 * The sums by SKU told everything apart, so that there were as many as entries, and cost orders a tenth of their speed. Products have
 * sums by month instead, in a table of their own. All sums are made anew from the log; until then they are added up from the entries. A
 * server of an earlier version that still runs cannot add to the sums any more, and says so.
 */
export class SumsOfProducts1764070000000 implements MigrationInterface {
  readonly name = 'SumsOfProducts1764070000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createTables(queryRunner, [PRODUCT_SUMS]);
    for (const name of Object.keys(OF_SKUS)) await dropColumn(queryRunner, 'booking_sums', name);
    await dropIndex(queryRunner, ...UNUSED);
    await makeSumsAnew(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await createIndex(queryRunner, ...UNUSED);
    for (const [name, column] of Object.entries(OF_SKUS))
      await addColumn(queryRunner, 'booking_sums', name, column);
    await dropTables(queryRunner, [PRODUCT_SUMS]);
    await makeSumsAnew(queryRunner);
  }
}
