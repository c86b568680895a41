import { DomainError } from '../../shared/errors';
import { brokenRule, type RuleLimit } from '../../shared/invalid-input';
import type { Param } from '../sql';
import { allOf, fragment, type SqlFragment } from '../sql-fragment';

/** One column of a sort order. Its column is never null. */
export interface SortKey<N> {
  /** With its alias, as in `t.ordered_at`. */
  column: string;
  descending?: boolean;
  /** How the value travels in a cursor; instants are ints (milliseconds). */
  kind: 'int' | 'bigint' | 'text';
  value(row: N): number | bigint | string | Date;
}

/** A total order of a list: the last key is unique. */
export interface Sort<N> {
  /** Names list and order; a cursor of another order is refused. */
  name: string;
  keys: readonly SortKey<N>[];
}

/** What of a list is wanted: the first rows after a cursor, or the last rows before one; the other cursor bounds it. */
export interface PageRequest {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** SQL that reads one row more than asked for, and what makes the page of it. */
export interface KeysetPage<N> {
  /** Condition that begins after, and ends before, the given cursors. */
  readonly where: SqlFragment;
  /** `ORDER BY …`, in reading direction. */
  readonly orderBy: string;
  /** One more row than the page has. */
  readonly limit: number;
  /** Both together: `ORDER BY … LIMIT …`. */
  readonly tail: string;
  /** The rows of the page in the list's order, with their cursors. */
  cut(rows: readonly N[]): Slice<N>;
}

export interface Slice<N> {
  edges: Placed<N>[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A row of a list. Its cursor is made when it is asked for: most queries want that of a page's last row alone. */
export class Placed<N> {
  constructor(
    readonly node: N,
    private readonly sort: Sort<N>,
  ) {}

  get cursor(): string {
    return encodeCursor(this.sort, this.node);
  }
}

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 200;

/** Pages by key, not by offset: rows that come or go between two pages neither repeat nor hide others. */
export function keysetPage<N>(sort: Sort<N>, request: PageRequest): KeysetPage<N> {
  const size = pageSize(request);
  const backward = typeof request.last === 'number';
  const after = request.after ? decodeCursor(sort, request.after) : null;
  const before = request.before ? decodeCursor(sort, request.before) : null;
  const order = sort.keys.map(
    ({ column, descending = false }) => `${column} ${descending !== backward ? 'DESC' : 'ASC'}`,
  );
  const orderBy = `ORDER BY ${order.join(', ')}`;
  return {
    where: allOf([after && beyond(sort, after, true), before && beyond(sort, before, false)]),
    orderBy,
    limit: size + 1,
    tail: `${orderBy} LIMIT ${size + 1}`,
    cut(rows) {
      const page = rows.slice(0, size);
      if (backward) page.reverse();
      const more = rows.length > size;
      return {
        edges: page.map((node) => new Placed(node, sort)),
        hasNextPage: backward ? before !== null : more,
        hasPreviousPage: backward ? more : after !== null,
      };
    },
  };
}

function pageSize({ first, last }: PageRequest): number {
  if (typeof first === 'number' && typeof last === 'number') {
    throw invalid('first', 'exclusive', 'Give either `first` or `last`, not both.');
  }
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (Number.isInteger(size) && size >= 1 && size <= MAX_PAGE_SIZE) return size;
  const name = typeof last === 'number' ? 'last' : 'first';
  throw invalid(name, 'range', `\`${name}\` is ${size}; a page has 1 to ${MAX_PAGE_SIZE} entries.`, {
    min: 1,
    max: MAX_PAGE_SIZE,
  });
}

function invalid(path: string, rule: string, message: string, limit?: RuleLimit): DomainError {
  return brokenRule(message, { path, rule, message, limit });
}

/**
 * `a >= ? AND (a > ? OR (a = ? AND b > ?))`: rows after the values in the sort order, or before them. The first comparison says
 * nothing new; it lets every database begin its index scan at the right place.
 */
function beyond<N>({ keys }: Sort<N>, values: readonly Param[], later: boolean): SqlFragment {
  const greater = ({ descending = false }: SortKey<N>) => (descending !== later ? '>' : '<');
  const alternatives = keys.map((key, i) =>
    allOf([
      ...keys.slice(0, i).map(({ column }, j) => fragment(`${column} = ?`, [values[j]!])),
      fragment(`${key.column} ${greater(key)} ?`, [values[i]!]),
    ]),
  );
  const lead = keys[0]!;
  return fragment(
    `${lead.column} ${greater(lead)}= ? AND (${alternatives.map(({ sql }) => sql).join(' OR ')})`,
    [values[0]!, ...alternatives.flatMap(({ params }) => params)],
  );
}

function encodeCursor<N>(sort: Sort<N>, row: N): string {
  const values = sort.keys.map((key) => {
    const value = key.value(row);
    if (value instanceof Date) return value.getTime();
    return typeof value === 'bigint' ? value.toString() : value;
  });
  return Buffer.from(JSON.stringify([sort.name, ...values]), 'utf8').toString('base64url');
}

function decodeCursor<N>(sort: Sort<N>, cursor: string): Param[] {
  const parts = parseCursor(cursor);
  if (parts.length !== sort.keys.length + 1 || parts[0] !== sort.name) throw invalidCursor(cursor);
  return sort.keys.map(({ kind }, i) => {
    const value = parts[i + 1];
    if (kind === 'int' && Number.isSafeInteger(value)) return value as number;
    if (kind === 'text' && typeof value === 'string') return value;
    if (kind === 'bigint' && isInteger(value)) return BigInt(value);
    throw invalidCursor(cursor);
  });
}

/** Of 64 bits, as text. */
function isInteger(value: unknown): value is string {
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return false;
  return BigInt.asIntN(64, BigInt(value)) === BigInt(value);
}

function parseCursor(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function invalidCursor(cursor: string): DomainError {
  return new DomainError(
    'INVALID_CURSOR',
    'The cursor does not belong to this list and sort order. Use one that this list returned with the same sort order.',
    { cursor: cursor.slice(0, 200) },
  );
}
