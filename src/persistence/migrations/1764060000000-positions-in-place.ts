import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  createIndex,
  dropIndex,
  isMysql,
  nullable,
  rebuildTable,
  type ColumnDef,
  type TableDef,
} from './ddl';
import { eventTables } from './initial-schema/events';

const EVENTS = eventTables.find(({ name }) => name === 'events')!;
const BY_ORDER = ['order_id'];
const BY_ORDER_AND_POSITION = ['order_id', 'position'];

const withPosition = (position: ColumnDef): TableDef => ({
  ...EVENTS,
  columns: { ...EVENTS.columns, position },
  indexes: [BY_ORDER],
});

/**
 * Events that wait for their position have a negative one instead of none, so that they keep their size when they get it, and it is in
 * one index instead of two. A server of an earlier version that still runs cannot store events any more, rather than store some that
 * nobody gives a position.
 */
export class PositionsInPlace1764060000000 implements MigrationInterface {
  readonly name = 'PositionsInPlace1764060000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE events SET position = -seq WHERE position IS NULL');
    await createIndex(queryRunner, 'events', BY_ORDER);
    await dropIndex(queryRunner, 'events', BY_ORDER_AND_POSITION);
    if (isMysql(queryRunner)) await queryRunner.query('ALTER TABLE events MODIFY position BIGINT NOT NULL');
    else await rebuildTable(queryRunner, withPosition(bigint()));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    if (isMysql(queryRunner)) await queryRunner.query('ALTER TABLE events MODIFY position BIGINT NULL');
    else await rebuildTable(queryRunner, withPosition(nullable(bigint())));
    await createIndex(queryRunner, 'events', BY_ORDER_AND_POSITION);
    await dropIndex(queryRunner, 'events', BY_ORDER);
    await queryRunner.query('UPDATE events SET position = NULL WHERE position < 0');
  }
}
