import { setImmediate as turn } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { breathe, mapInSteps } from '../shared/turns';
import { ConflictError } from './conflicts';
import type { Dialect } from './dialect';
import {
  bulkPackets,
  mappingOf,
  type BulkInsert,
  type EntityClass,
  type Param,
  type Columns,
} from './mapping/entity-mapping';
import { MAX_LISTED } from './update-from';
import { storable } from './values';
import { questionMarks, updateStatement, valuesOf } from './write-statements';

export { placeholders } from './write-statements';
export type { Dialect, Param };

/** A statement that reads, with the values of its placeholders. */
export interface Select {
  readonly sql: string;
  readonly params: readonly Param[];
}

/** SQL on one connection or pool. The text must mean the same on MariaDB and SQLite. */
export interface Sql {
  readonly dialect: Dialect;
  /**
   * The same for what may take long: searches, sums, counts. Statements that one request runs at the same time go to MariaDB
   * together and one after the other, so that a slow one would keep the others waiting; these have a connection of their own.
   */
  readonly separately: Sql;
  /**
   * Hands over the rows of selects with the same columns, as one state of the data gives them, some at a time and `most` at most; for what
   * may take seconds. The embedded database reads them off the server's thread, one caller after the other, and is given up between two
   * selects when the request has ended: let each of them end within a second. Throws `UNAVAILABLE` when too many wait.
   */
  readAside<R>(selects: readonly Select[], most: number, take: (rows: readonly R[]) => void): Promise<void>;
  /** Rows as the driver gives them; use `num` and `big` on integers. */
  rows<R>(sql: string, params?: readonly Param[]): Promise<R[]>;
  /** Runs a write and returns how many rows it matched. */
  execute(sql: string, params?: readonly Param[]): Promise<number>;
  /**
   * Runs a write of which nothing is asked but that it is done when the transaction is. In a transaction on MariaDB it goes along with
   * the next statement: that one, or the commit, then fails with the error of this one.
   */
  executeLater(sql: string, params?: readonly Param[]): Promise<void>;
  /** The rows that `tail` selects from the entity's table, aliased `t`: all of their mapped columns, or those of a part. */
  select<E extends object>(
    entity: EntityClass<E>,
    tail?: string,
    params?: readonly Param[],
    part?: Columns<E>,
  ): Promise<E[]>;
  /** As `select`, keeping the rows locked until the transaction ends (SQLite: the write transaction is exclusive anyway). */
  selectForUpdate<E extends object>(
    entity: EntityClass<E>,
    tail: string,
    params?: readonly Param[],
  ): Promise<E[]>;
  /**
   * Inserts rows, as `executeLater` does, in bounded statements or in bulk. Undefined properties are stored as NULL. `clause` follows the
   * values: what is to be done where a row is there already.
   */
  insert<E extends object>(
    entity: EntityClass<E>,
    rows: readonly Partial<E>[],
    clause?: string,
  ): Promise<void>;
  /** Sets the given properties of rows found by `id`, in bounded statements. Throws `ConflictError` when a row is missing. */
  updateRows<E extends { id: string }>(
    entity: EntityClass<E>,
    rows: readonly E[],
    properties: readonly (keyof E & string)[],
  ): Promise<void>;
}

/** `JOIN` that reads its left side first: for when few rows on the left are to be looked up on the right. */
export function joinInOrder({ dialect }: Pick<Sql, 'dialect'>): string {
  return dialect === 'mysql' ? 'STRAIGHT_JOIN' : 'CROSS JOIN';
}

/**
 * Parameters in one write. A statement costs MariaDB a round trip, and SQLite the memory of its prepared form, which is kept for the
 * next one with the same text.
 */
const MAX_PARAMS: Readonly<Record<Dialect, number>> = { mysql: 20_000, sqlite: 1_000 };

/** Rows of a long answer that are handed over before others have a turn. */
export const ROWS_PER_TURN = 500;

export type RunQuery = (
  sql: string,
  params: readonly Param[],
) => Promise<{ rows: unknown[]; affected: number }>;

export type RunAside = (
  selects: readonly Select[],
  most: number,
  take: (rows: readonly unknown[]) => void,
) => Promise<void>;

/** Runs a statement that reads, and makes something of each row as it comes. */
export type ReadEach = <R>(
  sql: string,
  params: readonly Param[],
  make: (row: Record<string, unknown>) => R,
) => Promise<R[]>;

/** Other ways to run statements than one after the other, where there are any. */
export interface OtherWays {
  /** Reads rows one by one: those of a large answer need not all be in memory in the driver's form. */
  each?: ReadEach;
  /** Runs a write, now or with a later statement. */
  later?: (sql: string, params: readonly Param[]) => Promise<unknown>;
  /** Runs a statement for which others need not wait. */
  separately?: RunQuery;
  /** Runs selects off the server's thread. */
  aside?: RunAside;
  /** Inserts rows, now or with a later statement. */
  inBulk?: (insert: BulkInsert) => Promise<unknown>;
}

/** Adapts a way to run one statement to the `Sql` interface. */
export function createSql(dialect: Dialect, run: RunQuery, others: OtherWays = {}): Sql {
  return new MappedSql(dialect, run, others);
}

/** Runs statements on one TypeORM query runner, whose driver gets nothing but what `storable` lets through. */
export function runOn(queryRunner: QueryRunner): RunQuery {
  return async (sql, params) => {
    for (const param of params) storable(param);
    const result = await queryRunner.query(sql, params as unknown[], true);
    return { rows: result.records, affected: result.affected ?? 0 };
  };
}

class MappedSql implements Sql {
  constructor(
    readonly dialect: Dialect,
    private readonly run: RunQuery,
    private readonly others: OtherWays,
  ) {}

  get separately(): Sql {
    return this.others.separately ? createSql(this.dialect, this.others.separately) : this;
  }

  async readAside<R>(
    selects: readonly Select[],
    most: number,
    take: (rows: readonly R[]) => void,
  ): Promise<void> {
    if (this.others.aside)
      return this.others.aside(selects, most, take as (rows: readonly unknown[]) => void);
    const union = selects.map(({ sql }) => sql).join('\nUNION ALL ');
    const params = selects.flatMap((select) => select.params);
    const rows = await this.separately.rows<R>(`${union} LIMIT ?`, [...params, most]);
    for (const some of chunks(rows, ROWS_PER_TURN)) {
      take(some);
      if (some.length === ROWS_PER_TURN) await turn();
    }
  }

  async rows<R>(sql: string, params: readonly Param[] = []): Promise<R[]> {
    return (await this.run(sql, params)).rows as R[];
  }

  async execute(sql: string, params: readonly Param[] = []): Promise<number> {
    return (await this.run(sql, params)).affected;
  }

  async executeLater(sql: string, params: readonly Param[] = []): Promise<void> {
    await (this.others.later ?? this.run)(sql, params);
  }

  async select<E extends object>(
    entity: EntityClass<E>,
    tail = '',
    params: readonly Param[] = [],
    part?: Columns<E>,
  ): Promise<E[]> {
    const mapping = mappingOf(entity);
    const { columnList, fromRow } = part ?? mapping;
    const text = `SELECT ${columnList} FROM ${mapping.table} t ${tail}`;
    if (this.others.each) return this.others.each(text, params, fromRow);
    const { rows } = await this.run(text, params);
    return mapInSteps(rows, (row) => fromRow(row as Record<string, unknown>));
  }

  selectForUpdate<E extends object>(
    entity: EntityClass<E>,
    tail: string,
    params: readonly Param[] = [],
  ): Promise<E[]> {
    return this.select(entity, this.dialect === 'mysql' ? `${tail} FOR UPDATE` : tail, params);
  }

  async insert<E extends object>(
    entity: EntityClass<E>,
    rows: readonly Partial<E>[],
    clause = '',
  ): Promise<void> {
    const mapping = mappingOf(entity);
    const { table, insertable } = mapping;
    const { inBulk } = this.others;
    for (const chunk of this.writable(rows, insertable.columns.length)) {
      await breathe();
      if (inBulk) {
        await inBulk({
          sql: `INSERT INTO ${table} ${questionMarks(insertable.columns, 1)} ${clause}`,
          packets: bulkPackets(insertable.types, chunk, insertable.encode),
        });
      } else {
        for (const { sql, params } of valuesOf(this.dialect, mapping, chunk))
          await this.executeLater(`INSERT INTO ${table} ${sql} ${clause}`, params);
      }
    }
  }

  async updateRows<E extends { id: string }>(
    entity: EntityClass<E>,
    rows: readonly E[],
    properties: readonly (keyof E & string)[],
  ): Promise<void> {
    if (properties.length === 0) return;
    const mapping = mappingOf(entity);
    for (const chunk of this.writable(rows, properties.length + 1, MAX_LISTED)) {
      const { sql, params } = updateStatement(this.dialect, mapping, chunk, properties);
      const { affected } = await this.run(sql, params);
      if (affected !== chunk.length) {
        throw new ConflictError(`${affected} of ${chunk.length} rows of ${mapping.table} could be updated`);
      }
    }
  }

  /** Rows in pieces that one statement writes. */
  private writable<E>(rows: readonly E[], paramsPerRow: number, most = Infinity): E[][] {
    const fitting = Math.max(1, Math.floor(MAX_PARAMS[this.dialect] / paramsPerRow));
    return chunks(rows, Math.min(fitting, most));
  }
}

/** A list cut into pieces of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let i = 0; i < list.length; i += size) pieces.push(list.slice(i, i + size));
  return pieces;
}
