import type { UpdateDraftInput } from '../../../src/orders/order-inputs';
import { OrderWorld, type OrderDraft } from '../../support/order-fixtures';

let world: OrderWorld;
let east: string;

beforeAll(async () => {
  world = await OrderWorld.create();
  east = await world.location('EAST');
  await world.products({ A: 10, B: 20, C: 30 });
  await world.receive(east, { A: 1_000, B: 1_000, C: 1_000 });
  await world.load(world.useCases.catalog.upsertTaxRate, [
    {
      countryCode: 'US',
      region: 'NY',
      taxCategory: 'STANDARD',
      validFrom: null,
      ratePpm: 80_000n,
      validTo: null,
    },
    {
      countryCode: 'DE',
      region: '',
      taxCategory: 'STANDARD',
      validFrom: null,
      ratePpm: 190_000n,
      validTo: null,
    },
  ]);
});

afterAll(() => world.drop());

const line = (sku: string, quantity = 1, rest: object = {}) => ({ sku, quantity, ...rest });
const draft = (rest: OrderDraft) => world.place({ confirm: false, ...rest });
const update = (orderId: string, input: Partial<Omit<UpdateDraftInput, 'orderId' | 'expectedVersion'>>) =>
  world.change(world.useCases.orders.updateDraftOrder, orderId, { header: {}, ...input });

describe('an updated draft', () => {
  it('keeps what the input leaves out, and empties what is null', async () => {
    const orderId = await draft({
      poNumber: 'KEEP',
      quoteNumber: 'Q-1',
      shippingMethod: 'AIR',
      discount: { ppm: 100_000n, reason: 'loyalty' },
      freightMinor: 5_00n,
      customAttributes: { color: 'red' },
      lines: [line('A', 2, { discount: { fixedMinor: 1_00n, reason: 'scratch' } })],
    });
    const kept = await update(orderId, { header: { incoterm: 'DAP' } });
    expect(kept.order).toMatchObject({
      poNumber: 'KEEP',
      quoteNumber: 'Q-1',
      shippingMethod: 'AIR',
      incoterm: 'DAP',
      customAttributes: { color: 'red' },
      netMinor: 17_10n,
      freightMinor: 5_00n,
      orderDiscountReason: 'loyalty',
    });
    expect(kept.lines).toMatchObject([{ discountFixedMinor: 1_00n, discountReason: 'scratch' }]);
    const header = {
      poNumber: null,
      quoteNumber: null,
      shippingMethod: null,
      discount: null,
      freightMinor: null,
    };
    const emptied = await update(orderId, { header });
    expect(emptied.order).toMatchObject({
      poNumber: null,
      poClaim: null,
      quoteNumber: null,
      shippingMethod: null,
      freightMinor: 0n,
      netMinor: 19_00n,
      orderDiscountPpm: null,
      paymentTerms: 'NET_30',
    });
    await world.place({ poNumber: 'KEEP', lines: [line('A')] });
  });

  it('keeps the ids of lines and schedule lines that keep their number and SKU', async () => {
    const schedule = [{ quantity: 1 }, { quantity: 2 }];
    const orderId = await draft({ lines: [line('A', 3, { schedule }), line('B'), line('C')] });
    const before = await world.stored(orderId);
    const after = await update(orderId, {
      lines: [
        line('A', 6, { schedule: [...schedule, { quantity: 3 }] }),
        line('C', 4),
        line('C', 1),
        line('A', 1),
      ],
    });
    expect(after.lines[0]!.id).toBe(before.lines[0]!.id);
    expect(after.lines[1]!.id).not.toBe(before.lines[1]!.id);
    expect(after.lines[2]!.id).toBe(before.lines[2]!.id);
    expect(after.lines.map(({ lineNumber, sku, quantityOpen }) => [lineNumber, sku, quantityOpen])).toEqual([
      [1, 'A', 6],
      [2, 'C', 4],
      [3, 'C', 1],
      [4, 'A', 1],
    ]);
    expect(after.schedule.slice(0, 2).map(({ id }) => id)).toEqual(
      before.schedule.slice(0, 2).map(({ id }) => id),
    );
    expect(after.schedule.map(({ scheduleNumber, quantityOpen }) => [scheduleNumber, quantityOpen])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [1, 4],
      [1, 1],
      [1, 1],
    ]);
    expect(await world.violations()).toEqual([]);
    const fewer = await update(orderId, { lines: [line('A', 2)] });
    expect([fewer.lines, fewer.schedule].map(({ length }) => length)).toEqual([1, 1]);
    expect(fewer.lines[0]!.id).toBe(before.lines[0]!.id);
    const confirmed = await world.change(world.useCases.orders.confirmOrder, orderId, {});
    expect(confirmed.lines).toMatchObject([{ quantityAllocated: 2 }]);
  });

  it('is taxed for the address that it goes to now, known or written out', async () => {
    const orderId = await draft({ lines: [line('A', 10)] });
    expect((await world.stored(orderId)).order.taxMinor).toBe(8_00n);
    const content = { line1: 'Hafen 1', city: 'Hamburg', countryCode: 'DE' };
    expect((await update(orderId, { header: { shipTo: { content } } })).order.taxMinor).toBe(19_00n);
    expect((await update(orderId, { header: { shippingMethod: 'SEA' } })).order.taxMinor).toBe(19_00n);
    const newYork = await world.address(world.accountId, { isDefault: false });
    expect((await update(orderId, { header: { shipTo: { addressId: newYork } } })).order.taxMinor).toBe(
      8_00n,
    );
  });

  it('moves the days of lines that are wanted on the day of the order', async () => {
    const orderId = await draft({
      requestedDay: '2026-04-01',
      lines: [line('A'), line('B', 1, { requestedDay: '2026-04-09' })],
    });
    const { order, schedule } = await update(orderId, { header: { requestedDay: '2026-05-01' } });
    expect(order.requestedDay).toBe('2026-05-01');
    expect(schedule.map(({ requestedDay }) => requestedDay)).toEqual(['2026-05-01', '2026-04-09']);
  });

  it('has the tags that were given last, each once', async () => {
    const orderId = await draft({ tags: ['a', 'b'], lines: [line('A')] });
    const tags = async () =>
      (
        await world.database.reader.rows<{ tag: string }>(
          'SELECT tag FROM order_tags WHERE order_id = ? ORDER BY tag',
          [orderId],
        )
      ).map(({ tag }) => tag);
    await update(orderId, {});
    expect(await tags()).toEqual(['a', 'b']);
    await update(orderId, { tags: ['c', ' b', 'b'] });
    expect(await tags()).toEqual(['b', 'c']);
    await update(orderId, { tags: [] });
    expect(await tags()).toEqual([]);
  });

  it('is refused as a whole when a part of it is wrong; the stored draft stays as it was', async () => {
    const orderId = await draft({ poNumber: 'MINE', lines: [line('A', 2)] });
    const other = await world.stored(await draft({ poNumber: 'THEIRS', lines: [line('A')] }));
    const before = await world.stored(orderId);
    const snapshots = await world.count('address_snapshots');
    const content = { line1: 'X', city: 'Y', countryCode: 'DE' };
    const cases: [Partial<UpdateDraftInput>, string][] = [
      [{ header: { poNumber: 'THEIRS', shippingMethod: 'SEA' } }, 'PO_DUPLICATE'],
      [
        { header: { shippingMethod: 'SEA', shipTo: { content } }, lines: [line('NOPE')] },
        'INVALID_REFERENCE',
      ],
      [{ header: { shippingMethod: 'SEA', contactId: 'nobody' } }, 'INVALID_REFERENCE'],
      [{ header: { shippingMethod: 'SEA', billTo: { addressId: 'nowhere' } } }, 'INVALID_REFERENCE'],
      [{ header: { discount: { fixedMinor: 999_00n, reason: 'x' } } }, 'VALIDATION_FAILED'],
      [{ lines: [] }, 'VALIDATION_FAILED'],
      [{ lines: [line('A', 0)] }, 'INVALID_QUANTITY'],
    ];
    for (const [input, code] of cases) {
      const whole = { orderId, expectedVersion: 1, header: {}, ...input };
      expect(await world.refusal(world.useCases.orders.updateDraftOrder, whole)).toMatchObject({ code });
    }
    expect(await world.stored(orderId)).toEqual(before);
    expect(await world.stored(other.order.id)).toEqual(other);
    expect(await world.count('address_snapshots')).toBe(snapshots);
  });

  it('answers each of a list on its own', async () => {
    const [a, b, c] = [
      await draft({ lines: [line('A')] }),
      await draft({ lines: [line('A')] }),
      await draft({ lines: [line('A')] }),
    ];
    const input = (orderId: string, rest: object) => ({ orderId, expectedVersion: 1, header: {}, ...rest });
    const answers = await world.runAll(world.useCases.orders.updateDraftOrder, [
      input(a, { header: { poNumber: 'LIST' }, lines: [line('NOPE')] }),
      input(b, { header: { poNumber: 'LIST' }, lines: [line('B', 2)], tags: ['x'] }),
      input(c, { header: { poNumber: 'LIST' } }),
      input(b, { header: { poNumber: 'LATE' } }),
      input(a, { header: { poNumber: 'LATE' } }),
      input(world.accountId, {}),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'updated' : answer.error.code))).toEqual([
      'INVALID_REFERENCE',
      'updated',
      'PO_DUPLICATE',
      'VERSION_CONFLICT',
      'CONFLICT',
      'NOT_FOUND',
    ]);
    expect(answers[3]).toMatchObject({ error: { details: { expected: 1, current: 2 } } });
    expect((await world.stored(b)).lines).toMatchObject([{ sku: 'B', quantityOrdered: 2 }]);
    expect((await world.stored(a)).order).toMatchObject({ version: 1, poNumber: null });
  });
});

describe('a draft', () => {
  it('cannot be confirmed once its account is inactive', async () => {
    const accountId = await world.account('LEAVING');
    const orderId = await draft({ accountId, lines: [line('A')] });
    await world.load(world.useCases.accounts.upsertAccount, [{ number: 'LEAVING', status: 'INACTIVE' }]);
    const refusal = await world.refusal(world.useCases.orders.confirmOrder, { orderId, expectedVersion: 1 });
    expect(refusal).toMatchObject({ code: 'ACCOUNT_INACTIVE' });
  });

  it('is confirmed at the prices that it carries', async () => {
    await world.products({ MOVING: 10 });
    await world.receive(east, { MOVING: 5 });
    const orderId = await draft({ lines: [line('MOVING')] });
    await world.products({ MOVING: 11 });
    expect((await world.change(world.useCases.orders.confirmOrder, orderId, {})).order.netMinor).toBe(10_00n);
    const anew = await draft({ lines: [line('MOVING')] });
    expect((await world.stored(anew)).order.netMinor).toBe(11_00n);
  });

  it('is refused when stock is short, and can be tried again', async () => {
    await world.products({ LATE: 10 });
    const orderId = await draft({ lines: [line('LATE', 3)] });
    const { confirmOrder } = world.useCases.orders;
    const refusal = await world.refusal(confirmOrder, { orderId, expectedVersion: 1 });
    expect(refusal).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { lines: [{ lineNumber: 1, sku: 'LATE', requested: 3, available: 0 }] },
    });
    await world.receive(east, { LATE: 3 });
    expect((await world.change(confirmOrder, orderId, {})).lines).toMatchObject([{ quantityAllocated: 3 }]);
  });
});
