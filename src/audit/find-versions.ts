import { DomainEvent } from '../../entities/events/domain-event';
import { chunks, type Sql } from '../persistence/sql';
import { anyOf, fragment } from '../persistence/sql-fragment';

/** One version of an object that has events. */
export interface ObjectVersion {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

const MAX_VERSIONS = 200;

/** The events that made these versions of objects; those that are not there are left out. */
export async function findVersions(sql: Sql, versions: readonly ObjectVersion[]): Promise<DomainEvent[]> {
  const found: DomainEvent[] = [];
  for (const some of chunks(versions, MAX_VERSIONS)) {
    const wanted = anyOf(
      some.map(({ type, id, version }) =>
        fragment('t.aggregate_type = ? AND t.aggregate_id = ? AND t.aggregate_version = ?', [
          type,
          id,
          version,
        ]),
      ),
    );
    found.push(...(await sql.select(DomainEvent, `WHERE ${wanted.sql}`, wanted.params)));
  }
  return found;
}
