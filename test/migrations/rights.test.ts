import { openDatabase } from '../../src/persistence/open-database';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/databases';
import { docsPage } from '../support/docs';
import { newDatabaseName, onServer } from '../support/template';

const onMysql = testDatabaseKind() === 'mysql' ? test : test.skip;

/** What `docs/upgrades.md` has an administrator grant. */
const FOR_UPGRADES = listed(/GRANT ([A-Z,\s]+?)\s+ON orderwire/);
const FOR_OPERATION = listed(/^\| operation \| ([^|]+)\|/m);

function listed(pattern: RegExp): string[] {
  return pattern.exec(docsPage('upgrades.md'))![1]!.replaceAll('`', '').trim().split(/,\s*/);
}

/** Runs `work` with the URL of a user of the database who has only these rights on it. */
async function asUser<T>(
  { options }: TestDatabase,
  rights: readonly string[],
  work: (url: string) => Promise<T>,
): Promise<T> {
  const url = new URL(options.kind === 'mysql' ? options.url : '');
  const name = newDatabaseName().slice(0, 30);
  await onServer('', async (connection) => {
    await connection.query(`CREATE USER '${name}'@'%' IDENTIFIED BY 'secret'`);
    await connection.query(`GRANT ${rights.join(', ')} ON ${url.pathname.slice(1)}.* TO '${name}'@'%'`);
  });
  [url.username, url.password] = [name, 'secret'];
  try {
    return await work(url.href);
  } finally {
    await onServer('', (connection) => connection.query(`DROP USER '${name}'@'%'`));
  }
}

async function migrateAt(url: string): Promise<boolean> {
  const database = await openDatabase({ kind: 'mysql', url });
  try {
    await database.migrate();
    return await database.isMigrated();
  } finally {
    await database.close();
  }
}

onMysql(
  'an upgrade needs the rights that the page on upgrades lists, and a later start only those of operation',
  async () => {
    const test = await createTestDatabase({ empty: true });
    try {
      const fewer = FOR_UPGRADES.filter((right) => right !== 'INDEX');
      await expect(asUser(test, fewer, migrateAt)).rejects.toThrow(
        /^The database user lacks a right that the migration InitialSchema\d+ needs: INDEX command denied .* docs\/upgrades\.md lists/,
      );
      expect(await asUser(test, FOR_UPGRADES, migrateAt)).toBe(true);
      expect(await asUser(test, FOR_OPERATION, migrateAt)).toBe(true);
    } finally {
      await test.drop();
    }
  },
  600_000,
);
