import * as fc from 'fast-check';
import type { FulfillmentOrderLine } from '../../../entities/fulfillment/fulfillment-order-line';
import { ShipmentStatus } from '../../../entities/fulfillment/fulfillment.enums';
import type { ShipmentLine } from '../../../entities/fulfillment/shipment-line';
import { decideShipment } from '../../../src/fulfillment/create-shipments';
import { decideArrival } from '../../../src/fulfillment/mark-delivered';
import { attemptInSteps } from '../../../src/commands/commands';
import { refusalOf } from '../../support/refusals';

const IDS = ['A', 'B', 'C'];
/** How much there is of lines A, B and C, and what is asked for: by lines that may not exist, or everything. */
const asked = fc.record({
  there: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 5 })),
  named: fc.option(
    fc.array(fc.record({ id: fc.constantFrom(...IDS, 'other'), quantity: fc.integer({ min: -1, max: 6 }) }), {
      maxLength: 3,
    }),
  ),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

/** The code of the refusal, by the rule as it is told; null when the request is allowed. */
function refusalCode({ there, named }: Asked, emptyIsRefused: boolean): string | null {
  const empty = named ? named.length === 0 : emptyIsRefused && there.every((quantity) => quantity === 0);
  if (empty) return 'INVALID_QUANTITY';
  for (const [i, { id, quantity }] of (named ?? []).entries()) {
    if (!IDS.includes(id) || named!.findIndex((other) => other.id === id) < i) return 'INVALID_REFERENCE';
    if (quantity < 1 || quantity > there[IDS.indexOf(id)]!) return 'INVALID_QUANTITY';
  }
  return null;
}

const wanted = ({ there, named }: Asked) =>
  named ?? IDS.map((id, i) => ({ id, quantity: there[i]! })).filter(({ quantity }) => quantity > 0);

describe('what is decided of a shipment', () => {
  it('is what is free of the lines, or what is named of them, each once and no more than is free', async () => {
    const lines = IDS.map((id) => ({ id }) as FulfillmentOrderLine);
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const decided = await attemptInSteps(() =>
          decideShipment(lines, ({ id }) => request.there[IDS.indexOf(id)]!, {
            lines: request.named?.map(({ id, quantity }) => ({ fulfillmentOrderLineId: id, quantity })),
          }),
        );
        const code = refusalCode(request, true);
        if (decided.ok) {
          expect(code).toBeNull();
          expect(decided.result.map(({ line, quantity }) => ({ id: line.id, quantity }))).toEqual(
            wanted(request),
          );
        } else expect(decided.error.code).toBe(code);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is decided of an arrival', () => {
  const shipped = { number: 'SH-1', status: ShipmentStatus.SHIPPED };

  it('is what is under way of the lines, or what is named of them, each once and no more than is under way', () => {
    fc.assert(
      fc.property(asked, fc.nat({ max: 3 }), (request, arrivedBefore) => {
        const lines = IDS.map(
          (id, i) =>
            ({
              id,
              sku: id,
              deliveredQuantity: arrivedBefore,
              quantity: arrivedBefore + request.there[i]!,
            }) as ShipmentLine,
        );
        const before = structuredClone(lines);
        const input = {
          lines: request.named?.map(({ id, quantity }) => ({ shipmentLineId: id, quantity })),
        };
        const refusal = refusalOf(() => decideArrival(shipped, lines, input));
        expect(refusal?.code ?? null).toBe(refusalCode(request, false));
        expect(lines).toEqual(before);
        if (refusal) return;
        const arrived = decideArrival(shipped, lines, input);
        expect(arrived.map(({ line, quantity }) => ({ id: line.id, quantity }))).toEqual(wanted(request));
      }),
      { numRuns: 500 },
    );
  });

  it.each(Object.values(ShipmentStatus))('of a shipment that is %s', (status) => {
    const refusal = refusalOf(() => decideArrival({ ...shipped, status }, [], {}));
    expect(refusal?.code ?? null).toBe(status === ShipmentStatus.SHIPPED ? null : 'INVALID_TRANSITION');
    if (refusal)
      expect(refusal.details).toEqual({ shipmentNumber: 'SH-1', from: status, allowed: ['SHIPPED'] });
  });
});
