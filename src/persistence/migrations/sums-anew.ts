import type { QueryRunner } from 'typeorm';
import { allOrNone } from './ddl';

/**
 * Has the sums of the bookings made anew from the log. Until the server has come to its end they are added up from the entries, as
 * always for what is not in them yet. Position and sums change together: a projector of a server that still runs can add nothing
 * in between, and nothing is counted twice.
 */
export function makeSumsAnew(queryRunner: QueryRunner): Promise<void> {
  return allOrNone(queryRunner, async () => {
    await queryRunner.query('UPDATE projections SET position = 0');
    await queryRunner.query('DELETE FROM booking_sums');
  });
}
