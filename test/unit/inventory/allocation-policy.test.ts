import { AllocationPolicy } from '../../../entities/inventory/inventory.enums';
import type { Location } from '../../../entities/inventory/location';
import {
  distanceTo,
  planAllocation,
  type Destination,
  type StockView,
} from '../../../src/inventory/allocation-policy';

type Place = Partial<Location> & { code: string; stock: Record<string, number> };

/** Locations with ids equal to their codes, and what each has of each SKU. */
function stockAt(...places: Place[]): StockView {
  return {
    available: (sku, locationId) => places.find(({ code }) => code === locationId)?.stock[sku] ?? 0,
    locationsOf: (sku) =>
      places
        .filter(({ stock }) => sku in stock)
        .map(({ stock: _stock, ...location }) => ({
          id: location.code,
          priority: 100,
          countryCode: 'US',
          region: null,
          latitudeE6: null,
          longitudeE6: null,
          ...location,
        })) as Location[],
  };
}

const demand = (key: string, sku: string, quantity: number) => ({ key, sku, quantity });
const taken = (plan: Awaited<ReturnType<typeof planAllocation>>) =>
  plan.parts.map(({ key, locationId, quantity }) => `${key}: ${quantity} from ${locationId}`);

const BERLIN: Destination = {
  latitudeE6: 52_520_000,
  longitudeE6: 13_405_000,
  region: 'BE',
  countryCode: 'DE',
};

describe('planAllocation', () => {
  describe('PRIORITY', () => {
    it('empties the location with the lowest number before the next one', async () => {
      const stock = stockAt(
        { code: 'B', priority: 2, stock: { X: 10 } },
        { code: 'A', priority: 1, stock: { X: 4 } },
      );
      const plan = await planAllocation(stock, [demand('1', 'X', 6)], AllocationPolicy.PRIORITY, null);
      expect(taken(plan)).toEqual(['1: 4 from A', '1: 2 from B']);
      expect(plan.short).toEqual([]);
    });

    it('breaks ties by code, whatever the order of the locations', async () => {
      const places = [
        { code: 'B', stock: { X: 5 } },
        { code: 'A', stock: { X: 5 } },
      ];
      for (const order of [places, [...places].reverse()]) {
        const plan = await planAllocation(
          stockAt(...order),
          [demand('1', 'X', 1)],
          AllocationPolicy.PRIORITY,
          null,
        );
        expect(taken(plan)).toEqual(['1: 1 from A']);
      }
    });

    it('lets several demands of one SKU share what there is, in their order', async () => {
      const stock = stockAt({ code: 'A', stock: { X: 5 } });
      const plan = await planAllocation(
        stock,
        [demand('1', 'X', 3), demand('2', 'X', 3)],
        AllocationPolicy.PRIORITY,
        null,
      );
      expect(taken(plan)).toEqual(['1: 3 from A', '2: 2 from A']);
      expect(plan.short).toEqual([{ key: '2', sku: 'X', requested: 3, available: 2 }]);
    });

    it('takes nothing where less than nothing is available', async () => {
      const stock = stockAt(
        { code: 'A', priority: 1, stock: { X: -3 } },
        { code: 'B', priority: 2, stock: { X: 2 } },
      );
      const plan = await planAllocation(stock, [demand('1', 'X', 3)], AllocationPolicy.PRIORITY, null);
      expect(taken(plan)).toEqual(['1: 2 from B']);
      expect(plan.short).toEqual([{ key: '1', sku: 'X', requested: 3, available: 2 }]);
    });

    it('is short of everything where no location has the SKU', async () => {
      const plan = await planAllocation(stockAt(), [demand('1', 'X', 3)], AllocationPolicy.PRIORITY, null);
      expect(plan).toEqual({ parts: [], short: [{ key: '1', sku: 'X', requested: 3, available: 0 }] });
    });
  });

  describe('HIGHEST_STOCK', () => {
    it('starts where most is left, counting what the plan has taken', async () => {
      const stock = stockAt({ code: 'A', stock: { X: 9 } }, { code: 'B', stock: { X: 10 } });
      const demands = [demand('1', 'X', 4), demand('2', 'X', 4)];
      expect(taken(await planAllocation(stock, demands, AllocationPolicy.HIGHEST_STOCK, null))).toEqual([
        '1: 4 from B',
        '2: 4 from A',
      ]);
    });
  });

  describe('NEAREST', () => {
    const munich = {
      code: 'MUC',
      countryCode: 'DE',
      region: 'BY',
      latitudeE6: 48_137_000,
      longitudeE6: 11_575_000,
    };
    const warsaw = {
      code: 'WAW',
      countryCode: 'PL',
      region: 'MZ',
      latitudeE6: 52_230_000,
      longitudeE6: 21_012_000,
    };
    const prague = {
      code: 'PRG',
      countryCode: 'CZ',
      region: 'PR',
      latitudeE6: 50_088_000,
      longitudeE6: 14_421_000,
    };

    it('goes by distance when every place is known, across borders', async () => {
      const stock = stockAt(
        { ...munich, stock: { X: 1 } },
        { ...warsaw, stock: { X: 1 } },
        { ...prague, stock: { X: 1 } },
      );
      const plan = await planAllocation(stock, [demand('1', 'X', 3)], AllocationPolicy.NEAREST, BERLIN);
      expect(plan.parts.map(({ locationId }) => locationId)).toEqual(['PRG', 'MUC', 'WAW']);
    });

    it('goes by region, then country, when a place is unknown', async () => {
      const stock = stockAt(
        { ...prague, stock: { X: 1 } },
        { code: 'HAM', countryCode: 'DE', region: 'HH', priority: 1, stock: { X: 1 } },
        { code: 'BER', countryCode: 'DE', region: 'BE', priority: 9, stock: { X: 1 } },
        { ...munich, priority: 9, stock: { X: 1 } },
      );
      const plan = await planAllocation(stock, [demand('1', 'X', 4)], AllocationPolicy.NEAREST, BERLIN);
      expect(plan.parts.map(({ locationId }) => locationId)).toEqual(['BER', 'MUC', 'HAM', 'PRG']);
    });

    it('goes by priority when the destination is unknown', async () => {
      const stock = stockAt(
        { ...prague, priority: 2, stock: { X: 1 } },
        { ...munich, priority: 1, stock: { X: 1 } },
      );
      const plan = await planAllocation(stock, [demand('1', 'X', 2)], AllocationPolicy.NEAREST, null);
      expect(plan.parts.map(({ locationId }) => locationId)).toEqual(['MUC', 'PRG']);
    });

    it('measures along the great circle', async () => {
      const earthRadiusKm = 6371;
      const toMunich = distanceTo(munich as Location, BERLIN) * earthRadiusKm;
      expect(toMunich).toBeGreaterThan(500);
      expect(toMunich).toBeLessThan(510);
      const dateLine = distanceTo(
        { latitudeE6: 0, longitudeE6: 179_000_000 },
        { latitudeE6: 0, longitudeE6: -179_000_000 },
      );
      expect(dateLine * earthRadiusKm).toBeCloseTo(222.4, 0);
    });
  });

  describe('SINGLE_LOCATION', () => {
    it('chooses the location that covers everything over one that comes first', async () => {
      const stock = stockAt(
        { code: 'A', priority: 1, stock: { X: 5, Y: 0 } },
        { code: 'B', priority: 2, stock: { X: 5, Y: 5 } },
      );
      const demands = [demand('1', 'X', 5), demand('2', 'Y', 5)];
      const plan = await planAllocation(stock, demands, AllocationPolicy.SINGLE_LOCATION, null);
      expect(taken(plan)).toEqual(['1: 5 from B', '2: 5 from B']);
    });

    it('takes nothing from elsewhere: what the chosen location lacks is short', async () => {
      const stock = stockAt({ code: 'A', stock: { X: 4 } }, { code: 'B', stock: { X: 3, Y: 9 } });
      const demands = [demand('1', 'X', 4), demand('2', 'X', 2), demand('3', 'Y', 2)];
      const plan = await planAllocation(stock, demands, AllocationPolicy.SINGLE_LOCATION, null);
      expect(taken(plan)).toEqual(['1: 3 from B', '3: 2 from B']);
      expect(plan.short).toEqual([
        { key: '1', sku: 'X', requested: 4, available: 3 },
        { key: '2', sku: 'X', requested: 2, available: 0 },
      ]);
    });

    it('breaks ties by priority', async () => {
      const stock = stockAt(
        { code: 'A', priority: 2, stock: { X: 9 } },
        { code: 'B', priority: 1, stock: { X: 4 } },
      );
      const plan = await planAllocation(stock, [demand('1', 'X', 4)], AllocationPolicy.SINGLE_LOCATION, null);
      expect(taken(plan)).toEqual(['1: 4 from B']);
    });
  });
});
