import type { Pool, PoolConnection } from 'mysql2';
import { queryOn } from './mysql-statements';
import type { RunQuery } from './sql';

/** Most statements end by themselves within this time; those that do keep their connection. */
const LEFT_ALONE_MS = 100;

/**
 * Runs the statements of one request on a pool, until its signal is given. From then on they fail with its reason; one that the
 * database still works on is stopped by way of another pool, in which no read can stand in the way.
 */
export function runOnPoolUntil(signal: AbortSignal, pool: Pool, killers: Pool): RunQuery {
  const begun = new Set<RequestStatement>();
  signal.addEventListener('abort', () => begun.forEach((statement) => statement.giveUp(signal.reason)), {
    once: true,
  });
  return (sql, params) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const statement = new RequestStatement(killers, reject);
      begun.add(statement);
      pool.getConnection((error, connection) => {
        if (error || signal.aborted) {
          begun.delete(statement);
          connection?.release();
          return reject(error ?? (signal.reason as Error));
        }
        statement.connection = connection;
        queryOn(connection, sql, params, (failure, result) => {
          begun.delete(statement);
          statement.ended();
          if (failure) reject(failure);
          else resolve(result);
        });
      });
    });
}

/** One statement of a request, and the connection that is its own as long as it runs. */
class RequestStatement {
  connection: PoolConnection | null = null;
  private timer: NodeJS.Timeout | undefined;
  private killed = false;

  constructor(
    private readonly killers: Pool,
    private readonly reject: (reason: unknown) => void,
  ) {}

  giveUp(reason: unknown): void {
    this.reject(reason);
    if (this.connection) this.timer = setTimeout(() => this.kill(this.connection!), LEFT_ALONE_MS);
  }

  /** The connection goes on to the next statement, unless a kill that may still be on its way would hit that one. */
  ended(): void {
    clearTimeout(this.timer);
    if (!this.killed) this.connection!.release();
  }

  /**
   * Ends the session together with the statement: a kill of the query alone that comes too late would strike the session's next one.
   * When the session cannot be reached, the statement ends by itself; nothing uses the connection again.
   */
  private kill(connection: PoolConnection): void {
    this.killed = true;
    connection.on('error', () => undefined);
    this.killers.query(`KILL CONNECTION ${connection.threadId}`, () => connection.destroy());
  }
}
