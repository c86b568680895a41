import { parse, subscribe, type ExecutionResult } from 'graphql';
import { Permission } from '../../../src/auth/permissions';
import { NODE_RIGHTS } from '../../../src/auth/node-rights';
import { FIELD_RIGHTS, ROOT_RIGHTS, type Right } from '../../../src/auth/rights';
import { Role, ROLE_PERMISSIONS, UNRESTRICTED_ROLES } from '../../../src/auth/roles';
import { ApiClient, type ApiResponse } from '../../support/api-client';
import {
  entityEdges,
  entityTypes,
  fieldNamed,
  minimalCall,
  rootFields,
  selectionOf,
  type SchemaField,
} from '../../support/schema-walk';
import { TwoCustomers } from '../../support/two-customers';
import { buildGraphQLSchema } from '../../../src/server/schema';
import { Authenticator } from '../../../src/auth/authenticate';
import { TEST_SECRET } from '../../support/application';

const ROLES = Object.values(Role);
let world: TwoCustomers;

beforeAll(async () => {
  world = await TwoCustomers.open();
});
afterAll(() => world.stop());

describe('the table of rights', () => {
  it('has every root field, every way from one object with an id to another, and every type with an id', () => {
    expect(Object.keys(ROOT_RIGHTS).sort()).toEqual(
      rootFields()
        .map(({ name }) => name)
        .sort(),
    );
    const declared = new Set(Object.keys(FIELD_RIGHTS));
    const edges = entityEdges().map(({ name }) => name);
    expect(edges.filter((name) => !declared.has(name))).toEqual([]);
    expect(Object.keys(NODE_RIGHTS).sort()).toEqual(
      entityTypes()
        .map(({ name }) => name)
        .sort(),
    );
  });
});

describe('the table of roles', () => {
  it('has no permission that no role but ADMIN has, besides those of the administrator', () => {
    const others = ROLES.filter((role) => role !== 'ADMIN').map((role) => ROLE_PERMISSIONS[role]);
    const alone = Object.values(Permission).filter(
      (permission) => !others.some((set) => set.has(permission)),
    );
    expect(alone).toEqual(['AUDIT_READ', 'PERSONAL_DATA', 'PRINCIPAL_READ', 'PRINCIPAL_WRITE']);
    expect(UNRESTRICTED_ROLES.has('PARTNER') || UNRESTRICTED_ROLES.has('BUYER')).toBe(false);
  });
});

/** The permission that the first refusal names; null when nothing was refused. */
function refused({ errors }: Pick<ApiResponse<unknown>, 'errors'>): unknown {
  const refusal = errors.find(({ extensions }) => extensions.code === 'FORBIDDEN');
  return refusal ? refusal.extensions.details.permission : null;
}

function permissionOf(right: Right): Permission | null {
  return right.kind === 'NEEDS' || right.kind === 'NULL_WITHOUT' ? right.permission : null;
}

const mayUse = (role: Role, right: Right): boolean => {
  const permission = permissionOf(right);
  return permission === null || ROLE_PERMISSIONS[role].has(permission);
};

describe.each(ROLES)('as %s', (role) => {
  const overHttp = rootFields().filter(({ owner }) => owner.name !== 'Subscription');

  it('every query and mutation answers or refuses as the table says', async () => {
    const client = await world.app.as(role);
    const answers = await Promise.all(overHttp.map((field) => callRoot(client, field)));
    for (const [i, field] of overHttp.entries()) {
      const answer = answers[i]!;
      const right = ROOT_RIGHTS[field.name]!;
      expect([field.name, refused(answer)]).toEqual([
        field.name,
        mayUse(role, right) ? null : permissionOf(right),
      ]);
      expect([field.name, answer.errors.map(({ extensions }) => extensions.code)]).not.toEqual([
        field.name,
        ['INTERNAL_SERVER_ERROR'],
      ]);
    }
  });

  it('every subscription begins or refuses as the table says', async () => {
    for (const field of rootFields().filter(({ owner }) => owner.name === 'Subscription')) {
      const right = ROOT_RIGHTS[field.name]!;
      const began = await beginSubscription(role, field);
      expect([field.name, began]).toEqual([field.name, mayUse(role, right) ? null : 'FORBIDDEN']);
    }
  });
});

function callRoot(client: ApiClient, field: SchemaField): Promise<ApiResponse<unknown>> {
  const { call, declared, variables } = minimalCall(field);
  const operation = `${field.owner.name.toLowerCase()}${declared} { ${call}${selectionOf(field.field.type)} }`;
  return client.send(operation, variables);
}

/** The code with which a subscription is refused; null when it was not for want of a right. */
async function beginSubscription(role: Role, field: SchemaField): Promise<string | null> {
  const { database } = world.app.services;
  const authenticator = new Authenticator({ reader: database.reader, secret: TEST_SECRET });
  const actor = await authenticator.authenticate(`Bearer ${await world.app.token(role)}`);
  const { call, declared, variables } = minimalCall(field);
  const source = await subscribe({
    schema: await builtSchema(),
    document: parse(`subscription${declared} { ${call}${selectionOf(field.field.type)} }`),
    variableValues: variables as Record<string, unknown>,
    contextValue: { actor, services: world.app.services, requestId: 'test' },
  });
  if (Symbol.asyncIterator in source) {
    await source.return(undefined);
    return null;
  }
  const { code } = ((source as ExecutionResult).errors![0]!.originalError ?? {}) as { code?: string };
  return code === 'FORBIDDEN' ? code : null;
}

let built: ReturnType<typeof buildGraphQLSchema> | undefined;
const builtSchema = (): ReturnType<typeof buildGraphQLSchema> => (built ??= buildGraphQLSchema());

describe('without a token', () => {
  it('every query and mutation is refused, and so is every subscription', async () => {
    const nobody = new ApiClient(world.app.url);
    for (const field of rootFields()) {
      if (field.owner.name === 'Subscription') continue;
      const { errors } = await callRoot(nobody, field);
      expect([field.name, errors[0]?.extensions.code]).toEqual([field.name, 'UNAUTHENTICATED']);
    }
  });
});

/** A query that reaches an object of a type; `FIELD` stands for what is read of it. */
function wayTo(type: string, id: string | undefined): string {
  if (id !== undefined) return `{ node(id: "${id}") { ... on ${type} { FIELD } } }`;
  const order = world.globalId('Order', 'NORTH', 'orderId');
  const account = world.globalId('Account', 'NORTH', 'accountId');
  const dimensions = 'TERRITORY, REP, CATEGORY, ACCOUNT';
  const ways: Record<string, string> = {
    BookingsGroup: `{ bookings(window: { period: YEAR_TO_DATE }, groupBy: [${dimensions}]) { groups { FIELD } } }`,
    EventPage: `{ events(filter: { orderId: "${order}" }) { FIELD } }`,
    OrderEventPage: `{ orderEvents(filter: { orderId: "${order}" }) { FIELD } }`,
    Price: `{ price(accountId: "${account}", sku: "B") { FIELD } }`,
    PriceListEntry: '{ priceLists { nodes { entries { nodes { FIELD } } } } }',
  };
  const way = ways[type];
  if (!way) throw new Error(`No way to an object of the type ${type} is known`);
  return way;
}

/** Only subscriptions answer these; whoever gets one gets its parts. */
const LIVE = new Set(['InventoryLevelChange', 'OrderStatusChange']);
const guarded = Object.entries(FIELD_RIGHTS).filter(([name]) => !LIVE.has(name.split('.')[0]!));

describe('the fields of objects', () => {
  const ids = new Map<string, string>();

  beforeAll(async () => {
    const { database } = world.app.services;
    const client = await world.app.as('ADMIN');
    await client.run('mutation { createApiKey(input: { idempotencyKey: "key", name: "Key" }) { replayed } }');
    for (const [type, table] of Object.entries(TABLES)) {
      const [row] = await database.reader.rows<{ id: string }>(`SELECT id FROM ${table} ORDER BY id LIMIT 1`);
      ids.set(type, Buffer.from(`${type}:${row!.id}`).toString('base64url'));
    }
    const { products } = await client.run('{ products { nodes { inventoryLevels { id } } } }');
    ids.set('InventoryLevel', products.nodes[0].inventoryLevels[0].id);
    const { orderEvents } = await client.run('{ orderEvents(first: 1) { events { id } } }');
    ids.set('DomainEvent', orderEvents.events[0].id);
  });

  const probe = (name: string) => {
    const [type, field] = name.split('.') as [string, string];
    const selection = selectionOf(fieldNamed(name).type);
    return wayTo(type, ids.get(type)).replace('FIELD', `probe: ${field}${selection}`);
  };

  it.each(guarded)('%s is seen by those who may, and by nobody else', async (name, right) => {
    const permission = permissionOf(right);
    const everything = await world.app.as('ADMIN');
    const seen = await everything.send(probe(name));
    expect(seen.errors).toEqual([]);
    if (permission === null) return;
    const narrowed = await world.app.as('ADMIN', {
      scopes: Object.values(Permission).filter((p) => p !== permission),
    });
    const answer = await narrowed.send(probe(name));
    const hidden = answer.errors.length === 0 && !reached(answer.data);
    expect(refused(answer)).toBe(right.kind === 'NEEDS' && !hidden ? permission : null);
    if (right.kind === 'NULL_WITHOUT') expect(JSON.stringify(answer.data)).not.toMatch(/"probe":[^n]/);
  });

  it.each(ROLES)('are open to %s as its permissions say', async (role) => {
    const client = await world.app.as(role, {
      accountIds: [world.of('NORTH').accountId],
    });
    const answers = await Promise.all(guarded.map(([name]) => client.send(probe(name))));
    for (const [i, [name, right]] of guarded.entries()) {
      const answer = answers[i]!;
      const way = answer.errors[0]?.path?.at(-1) === 'probe' || answer.errors.length === 0;
      if (!way || !reached(answer.data)) continue;
      expect([name, refused(answer)]).toEqual([
        name,
        right.kind === 'NEEDS' && !mayUse(role, right) ? right.permission : null,
      ]);
    }
  });
});

const reached = (data: unknown): boolean => JSON.stringify(data ?? null).includes('"probe"');

const TABLES: Readonly<Record<string, string>> = {
  Account: 'accounts',
  Address: 'addresses',
  Allocation: 'allocations',
  ApiKey: 'api_keys',
  AuditEntry: 'audit_entries',
  BuyerIntentSignal: 'buyer_intent_signals',
  Contact: 'contacts',
  FulfillmentOrder: 'fulfillment_orders',
  FulfillmentOrderLine: 'fulfillment_order_lines',
  Hold: 'order_holds',
  InventoryMovement: 'inventory_movements',
  Order: 'orders',
  OrderLine: 'order_lines',
  PriceList: 'price_lists',
  Principal: 'principals',
  Product: 'products',
  ProductCategory: 'product_categories',
  Promotion: 'promotions',
  Rep: 'reps',
  Shipment: 'shipments',
  ShipmentLine: 'shipment_lines',
};
