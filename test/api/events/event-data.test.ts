import { isEnumType, isObjectType, type GraphQLObjectType } from 'graphql';
import { DomainEvent } from '../../../entities/events/domain-event';
import { typeNameOf } from '../../../resolvers/events/api-form';
import { EVENTS } from '../../../src/server/areas';
import { newId } from '../../../src/shared/ids';
import type { ApiClient, Untyped } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { BusyCompany } from '../../support/busy-company';
import { expectFolded } from '../../support/fold-events';
import { apiSchema } from '../../support/schema-walk';
import { until } from '../../support/until';

type Values = Record<string, unknown>;
interface Event {
  id: string;
  type: string;
  aggregateType: string;
  aggregateId: string;
  data: Record<string, Values | Values[]>;
}

let app: TestApplication;
let admin: ApiClient;
let company: BusyCompany;
/** Every event there is, in the form in which it is stored and in that of the API. */
let stored: DomainEvent[];
let shown: Event[];

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  company = await BusyCompany.behind(app, 2);
  const { reader } = app.services.database;
  await until(async () => (await reader.rows('SELECT seq FROM events WHERE position < 0')).length === 0);
  stored = await reader.select(DomainEvent, 'ORDER BY t.position');
  shown = [];
  for (let i = 0; i < stored.length; i += 200) {
    const ids = stored.slice(i, i + 200).map(({ globalId }) => globalId);
    const { nodes } = await admin.run(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on DomainEvent { id type aggregateType aggregateId data } } }',
      { ids },
    );
    shown.push(...(nodes as Event[]));
  }
});
afterAll(() => app.stop());

const rowsOf = (value: Values | Values[]): Values[] => (Array.isArray(value) ? value : [value]);
/** What the API says of an object by where it stands; in data it is said by name. */
const NESTED = ['ScheduleLine.orderLine', 'Allocation.orderLine', 'Allocation.scheduleLine'];

describe('the data of events', () => {
  it('show every part that any event stores', () => {
    expect(shown).toHaveLength(stored.length);
    const parts = new Set(
      stored.flatMap(({ aggregateType, data }) =>
        Object.keys(JSON.parse(data) as object).map((name) => `${aggregateType}.${name}`),
      ),
    );
    const known = (part: string): boolean => {
      const [type, name] = part.split('.') as [string, string];
      const { parts, extras = {} } = EVENTS.get(type)!.content;
      const within = Object.values(parts).flatMap(({ withParts = [] }) => withParts);
      return name in parts || within.includes(name) || name in extras;
    };
    expect(parts.size).toBeGreaterThan(15);
    expect([...parts].filter((part) => !known(part))).toEqual([]);
  });

  it('add up to the documents of the company', () => expectFolded(app.services.database.reader));

  it('name fields of the types of the schema, and give values as those have them', () => {
    const wrong: unknown[] = [];
    for (const { aggregateType, data } of shown) {
      for (const [name, value] of Object.entries(data)) {
        const part = EVENTS.get(aggregateType)!.content.parts[name];
        if (!part) continue;
        const type = apiSchema.getType(typeNameOf(part.entity)) as GraphQLObjectType;
        for (const [field, given] of rowsOf(value).flatMap((row) => Object.entries(row))) {
          const path = `${type.name}.${field}`;
          if (!NESTED.includes(path) && !fits(type, field, given)) wrong.push([path, given]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  function fits(type: GraphQLObjectType, field: string, given: unknown): boolean {
    const definition = type.getFields()[field];
    if (!definition) return false;
    const named = 'ofType' in definition.type ? definition.type.ofType : definition.type;
    if (given === null) return !('ofType' in definition.type && String(definition.type).endsWith('!'));
    if (isEnumType(named)) return named.getValues().some(({ name }) => name === given);
    if (!isObjectType(named)) return typeof given !== 'object' || String(named).startsWith('JSON');
    const keys = Object.keys(given as object).sort();
    const money = ['Money', 'UnitPrice'].includes(named.name);
    return JSON.stringify(keys) === JSON.stringify(money ? ['amount', 'currencyCode'] : ['id']);
  }

  it('hold only ids that `node` takes', async () => {
    const ids = new Set<string>();
    const collect = (value: unknown, key = ''): void => {
      if (key === 'id' && typeof value === 'string') ids.add(value);
      if (Array.isArray(value)) value.forEach((item) => collect(item));
      else if (typeof value === 'object' && value !== null)
        Object.entries(value).forEach(([name, inner]) => collect(inner, name));
    };
    shown.forEach(({ data }) => collect(data));
    expect(ids.size).toBeGreaterThan(50);
    const all = [...ids];
    for (let i = 0; i < all.length; i += 200) {
      const some = all.slice(i, i + 200);
      const { nodes } = await admin.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: some });
      expect(some.filter((_id, at) => nodes[at] === null)).toEqual([]);
    }
  });

  it('give amounts of a partial change in the currency of its order', async () => {
    const accountId = company.world.accountId;
    const { order, orderId } = await cancelOne(accountId);
    const event = await eventOf(orderId, 'OrderCancelled');
    expect(event.data.order).toMatchObject({ id: orderId, cancelled: order.cancelled });
    expect((event.data.lines as Values[])[0]).toMatchObject({ cancelled: order.cancelled });
    const diff = await admin.run(
      'query ($id: ID!, $from: OrderAsOf!, $to: OrderAsOf!) { orderDiff(id: $id, from: $from, to: $to) { objectId property before after } }',
      { id: orderId, from: { version: 1 }, to: { dateTime: '2100-01-01T00:00:00Z' } },
    );
    const change = diff.orderDiff.find(
      ({ objectId, property }: Untyped) => objectId === orderId && property === 'cancelled',
    );
    expect(JSON.parse(change.after as string)).toEqual(order.cancelled);
    expect(JSON.parse(change.before as string)).toEqual({ amount: '0.00', currencyCode: 'USD' });
  });

  it('of a hold have the id that `node` takes, in the difference of two moments, too', async () => {
    const { orderId, version } = await placed(company.world.accountId);
    const { holdOrder } = await admin.run(
      'mutation ($input: HoldOrderInput!) { holdOrder(input: $input) { order { id version holds { id } } } }',
      { input: { idempotencyKey: newId(), orderId, expectedVersion: version, reason: 'OTHER' } },
    );
    await eventOf(orderId, 'OrderHeld');
    const { orderDiff } = await admin.run(
      'query ($id: ID!, $to: OrderAsOf!) { orderDiff(id: $id, from: { version: 1 }, to: $to) { part objectId property after } }',
      { id: orderId, to: { version: holdOrder.order.version } },
    );
    const hold = holdOrder.order.holds[0].id as string;
    expect(orderDiff).toContainEqual({ part: 'HOLD', objectId: hold, property: 'reason', after: 'OTHER' });
    const buyer = await app.as('BUYER', { accountIds: [company.world.accountId] });
    const told = await buyer.run(
      'query ($id: ID!, $to: OrderAsOf!) { orderDiff(id: $id, from: { position: 0 }, to: $to) { part property } }',
      { id: orderId, to: { version: holdOrder.order.version } },
    );
    const parts = told.orderDiff.map(({ part, property }: Untyped) => `${part}.${property}`);
    expect(parts).toContain('HOLD.scope');
    for (const hidden of ['HOLD.reason', 'ORDER.reportingTotal', 'ORDER.exchangeRate'])
      expect(parts).not.toContain(hidden);
    expect(parts.filter((part: string) => part.startsWith('ALLOCATION'))).toEqual([]);
  });

  async function placed(accountId: string) {
    const id = Buffer.from(`Account:${accountId}`).toString('base64url');
    const { placeOrder } = await admin.run(
      'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id version lines { id } } } }',
      { input: { idempotencyKey: newId(), accountId: id, lines: [{ sku: 'SKU-00', quantity: 3 }] } },
    );
    const { order } = placeOrder;
    return {
      orderId: order.id as string,
      version: order.version as number,
      lineId: order.lines[0].id as string,
    };
  }

  async function cancelOne(accountId: string) {
    const { orderId, version, lineId } = await placed(accountId);
    const lines = [{ orderLineId: lineId, quantity: 1 }];
    const { cancelOrder } = await admin.run(
      'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { cancelled { amount currencyCode } } } }',
      { input: { idempotencyKey: newId(), orderId, expectedVersion: version, reason: 'Too many', lines } },
    );
    return { orderId, order: cancelOrder.order as { cancelled: Values } };
  }

  async function eventOf(orderId: string, type: string): Promise<Event> {
    let found: Event | undefined;
    await until(async () => {
      const { orderEvents } = await admin.run(
        'query ($id: ID!) { orderEvents(filter: { orderId: $id }) { events { type data } } }',
        { id: orderId },
      );
      found = orderEvents.events.find((event: Event) => event.type === type);
      return found !== undefined;
    });
    return found!;
  }
});
