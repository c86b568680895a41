import type { Database } from '../persistence/database';
import { anyOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { big, type RawInteger } from '../persistence/values';
import { WAITS_FOR_POSITION } from './event-log';

/** How many events get their positions at a time. */
export const EVENTS_PER_BATCH = 1_000;

export type Assigned =
  /** So many events got positions, up to `last`. */
  | { outcome: 'DONE'; count: number; last: bigint }
  /** Somebody else in the same term was faster; look again. */
  | { outcome: 'RACED' }
  /** The term is over; nothing was written. */
  | { outcome: 'DEPOSED' };

/**
 * Positions the first events, by `seq`, of those that have none, if the fencing term still is `term`. `seq` says nothing about who
 * commits first: an event with a smaller one may become visible later, and then simply gets its position later. It does say what
 * positions must keep, the order of versions: version n + 1 of an aggregate is written by a unit that holds the aggregate's lock, or
 * collides with version n on the unique key (aggregate, version) and starts again; either way after the unit of version n has
 * committed. So it draws a greater `seq`, and whoever sees it sees version n too: in an earlier batch, or before it in this one.
 */
export async function assignPositions(database: Database, term: bigint, size: number): Promise<Assigned> {
  const found = await database.reader.rows<{ last: RawInteger; seq: RawInteger | null }>(
    `SELECT s.last_position AS last, e.seq AS seq FROM event_sequence s
     LEFT JOIN (SELECT seq FROM events WHERE ${WAITS_FOR_POSITION} ORDER BY +seq LIMIT ?) e ON 1 = 1
     WHERE s.id = 1 AND s.term = ? ORDER BY e.seq`,
    [size, term],
  );
  if (found.length === 0) return { outcome: 'DEPOSED' };
  const before = big(found[0]!.last);
  const seqs = found.flatMap(({ seq }) => (seq === null ? [] : [big(seq)]));
  if (seqs.length === 0) return { outcome: 'DONE', count: 0, last: before };
  const batch = { term, before, last: before + BigInt(seqs.length), seqs };
  const done = await (database.dialect === 'mysql' ? assignAtOnce : assignInTransaction)(database, batch);
  return done ? { outcome: 'DONE', count: seqs.length, last: batch.last } : { outcome: 'RACED' };
}

interface BatchOfPositions {
  term: bigint;
  /** The last position before the batch, and after it. */
  before: bigint;
  last: bigint;
  seqs: readonly bigint[];
}

/** One statement: a server that hangs between two statements of a transaction would hold the row of the lease for ever. */
async function assignAtOnce(
  database: Database,
  { term, before, last, seqs }: BatchOfPositions,
): Promise<boolean> {
  const runs = runsOf(seqs, before + 1n);
  const [rows, position] = [rowsOf(runs), positionOf(runs)];
  const matched = await database.write(
    `UPDATE event_sequence s JOIN events e ON ${rows.sql}
     SET s.last_position = ?, s.beat = s.beat + 1, e.position = ${position.sql}
     WHERE s.id = 1 AND s.term = ? AND s.last_position = ?`,
    [...rows.params, last, ...position.params, term, before],
  );
  if (matched === 0) return false;
  checkMatched(matched - 1, seqs);
  return true;
}

function assignInTransaction(
  database: Database,
  { term, before, last, seqs }: BatchOfPositions,
): Promise<boolean> {
  return database.transaction(async (sql) => {
    const leading = await sql.execute(
      'UPDATE event_sequence SET last_position = ?, beat = beat + 1 WHERE id = 1 AND term = ? AND last_position = ?',
      [last, term, before],
    );
    if (leading === 0) return false;
    const rows = inList('e.seq', seqs);
    const position = positionOf(runsOf(seqs, before + 1n));
    const matched = await sql.execute(`UPDATE events AS e SET position = ${position.sql} WHERE ${rows.sql}`, [
      ...position.params,
      ...rows.params,
    ]);
    checkMatched(matched, seqs);
    return true;
  });
}

function checkMatched(matched: number, seqs: readonly bigint[]): void {
  if (matched !== seqs.length)
    throw new Error(`${matched} of ${seqs.length} events could be given a position`);
}

/** Events whose `seq` follow each other, and so do their positions. */
interface Run {
  first: bigint;
  end: bigint;
  /** From `seq` to position. */
  distance: bigint;
}

function runsOf(seqs: readonly bigint[], first: bigint): Run[] {
  const runs: Run[] = [];
  seqs.forEach((seq, i) => {
    const distance = first + BigInt(i) - seq;
    const run = runs.at(-1);
    if (run?.distance === distance) run.end = seq;
    else runs.push({ first: seq, end: seq, distance });
  });
  return runs;
}

/**
 * Ranges: MariaDB looks the values of a list up one by one, which takes it a quarter longer. Not for SQLite, which takes no condition of
 * a thousand parts.
 */
function rowsOf(runs: readonly Run[]): SqlFragment {
  return anyOf(runs.map(({ first, end }) => fragment('e.seq BETWEEN ? AND ?', [first, end])));
}

function positionOf(runs: readonly Run[]): SqlFragment {
  return {
    sql: `e.seq + CASE ${'WHEN e.seq <= ? THEN ? '.repeat(runs.length)}END`,
    params: runs.flatMap(({ end, distance }) => [end, distance]),
  };
}
