import { mappingOf, type EntityClass } from './mapping/entity-mapping';
import type { Sql } from './sql';

/**
 * Inserts rows; where a row of the same primary key is stored already, adds the given properties to it instead. What is added is
 * never read first. The clause has one name on each database.
 */
export async function addRows<E extends object>(
  sql: Sql,
  entity: EntityClass<E>,
  rows: readonly E[],
  added: readonly (keyof E & string)[],
): Promise<void> {
  const mapping = mappingOf(entity);
  const [conflict, given] =
    sql.dialect === 'mysql'
      ? ['ON DUPLICATE KEY UPDATE', (column: string) => `VALUES(${column})`]
      : ['ON CONFLICT DO UPDATE SET', (column: string) => `excluded.${column}`];
  const sums = added.map((property) => {
    const column = mapping.columnOf(property);
    return `${column} = ${mapping.table}.${column} + ${(given as (column: string) => string)(column)}`;
  });
  await sql.insert(entity, rows, `${conflict as string} ${sums.join(', ')}`);
}
