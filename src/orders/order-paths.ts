import { rowsOf, type IdSelect } from '../persistence/lists/access-paths';
import { fragment, type SqlFragment } from '../persistence/sql-fragment';

/** Orders `t` that a condition selects, through an index that begins with its columns. */
export const ordersWhere = (condition: SqlFragment): IdSelect => rowsOf('orders', condition);

/** Orders with a row `m` in a table of theirs that a condition selects, each once. */
export function ordersWith(table: string, condition: SqlFragment): IdSelect {
  return (limit) =>
    fragment(
      `SELECT DISTINCT m.order_id AS id FROM ${table} m WHERE ${condition.sql} LIMIT ${limit}`,
      condition.params,
    );
}
