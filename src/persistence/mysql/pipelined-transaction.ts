import type { PoolConnection } from 'mysql2';
import { turnBegan } from '../../shared/turns';
import { isRolledBack } from '../conflicts';
import type { BulkInsert } from '../mapping/entity-mapping';
import { insertInBulk, takesBulk } from './mysql-bulk';
import { queryCounting, queryTogether, type Result } from './mysql-statements';
import { TRANSACTION_OVER, type MysqlTransaction } from './mysql-transaction';
import { statementText } from '../statement-text';
import { createSql, type Param, type Sql } from '../sql';
import { outcomeUnknown } from '../unavailable';

/** What waits for its turn, in characters or bytes; a packet may hold 16 MB by MariaDB's default. */
const MAX_WAITING = 1_000_000;
const COMMIT = 'COMMIT';

interface Statement {
  readonly text: string;
  /** Somebody waits for what it gives. */
  readonly asked?: { resolve(result: Result): void; reject(reason: unknown): void };
}

type Step = Statement | BulkInsert;

/**
 * The statements of one transaction on the pipelined wire. Those that are asked for in one turn travel together, and what nobody waits to
 * hear of, its beginning and inserts above all, with the next one that is asked for: a round trip costs both sides more than most
 * statements do, and while it lasts the transaction keeps its locks (`bench/README.md`). Statements go in one packet, which the server
 * works off in order up to the first that fails; with it fail all that are asked for in the packet. Inserts go in bulk where the server
 * takes that, ahead of the statement that they go with: a `COMMIT` is only sent when all of them have succeeded. The connection must
 * allow several statements in a packet.
 */
export class PipelinedTransaction implements MysqlTransaction {
  readonly sql: Sql;
  private waiting: Step[] = [];
  private waitingLength = 0;
  private sending = false;
  private over = false;
  private committed = false;

  constructor(private readonly connection: PoolConnection) {
    this.sql = createSql('mysql', (sql, params) => this.run(sql, params), {
      later: (sql, params) => this.runLater(sql, params),
      ...(takesBulk(connection) && { inBulk: (insert) => this.insertLater(insert) }),
    });
  }

  /** Without autocommit: when the server undoes a transaction for a deadlock, what is on its way already belongs to the next one. */
  async begin(): Promise<void> {
    await this.runLater('SET autocommit = 0', []);
  }

  async commit(): Promise<void> {
    try {
      await this.end(COMMIT);
    } catch (error) {
      if (!this.committed) throw error;
      this.connection.destroy();
    }
  }

  async rollBack(): Promise<void> {
    rejectAll(this.takeWaiting(), new Error(TRANSACTION_OVER));
    await this.end('ROLLBACK').catch(() => this.connection.destroy());
  }

  private async end(how: typeof COMMIT | 'ROLLBACK'): Promise<void> {
    this.over = true;
    this.waiting.push({ text: how });
    await this.ask('SET autocommit = 1');
  }

  private async run(sql: string, params: readonly Param[]): Promise<Result> {
    this.checkGoingOn();
    return this.ask(statementText(sql, params));
  }

  private async runLater(sql: string, params: readonly Param[]): Promise<void> {
    const text = statementText(sql, params);
    await this.wait({ text }, text.length);
  }

  private insertLater(insert: BulkInsert): Promise<void> {
    return this.wait(
      insert,
      insert.packets.reduce((sum, { length }) => sum + length, 0),
    );
  }

  private async wait(step: Step, length: number): Promise<void> {
    this.checkGoingOn();
    if (this.waitingLength + length > MAX_WAITING && this.waiting.length > 0) await this.ask('DO 0');
    this.waiting.push(step);
    this.waitingLength += length;
  }

  private checkGoingOn(): void {
    if (this.over) throw new Error(TRANSACTION_OVER);
  }

  private ask(text: string): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ text, asked: { resolve, reject } });
      if (this.sending) return;
      this.sending = true;
      process.nextTick(() => void this.sendAll());
    });
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.some((step) => 'asked' in step)) {
      const steps = this.takeWaiting();
      await this.send(steps).catch((error: unknown) => rejectAll(steps, error));
    }
    this.sending = false;
  }

  private async send(steps: readonly Step[]): Promise<void> {
    let statements: Statement[] = [];
    let inserts: BulkInsert[] = [];
    for (const step of steps) {
      if ('text' in step) {
        if (inserts.length > 0) await insertInBulk(this.connection, inserts);
        inserts = [];
        statements.push(step);
      } else {
        if (statements.length > 0) await this.sendStatements(statements);
        statements = [];
        inserts.push(step);
      }
    }
    if (inserts.length > 0) await insertInBulk(this.connection, inserts);
    if (statements.length > 0) await this.sendStatements(statements);
  }

  private async sendStatements(statements: readonly Statement[]): Promise<void> {
    const results = await this.resultsOf(statements.map(({ text }) => text));
    turnBegan();
    statements.forEach(({ asked }, i) => asked?.resolve(results[i]!));
  }

  private resultsOf(texts: readonly string[]): Promise<Result[]> {
    const commit = this.over ? texts.indexOf(COMMIT) : -1;
    return new Promise((resolve, reject) => {
      if (commit < 0) {
        queryTogether(this.connection, texts, (error, given) => (error ? reject(error) : resolve(given)));
        return;
      }
      queryCounting(this.connection, texts, (error, given, answered) => {
        this.committed = answered > commit;
        if (!error) resolve(given);
        else if (error.fatal || (answered === commit && !isRolledBack(error))) reject(outcomeUnknown(error));
        else reject(error);
      });
    });
  }

  private takeWaiting(): Step[] {
    const { waiting } = this;
    this.waiting = [];
    this.waitingLength = 0;
    return waiting;
  }
}

function rejectAll(steps: readonly Step[], reason: unknown): void {
  for (const step of steps) if ('asked' in step) step.asked?.reject(reason);
}
