import { Role } from '../../src/auth/roles';
import { newId } from '../../src/shared/ids';
import { toGlobalId } from '../../src/shared/global-id';
import { Shop } from './shop';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.stop());

const WATCH = /* GraphQL */ `
  subscription ($orderId: ID, $accountId: ID, $filter: OrderStatusFilter, $after: Position) {
    orderStatusChanged(orderId: $orderId, accountId: $accountId, filter: $filter, after: $after) {
      position
      type
      order {
        id
        number
      }
      previous {
        ...axes
      }
      current {
        ...axes
      }
    }
  }
  fragment axes on OrderStatuses {
    status
    fulfillmentStatus
    deliveryStatus
    onHold
  }
`;
const CONFIRM =
  'mutation ($input: ConfirmOrderInput!) { confirmOrder(input: $input) { order { id number version } } }';
const HOLD = 'mutation ($input: HoldOrderInput!) { holdOrder(input: $input) { order { version } } }';

const DRAFT = {
  status: 'DRAFT',
  fulfillmentStatus: 'UNFULFILLED',
  deliveryStatus: 'NOT_DELIVERED',
  onHold: false,
};

async function watch(variables: object, role: Role = Role.ADMIN, grants = {}) {
  const live = (await shop.app.liveAs(role, grants)).subscribe(WATCH, variables);
  return { next: async () => (await live.next()).orderStatusChanged, end: () => live.end() };
}

test('tells each change of one order, with where it stood before and after', async () => {
  const order = await shop.place({ confirm: false });
  await shop.place();
  const changes = await watch({ orderId: order.id, after: 0 });
  expect(await changes.next()).toMatchObject({ type: 'OrderPlaced', previous: null, current: DRAFT });
  const input = { idempotencyKey: newId(), orderId: order.id, expectedVersion: order.version };
  const { confirmOrder } = await shop.admin.run(CONFIRM, { input });
  expect(await changes.next()).toMatchObject({
    type: 'OrderConfirmed',
    order: { id: order.id, number: order.number },
    previous: DRAFT,
    current: { ...DRAFT, status: 'CONFIRMED' },
  });
  const hold = {
    idempotencyKey: newId(),
    orderId: order.id,
    expectedVersion: confirmOrder.order.version,
    reason: 'CREDIT',
  };
  await shop.admin.run(HOLD, { input: hold });
  expect(await changes.next()).toMatchObject({
    type: 'OrderHeld',
    previous: { onHold: false, status: 'CONFIRMED' },
    current: { onHold: true, status: 'CONFIRMED' },
  });
  await changes.end();
});

test('an account includes its sub-accounts', async () => {
  const changes = await watch({
    accountId: shop.accountId('MAIN'),
    filter: null,
    after: await shop.settle(),
  });
  await shop.place({ account: 'OTHER', confirm: false });
  const order = await shop.place({ account: 'SUB', confirm: false });
  expect(await changes.next()).toMatchObject({ order: { id: order.id }, current: DRAFT });
  await changes.end();
});

test('a filter can ask for the states that orders come into', async () => {
  const changes = await watch({ filter: { statuses: ['CANCELLED'] }, after: await shop.settle() });
  const order = await shop.place();
  await shop.cancel(order);
  expect(await changes.next()).toMatchObject({
    type: 'OrderCancelled',
    order: { id: order.id },
    previous: { status: 'CONFIRMED' },
    current: { status: 'CANCELLED' },
  });
  await changes.end();
});

test('goes on after the last position that was seen', async () => {
  const first = await shop.place({ confirm: false });
  const changes = await watch({ orderId: first.id, after: 0 });
  const { position } = await changes.next();
  await changes.end();
  await shop.cancel(first);
  const resumed = await watch({ orderId: first.id, after: position });
  expect(await resumed.next()).toMatchObject({ type: 'OrderCancelled' });
  await resumed.end();
});

test('a buyer is not told about the orders of others', async () => {
  const buyer = { accountIds: [shop.accounts.get('OTHER')!] };
  const changes = await watch({ filter: {}, after: await shop.settle() }, Role.BUYER, buyer);
  await shop.place({ account: 'MAIN' });
  const order = await shop.place({ account: 'OTHER', confirm: false });
  expect(await changes.next()).toMatchObject({ order: { id: order.id } });
  await changes.end();
});

describe('is refused', () => {
  const code = async (variables: object, role: Role = Role.ADMIN, grants = {}): Promise<string> => {
    const changes = await watch(variables, role, grants);
    const error = await changes.next().catch((e: { errors: { extensions: { code: string } }[] }) => e);
    return error.errors[0].extensions.code as string;
  };

  test('without one of orderId, accountId and filter, and with two of them', async () => {
    expect(await code({})).toBe('VALIDATION_FAILED');
    expect(await code({ filter: {}, accountId: shop.accountId('MAIN') })).toBe('VALIDATION_FAILED');
  });

  test('for what does not exist or may not be seen', async () => {
    const order = await shop.place({ account: 'OTHER' });
    expect(await code({ orderId: toGlobalId('Order', newId()) })).toBe('NOT_FOUND');
    expect(await code({ orderId: shop.accountId('MAIN') })).toBe('INVALID_ID');
    const buyer = { accountIds: [shop.accounts.get('MAIN')!] };
    expect(await code({ orderId: order.id }, Role.BUYER, buyer)).toBe('NOT_FOUND');
    expect(await code({ accountId: shop.accountId('OTHER') }, Role.BUYER, buyer)).toBe('NOT_FOUND');
  });

  test('beyond the end of the log', async () => {
    expect(await code({ filter: {}, after: 1_000_000 })).toBe('LOG_CHANGED');
  });
});
