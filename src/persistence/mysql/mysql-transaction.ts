import type { Sql } from '../sql';

/** What a statement is told that comes after `commit` or `rollBack`. */
export const TRANSACTION_OVER = 'The transaction is over';

/** One transaction on a connection that nobody else uses meanwhile. */
export interface MysqlTransaction {
  readonly sql: Sql;
  /** First of all. */
  begin(): Promise<void>;
  /**
   * Nothing can be run afterwards: the connection may be another transaction's by then. Throws `OUTCOME_UNKNOWN` when the commit was sent
   * and its answer did not come, or does not tell; any other error says that nothing was committed.
   */
  commit(): Promise<void>;
  /** A connection on which that fails is closed: another transaction's commit would carry out what is left of this one. */
  rollBack(): Promise<void>;
}
