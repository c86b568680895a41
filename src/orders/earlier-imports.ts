import { DomainEvent } from '../../entities/events/domain-event';
import type { OrderImportMode } from '../../entities/orders/import.enums';
import { OrderImport } from '../../entities/orders/order-import';
import type { ExternalRef } from '../accounts/external-ids';
import { foldDocument } from '../documents/fold';
import { eventData } from '../events/event-data';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { DomainError } from '../shared/errors';
import { contentDifferences, type ContentDifference } from './content-differences';
import { contentHash, type ImportedContent } from './content-hash';
import { ORDER } from './order-document';
import type { OrderEventType } from './order-events';

/** An order that is here, and what another system says of it now. */
export interface KnownImport {
  orderId: string;
  content: ImportedContent;
}

/** An order of which another system says something else than when it came in. */
export interface ChangedImport {
  orderId: string;
  /** How it came in; null when that is not known. */
  mode: OrderImportMode | null;
  /** The event with which it last came in, and the order's version with it. */
  eventId: string | null;
  version: number;
  differences: readonly ContentDifference[];
}

const CAME_IN = ['OrderPlaced', 'OrderImported', 'OrderReplaced'] satisfies OrderEventType[];

/** What came in of orders, by the hash that was stored with each, or, of orders without one, by the events of their coming in. */
export class EarlierImports {
  private constructor(
    private readonly hashes: ReadonlyMap<string, OrderImport>,
    private readonly events: ReadonlyMap<string, DomainEvent[]>,
  ) {}

  /** One statement, and another one where something differs. */
  static async load(sql: Sql, known: readonly KnownImport[]): Promise<EarlierImports> {
    if (known.length === 0) return new EarlierImports(new Map(), new Map());
    const rows = await sql.select(OrderImport, ...whereIn('t.order_id', known));
    const hashes = new Map(rows.map((row) => [row.orderId, row]));
    const doubtful = known.filter(
      ({ orderId, content }) => hashes.get(orderId)?.contentHash !== contentHash(content),
    );
    return new EarlierImports(hashes, await eventsOf(sql, doubtful));
  }

  /** Null when the order came in with this very content, as far as that is kept. */
  changeOf({ orderId, content }: KnownImport): ChangedImport | null {
    const hash = this.hashes.get(orderId)?.contentHash;
    if (hash === contentHash(content)) return null;
    const events = this.events.get(orderId) ?? [];
    const folded = foldDocument(
      ORDER,
      events.map((event) => ({ type: event.type, data: eventData(event) })),
    );
    const mode = events[0] ? modeOf(events[0]) : null;
    const change = { orderId, mode, eventId: events.at(-1)?.id ?? null };
    const differences =
      folded === null
        ? [{ path: 'externalId', message: 'what it said when it came in is not known' }]
        : mode === content.mode
          ? contentDifferences(content, folded)
          : [{ path: 'externalId', message: `${content.mode} now, ${mode} when it came in` }];
    if (differences.length === 0 && hash === undefined) return null;
    return { ...change, version: events.at(-1)?.aggregateVersion ?? 0, differences };
  }
}

function modeOf({ type }: DomainEvent): OrderImportMode {
  return type === 'OrderPlaced' ? 'LIVE' : 'HISTORY';
}

async function eventsOf(sql: Sql, known: readonly KnownImport[]): Promise<Map<string, DomainEvent[]>> {
  const byOrder = new Map<string, DomainEvent[]>();
  if (known.length === 0) return byOrder;
  const [ofOrders, ids] = whereIn('t.aggregate_id', known);
  const types = inList('t.type', CAME_IN);
  const events = await sql.select(
    DomainEvent,
    `${ofOrders} AND t.aggregate_type = 'Order' AND ${types.sql} ORDER BY t.aggregate_id, t.aggregate_version`,
    [...ids, ...types.params],
  );
  for (const event of events)
    byOrder.set(event.aggregateId, [...(byOrder.get(event.aggregateId) ?? []), event]);
  return byOrder;
}

function whereIn(column: string, known: readonly KnownImport[]) {
  const { sql, params } = inList(column, [...new Set(known.map(({ orderId }) => orderId))]);
  return [`WHERE ${sql}`, params] as const;
}

/** Notes with what content orders came in; of one that was replaced the new one takes the place of the old. */
export async function noteImports(
  sql: Sql,
  imports: readonly (KnownImport & { isReplaced: boolean })[],
  importedAt: Date,
): Promise<void> {
  const replaced = imports.filter(({ isReplaced }) => isReplaced);
  if (replaced.length > 0)
    await sql.execute(
      `DELETE FROM order_imports ${whereIn('order_id', replaced)[0]}`,
      whereIn('order_id', replaced)[1],
    );
  await sql.insert(
    OrderImport,
    imports.map(({ orderId, content }) =>
      newRow(OrderImport, { orderId, mode: content.mode, contentHash: contentHash(content), importedAt }),
    ),
  );
}

/** `EXISTING_DIFFERS`, with what differs; `why` says why the content may not take the place of what is here. */
export function existingDiffers(
  { system, externalId }: ExternalRef,
  { differences }: ChangedImport,
  why: string,
): DomainError {
  const known = differences.length > 0 ? differences : [{ path: 'externalId', message: UNTOLD }];
  const fields = known.map(({ path, message }) => ({ path, rule: 'differs', message: `${message}. ${why}` }));
  const [first] = known;
  return new DomainError(
    'EXISTING_DIFFERS',
    `${system} "${externalId}" is here with other content: ${first!.path}: ${first!.message}` +
      `${known.length > 1 ? `, and ${known.length - 1} more` : ''}. ${why}`,
    { system, externalId, fields },
  );
}

const UNTOLD =
  'its tags, note, campaign, addresses, schedule, tracking number or attributes are others than when it came in';
