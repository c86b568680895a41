import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { PoolConnection } from 'mysql2';
import { PipelinedTransaction } from '../../../../src/persistence/mysql/pipelined-transaction';

interface Fake {
  transaction: PipelinedTransaction;
  packets: string[];
  /** The connection was closed, so that nobody uses it again. */
  isDestroyed: () => boolean;
}

/**
 * A transaction, and the packets that it sends. The server answers the statements of a packet up to the first that contains `failing`, and
 * that one with `failure`.
 */
function begun(failing?: string, failure: object = new Error(`refused: ${failing}`)): Fake {
  const packets: string[] = [];
  let destroyed = false;
  const query = (packet: string, done: (error: object | null, result: unknown) => void): EventEmitter => {
    packets.push(packet);
    const command = new EventEmitter();
    const statements = packet.split('; ');
    const refused = failing ? statements.findIndex((statement) => statement.includes(failing)) : -1;
    const results = statements.map((statement) =>
      statement.startsWith('SELECT') ? [{ last: Number(statement[7]) }] : { affectedRows: 1 },
    );
    setImmediate(() => {
      results.slice(0, refused < 0 ? undefined : refused).forEach(() => command.emit('fields'));
      if (refused >= 0) done(failure, undefined);
      else done(null, results.length === 1 ? results[0] : results);
    });
    return command;
  };
  const connection = { query, stream: {}, destroy: () => (destroyed = true) };
  const transaction = new PipelinedTransaction(connection as unknown as PoolConnection);
  return { transaction, packets, isDestroyed: () => destroyed };
}

describe('a transaction on MariaDB', () => {
  it('sends what nobody waits for with the next statement, in order, and answers with what that gives', async () => {
    const { transaction, packets } = begun();
    await transaction.begin();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    expect(packets).toEqual([]);
    expect(await transaction.sql.rows('SELECT ? AS last', [1])).toEqual([{ last: 1 }]);
    await transaction.sql.executeLater('INSERT INTO b VALUES (?)', [2]);
    await transaction.commit();
    expect(packets).toEqual([
      'SET autocommit = 0; INSERT INTO a VALUES (1); SELECT 1 AS last',
      'INSERT INTO b VALUES (2); COMMIT; SET autocommit = 1',
    ]);
  });

  it('sends what is asked for at the same time in one packet, and gives everybody what is theirs', async () => {
    const { transaction, packets } = begun();
    const { sql } = transaction;
    await transaction.begin();
    const given = Promise.all([
      sql.rows('SELECT 1 AS last'),
      sql.execute('UPDATE a'),
      Promise.resolve().then(() => sql.rows('SELECT 2 AS last')),
    ]);
    expect(await given).toEqual([[{ last: 1 }], 1, [{ last: 2 }]]);
    expect(packets).toEqual(['SET autocommit = 0; SELECT 1 AS last; UPDATE a; SELECT 2 AS last']);
  });

  it('sends what is asked for meanwhile when the answers have come', async () => {
    const { transaction, packets } = begun();
    const first = transaction.sql.rows('SELECT 1 AS last');
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const others = [transaction.sql.rows('SELECT 2 AS last'), transaction.sql.rows('SELECT 3 AS last')];
    expect(packets).toEqual(['SELECT 1 AS last']);
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3].map((last) => [{ last }]));
    expect(packets).toEqual(['SELECT 1 AS last', 'SELECT 2 AS last; SELECT 3 AS last']);
  });

  it('fails with all that is asked for in a packet of which one statement fails', async () => {
    const { transaction } = begun('SELECT 2');
    const asked = [1, 2, 3].map((n) => transaction.sql.rows(`SELECT ${n} AS last`));
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { message: 'refused: SELECT 2' } });
    }
  });

  it('is not committed when a statement that waited for it fails', async () => {
    const { transaction, packets } = begun('INSERT INTO a');
    await transaction.begin();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    await expect(transaction.commit()).rejects.toThrow('refused: INSERT INTO a');
    await transaction.rollBack();
    expect(packets.at(-1)).toBe('ROLLBACK; SET autocommit = 1');
  });

  it('forgets what waits when it is rolled back', async () => {
    const { transaction, packets } = begun();
    await transaction.begin();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    await transaction.rollBack();
    expect(packets).toEqual(['ROLLBACK; SET autocommit = 1']);
  });

  it.each(['commit', 'rollBack'] as const)(
    'runs nothing after %s: its connection may be another one’s',
    async (end) => {
      const { transaction, packets } = begun();
      await transaction.begin();
      const ended = transaction[end]();
      await expect(transaction.sql.rows('SELECT 1')).rejects.toThrow('The transaction is over');
      await expect(transaction.sql.executeLater('DELETE FROM a')).rejects.toThrow('The transaction is over');
      await ended;
      await turn();
      expect(packets.join()).not.toMatch(/SELECT|DELETE/);
    },
  );

  const lost = Object.assign(new Error('lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });
  const answered = (code: string, errno: number) => Object.assign(new Error(code), { code, errno });
  const committing = async (failing: string, failure: object) => {
    const fake = begun(failing, failure);
    await fake.transaction.begin();
    await fake.transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    const error: unknown = await fake.transaction.commit().then(
      () => null,
      (cause: unknown) => cause,
    );
    return { ...fake, error };
  };

  it.each([
    ['the connection breaks', 'COMMIT', lost],
    ['the connection breaks before, in the same packet', 'INSERT', lost],
    ['the server is shut down meanwhile', 'COMMIT', answered('ER_SERVER_SHUTDOWN', 1053)],
    ['the commit itself fails', 'COMMIT', answered('ER_ERROR_DURING_COMMIT', 1180)],
    ['the disk is full meanwhile', 'COMMIT', answered('ER_ERROR_ON_WRITE', 1026)],
  ])('does not know whether it is committed when %s', async (_when, failing, failure) => {
    const { error } = await committing(failing, failure);
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', cause: failure });
  });

  it.each([
    ['an insert ahead of the commit fails', 'INSERT', answered('ER_RECORD_FILE_FULL', 1114)],
    ['the server is shut down before', 'INSERT', answered('ER_SERVER_SHUTDOWN', 1053)],
    ['the cluster refuses it at the commit', 'COMMIT', answered('ER_LOCK_DEADLOCK', 1213)],
    ['the server has become read-only', 'COMMIT', answered('ER_OPTION_PREVENTS_STATEMENT', 1290)],
  ])('is surely not committed when %s', async (_when, failing, failure) => {
    expect((await committing(failing, failure)).error).toBe(failure);
  });

  it('is committed once the server has said so, whatever comes afterwards; its connection is closed', async () => {
    const { error, isDestroyed } = await committing('SET autocommit = 1', lost);
    expect([error, isDestroyed()]).toEqual([null, true]);
  });

  it('closes its connection when it cannot be rolled back: another commit would carry it out', async () => {
    const { transaction, isDestroyed } = begun('ROLLBACK', answered('ER_UNKNOWN_COM_ERROR', 1047));
    await transaction.begin();
    await transaction.sql.rows('SELECT 1 AS last');
    await transaction.rollBack();
    expect(isDestroyed()).toBe(true);
  });

  it('lets no more wait than a million characters', async () => {
    const { transaction, packets } = begun();
    const text = 'x'.repeat(400_000);
    await transaction.begin();
    for (let i = 0; i < 5; i++) await transaction.sql.executeLater('INSERT INTO a VALUES (?, ?)', [i, text]);
    expect(packets.map((packet) => packet.match(/VALUES \(\d/g))).toEqual([
      ['VALUES (0', 'VALUES (1'],
      ['VALUES (2', 'VALUES (3'],
    ]);
    await transaction.commit();
    expect(packets.at(-1)).toMatch(/^INSERT INTO a VALUES \(4, 'x+'\); COMMIT; SET autocommit = 1$/);
    expect(Math.max(...packets.map((packet) => packet.length))).toBeLessThan(1_000_100);
  });

  it('lets a single statement wait that is longer than that', async () => {
    const { transaction, packets } = begun();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', ['x'.repeat(1_500_000)]);
    expect(packets).toEqual([]);
    await transaction.commit();
    expect(packets).toHaveLength(1);
  });

  it('refuses a statement at once whose values cannot be put into it', async () => {
    const { transaction, packets } = begun();
    await transaction.begin();
    await expect(transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1, 2])).rejects.toThrow(
      '2 values for 1 question marks',
    );
    await expect(transaction.sql.executeLater('INSERT INTO a VALUES (?)', [NaN])).rejects.toThrow(RangeError);
    expect(packets).toEqual([]);
  });
});
