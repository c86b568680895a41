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
  subscription ($sku: String!, $location: ID, $after: Position) {
    inventoryLevelChanged(sku: $sku, location: $location, after: $after) {
      position
      level {
        id
        sku
        onHand
        allocated
        available
        version
      }
    }
  }
`;

test('tells each change of a level as it was then, from the start and live', async () => {
  const location = toGlobalId('Location', shop.locationId);
  await shop.place({ sku: 'B', quantity: 2 });
  const live = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { sku: 'A', location, after: 0 });
  const next = async () => (await live.next()).inventoryLevelChanged;
  expect((await next()).level).toMatchObject({ sku: 'A', onHand: 100_000, allocated: 0, version: 1 });
  const order = await shop.place({ sku: 'A', quantity: 7 });
  const change = await next();
  expect(change.level).toMatchObject({ allocated: 7, available: 99_993, version: 2 });
  await shop.cancel(order);
  expect((await next()).level).toMatchObject({ allocated: 0, version: 3 });
  await live.end();

  const resumed = (await shop.app.liveAs(Role.VIEWER)).subscribe(WATCH, { sku: 'A', after: change.position });
  expect((await resumed.next()).inventoryLevelChanged.level).toMatchObject({ version: 3 });
  await resumed.end();
});

test('a location that does not exist, and one who may not see stock, are refused', async () => {
  const code = (error: { errors: { extensions: { code: string } }[] }) => error.errors[0]!.extensions.code;
  const admin = await shop.app.liveAs(Role.ADMIN);
  const nowhere = admin.subscribe(WATCH, { sku: 'A', location: toGlobalId('Location', newId()) }).next();
  expect(code(await nowhere.catch((e) => e))).toBe('NOT_FOUND');
  const buyer = await shop.app.liveAs(Role.BUYER, { accountIds: [shop.accounts.get('MAIN')!] });
  expect(
    code(
      await buyer
        .subscribe(WATCH, { sku: 'A' })
        .next()
        .catch((e) => e),
    ),
  ).toBe('FORBIDDEN');
});
