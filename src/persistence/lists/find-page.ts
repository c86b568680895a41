import { mappingOf, type EntityClass } from '../mapping/entity-mapping';
import { keysetPage, type PageRequest, type Slice, type Sort } from './keyset';
import type { Sql } from '../sql';
import { allOf, type SqlFragment } from '../sql-fragment';
import { num, type RawInteger } from '../values';

/** One page of the rows, aliased `t`, that a condition selects: one statement. */
export async function findPage<E extends object>(
  sql: Sql,
  entity: EntityClass<E>,
  condition: SqlFragment,
  sort: Sort<E>,
  request: PageRequest,
): Promise<Slice<E>> {
  const page = keysetPage(sort, request);
  const where = allOf([condition, page.where]);
  return page.cut(await sql.select(entity, `WHERE ${where.sql} ${page.tail}`, where.params));
}

/** How many rows, aliased `t`, a condition selects. */
export async function countRows<E extends object>(
  sql: Sql,
  entity: EntityClass<E>,
  condition: SqlFragment,
): Promise<number> {
  const [row] = await sql.separately.rows<{ n: RawInteger }>(
    `SELECT COUNT(*) AS n FROM ${mappingOf(entity).table} t WHERE ${condition.sql}`,
    condition.params,
  );
  return num(row?.n);
}
