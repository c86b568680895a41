import type { PoolConnection } from 'mysql2';
import { MysqlTransaction } from '../../../src/persistence/mysql-transaction';

/** A transaction, and the packets that it sends; `failing` is the first statement that the server refuses. */
function begun(failing?: string): { transaction: MysqlTransaction; packets: string[] } {
  const packets: string[] = [];
  const query = (packet: string, done: (error: Error | null, result: unknown) => void): void => {
    packets.push(packet);
    const result = { affectedRows: 1 };
    if (failing && packet.includes(failing)) done(new Error(`refused: ${failing}`), undefined);
    else done(null, packet.includes('; ') ? [result, [{ last: 1 }]] : [{ last: 1 }]);
  };
  return { transaction: new MysqlTransaction({ query } as unknown as PoolConnection), packets };
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
      'START TRANSACTION; INSERT INTO a VALUES (1); SELECT 1 AS last',
      'INSERT INTO b VALUES (2); COMMIT',
    ]);
  });

  it('is not committed when a statement that waited for it fails', async () => {
    const { transaction, packets } = begun('INSERT INTO a');
    await transaction.begin();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    await expect(transaction.commit()).rejects.toThrow('refused: INSERT INTO a');
    await transaction.rollBack();
    expect(packets.at(-1)).toBe('ROLLBACK');
  });

  it('forgets what waits when it is rolled back', async () => {
    const { transaction, packets } = begun();
    await transaction.begin();
    await transaction.sql.executeLater('INSERT INTO a VALUES (?)', [1]);
    await transaction.rollBack();
    expect(packets).toEqual(['ROLLBACK']);
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
    expect(packets.at(-1)).toMatch(/^INSERT INTO a VALUES \(4, 'x+'\); COMMIT$/);
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
