import * as fc from 'fast-check';
import { AllocationPolicy } from '../../../entities/inventory/inventory.enums';
import type { Location } from '../../../entities/inventory/location';
import { planAllocation, type StockView } from '../../../src/inventory/allocation-policy';

const SKUS = ['X', 'Y'];
const place = fc.record({
  priority: fc.integer({ min: 1, max: 3 }),
  countryCode: fc.constantFrom('DE', 'US'),
  region: fc.constantFrom('BE', null),
  latitudeE6: fc.constantFrom(52_000_000, 40_000_000, null),
  available: fc.tuple(fc.integer({ min: -2, max: 9 }), fc.integer({ min: -2, max: 9 })),
});
const situation = fc.record({
  policy: fc.constantFrom(...Object.values(AllocationPolicy)),
  places: fc.array(place, { maxLength: 4 }),
  demands: fc.array(fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 8 }) }), {
    maxLength: 5,
  }),
  destination: fc.option(
    fc.constant({ latitudeE6: 52_500_000, longitudeE6: 0, region: 'BE', countryCode: 'DE' }),
  ),
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

async function planned({ policy, places, demands, destination }: Situation, backwards = false) {
  const locations = places.map(
    (values, i) =>
      ({ ...values, id: `W${i}`, code: `W${i}`, longitudeE6: values.latitudeE6 && 0 }) as unknown as Location,
  );
  const stock: StockView = {
    available: (sku, id) => places[Number(id.slice(1))]!.available[SKUS.indexOf(sku)]!,
    locationsOf: () => (backwards ? locations.toReversed() : locations),
  };
  const keyed = demands.map((demand, i) => ({ ...demand, key: `D${i}` }));
  const plan = await planAllocation(stock, keyed, policy, destination);
  const taken = (holds: (part: (typeof plan.parts)[number]) => boolean): number =>
    plan.parts.filter(holds).reduce((sum, { quantity }) => sum + quantity, 0);
  return { plan, taken, keyed, stock, locations };
}

describe('a plan of allocation', () => {
  it('takes no more of anything than is available, and only whole pieces of what is wanted', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (given) => {
        const { plan, taken, stock, locations, keyed } = await planned(given);
        for (const sku of SKUS) {
          for (const { id } of locations) {
            const from = taken((part) => part.sku === sku && part.locationId === id);
            expect(from).toBeLessThanOrEqual(Math.max(0, stock.available(sku, id)));
          }
        }
        const wanted = new Map(keyed.map(({ key, sku }) => [key, sku]));
        for (const { key, sku, quantity } of plan.parts) {
          expect(wanted.get(key)).toBe(sku);
          expect(quantity).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('meets each demand or says what of it is available', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (given) => {
        const { plan, taken, keyed } = await planned(given);
        const short = keyed
          .map(({ key, sku, quantity }) => ({
            key,
            sku,
            requested: quantity,
            available: taken((part) => part.key === key),
          }))
          .filter(({ requested, available }) => available < requested);
        expect(plan.short).toEqual(short);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves nothing short that is still available, unless all must come from one location', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (given) => {
        const { plan, taken, stock, locations } = await planned(given);
        const used = new Set(plan.parts.map(({ locationId }) => locationId));
        if (given.policy === AllocationPolicy.SINGLE_LOCATION) {
          expect(used.size).toBeLessThanOrEqual(1);
          return;
        }
        for (const { sku } of plan.short) {
          for (const { id } of locations) {
            const left =
              stock.available(sku, id) - taken((part) => part.sku === sku && part.locationId === id);
            expect(left).toBeLessThanOrEqual(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same whatever the order in which locations are found', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (given) => {
        expect((await planned(given, true)).plan).toEqual((await planned(given)).plan);
      }),
      { numRuns: 300 },
    );
  });
});
