import type { Pool, PoolConnection, QueryError } from 'mysql2';
import type { Param, RunQuery } from './sql';

/**
 * Statements go to mysql2's callback API and not through TypeORM's query runner, which wraps each in several promises, broadcasts and a
 * captured stack (3 % of an order placed in the first profile, `bench/README.md`).
 */
export function runOnPool(pool: Pool): RunQuery {
  return (sql, params) => statementOn(pool, sql, params);
}

/** As `runOnPool`, every statement on the one connection. */
export function runOnConnection(connection: PoolConnection): RunQuery {
  return (sql, params) => statementOn(connection, sql, params);
}

/** Runs finished statements on a connection that allows several in one packet; answers what the last one gave. */
export function runTogether(connection: PoolConnection, statements: readonly string[]): ReturnType<RunQuery> {
  return new Promise((resolve, reject) => {
    connection.query(statements.join('; '), (error: QueryError | null, result: unknown) => {
      if (error) reject(error);
      else resolve(resultOf(statements.length === 1 ? result : (result as unknown[]).at(-1)));
    });
  });
}

/** A connection of the pool, for `release` to give back. */
export function takeConnection(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
  });
}

type Result = Awaited<ReturnType<RunQuery>>;

/** Runs one statement, and tells how it ended. */
export function queryOn(
  target: Pool | PoolConnection,
  sql: string,
  params: readonly Param[],
  done: (error: QueryError | null, result: Result) => void,
): void {
  target.query(sql, params as unknown[], (error: QueryError | null, result: unknown) =>
    done(error, resultOf(result)),
  );
}

function resultOf(result: unknown): Result {
  if (Array.isArray(result)) return { rows: result, affected: 0 };
  return { rows: [], affected: (result as { affectedRows?: number })?.affectedRows ?? 0 };
}

function statementOn(
  target: Pool | PoolConnection,
  sql: string,
  params: readonly Param[],
): ReturnType<RunQuery> {
  return new Promise((resolve, reject) => {
    queryOn(target, sql, params, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
