import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, enumeration, id, instant, varchar, type TableDef } from './ddl';

const ORDER_IMPORTS: TableDef = {
  name: 'order_imports',
  columns: {
    order_id: id(),
    mode: enumeration(),
    content_hash: varchar(43),
    imported_at: instant(),
  },
  primaryKey: ['order_id'],
  foreignKeys: [{ column: 'order_id', table: 'orders' }],
};

/**
 * Of each imported order a hash of its content, so that one that comes again with another content is told from one that comes again. Orders
 * that came in before have none.
 */
export class ContentOfImports1764090000000 implements MigrationInterface {
  readonly name = 'ContentOfImports1764090000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createTables(queryRunner, [ORDER_IMPORTS]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropTables(queryRunner, [ORDER_IMPORTS]);
  }
}
