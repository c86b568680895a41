import type { Pool, PoolConnection, QueryError } from 'mysql2';
import { statementText } from './mysql-text';
import type { Param, RunQuery } from '../sql';

/**
 * Statements go to mysql2's callback API and not through TypeORM's query runner, which wraps each in several promises, broadcasts and a
 * captured stack (3 % of an order placed in the first profile, `bench/README.md`).
 */
export function runOnPool(pool: Pool): RunQuery {
  return (sql, params) => statementOn(pool, sql, params);
}

/** Runs finished statements on a connection that allows several in one packet; answers what the last one gave. */
export function runTogether(connection: PoolConnection, statements: readonly string[]): ReturnType<RunQuery> {
  return new Promise((resolve, reject) => {
    queryTogether(connection, statements, (error, results) =>
      error ? reject(error) : resolve(results.at(-1)!),
    );
  });
}

/**
 * Runs finished statements in one packet, and tells what each of them gave. The server works them off in order and stops at the first
 * that fails; which one that is, it does not say.
 */
export function queryTogether(
  connection: PoolConnection,
  statements: readonly string[],
  done: (error: QueryError | null, results: Result[]) => void,
): void {
  connection.query(statements.join('; '), (error: QueryError | null, result: unknown) => {
    if (error) done(error, []);
    else done(null, statements.length === 1 ? [resultOf(result)] : (result as unknown[]).map(resultOf));
  });
}

/**
 * As `queryTogether`; a failure also tells how many statements had been answered before it came. The answer to a statement arrives
 * when the server has done it.
 */
export function queryCounting(
  connection: PoolConnection,
  statements: readonly string[],
  done: (error: QueryError | null, results: Result[], answered: number) => void,
): void {
  let answered = 0;
  const query = connection.query(statements.join('; '), (error: QueryError | null, result: unknown) => {
    if (error) done(error, [], answered);
    else done(null, (result as unknown[]).map(resultOf), answered);
  });
  query.on('fields', () => {
    answered += 1;
  });
}

/** A connection of the pool, for `release` to give back. */
export function takeConnection(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
  });
}

export type Result = Awaited<ReturnType<RunQuery>>;

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
    // Not left to the pool: what it throws when it has got a connection, nobody catches.
    target.query(statementText(sql, params), (error: QueryError | null, result: unknown) =>
      error ? reject(error) : resolve(resultOf(result)),
    );
  });
}
