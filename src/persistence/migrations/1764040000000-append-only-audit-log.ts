import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTrigger, isMysql } from './ddl';

const REFUSED = 'The audit log is append-only: its entries are neither changed nor deleted';
const TRIGGERS = { UPDATE: 'audit_entries_stay', DELETE: 'audit_entries_remain' } as const;

/** MySQL with a binary log wants more than the right to create triggers for them, unless `log_bin_trust_function_creators` is set. */
const NOT_PERMITTED = new Set([
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
]);

/**
 * The database itself refuses to change and to delete entries of the audit log. Where its user may not create triggers, the program
 * starts all the same and says so: `docs/security.md` has the statements for an administrator.
 */
export class AppendOnlyAuditLog1764040000000 implements MigrationInterface {
  readonly name = 'AppendOnlyAuditLog1764040000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [change, name] of Object.entries(TRIGGERS)) {
      try {
        await createTrigger(queryRunner, name, triggerOf(change, isMysql(queryRunner)));
      } catch (error) {
        if (!NOT_PERMITTED.has(String((error as { code?: unknown }).code))) throw error;
        return warn();
      }
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of Object.values(TRIGGERS)) {
      await queryRunner.query(`DROP TRIGGER IF EXISTS ${name}`);
    }
  }
}

function triggerOf(change: string, mysql: boolean): string {
  const refuse = mysql
    ? `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSED}'`
    : `BEGIN SELECT RAISE(ABORT, '${REFUSED}'); END`;
  return `BEFORE ${change} ON audit_entries FOR EACH ROW ${refuse}`;
}

function warn(): void {
  process.emitWarning(
    'The database user may not create triggers: only the program itself keeps the audit log append-only. ' +
      'docs/security.md says what an administrator can do about it.',
  );
}
