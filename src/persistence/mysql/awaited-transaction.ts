import { Mutex } from 'async-mutex';
import type { PoolConnection } from 'mysql2';
import { turnBegan } from '../../shared/turns';
import { isRolledBack } from '../conflicts';
import { statementText } from '../statement-text';
import { createSql, type Sql } from '../sql';
import { driverError, outcomeUnknown } from '../unavailable';
import { runOn, type Result } from './mysql-statements';
import { TRANSACTION_OVER, type MysqlTransaction } from './mysql-transaction';

/**
 * The statements of one transaction on the awaited wire: each has a packet of its own, `COMMIT` too, which is sent when the one before has
 * been answered. After the first that fails only `ROLLBACK` is sent. A Galera node that aborts a transaction says so once, in the answer
 * to its next statement; whatever followed would be outside of any transaction.
 */
export class AwaitedTransaction implements MysqlTransaction {
  readonly sql: Sql;
  private readonly wire = new Mutex();
  private over = false;
  private failure: { readonly error: unknown } | null = null;

  constructor(private readonly connection: PoolConnection) {
    this.sql = createSql('mysql', async (sql, params) => {
      if (this.over) throw new Error(TRANSACTION_OVER);
      return this.send(statementText(sql, params));
    });
  }

  async begin(): Promise<void> {
    await this.send('START TRANSACTION');
  }

  async commit(): Promise<void> {
    this.over = true;
    await this.send('COMMIT', (error) => {
      const isCertain = !driverError(error).fatal && isRolledBack(error);
      return isCertain ? error : outcomeUnknown(error);
    });
  }

  async rollBack(): Promise<void> {
    this.over = true;
    this.failure ??= { error: new Error(TRANSACTION_OVER) };
    const rollBack = () => runOn(this.connection, 'ROLLBACK');
    await this.wire.runExclusive(rollBack).catch(() => this.connection.destroy());
  }

  /** Fails with the error of an earlier statement; with its own as `explain` has it. */
  private send(text: string, explain = (error: unknown): unknown => error): Promise<Result> {
    return this.wire.runExclusive(async () => {
      if (this.failure) throw this.failure.error;
      try {
        const result = await runOn(this.connection, text);
        turnBegan();
        return result;
      } catch (cause) {
        const error = explain(cause);
        this.failure = { error };
        throw error;
      }
    });
  }
}
