import type { DemoProduct } from './demo-catalog';
import { monthsBefore } from './demo-catalog';
import type { DemoRun } from './demo-run';

const LOCATIONS = [
  {
    code: 'RNO',
    name: 'Reno',
    priority: 1,
    countryCode: 'US',
    region: 'Nevada',
    city: 'Reno',
    latitudeE6: 39_529_600,
    longitudeE6: -119_813_800,
  },
  {
    code: 'CMH',
    name: 'Columbus',
    priority: 2,
    countryCode: 'US',
    region: 'Ohio',
    city: 'Columbus',
    latitudeE6: 39_961_200,
    longitudeE6: -82_998_800,
  },
  {
    code: 'RTM',
    name: 'Rotterdam',
    priority: 3,
    countryCode: 'NL',
    region: null,
    city: 'Rotterdam',
    latitudeE6: 51_924_400,
    longitudeE6: 4_477_700,
  },
  {
    code: 'LBA',
    name: 'Leeds',
    priority: 4,
    countryCode: 'GB',
    region: null,
    city: 'Leeds',
    latitudeE6: 53_800_800,
    longitudeE6: -1_549_100,
  },
];

/** Locations with opening stock of everything that is stocked. Answers the ids of the locations. */
export async function loadStock(run: DemoRun, products: readonly DemoProduct[]): Promise<string[]> {
  const at = monthsBefore(run.options.anchor, 25);
  const { inventory } = run.services.useCases;
  const saved = await run.mustRun(
    inventory.upsertLocation,
    LOCATIONS.map((input) => ({ key: `location:${input.code}`, at, input })),
  );
  const locationIds = saved.map(({ id }) => id);
  const faker = run.faker('stock');
  await run.mustRun(
    inventory.adjustInventory,
    locationIds.map((locationId, i) => ({
      key: `opening:${LOCATIONS[i]!.code}`,
      at,
      input: {
        reason: 'Opening stock',
        lines: products
          .filter(({ stocked }) => stocked)
          .map(({ sku, demand }) => ({
            sku,
            locationId,
            onHandDelta: demand * faker.number.int({ min: 2, max: 8 }),
            safetyStock: demand,
          })),
      },
    })),
  );
  return locationIds;
}

/** Every fourth week each location is supplied with what sells. */
export async function receiveSupply(
  run: DemoRun,
  week: number,
  at: Date,
  products: readonly DemoProduct[],
  locationIds: readonly string[],
): Promise<void> {
  if (week % 4 !== 0) return;
  const faker = run.faker(`supply ${week}`);
  await run.mustRun(
    run.services.useCases.inventory.receiveInventory,
    locationIds.map((locationId, i) => ({
      key: `supply:${week}:${i}`,
      at,
      input: {
        reason: 'Supplier delivery',
        lines: products
          .filter(({ stocked }) => stocked)
          .filter(() => faker.number.int({ min: 1, max: 10 }) <= 4)
          .map(({ sku, demand }) => ({
            sku,
            locationId,
            quantity: demand * faker.number.int({ min: 1, max: 3 }),
          })),
      },
    })),
  );
}
