import type { QueryRunner } from 'typeorm';
import type { ColumnDef, TableDef } from '../../src/persistence/migrations/ddl';
import { accountTables } from '../../src/persistence/migrations/initial-schema/accounts';
import { authTables } from '../../src/persistence/migrations/initial-schema/auth';
import { catalogTables } from '../../src/persistence/migrations/initial-schema/catalog';
import { eventTables } from '../../src/persistence/migrations/initial-schema/events';
import { fulfillmentTables } from '../../src/persistence/migrations/initial-schema/fulfillment';
import { inventoryTables } from '../../src/persistence/migrations/initial-schema/inventory';
import { orderTables } from '../../src/persistence/migrations/initial-schema/orders';

const TABLES = [
  ...accountTables,
  ...authTables,
  ...catalogTables,
  ...inventoryTables,
  ...orderTables,
  ...fulfillmentTables,
  ...eventTables,
];
const ALREADY_FILLED = new Set(['event_sequence', 'number_sequences', 'events']);

/** A database of the first version in use: a row in every table, events with a position and without, numbers and sums moved on. */
export async function fillFirstVersion(runner: QueryRunner): Promise<void> {
  for (const table of TABLES) {
    if (!ALREADY_FILLED.has(table.name)) await insert(runner, table.name, rowOf(table));
  }
  for (const reference_type of ['Order', 'Shipment']) {
    const movement = { id: reference_type, reference_type, reference_id: 'x' };
    await insert(runner, 'inventory_movements', rowOfTable('inventory_movements', movement));
  }
  const events = TABLES.find(({ name }) => name === 'events')!;
  for (const [id, position] of [
    ['E1', 1],
    ['E2', null],
    ['E3', 2],
    ['E4', null],
  ] as const)
    await insert(runner, 'events', { ...rowOf(events), id, aggregate_id: id, order_id: 'x', position });
  await runner.query('UPDATE event_sequence SET last_position = 2, term = 9, holder = ?', ['A'.repeat(26)]);
  await runner.query("UPDATE number_sequences SET next_value = 100777 WHERE name = 'order'");
  await fillSums(runner, {});
}

/** What a server of that version, counted from 1, wrote until the next upgrade. */
export async function fillVersion(runner: QueryRunner, version: number): Promise<void> {
  if (version === 1) await fillFirstVersion(runner);
  if (version === 2) await fillSums(runner, {});
  if (version === 4) await runner.query("UPDATE accounts SET max_discount_ppm = 50000 WHERE id = 'x'");
  if (version === 6) await fillSums(runner, { category_orders: 3 });
}

async function fillSums(runner: QueryRunner, more: Readonly<Record<string, unknown>>): Promise<void> {
  const texts = { id: 'S', day: '2026-01-01', account_id: 'x', channel: 'x', currency_code: 'USD' };
  const sums = ['net', 'list', 'cancelled', 'backlog', 'order_net', 'order_backlog'].map(
    (of) => `${of}_minor`,
  );
  const numbers = ['generation', 'level', ...sums, 'orders', 'line_count', 'units'];
  await insert(runner, 'booking_sums', {
    ...texts,
    reporting_currency: 'USD',
    ...Object.fromEntries(numbers.map((name) => [name, 1])),
    ...more,
  });
  await runner.query('UPDATE projections SET position = 2');
}

/** A row of a table of the first version, with other values where they are given. */
export function rowOfTable(name: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...rowOf(TABLES.find((table) => table.name === name)!), ...values };
}

function rowOf(table: TableDef): Record<string, unknown> {
  const columns = Object.entries(table.columns).filter(
    ([, column]) => !isCounted(column) && !column.nullable,
  );
  return Object.fromEntries(columns.map(([name, column]) => [name, /INT/.test(column.mysql) ? 1 : 'x']));
}

function isCounted({ mysql }: ColumnDef): boolean {
  return mysql.includes('AUTO_INCREMENT');
}

function insert(runner: QueryRunner, table: string, row: Record<string, unknown>): Promise<void> {
  return insertRows(runner, table, [row]);
}

/** Inserts rows that have the same columns, with one statement. */
export async function insertRows(
  runner: QueryRunner,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const columns = Object.keys(rows[0]!);
  const marks = `(${columns.map(() => '?').join(', ')})`;
  await runner.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
    rows.flatMap((row) => columns.map((column) => row[column])),
  );
}
