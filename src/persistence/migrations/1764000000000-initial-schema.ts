import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, type TableDef } from './ddl';
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
    await queryRunner.query('INSERT INTO event_sequence (id, last_position) VALUES (1, 0)');
    await queryRunner.query(
      "INSERT INTO projections (name, generation, position, active, updated_at) VALUES ('bookings', 1, 0, 1, 0)",
    );
    for (const name of ['order', 'shipment']) {
      await queryRunner.query(
        `INSERT INTO number_sequences (name, next_value) VALUES ('${name}', ${FIRST_NUMBER})`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropTables(queryRunner, tables);
  }
}
