import type { MigrationInterface, QueryRunner } from 'typeorm';
import { newLogEpoch } from '../../shared/ids';
import { addColumn, dropColumn, varchar, withDefault } from './ddl';

/** The epoch of the log, which tells the positions of one log from those of the log that a backup brought back. */
export class LogEpoch1764080000000 implements MigrationInterface {
  readonly name = 'LogEpoch1764080000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'event_sequence', 'log_epoch', withDefault(varchar(20), ''));
    await queryRunner.query(`UPDATE event_sequence SET log_epoch = ? WHERE log_epoch = ''`, [newLogEpoch()]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'event_sequence', 'log_epoch');
  }
}
