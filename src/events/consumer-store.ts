import type { Database } from '../persistence/database';
import { ConflictError } from '../persistence/conflicts';
import type { Sql } from '../persistence/sql';
import { big, num, type RawInteger } from '../persistence/values';
import type { Clock } from '../shared/clock';

/** How far one generation of a consumer has come, and the log. */
export interface ConsumerPlace {
  generation: number;
  /** Everything up to here is worked in, and nothing after. */
  position: bigint;
  /** The end of the log. */
  last: bigint;
}

/** The stored position of one consumer. */
export interface ConsumerStore {
  /** Where a step reads what it works in. */
  readonly reader: Sql;
  /** One statement. The active generation when none is given. Throws a `ConflictError` for one that is gone. */
  place(generation?: number): Promise<ConsumerPlace>;
  /**
   * Moves the position from `place` to `through` and calls `write`, in one transaction. Answers false, and has written nothing, when the
   * position is not at `place` any more: another process was faster.
   */
  move(place: ConsumerPlace, through: bigint, write: (sql: Sql) => Promise<void>): Promise<boolean>;
}

/** The position of the consumer of this name in the table `projections`. */
export function consumerStore(database: Database, clock: Clock, name: string): ConsumerStore {
  const { reader } = database;
  return {
    reader,

    async place(generation) {
      const [condition, params] =
        generation === undefined ? ['p.active = 1', []] : ['p.generation = ?', [generation]];
      const [row] = await reader.rows<{ generation: RawInteger; position: RawInteger; last: RawInteger }>(
        `SELECT p.generation AS generation, p.position AS position, s.last_position AS last
         FROM event_sequence s JOIN projections p ON p.name = ? AND ${condition} WHERE s.id = 1`,
        [name, ...params],
      );
      if (!row) throw noGeneration(name, generation);
      return { generation: num(row.generation), position: big(row.position), last: big(row.last) };
    },

    move({ generation, position }, through, write) {
      return database.transaction(async (sql) => {
        const moved = await sql.execute(
          'UPDATE projections SET position = ?, updated_at = ? WHERE name = ? AND generation = ? AND position = ?',
          [through, clock.now().getTime(), name, generation, position],
        );
        if (moved > 0) await write(sql);
        return moved > 0;
      });
    },
  };
}

function noGeneration(name: string, generation: number | undefined): Error {
  return generation === undefined
    ? new Error(`The consumer ${name} has no active generation in the table projections`)
    : new ConflictError(`Generation ${generation} of ${name} has been replaced by a later one`);
}
