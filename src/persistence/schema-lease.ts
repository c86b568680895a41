import type { QueryRunner } from 'typeorm';
import type { Database } from './database';
import { Lease } from './lease';
import { literal } from './statement-text';

const TABLE = 'schema_lease';
/** How long the lease may stand still before another program goes on with the migrations, in milliseconds. */
export const SCHEMA_LEASE_MS = 10_000;

const CREATE = `CREATE TABLE IF NOT EXISTS ${TABLE} (
  id INT NOT NULL,
  term BIGINT NOT NULL DEFAULT 0,
  beat BIGINT NOT NULL DEFAULT 0,
  holder VARCHAR(120) NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;

/** Another program holds the lease by now: what this one was about to do has not been done. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** The lease under which the schema of a MariaDB is changed. Its table is made here, as it must be there before any migration. */
export async function schemaLease(
  door: Pick<Database, 'reader' | 'write'>,
  leaseMs = SCHEMA_LEASE_MS,
): Promise<Lease> {
  await door.write(CREATE);
  await door.write(`INSERT INTO ${TABLE} (id) VALUES (1) ON DUPLICATE KEY UPDATE id = id`);
  return new Lease(door, TABLE, leaseMs);
}

const TERM_OVER = 'The term of the schema lease is over';

const BEGIN = /^\s*START TRANSACTION\b/i;
const COMMIT = /^\s*COMMIT\b/i;
const HARMLESS = /^\s*(SELECT|SHOW|ROLLBACK)\b/i;
const OF_ROWS = /^\s*(INSERT|UPDATE|DELETE)\b/i;

/**
 * How a change of the schema, which the server commits by itself, is kept from coming after the term. `compound`: it is the last part of a
 * compound statement, whose first part fails then. `packet`: it travels behind a statement that fails then, in one packet, which the
 * connection must allow; for MySQL, which has compound statements in routines only.
 */
export type Fence = 'compound' | 'packet';

/**
 * Binds a connection to a term of the lease: once the term is over, nothing that it is told to write is written, however late it is
 * sent. A change of rows is a transaction whose last statement is a write of the lease; a change of the schema is behind a fence.
 */
export function bindToTerm(queryRunner: QueryRunner, term: bigint, fence: Fence): void {
  new TermGuard(queryRunner, term, fence).install();
}

class TermGuard {
  private readonly run: QueryRunner['query'];
  private inTransaction = false;

  constructor(
    private readonly queryRunner: QueryRunner,
    private readonly term: bigint,
    private readonly fence: Fence,
  ) {
    this.run = queryRunner.query.bind(queryRunner);
  }

  install(): void {
    const query = (sql: string, params?: unknown[], structured = false): Promise<unknown> =>
      this.query(sql, () => this.run(sql, params, structured as true));
    this.queryRunner.query = query as QueryRunner['query'];
  }

  private async query(sql: string, run: () => Promise<unknown>): Promise<unknown> {
    try {
      if (HARMLESS.test(sql)) return await run();
      if (BEGIN.test(sql)) return await this.begin(run);
      if (COMMIT.test(sql)) return await this.commit(run);
      if (!OF_ROWS.test(sql)) return await this.changeSchema(sql);
      return await (this.inTransaction ? run() : this.changeRows(run));
    } catch (error) {
      throw (await this.isOver())
        ? new LeaseLostError('The schema is being changed by another program')
        : error;
    }
  }

  private async begin(run: () => Promise<unknown>): Promise<unknown> {
    this.inTransaction = true;
    return run();
  }

  /** Until the commit the row of the lease is locked: nobody can take the lease in between. */
  private async commit(run: () => Promise<unknown>): Promise<unknown> {
    this.inTransaction = false;
    const { affected } = await this.run(
      `UPDATE ${TABLE} SET beat = beat + 1 WHERE id = 1 AND term = ${this.term}`,
      [],
      true,
    );
    if (affected !== 1) throw new LeaseLostError(TERM_OVER);
    return run();
  }

  private async changeRows(run: () => Promise<unknown>): Promise<unknown> {
    await this.run('START TRANSACTION');
    try {
      const result = await run();
      await this.commit(() => this.run('COMMIT'));
      return result;
    } catch (error) {
      await this.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /**
   * A compound statement holds the change as a text, as it may not hold triggers themselves. In a packet the first statement exceeds
   * BIGINT when the term is over, which is an error, and the server stops.
   */
  private changeSchema(sql: string): Promise<unknown> {
    const isOver = `NOT EXISTS (SELECT 1 FROM ${TABLE} WHERE id = 1 AND term = ${this.term})`;
    if (this.fence === 'packet') return this.run(`SELECT 9223372036854775807 + (${isOver}); ${sql}`);
    const refuse = `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${TERM_OVER}'`;
    return this.run(
      `BEGIN NOT ATOMIC IF ${isOver} THEN ${refuse}; END IF; EXECUTE IMMEDIATE ${literal(sql)}; END`,
    );
  }

  /** False where that cannot be asked any more. */
  private async isOver(): Promise<boolean> {
    const inTerm = `SELECT 1 FROM ${TABLE} WHERE id = 1 AND term = ${this.term}`;
    return this.run(inTerm).then(
      (rows: unknown[]) => rows.length === 0,
      () => false,
    );
  }
}
