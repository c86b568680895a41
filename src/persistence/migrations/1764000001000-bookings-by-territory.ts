import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeSumsAnew } from './sums-anew';

/** Sums by territory alone, by day and by month, for all that has been booked: the sums are made anew from the log. */
export class BookingsByTerritory1764000001000 implements MigrationInterface {
  readonly name = 'BookingsByTerritory1764000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await makeSumsAnew(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM booking_sums WHERE level IN (3, 4)');
  }
}
