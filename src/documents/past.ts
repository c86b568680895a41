import { DomainEvent } from '../../entities/events/domain-event';
import { eventData } from '../events/event-data';
import { EventReader } from '../events/event-reader';
import { fromJson } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { fragment, type SqlFragment } from '../persistence/sql-fragment';
import { invalidInput } from '../shared/invalid-input';
import { eachInSteps } from '../shared/turns';
import { assemble } from './assemble';
import {
  rowsOf,
  type Document,
  type DocumentRow,
  type NamedPart,
  type PartName,
  type Root,
} from './document';
import { foldDocument, type Folded, type Values } from './fold';

/** A moment in a document's history: exactly one of version, position and dateTime. */
export interface AsOf {
  /** The document's version, inclusive. */
  version?: number | null;
  /** Position of the event log, inclusive. */
  position?: bigint | null;
  /** The epoch of the log that the position is of. */
  logEpoch?: string | null;
  /** What had been recorded by then; with `businessTime`, what had happened by then. */
  dateTime?: Date | null;
  businessTime?: boolean;
}

const pasts = new WeakMap<object, { document: unknown; aggregate: object }>();

/** The aggregate of a row that `documentAsOf` has brought back; undefined for a row as it is now. */
export function pastOf<A extends object, C>(document: Document<A, C>, row: object): A | undefined {
  const past = pasts.get(row);
  return past?.document === document ? (past.aggregate as A) : undefined;
}

/**
 * A document as it was: its root, with the aggregate behind `pastOf` of each of its rows; null when it did not exist yet. What events
 * leave out is null. The caller has made sure that it may be seen.
 */
export async function documentAsOf<A extends object, C>(
  sql: Sql,
  document: Document<A, C>,
  id: string,
  asOf: AsOf,
): Promise<Root<A> | null> {
  const folded = await foldedAsOf(sql, document, id, asOf);
  if (!folded) return null;
  const rows = new Map(document.partList.map((part) => [part.name, pastRows(folded, part)]));
  const root = fromJson(document.root.entity, folded.root);
  const [aggregate] = await assemble(document, [root], rows);
  const past = { document, aggregate: aggregate! };
  pasts.set(root, past);
  for (const part of document.partList)
    await eachInSteps(rowsOf(aggregate!, part), (row) => void pasts.set(row, past));
  return root;
}

function pastRows({ parts }: Folded, { name, entity, leftOut }: NamedPart): DocumentRow[] {
  const untold: Values = Object.fromEntries(leftOut.map((property) => [property, null]));
  return [...parts[name]!.values()].map((values) => fromJson(entity, { ...values, ...untold }));
}

/** The same in the form in which events carry values. Throws `LOG_CHANGED` for a position of another epoch. */
export async function foldedAsOf<A extends object, C>(
  sql: Sql,
  document: Document<A, C>,
  id: string,
  asOf: AsOf,
): Promise<Folded<PartName<A>> | null> {
  const until = eventsUntil(asOf);
  const { position = null, logEpoch = null } = asOf;
  if (logEpoch !== null) await new EventReader(sql).endFor({ after: position, logEpoch });
  const events = await sql.select(
    DomainEvent,
    `WHERE t.aggregate_type = ? AND t.aggregate_id = ? AND ${until.sql} ORDER BY t.aggregate_version`,
    [document.type, id, ...until.params],
  );
  return foldDocument(
    document,
    events.map((event) => ({ type: event.type, data: eventData(event) })),
  );
}

function eventsUntil({ version, position, dateTime, businessTime }: AsOf): SqlFragment {
  const given = [version, position, dateTime].filter((value) => value !== null && value !== undefined);
  if (given.length !== 1)
    throw invalidInput('asOf', 'exactlyOne', 'give exactly one of `version`, `position` and `dateTime`');
  if (businessTime && !dateTime)
    throw invalidInput('asOf', 'businessTime', '`businessTime` belongs to a `dateTime`');
  if (version) return fragment('t.aggregate_version <= ?', [version]);
  if (dateTime)
    return fragment(`t.${businessTime ? 'occurred_at' : 'recorded_at'} <= ?`, [dateTime.getTime()]);
  return fragment('t.position > 0 AND t.position <= ?', [position ?? 0n]);
}
