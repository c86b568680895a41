import type { PoolConnection } from 'mysql2';
import { runTogether } from './mysql-statements';
import { statementText } from './mysql-text';
import { createSql, type Param, type RunQuery, type Sql } from './sql';

/** Text that waits for its turn, in characters; a packet may hold 16 MB by MariaDB's default. */
const MAX_WAITING = 1_000_000;

/**
 * The statements of one transaction. What nobody waits to hear of, `START TRANSACTION` and inserts above all, travels with the next
 * statement in one packet: a round trip costs both sides more than most statements do, and while it lasts the transaction keeps its
 * locks (`bench/README.md`). The server works a packet off in order and stops at the first statement that fails, so that a `COMMIT`
 * behind it is not reached. The connection must allow several statements in a packet.
 */
export class MysqlTransaction {
  readonly sql: Sql = createSql(
    'mysql',
    (sql, params) => this.run(sql, params),
    (sql, params) => this.runLater(sql, params),
  );
  private waiting: string[] = [];
  private waitingLength = 0;

  constructor(private readonly connection: PoolConnection) {}

  async begin(): Promise<void> {
    await this.runLater('START TRANSACTION', []);
  }

  async commit(): Promise<void> {
    await this.run('COMMIT', []);
  }

  async rollBack(): Promise<void> {
    this.takeWaiting();
    await this.run('ROLLBACK', []);
  }

  private run(sql: string, params: readonly Param[]): ReturnType<RunQuery> {
    return runTogether(this.connection, [...this.takeWaiting(), statementText(sql, params)]);
  }

  private async runLater(sql: string, params: readonly Param[]): Promise<void> {
    const statement = statementText(sql, params);
    if (this.waitingLength + statement.length > MAX_WAITING && this.waiting.length > 0) {
      await this.run('DO 0', []);
    }
    this.waiting.push(statement);
    this.waitingLength += statement.length;
  }

  private takeWaiting(): string[] {
    const { waiting } = this;
    this.waiting = [];
    this.waitingLength = 0;
    return waiting;
  }
}
