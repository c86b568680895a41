import { Permission } from '../../../src/auth/permissions';
import { NODE_RIGHTS } from '../../../src/auth/node-rights';
import { FIELD_RIGHTS } from '../../../src/auth/rights';
import { Role, ROLE_PERMISSIONS } from '../../../src/auth/roles';
import { parseGlobalId } from '../../../src/shared/global-id';
import type { ApiClient, ApiResponse } from '../../support/api-client';
import { crawl } from '../../support/crawl';
import { entityFields, entityTypes, wholeSelection, type SchemaField } from '../../support/schema-walk';
import { chunks } from '../../../src/persistence/sql';
import { TwoCustomers } from '../../support/two-customers';

const ROLES = Object.values(Role);
/** The permission that a node of each type takes; null: it is one's own. */
const NODE_PERMISSIONS: Readonly<Record<string, Permission | null>> = {
  Account: 'ACCOUNT_READ',
  Address: 'ACCOUNT_READ',
  AddressSnapshot: 'ACCOUNT_READ',
  Allocation: 'INVENTORY_READ',
  ApiKey: null,
  AuditEntry: 'AUDIT_READ',
  BuyerIntentSignal: 'SIGNAL_READ',
  Contact: 'ACCOUNT_READ',
  DomainEvent: 'EVENT_READ',
  FulfillmentOrder: 'SHIPMENT_READ',
  FulfillmentOrderLine: 'SHIPMENT_READ',
  Hold: 'ORDER_READ',
  InventoryLevel: 'INVENTORY_READ',
  InventoryMovement: 'INVENTORY_READ',
  Location: 'ORGANIZATION_READ',
  Order: 'ORDER_READ',
  OrderLine: 'ORDER_READ',
  OrderNote: 'ORDER_READ',
  PriceList: 'PRICE_READ',
  Principal: 'PRINCIPAL_READ',
  Product: 'CATALOG_READ',
  ProductCategory: 'CATALOG_READ',
  Promotion: 'PRICE_READ',
  Rep: 'ORGANIZATION_READ',
  ScheduleLine: 'ORDER_READ',
  Shipment: 'SHIPMENT_READ',
  ShipmentLine: 'SHIPMENT_READ',
  TaxRate: 'PRICE_READ',
  Territory: 'ORGANIZATION_READ',
  Viewer: null,
};
/** Seen by those alone who see all rows, or by their owner. */
const APART = ['ApiKey', 'AuditEntry', 'Principal', 'Viewer'];
const TYPES = Object.keys(NODE_PERMISSIONS).filter((type) => !APART.includes(type));

let world: TwoCustomers;
/** Of each type, an object that who sees NORTH sees. */
const own = new Map<string, string>();
/** Of each type whose rows are somebody's, an object of SOUTH. */
const foreign = new Map<string, string>();

beforeAll(async () => {
  world = await TwoCustomers.open();
  await leavePublicNotes();
  await world.settle();
  const seenBy = async (account: 'NORTH' | 'SOUTH') =>
    crawl(await world.app.as('ADMIN', { accountIds: [world.of(account).accountId] }));
  const [north, south] = [await seenBy('NORTH'), await seenBy('SOUTH')];
  for (const id of north) own.set(parseGlobalId(id)!.type, id);
  for (const id of south) {
    const { type } = parseGlobalId(id)!;
    if (TYPES.includes(type) && NODE_RIGHTS[type]!.rows !== 'ALL' && !north.has(id)) foreign.set(type, id);
  }
  own.set('Order', world.globalId('Order', 'NORTH', 'orderId'));
  own.set('DomainEvent', await eventOfOrder());
  own.set('Account', world.globalId('Account', 'NORTH', 'accountId'));
});
afterAll(() => world.stop());

/** An event that everybody sees who sees the order of NORTH. */
async function eventOfOrder(): Promise<string> {
  const filter = `filter: { orderId: "${world.globalId('Order', 'NORTH', 'orderId')}" }`;
  const { orderEvents } = await (
    await world.app.as('ADMIN')
  ).run(`{ orderEvents(first: 1, ${filter}) { events { id } } }`);
  return orderEvents.events[0].id as string;
}

/** A draft of each side with a public note, whose text is internal to nobody. */
async function leavePublicNotes(): Promise<void> {
  const { placeOrder } = world.app.services.useCases.orders;
  for (const number of ['NORTH', 'SOUTH'] as const) {
    const { accountId } = world.of(number);
    const note = { note: `public-note-${number}`, noteVisibility: 'PUBLIC' } as const;
    const draft = { accountId, confirm: false, lines: [{ sku: 'A', quantity: 1 }] };
    await world.make(placeOrder, { ...draft, ...note });
  }
}

const restricted = (role: Role) => world.app.as(role, { accountIds: [world.of('NORTH').accountId] });

type Found = { node: { probe: unknown } | null };

/** What each field of one of the objects answers, by itself: some fields in each request, each below a node of its own. */
async function probeAll(
  client: ApiClient,
  fields: readonly SchemaField[],
  ids: ReadonlyMap<string, string>,
): Promise<Pick<ApiResponse<Found>, 'data' | 'errors'>[]> {
  const results: Pick<ApiResponse<Found>, 'data' | 'errors'>[] = [];
  for (const some of chunks(fields, 20)) {
    const probes = some.map(
      ({ owner, field }, i) =>
        `f${i}: node(id: "${ids.get(owner.name)!}") { ... on ${owner.name} { ${field.name}${wholeSelection(field.type)} } }`,
    );
    const { data, errors } = await client.send(`{ ${probes.join(' ')} }`);
    if (!data) throw new Error(JSON.stringify(errors));
    some.forEach(({ field }, i) => {
      const node = data[`f${i}`];
      results.push({
        data: { node: node && { probe: node[field.name] } },
        errors: errors.filter(({ path }) => path?.[0] === `f${i}`),
      });
    });
  }
  return results;
}

/** What came of reading one field: the permission that was missing, or whether there was an answer. */
function outcome({ data, errors }: Pick<ApiResponse<Found>, 'data' | 'errors'>): string {
  const [error] = errors;
  if (error?.extensions.code === 'FORBIDDEN')
    return `FORBIDDEN ${String(error.extensions.details.permission)}`;
  if (error) return String(error.extensions.code);
  if (!data?.node) return 'no node';
  return 'answered';
}

function expected(role: Role, { name, owner }: SchemaField): string[] {
  const permissions = ROLE_PERMISSIONS[role];
  const node = NODE_PERMISSIONS[owner.name];
  if (node && !permissions.has(node)) return ['no node'];
  const right = FIELD_RIGHTS[name];
  if (right?.kind === 'NEEDS' && !permissions.has(right.permission)) return [`FORBIDDEN ${right.permission}`];
  return ['answered'];
}

describe('every field of every object', () => {
  it('is tried: each type with an id has an object to try', () => {
    expect(Object.keys(NODE_PERMISSIONS).sort()).toEqual(
      entityTypes()
        .map(({ name }) => name)
        .sort(),
    );
    expect(TYPES.filter((type) => !own.has(type))).toEqual([]);
    const somebodys = TYPES.filter(
      (type) => NODE_RIGHTS[type]!.rows !== 'ALL' && type !== 'InventoryMovement',
    );
    expect(somebodys.filter((type) => !foreign.has(type))).toEqual([]);
  });

  it.each(ROLES)('answers or refuses %s as the table says', async (role) => {
    const client = await restricted(role);
    const fields = entityFields().filter(({ owner }) => TYPES.includes(owner.name));
    const answers = await probeAll(client, fields, own);
    const wrong = fields.flatMap((field, i) => {
      const found = outcome(answers[i]!);
      const right = FIELD_RIGHTS[field.name];
      const permitted = expected(role, field);
      const hidden = right?.kind === 'NULL_WITHOUT' && !ROLE_PERMISSIONS[role].has(right.permission);
      const shown = hidden && answers[i]!.data?.node && answers[i]!.data!.node!.probe !== null;
      return permitted.includes(found) && !shown ? [] : [[field.name, found, permitted]];
    });
    expect(wrong).toEqual([]);
  });

  it.each(ROLES)('of another customer is nothing to %s', async (role) => {
    const client = await restricted(role);
    const fields = entityFields().filter(({ owner }) => foreign.has(owner.name));
    const answers = await probeAll(client, fields, foreign);
    expect(fields.filter((_field, i) => outcome(answers[i]!) !== 'no node').map(({ name }) => name)).toEqual(
      [],
    );
  });
});

/** What only some may read, wherever it turns up in an answer. */
const MARKS: readonly [Permission, RegExp][] = [
  ['INTERNAL_READ', /internal-note/],
  ['INTERNAL_READ', /internal-hold/],
  ['INTERNAL_READ', /internal-tag/],
  ['INTERNAL_READ', /FRAUD_RISK/],
  ['INTERNAL_READ', /"(reportingTotal|exchangeRate)":["{]/],
  ['INVENTORY_READ', /"(onHand|allocated|safetyStock)":\d/],
  ['INVENTORY_READ', /"allocations":\[\{/],
  ['CONTACT_READ', /@example\.com/],
  ['COST_READ', /"(cost|margin)":\{/],
  ['CREDIT_READ', /"creditLimit":\{/],
  ['PRICE_OVERRIDE', /"maxDiscountPercent":"/],
];
/** Names and forms of tables, which nobody is shown. */
const STORED =
  /"\w+(Minor|Micros|Ppm|E10|SnapshotId)":|"(poClaim|nameSearch|path|createdBy|placedBy)":|"[0-9A-HJKMNP-TV-Z]{26}"/;

/** The text of everything that a caller reads of an order and its events, in every way that there is. */
async function readAll(client: ApiClient): Promise<string> {
  const texts: string[] = [];
  const read = async (query: string): Promise<void> => {
    texts.push(JSON.stringify((await client.send(query)).data ?? null));
  };
  const wanted = [
    'Account',
    'Contact',
    'Hold',
    'Order',
    'OrderLine',
    'OrderNote',
    'Product',
    'InventoryLevel',
    'DomainEvent',
  ];
  const fields = entityFields().filter(({ owner }) => wanted.includes(owner.name));
  for (const [i, { data }] of (await probeAll(client, fields, own)).entries()) {
    const probe = data?.node?.probe;
    if (probe !== undefined) texts.push(JSON.stringify({ [fields[i]!.field.name]: probe }));
  }
  const id = own.get('Order')!;
  const past = `order(id: "${id}", asOf: { dateTime: "2100-01-01T00:00:00Z" })`;
  for (const part of [
    'reportingTotal { amount }',
    'exchangeRate',
    'tags',
    'notes { text }',
    'publicNotes { text }',
  ]) {
    await read(`{ ${past} { ${part} } }`);
  }
  await read(`{ ${past} { holds { id scope reason } lines { allocations { quantity } } } }`);
  await read(`{ ${past} { holds { note } } }`);
  await read(
    `{ orderDiff(id: "${id}", from: { position: 0 }, to: { dateTime: "2100-01-01T00:00:00Z" }) { part property before after } }`,
  );
  await read('{ orderEvents(first: 200) { events { type data aggregateId } } }');
  await read('{ events(first: 200) { events { type data aggregateId } } }');
  await read('{ orders { nodes { publicNotes { text } holds { id reason } tags } } }');
  await read('{ auditLog(first: 100) { nodes { changes { before after } } } }');
  return texts.join('\n');
}

describe('what only some may read', () => {
  const mayRead = (role: Role, permission: Permission) => ROLE_PERMISSIONS[role].has(permission);

  it.each(ROLES)('is shown to %s only by right, whichever way it is asked for', async (role) => {
    const text = await readAll(await restricted(role));
    const found = MARKS.map(([permission, mark]) => [permission, mark.source, mark.test(text)]);
    expect(found).toEqual(
      MARKS.map(([permission, mark]) => [permission, mark.source, mayRead(role, permission)]),
    );
    expect(text).toContain('public-note-NORTH');
    expect(text).not.toContain('public-note-SOUTH');
    expect(STORED.exec(text)?.[0]).toBeUndefined();
  });

  it.each(['BUYER', 'PARTNER', 'SALES_REP'] as const)(
    'comes to %s by no subscription either',
    async (role) => {
      const live = await world.app.liveAs(role, { accountIds: [world.of('NORTH').accountId] });
      const id = own.get('Order')!;
      const { orderEvents } = await (
        await restricted(role)
      ).run(`{ orderEvents(first: 200, filter: { orderId: "${id}" }) { events { position type } } }`);
      const events = live.subscribe(
        `subscription { orderEvents(after: 0, filter: { orderId: "${id}" }) { type data order { holds { id } } } }`,
      );
      const texts: string[] = [];
      while (texts.length < orderEvents.events.length) texts.push(JSON.stringify(await events.next()));
      const text = texts.join('\n');
      expect(text).toContain('OrderHeld');
      expect(/FRAUD_RISK/.test(text)).toBe(mayRead(role, 'INTERNAL_READ'));
      expect(/"allocations":\[\{/.test(text)).toBe(mayRead(role, 'INVENTORY_READ'));
      expect(STORED.exec(text)?.[0]).toBeUndefined();
    },
  );

  it.each(ROLES)('is not found out by %s with a filter or a sort order', async (role) => {
    const client = await restricted(role);
    const money = '{ amount: "1.00", currencyCode: "USD" }';
    for (const asked of [
      'filter: { tag: "internal-tag" }',
      `filter: { minTotal: ${money} }`,
      `filter: { maxTotal: ${money} }`,
      'sort: { field: VALUE }',
    ]) {
      const { errors } = await client.send(`{ orders(${asked}) { totalCount } }`);
      const refusal = errors[0]?.extensions;
      expect([asked, refusal?.details.permission ?? null]).toEqual([
        asked,
        mayRead(role, 'INTERNAL_READ') ? null : 'INTERNAL_READ',
      ]);
    }
  });

  it('leaves a page whole when a field of it is forbidden', async () => {
    const client = await restricted('BUYER');
    const { data, errors } = await client.send(
      '{ orders { nodes { number tags notes { text } reportingTotal { amount } exchangeRate holds { scope reason } lines { sku allocations { quantity } } } } products { nodes { sku inventoryLevels { onHand } availability { status } } } }',
    );
    expect(errors.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
    const order = data.orders.nodes.find(({ holds }: { holds: unknown[] }) => holds.length > 0);
    expect(order).toMatchObject({ tags: null, notes: null, reportingTotal: null, exchangeRate: null });
    expect(order.number).toMatch(/^SO-/);
    expect(order.holds).toEqual([{ scope: 'LINE', reason: null }]);
    expect(order.lines[0]).toEqual({ sku: 'A', allocations: null });
    expect(data.products.nodes[0]).toEqual({
      sku: 'A',
      inventoryLevels: null,
      availability: { status: 'IN' },
    });
  });
});
