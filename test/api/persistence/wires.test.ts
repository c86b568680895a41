import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { IdempotencyRecord } from '../../../entities/events/idempotency-record';
import type { Database } from '../../../src/persistence/database';
import { openDatabase } from '../../../src/persistence/open-database';
import type { Sql } from '../../../src/persistence/sql';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../../support/databases';
import { recordPackets } from '../../support/packets';

const onMariaDb = testDatabaseKind() === 'mysql' ? describe : describe.skip;

let test: TestDatabase;
let url: string;

beforeAll(async () => {
  test = await createTestDatabase();
  if (test.options.kind === 'mysql') ({ url } = test.options);
});
afterAll(() => test.drop());

const open = (wire: 'auto' | 'awaited' | 'pipelined', at = url): Promise<Database> =>
  openDatabase({ kind: 'mysql', url: at, poolSize: 2, wire });

async function onWire<T>(
  wire: 'awaited' | 'pipelined',
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await open(wire);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const record = (principalId: string, idempotencyKey: string, outcome = 'o'): IdempotencyRecord =>
  Object.assign(new IdempotencyRecord(), {
    ...{ principalId, mutation: 'm', idempotencyKey, inputHash: 'h', outcome },
    createdAt: new Date('2026-03-16T10:00:00Z'),
  });
const of = (sql: Sql, principalId: string) =>
  sql.select(IdempotencyRecord, 'WHERE t.principal_id = ? ORDER BY t.idempotency_key', [principalId]);

/**
 * Stands between a client and its server as a proxy that speaks the protocol does: the session has another number in its greeting, which
 * follows the version in the first packet, than the server gives it.
 */
async function proxyTo(target: string): Promise<{ server: Server; url: string }> {
  const { hostname, port } = new URL(target);
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    upstream.once('data', (greeting: Buffer) => {
      const number = greeting.indexOf(0, 5) + 1;
      greeting.writeUInt32LE(greeting.readUInt32LE(number) + 1_000_000, number);
      client.write(greeting);
      upstream.pipe(client);
    });
    client.pipe(upstream);
    for (const end of [client, upstream])
      end.on('error', () => [client, upstream].map((each) => each.destroy()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(target);
  through.port = String((server.address() as AddressInfo).port);
  return { server, url: through.href };
}

onMariaDb('the wire to MariaDB', () => {
  it('is chosen by what the sessions show, unless one is asked for', async () => {
    const { server, url: through } = await proxyTo(url);
    const chosen = async (wire: 'auto' | 'awaited', at: string) => {
      const database = await open(wire, at);
      await database.close();
      return database.wire;
    };
    expect(await chosen('auto', url)).toEqual({
      mode: 'pipelined',
      reason: 'the server answers directly, without TLS, and is in no cluster',
    });
    expect(await chosen('awaited', url)).toEqual({ mode: 'awaited', reason: 'it is configured' });
    expect(await chosen('auto', through)).toEqual({
      mode: 'awaited',
      reason: 'a proxy answers for the server',
    });
    server.close();
  });

  it.each(['awaited', 'pipelined'] as const)('stores and reads the same when it is %s', async (wire) => {
    const principalId = newId();
    const rows = ["it's", '; SELECT 1', '"\\"', '🙂', ''].map((key, i) =>
      record(principalId, `${i}${key}`, key),
    );
    await onWire(wire, async (database) => {
      await database.transaction(async (sql) => {
        await sql.insert(IdempotencyRecord, rows);
        await sql.executeLater("UPDATE idempotency_records SET input_hash = '' WHERE principal_id = ?", [
          principalId,
        ]);
        expect(await of(sql, principalId)).toHaveLength(rows.length);
      });
      const stored = await of(database.reader, principalId);
      expect(stored.map(({ outcome, inputHash }) => [outcome, inputHash])).toEqual(
        rows.map(({ outcome }) => [outcome, '']),
      );
    });
  });
});

onMariaDb('the awaited wire', () => {
  async function packetsOf(work: (database: Database) => Promise<unknown>): Promise<string[]> {
    return onWire('awaited', async (database) => {
      await database.transaction((sql) => sql.rows('SELECT 1'));
      await database.reader.rows('SELECT 1');
      const { texts, stop } = recordPackets();
      try {
        await work(database);
      } finally {
        stop();
      }
      return texts;
    });
  }

  it('has one statement in each packet of a transaction, none of them prepared', async () => {
    const principalId = newId();
    let prepared: unknown;
    const packets = await packetsOf((database) =>
      database.transaction(async (sql) => {
        await sql.insert(IdempotencyRecord, [record(principalId, 'a'), record(principalId, 'b')]);
        await Promise.all([sql.execute('DO 1'), sql.executeLater('DO 2')]);
        [prepared] = await sql.rows("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'");
      }),
    );
    expect(packets.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      ...['START TRANSACTION', 'INSERT INTO', 'DO 1', 'DO 2', 'SHOW SESSION', 'COMMIT'],
    ]);
    expect(prepared).toMatchObject({ Value: '0' });
  });

  it('has one statement in each packet of a request, which keep to one connection', async () => {
    let answers: { v: unknown }[][] = [];
    const packets = await packetsOf(async (database) => {
      const sql = database.reader.until(new AbortController().signal);
      const asked = [1, 2, 3].map((n) => sql.rows<{ v: unknown }>(`SELECT CONNECTION_ID() AS v, ${n} AS n`));
      answers = await Promise.all(asked);
    });
    expect(packets).toEqual([1, 2, 3].map((n) => `SELECT CONNECTION_ID() AS v, ${n} AS n`));
    expect(new Set(answers.map(([row]) => row!.v)).size).toBe(1);
  });

  it('fails only for who asks in vain, of several that a request asks for', async () => {
    await onWire('awaited', async (database) => {
      const sql = database.reader.until(new AbortController().signal);
      const outcomes = await Promise.allSettled([
        sql.rows('SELECT 1 AS v'),
        sql.rows('SELECT v FROM there_is_no_such_table'),
        sql.rows('SELECT 2 AS v'),
      ]);
      expect(outcomes).toMatchObject([
        { value: [{ v: 1 }] },
        { reason: { code: 'ER_NO_SUCH_TABLE' } },
        { value: [{ v: 2 }] },
      ]);
    });
  });

  it('stores nothing of a transaction whose work goes on after a statement that failed', async () => {
    const principalId = newId();
    await onWire('awaited', async (database) => {
      const failing = database.transaction(async (sql) => {
        await sql.insert(IdempotencyRecord, [record(principalId, 'a')]);
        await sql.insert(IdempotencyRecord, [record(principalId, 'a')]).catch(() => undefined);
        await sql.insert(IdempotencyRecord, [record(principalId, 'b')]).catch(() => undefined);
      });
      await expect(failing).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
      expect(await of(database.reader, principalId)).toEqual([]);
      await database.transaction((sql) => sql.insert(IdempotencyRecord, [record(principalId, 'c')]));
      expect(await of(database.reader, principalId)).toHaveLength(1);
    });
  });

  it('splits inserts that are longer than the server takes in a packet', async () => {
    const principalId = newId();
    const rows = Array.from({ length: 20 }, (_, i) => record(principalId, `${i}`, 'x'.repeat(900_000)));
    await onWire('awaited', async (database) => {
      await database.transaction((sql) => sql.insert(IdempotencyRecord, rows));
      const text =
        'SELECT COUNT(*) AS n FROM idempotency_records WHERE principal_id = ? AND LENGTH(outcome) > 900000';
      const [row] = await database.reader.rows<{ n: unknown }>(text, [principalId]);
      expect(Number(row!.n)).toBe(20);
    });
  });
});
