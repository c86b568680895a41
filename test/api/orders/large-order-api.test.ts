import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import { startTestApplication, type TestApplication } from '../../support/application';
import { OrderWorld } from '../../support/order-fixtures';

let app: TestApplication;
let admin: ApiClient;
let world: OrderWorld;

beforeAll(async () => {
  app = await startTestApplication();
  admin = await app.as('ADMIN');
  world = await OrderWorld.behind(app);
  await world.products({ A: 10 });
  await world.receive(await world.location('EAST'), { A: 100_000 });
});
afterAll(() => app.stop());

const [LINES, PARTS] = [200, 50];
const PLACE = 'mutation ($i: PlaceOrderInput!) { placeOrder(input: $i) { order { id version } } }';
const CANCEL = 'mutation ($i: CancelOrderInput!) { cancelOrder(input: $i) { order { id status } } }';

function largeOrder(part: object = { quantity: 1 }) {
  return {
    idempotencyKey: newId(),
    accountId: toGlobalId('Account', world.accountId),
    lines: Array.from({ length: LINES }, () => ({
      sku: 'A',
      quantity: PARTS,
      schedule: Array.from({ length: PARTS }, () => part),
    })),
  };
}

/** How many questions of another client are answered, one after the other, while some work is under way. */
async function answeredDuring(work: Promise<unknown>): Promise<number> {
  let done = false;
  const end = work.finally(() => (done = true));
  let answered = 0;
  while (!done) {
    await admin.run('{ __typename }');
    if (!done) answered += 1;
  }
  await end;
  return answered;
}

describe('an order of 10,000 parts', () => {
  it('keeps nobody waiting while it is placed and cancelled', async () => {
    const input = largeOrder();
    const placing = admin.run(PLACE, { i: input });
    expect(await answeredDuring(placing)).toBeGreaterThanOrEqual(10);
    const { id, version } = (await placing).placeOrder.order;
    const cancelling = admin.run(CANCEL, {
      i: { idempotencyKey: newId(), orderId: id, expectedVersion: version, reason: 'all of it' },
    });
    expect(await answeredDuring(cancelling)).toBeGreaterThanOrEqual(10);
    expect((await cancelling).cancelOrder.order.status).toBe('CANCELLED');
    const { schedule, allocations } = await world.stored(
      Buffer.from(id, 'base64url').toString().split(':')[1]!,
    );
    expect(schedule).toHaveLength(LINES * PARTS);
    expect(schedule.every(({ quantityCancelled }) => quantityCancelled === 1)).toBe(true);
    expect(allocations.every(({ quantity }) => quantity === 0)).toBe(true);
  });

  it('is the same when it is sent again', async () => {
    const input = largeOrder();
    const first = await admin.run(PLACE, { i: input });
    const again = await admin.run(PLACE, { i: input });
    expect(again.placeOrder.order).toEqual(first.placeOrder.order);
    const other = { ...input, lines: input.lines.slice(1) };
    expect((await admin.fail(PLACE, { i: other })).extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is as it was at each of its versions', async () => {
    const { id } = (await admin.run(PLACE, { i: largeOrder() })).placeOrder.order;
    const query =
      'query ($id: ID!) { order(id: $id, asOf: { version: 2 }) { status lines { quantityAllocated } } }';
    const { order } = await admin.run(query, { id });
    expect(order.status).toBe('CONFIRMED');
    expect(order.lines).toHaveLength(LINES);
    expect(order.lines[0].quantityAllocated).toBe(PARTS);
  });

  it.each([
    ['a quantity that is none', { quantity: 'one' }, 'BAD_USER_INPUT'],
    ['a quantity below one', { quantity: 0 }, 'VALIDATION_FAILED'],
  ])('is refused for %s', async (_what, part, code) => {
    expect((await admin.fail(PLACE, { i: largeOrder(part) })).extensions.code).toBe(code);
  });
});
