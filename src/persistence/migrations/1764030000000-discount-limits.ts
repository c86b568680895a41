import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, dropColumn, nullable } from './ddl';

/** What discounts by hand may take off at most, for each account. */
export class DiscountLimits1764030000000 implements MigrationInterface {
  readonly name = 'DiscountLimits1764030000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'accounts', 'max_discount_ppm', nullable(bigint()));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'accounts', 'max_discount_ppm');
  }
}
