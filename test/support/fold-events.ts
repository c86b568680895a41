import { DomainEvent } from '../../entities/events/domain-event';
import type { Document, DocumentRow } from '../../src/documents/document';
import { foldDocument, type Folded, type Values } from '../../src/documents/fold';
import { DERIVED } from '../../src/documents/lifecycle';
import { eventData } from '../../src/events/event-data';
import { FULFILLMENT_ORDER } from '../../src/fulfillment/fulfillment-order-document';
import { SHIPMENT } from '../../src/fulfillment/shipment-document';
import { ORDER } from '../../src/orders/order-document';
import { mappingOf, type EntityClass } from '../../src/persistence/mapping/entity-mapping';
import type { Sql } from '../../src/persistence/sql';
import { allOf, fragment, inList } from '../../src/persistence/sql-fragment';
import { DOCUMENTS } from '../../src/server/areas';
import { grouped } from '../../src/shared/groups';
import { exactJson } from '../../src/shared/json-safe';

/**
 * Fails unless the events of every document say what its rows say, in consecutive versions, and each step led it where its lifecycle
 * does. Of some types there are documents from before they had events: those without events are passed over, and must be as many as told.
 */
export async function expectFolded(
  sql: Sql,
  passedOver: Readonly<Record<string, number>> = {},
): Promise<void> {
  const found = {
    Order: await expectFoldedOf(sql, ORDER),
    FulfillmentOrder: await expectFoldedOf(sql, FULFILLMENT_ORDER),
    Shipment: await expectFoldedOf(sql, SHIPMENT),
  };
  expect(found).toEqual({ ...Object.fromEntries(DOCUMENTS.map(({ type }) => [type, 0])), ...passedOver });
}

/** The same of one type, or of some documents of it. Answers how many were passed over. */
export async function expectFoldedOf<A extends object, C>(
  sql: Sql,
  document: Document<A, C>,
  ids?: readonly string[],
): Promise<number> {
  const where = allOf([
    fragment('t.aggregate_type = ?', [document.type]),
    ids && inList('t.aggregate_id', ids),
  ]);
  const tail = `WHERE ${where.sql} ORDER BY t.aggregate_id, t.aggregate_version`;
  const events = grouped(await sql.select(DomainEvent, tail, where.params), ({ aggregateId }) => aggregateId);
  const stored = await storedDocuments(sql, document, ids);
  expect([...events.keys()].filter((id) => !stored.has(id))).toEqual([]);
  let passedOver = 0;
  for (const [id, rows] of stored) {
    const own = events.get(id);
    if (!own && document.events.missing) passedOver++;
    else expect(foldedFrom(document, own ?? [])).toEqual(rows);
  }
  return passedOver;
}

/** What the events of one document say of it. Throws for a gap in their versions, and for a status to which no step leads. */
function foldedFrom<A extends object, C>(
  document: Document<A, C>,
  events: readonly DomainEvent[],
): Folded | null {
  const { type, root } = document;
  let version = document.events.missing ? (events[0]?.aggregateVersion ?? 1) - 1 : 0;
  let status: string | undefined;
  for (const event of events) {
    if (event.aggregateVersion !== version + 1)
      throw new Error(`${event.type} of ${type} ${event.aggregateId} does not follow version ${version}`);
    version++;
    const next = ((eventData(event)[root.name] as Values).status ?? status) as string;
    if (status !== undefined && !leads(document, event.type, status, next))
      throw new Error(`${event.type} took ${type} ${event.aggregateId} from ${status} to ${next}`);
    status = next;
  }
  return foldDocument(
    document,
    events.map((event) => ({ type: event.type, data: eventData(event) })),
  );
}

/** New content from elsewhere may have any status, and so may what follows from other documents. */
function leads<A extends object, C>(
  { lifecycle, events }: Document<A, C>,
  type: string,
  from: string,
  to: string,
): boolean {
  if (from === to || lifecycle === null || type in (events.replacing ?? {})) return true;
  return Object.values(lifecycle.table[from]!).some((target) => target === DERIVED || target === to);
}

/** Documents as the tables have them, in the form of events, by id. */
async function storedDocuments<A extends object, C>(
  sql: Sql,
  { root, partList }: Document<A, C>,
  ids?: readonly string[],
): Promise<Map<string, Folded>> {
  const rowsOf = <E extends DocumentRow>(
    entity: EntityClass<E>,
    property: keyof E & string,
  ): Promise<E[]> => {
    const where = ids ? inList(`t.${mappingOf(entity).columnOf(property)}`, ids) : fragment('1 = 1');
    return sql.select(entity, `WHERE ${where.sql}`, where.params);
  };
  const documents = new Map<string, Folded>();
  for (const row of await rowsOf(root.entity as EntityClass<DocumentRow>, 'id')) {
    const parts = Object.fromEntries(partList.map(({ name }) => [name, new Map<string, Values>()]));
    documents.set(row.id, { root: plain(root.entity as EntityClass<DocumentRow>, row), parts });
  }
  for (const { name, entity, documentId, leftOut } of partList) {
    for (const row of await rowsOf(entity, documentId as keyof DocumentRow)) {
      const values = plain(entity, row, leftOut);
      const owner = documents.get(values[documentId!] as string)!;
      (owner.parts[name] as Map<string, Values>).set(row.id, values);
    }
  }
  return documents;
}

/** A row as events write it: bigints as text, dates as ISO 8601. */
function plain<E extends object>(entity: EntityClass<E>, row: E, leftOut: readonly string[] = []): Values {
  const { properties } = mappingOf(entity);
  const told = properties.filter((property) => !leftOut.includes(property));
  const values = Object.fromEntries(told.map((property) => [property, row[property] ?? null]));
  return JSON.parse(exactJson(values)) as Values;
}
