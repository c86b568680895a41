import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums by territory alone, by day and by month, for all that has been booked: the sums are made anew from the log. Until the server has
 * come to its end they are added up from the entries, as always for what is not in them yet.
 */
export class BookingsByTerritory1764000001000 implements MigrationInterface {
  readonly name = 'BookingsByTerritory1764000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM booking_sums');
    await queryRunner.query('UPDATE projections SET position = 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM booking_sums WHERE level IN (3, 4)');
  }
}
