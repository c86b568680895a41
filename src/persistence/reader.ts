import { createSql, type Dialect, type OtherWays, type RunQuery, type Sql } from './sql';

/** Committed data, for whoever wants to read it. */
export interface Reader extends Sql {
  /**
   * The same for one request: once the signal is given, what waits or runs fails with the reason of the signal and nothing more is
   * read. A statement that runs on MariaDB then is stopped there as well.
   */
  until(signal: AbortSignal): Sql;
}

/** A reader whose requests read with what `until` makes. */
export function createReader(
  dialect: Dialect,
  run: RunQuery,
  until: Reader['until'],
  others: OtherWays = {},
): Reader {
  return Object.assign(createSql(dialect, run, others), { until });
}
