import type { PoolConnection } from 'mysql2';
import { AwaitedTransaction } from '../../../../src/persistence/mysql/awaited-transaction';

interface Fake {
  transaction: AwaitedTransaction;
  /** What the server was sent, and when it answered. */
  sent: string[];
  /** The connection was closed, so that nobody uses it again. */
  isDestroyed: () => boolean;
}

/** A transaction whose server answers the statement that contains `failing` with `failure`. */
function begun(failing?: string, failure: object = new Error(`refused: ${failing}`)): Fake {
  const sent: string[] = [];
  let destroyed = false;
  const query = (text: string, done: (error: object | null, result: unknown) => void): void => {
    sent.push(text);
    setImmediate(() => {
      sent.push('answered');
      if (failing && text.includes(failing)) done(failure, undefined);
      else done(null, text.startsWith('SELECT') ? [{ last: Number(text[7]) }] : { affectedRows: 1 });
    });
  };
  const connection = { query, destroy: () => (destroyed = true) };
  const transaction = new AwaitedTransaction(connection as unknown as PoolConnection);
  return { transaction, sent, isDestroyed: () => destroyed };
}

const each = (...statements: string[]): string[] => statements.flatMap((text) => [text, 'answered']);
const lost = Object.assign(new Error('lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });
const answered = (code: string, errno: number) => Object.assign(new Error(code), { code, errno });

describe('a transaction on the awaited wire', () => {
  it('sends each statement when the one before was answered, and its commit alone', async () => {
    const { transaction, sent } = begun();
    await transaction.begin();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    const given = Promise.all([
      transaction.sql.rows('SELECT 1 AS last'),
      transaction.sql.execute('UPDATE a'),
      transaction.sql.rows('SELECT 2 AS last'),
    ]);
    expect(await given).toEqual([[{ last: 1 }], 1, [{ last: 2 }]]);
    await transaction.commit();
    expect(sent).toEqual(
      each(
        ...['START TRANSACTION', 'INSERT INTO a VALUES (1)', 'SELECT 1 AS last', 'UPDATE a'],
        ...['SELECT 2 AS last', 'COMMIT'],
      ),
    );
  });

  it('sends nothing but ROLLBACK after a statement that failed, whoever asks for it', async () => {
    const aborted = answered('ER_LOCK_DEADLOCK', 1213);
    const { transaction, sent } = begun('UPDATE', aborted);
    await transaction.begin();
    const asked = [
      transaction.sql.execute('UPDATE a'),
      transaction.sql.execute('DELETE FROM a'),
      transaction.sql.rows('SELECT 1 AS last'),
    ];
    for (const outcome of await Promise.allSettled(asked)) expect(outcome).toMatchObject({ reason: aborted });
    await expect(transaction.sql.executeLater('INSERT INTO a VALUES (1)')).rejects.toBe(aborted);
    await expect(transaction.commit()).rejects.toBe(aborted);
    await transaction.rollBack();
    expect(sent).toEqual(each('START TRANSACTION', 'UPDATE a', 'ROLLBACK'));
  });

  it('forgets what waits when it is rolled back', async () => {
    const { transaction, sent } = begun();
    await transaction.begin();
    const asked = [transaction.sql.execute('UPDATE a'), transaction.sql.execute('UPDATE b')];
    const over = Promise.allSettled(asked);
    while (!sent.includes('UPDATE a')) await Promise.resolve();
    await transaction.rollBack();
    expect(await over).toMatchObject([
      { status: 'fulfilled' },
      { reason: { message: 'The transaction is over' } },
    ]);
    expect(sent).toEqual(each('START TRANSACTION', 'UPDATE a', 'ROLLBACK'));
  });

  it.each(['commit', 'rollBack'] as const)('runs nothing after %s', async (end) => {
    const { transaction, sent } = begun();
    await transaction.begin();
    const ended = transaction[end]();
    await expect(transaction.sql.rows('SELECT 1')).rejects.toThrow('The transaction is over');
    await ended;
    expect(sent.join()).not.toMatch(/SELECT/);
  });

  it.each([
    ['the connection breaks', lost],
    ['the server is shut down meanwhile', answered('ER_SERVER_SHUTDOWN', 1053)],
    ['the commit itself fails', answered('ER_ERROR_DURING_COMMIT', 1180)],
  ])('does not know whether it is committed when %s', async (_when, failure) => {
    const { transaction } = begun('COMMIT', failure);
    await transaction.begin();
    await expect(transaction.commit()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', cause: failure });
  });

  it.each([
    ['the cluster refuses it at the commit', 'COMMIT', answered('ER_LOCK_DEADLOCK', 1213)],
    ['the server has become read-only', 'COMMIT', answered('ER_OPTION_PREVENTS_STATEMENT', 1290)],
    ['the server is shut down before', 'UPDATE', answered('ER_SERVER_SHUTDOWN', 1053)],
    ['the connection breaks before', 'UPDATE', lost],
  ])('is surely not committed when %s', async (_when, failing, failure) => {
    const { transaction } = begun(failing, failure);
    await transaction.begin();
    await transaction.sql.execute('UPDATE a').catch(() => undefined);
    await expect(transaction.commit()).rejects.toBe(failure);
  });

  it('closes its connection when it cannot be rolled back: another commit would carry it out', async () => {
    const { transaction, isDestroyed } = begun('ROLLBACK', answered('ER_UNKNOWN_COM_ERROR', 1047));
    await transaction.begin();
    await transaction.rollBack();
    expect(isDestroyed()).toBe(true);
  });

  it('refuses a statement whose values cannot be put into it, and goes on', async () => {
    const { transaction, sent } = begun();
    await transaction.begin();
    await expect(transaction.sql.execute('UPDATE a SET b = ?', [1, 2])).rejects.toThrow('2 values for 1');
    await transaction.commit();
    expect(sent).toEqual(each('START TRANSACTION', 'COMMIT'));
  });
});
