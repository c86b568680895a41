import type { Pool, PoolConnection, QueryError } from 'mysql2';
import { statementText } from '../statement-text';
import type { RunQuery } from '../sql';

/**
 * Statements go to mysql2's callback API and not through TypeORM's query runner, which wraps each in several promises, broadcasts and a
 * captured stack (3 % of an order placed in the first profile, `bench/README.md`).
 */
export function runOnPool(pool: Pool): RunQuery {
  // Not left to the pool to put the values in: what it throws when it has got a connection, nobody catches.
  return async (sql, params) => runOn(pool, statementText(sql, params));
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

/**
 * Runs finished statements one after the other, each in a packet that is sent when the one before was answered. `done` hears the first
 * error once all of them have been answered.
 */
export function queryInTurn(
  connection: PoolConnection,
  statements: readonly string[],
  done: (error: QueryError | null, results: Result[]) => void,
): void {
  const results: Result[] = [];
  let failure: QueryError | null = null;
  statements.forEach((statement, i) => {
    connection.query(statement, (error: QueryError | null, result: unknown) => {
      failure ??= error;
      results.push(resultOf(result));
      if (i === statements.length - 1) done(failure, results);
    });
  });
}

/** Runs one finished statement. */
export function runOn(target: Pool | PoolConnection, statement: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    target.query(statement, (error: QueryError | null, result: unknown) =>
      error ? reject(error) : resolve(resultOf(result)),
    );
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
