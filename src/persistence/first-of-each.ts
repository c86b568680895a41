import { mappingOf, type EntityClass, type Columns } from './mapping/entity-mapping';
import type { Sql } from './sql';
import { allOf, inList, type SqlFragment } from './sql-fragment';

export interface FirstOfEach {
  /** Column of `t` that says whose a row is, and the owners. */
  of: string;
  owners: readonly string[];
  /** Order of an owner's rows `t`; the last key is unique. */
  orderBy: string;
  /** The most rows of one owner. */
  limit: number;
  /** What else a row `t` must fulfil. */
  where?: SqlFragment;
}

/** The first rows of each owner, in their order: one statement, however many owners, and no owner's rows beyond the limit. */
export function firstOfEach<E extends { id: string }>(
  sql: Sql,
  entity: EntityClass<E>,
  { of, owners, orderBy, limit, where }: FirstOfEach,
  part?: Columns<E>,
): Promise<E[]> {
  const wanted = allOf([inList(of, owners), where]);
  if (owners.length === 1) {
    const tail = `WHERE ${wanted.sql} ORDER BY ${orderBy} LIMIT ${limit}`;
    return sql.select(entity, tail, wanted.params, part);
  }
  const ranked = `SELECT t.id, ROW_NUMBER() OVER (PARTITION BY ${of} ORDER BY ${orderBy}) AS place FROM ${mappingOf(entity).table} t WHERE ${wanted.sql}`;
  return sql.select(
    entity,
    `JOIN (${ranked}) ranked ON ranked.id = t.id WHERE ranked.place <= ${limit} ORDER BY ${of}, ranked.place`,
    wanted.params,
    part,
  );
}
