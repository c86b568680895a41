import type { QueryRunner } from 'typeorm';
import { AppendOnlyAuditLog1764040000000 } from '../../../src/persistence/migrations/1764040000000-append-only-audit-log';

function refusing(code: string): QueryRunner {
  const query = () => Promise.reject(Object.assign(new Error(code), { code }));
  return { query, connection: { options: { type: 'mysql' } } } as unknown as QueryRunner;
}

describe('the triggers of the audit log', () => {
  const migration = new AppendOnlyAuditLog1764040000000();

  it.each(['ER_BINLOG_CREATE_ROUTINE_NEED_SUPER', 'ER_TABLEACCESS_DENIED_ERROR'])(
    'are done without, and that is said, where the user may not create them: %s',
    async (code) => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation();
      await migration.up(refusing(code));
      expect(warned.mock.calls).toEqual([[expect.stringContaining('docs/security.md')]]);
      warned.mockRestore();
    },
  );

  it('fail the migration for any other reason', async () => {
    await expect(migration.up(refusing('ER_NO_SUCH_TABLE'))).rejects.toThrow('ER_NO_SUCH_TABLE');
  });
});
