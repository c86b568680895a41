import { getMetadataArgsStorage } from 'typeorm';
import { Principal } from '../../entities/auth/principal';
import type { Database } from '../../src/persistence/database';
import type { AnyList } from '../../src/persistence/lists/define-list';
import { filterByTree } from '../../src/orders/find-orders';
import { mappingOf, newRow, type EntityClass } from '../../src/persistence/mapping/entity-mapping';
import { newId } from '../../src/shared/ids';
import { fillOrders } from './order-rows';

/** Values of a list's filters that some of its stored rows fulfil, by the name of the filter. */
export interface ListValues {
  /** One value. */
  readonly one: Readonly<Record<string, object>>;
  /** Several values of filters that take them. */
  readonly several?: Readonly<Record<string, object>>;
}

type Row = Record<string, unknown>;
type Rows = readonly Row[];

/** So many rows that the databases find an index worth its while, and more than a bounded list examines; so many that differ. */
const COUNT = 12_000;
const SHARED = 10;
const START = Date.UTC(2026, 0, 1);

/** What a list's rows have besides made-up values. */
const OWN_VALUES: Readonly<Record<string, (i: number) => Row>> = {
  inventoryLevels: (i) => ({ sku: `S${Math.floor(i / 50)}`, locationId: `L${i % 50}` }),
  inventoryMovements: (i) => ({ referenceId: `R${i % 300}` }),
  auditLog: (i) => ({ objectId: `O${i % 300}` }),
  shipments: (i) => ({ orderId: `O${i % 300}` }),
};

/** The values that served filters are asked with. A list whose indexes serve no filter needs none. */
const VALUES: Readonly<Record<string, (rows: Rows) => ListValues>> = {
  shipments: ([row]) => ({
    one: {
      status: { status: row!.status },
      locationId: { locationId: row!.locationId },
      orderId: { orderId: row!.orderId },
    },
  }),
  inventoryLevels: ([row]) => ({
    one: { sku: { sku: row!.sku }, locationId: { locationId: row!.locationId } },
  }),
  inventoryMovements: ([row]) => ({
    one: {
      sku: { sku: row!.sku },
      locationId: { locationId: row!.locationId },
      reference: { reference: { type: row!.referenceType, id: row!.referenceId } },
    },
  }),
  auditLog: ([row]) => ({
    one: {
      principalId: { principalId: row!.principalId },
      action: { action: row!.action },
      object: { object: { type: row!.objectType, id: row!.objectId } },
    },
  }),
  apiKeys: ([row]) => ({ one: { principalId: { principalId: row!.principalId } } }),
};

/** Stores rows of a list; the values that its filters are asked with. */
export async function fillList(database: Database, list: AnyList): Promise<ListValues> {
  const { name, entity } = list.definition as { name: string; entity: EntityClass<object> };
  if (name === 'orders') return fillOrderList(database);
  const owners = name === 'apiKeys' ? rowsOf(Principal, SHARED) : [];
  const own = OWN_VALUES[name];
  const rows = rowsOf(entity, COUNT, (i) => ({
    ...own?.(i),
    ...(owners.length > 0 && { principalId: owners[i % SHARED]!.id }),
  }));
  await database.transaction(async (sql) => {
    await sql.insert(Principal, owners as Partial<Principal>[]);
    await sql.insert(entity, rows);
  });
  return VALUES[name]?.(rows) ?? { one: {} };
}

/** Rows with a value in every column: texts and numbers that repeat but in keys. */
function rowsOf<E extends object>(
  entity: EntityClass<E>,
  count: number,
  own: (i: number) => Row = () => ({}),
): Row[] {
  const mapping = mappingOf(entity);
  const sample = mapping.sample() as Row;
  return Array.from({ length: count }, (_, i) => {
    const values = Object.fromEntries(
      mapping.properties.map((property) => [property, madeUp(entity, property, sample[property], i)]),
    );
    return newRow(entity, { ...values, ...own(i) } as Partial<E>) as Row;
  });
}

const UNIQUE = new Set(['number', 'code', 'subject', 'prefix']);

function madeUp(entity: unknown, property: string, sample: unknown, i: number): unknown {
  if (property === 'id') return newId();
  if (sample instanceof Date) return new Date(START + i * 60_000);
  if (typeof sample === 'bigint') return BigInt(i % 500);
  if (typeof sample === 'boolean') return i % 2 === 0;
  if (typeof sample === 'number') return i % 500;
  if (sample !== 'USD') return sample;
  const own = UNIQUE.has(property) || (property === 'sku' && (entity as { name: string }).name === 'Product');
  return String(own ? i : i % SHARED).padStart(Math.min(lengthOf(entity, property), 6), '0');
}

function lengthOf(entity: unknown, property: string): number {
  const { columns } = getMetadataArgsStorage();
  const column = columns.find((args) => args.target === entity && args.propertyName === property);
  return Number(column?.options.length ?? 6);
}

async function fillOrderList(database: Database): Promise<ListValues> {
  const many = await fillOrders(database, COUNT);
  return {
    one: {
      accountId: { accountIds: [many.accounts.at(-1)!.id] },
      repId: { repId: many.repIds[3]! },
      territoryId: { territoryId: many.territoryIds[2]! },
      status: { status: ['COMPLETED'] },
      fulfillmentStatus: { fulfillmentStatus: ['FULFILLED'] },
      deliveryStatus: { deliveryStatus: ['DELIVERED'] },
      channel: { channel: ['ECOMMERCE'] },
      ordered: {
        orderedFrom: many.orders[3_000]!.orderedAt,
        orderedBefore: many.orders[9_000]!.orderedAt,
      },
      total: { minTotalMinor: 10_000n, maxTotalMinor: 30_000n },
    },
    several: {
      accountId: await filterByTree(database.reader, many.small.id),
      status: { status: ['COMPLETED', 'CONFIRMED', 'DRAFT'] },
      fulfillmentStatus: { fulfillmentStatus: ['FULFILLED', 'UNFULFILLED'] },
      deliveryStatus: { deliveryStatus: ['DELIVERED', 'NOT_DELIVERED'] },
      channel: { channel: ['DIRECT', 'EDI'] },
    },
  };
}
