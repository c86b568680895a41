import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addRow, createTables, dropTables, type TableDef } from './ddl';
import { accountTables } from './initial-schema/accounts';
import { analyticsTables } from './initial-schema/analytics';
import { authTables } from './initial-schema/auth';
import { catalogTables } from './initial-schema/catalog';
import { eventTables } from './initial-schema/events';
import { fulfillmentTables } from './initial-schema/fulfillment';
import { inventoryTables } from './initial-schema/inventory';
import { orderTables } from './initial-schema/orders';

const FIRST_NUMBER = 100_001;

const tables: readonly TableDef[] = [
  ...accountTables,
  ...authTables,
  ...catalogTables,
  ...inventoryTables,
  ...orderTables,
  ...fulfillmentTables,
  ...eventTables,
  ...analyticsTables,
];

/** Every table of the first version, and the rows that counters start from. */
export class InitialSchema1764000000000 implements MigrationInterface {
  readonly name = 'InitialSchema1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createTables(queryRunner, tables);
    await addRow(queryRunner, 'event_sequence', 'id', { id: 1, last_position: 0 });
    const bookings = { name: 'bookings', generation: 1, position: 0, active: 1, updated_at: 0 };
    await addRow(queryRunner, 'projections', 'name', bookings);
    for (const name of ['order', 'shipment'])
      await addRow(queryRunner, 'number_sequences', 'name', { name, next_value: FIRST_NUMBER });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropTables(queryRunner, tables);
  }
}
