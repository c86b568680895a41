import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for the process that holds the lease, beside the id of its sequencer. SQLite bounds no text. */
export class ProcessOfTheLease1764000002000 implements MigrationInterface {
  readonly name = 'ProcessOfTheLease1764000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.connection.options.type !== 'mysql') return;
    await queryRunner.query('ALTER TABLE event_sequence MODIFY holder VARCHAR(120) NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE event_sequence SET holder = NULL');
    if (queryRunner.connection.options.type !== 'mysql') return;
    await queryRunner.query(
      'ALTER TABLE event_sequence MODIFY holder VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL',
    );
  }
}
