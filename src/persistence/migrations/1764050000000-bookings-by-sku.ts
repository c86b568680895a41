import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, dropColumn, withDefault } from './ddl';
import { makeSumsAnew } from './sums-anew';

/**
 * No sums of their own for categories any more, which had as many rows as those of SKUs: every order is counted with one SKU of each
 * of its categories. All sums are made anew from the log, in the order of their days; until then they are added up from the entries.
 */
export class BookingsBySku1764050000000 implements MigrationInterface {
  readonly name = 'BookingsBySku1764050000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'booking_sums', 'category_orders', withDefault(bigint(), 0));
    await makeSumsAnew(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'booking_sums', 'category_orders');
    await makeSumsAnew(queryRunner);
  }
}
