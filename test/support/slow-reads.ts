import type { Services } from '../../resolvers/kit/services';
import type { Database } from '../../src/persistence/database';
import type { EntityClass } from '../../src/persistence/mapping/entity-mapping';
import type { Sql } from '../../src/persistence/sql';

/** Runs `first` before every list of rows that a request reads, on what the request reads with. Until `stop`. */
export function beforeReads(
  services: Services,
  first: (entity: EntityClass<object>, sql: Sql) => Promise<unknown>,
): { stop(): void } {
  const open = services as { database: Database };
  const { database } = open;
  const until = (signal: AbortSignal): Sql => {
    const sql = database.reader.until(signal);
    const select: Sql['select'] = async (entity, ...rest) => {
      await first(entity, sql);
      return sql.select(entity, ...rest);
    };
    return Object.create(sql, { select: { value: select } }) as Sql;
  };
  const reader = Object.create(database.reader, { until: { value: until } }) as Database['reader'];
  open.database = Object.create(database, { reader: { value: reader } }) as Database;
  return { stop: () => (open.database = database) };
}
