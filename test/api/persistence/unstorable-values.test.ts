import { Principal } from '../../../entities/auth/principal';
import { ensurePrincipal } from '../../../src/principals/principals';
import type { Database } from '../../../src/persistence/database';
import type { Param, Sql } from '../../../src/persistence/sql';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { UNSTORABLE } from '../../support/unstorable';

let test: TestDatabase;
let database: Database;
let principal: Principal;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  principal = await ensurePrincipal(database, { name: 'x', kind: 'USER', roles: [] }, new Date());
});
afterAll(() => test.drop());

const QUERY = 'SELECT id FROM principals WHERE name = ?';
const UPDATE = 'UPDATE principals SET name = ? WHERE name = ?';
const inTransaction = (work: (sql: Sql) => Promise<unknown>) => database.transaction(work);
const ofRequest = () => database.reader.until(new AbortController().signal);

/** Every way by which a value gets to the database. */
const WAYS: Readonly<Record<string, (value: Param) => Promise<unknown>>> = {
  'a read': (value) => database.reader.rows(QUERY, [value]),
  'a read apart': (value) => database.reader.separately.rows(QUERY, [value]),
  'a select': (value) => database.reader.select(Principal, 'WHERE t.name = ?', [value]),
  'a read of a request': (value) => ofRequest().rows(QUERY, [value]),
  'a read of a request apart': (value) => ofRequest().separately.rows(QUERY, [value]),
  'a single write': (value) => database.write(UPDATE, [value, 'nobody']),
  'a read in a transaction': (value) => inTransaction((sql) => sql.rows(QUERY, [value])),
  'a select for update': (value) =>
    inTransaction((sql) => sql.selectForUpdate(Principal, 'WHERE t.name = ?', [value])),
  'a write': (value) => inTransaction((sql) => sql.execute(UPDATE, [value, 'nobody'])),
  'a write for later': (value) => inTransaction((sql) => sql.executeLater(UPDATE, [value, 'nobody'])),
};
const WITH_ROWS: typeof WAYS = {
  'an update of rows': (value) =>
    inTransaction((sql) => sql.updateRows(Principal, [changed({ name: value })], ['name'])),
  'an insert': (value) => inTransaction((sql) => sql.insert(Principal, [added({ name: value })])),
  'an insert into a column of integers': (value) =>
    inTransaction((sql) => sql.insert(Principal, [added({ version: value })])),
};

const changed = (values: object): Principal => Object.assign(new Principal(), principal, values);
const added = (values: object): Principal => changed({ id: newId(), ...values });

describe.each(Object.entries({ ...WAYS, ...WITH_ROWS }))('%s', (name, run) => {
  // What a row does not have is NULL.
  const values = UNSTORABLE.filter(([, value]) => value !== undefined || !(name in WITH_ROWS));

  it.each(values)('does not take %s, and harms nobody', async (_name, value) => {
    const refused = expect.objectContaining({
      message: expect.stringMatching(/^A statement takes|stored$/) as string,
    }) as Error;
    await expect(run(value as Param)).rejects.toEqual(refused);
    expect(await database.reader.rows('SELECT id FROM principals')).toEqual([{ id: principal.id }]);
  });
});
