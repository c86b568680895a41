import { Account } from '../../../entities/accounts/account';
import { InventoryMovement } from '../../../entities/inventory/inventory-movement';
import type { DocumentOwner, LimitedScope } from '../../../src/auth/row-scope';
import { openMovements, type MovementFilter } from '../../../src/inventory/inventory-lists';
import type { PageRequest } from '../../../src/persistence/lists/keyset';
import { newRow } from '../../../src/persistence/mapping/entity-mapping';
import { newId } from '../../../src/shared/ids';
import { createTestDatabase, type TestDatabase } from '../../support/databases';
import { accountRow } from '../../support/rows';
import { planOf, recordingReads, type PlanStep } from '../../support/statements';

/** More than are looked at one by one. */
const MANY = 10_500;
const FEW = 30;

let db: TestDatabase;
const ours = { account: accountRow(), territoryId: newId(), repId: newId() };
const large = { territoryId: newId() };
/** Whose the movements are, in the order of their ids: those of few are spread among the others. */
const owners: DocumentOwner[] = Array.from({ length: MANY + 3 * FEW * 50 }, (_, i) => {
  const nobody = { accountId: newId(), territoryId: null, repId: null };
  if (i < MANY) return { ...nobody, territoryId: large.territoryId };
  if (i % 50 > 2) return nobody;
  return [
    { ...nobody, accountId: ours.account.id },
    { ...nobody, territoryId: ours.territoryId },
    { ...nobody, repId: ours.repId },
  ][i % 50]!;
});

beforeAll(async () => {
  db = await createTestDatabase();
  await db.database.transaction(async (sql) => {
    await sql.insert(Account, [ours.account]);
    await sql.insert(InventoryMovement, owners.map(movementRow));
  });
  if (db.database.dialect === 'mysql')
    await db.database.reader.rows('ANALYZE TABLE inventory_movements, accounts');
});
afterAll(() => db.drop());

function movementRow(owner: DocumentOwner, i: number): InventoryMovement {
  const none = { allocatedDelta: 0, reservedDelta: 0, unavailableDelta: 0, incomingDelta: 0, reason: null };
  return newRow(InventoryMovement, {
    ...{ id: newId(), sku: i % 2 === 0 ? 'A' : 'B', locationId: 'L', type: 'SHIP', onHandDelta: -1, ...none },
    ...{ referenceType: 'Shipment', referenceId: newId(), ...owner },
    ...{ actorId: newId(), commandId: newId(), occurredAt: new Date(), recordedAt: new Date() },
  });
}

const NOBODY: LimitedScope = { all: false, accountPaths: [], territoryIds: [], repIds: [] };
const SCOPES: readonly [index: string, scope: LimitedScope][] = [
  ['ix_inventory_movements_account_id_id', { ...NOBODY, accountPaths: [ours.account.path] }],
  ['ix_inventory_movements_territory_id_id', { ...NOBODY, territoryIds: [ours.territoryId] }],
  ['ix_inventory_movements_rep_id_id', { ...NOBODY, repIds: [ours.repId] }],
];
const FILTERS: readonly MovementFilter[] = [{}, { sku: 'A' }, { locationId: 'L', types: ['SHIP'] }];

/** How the database finds movements for the statements that some work makes. */
async function plansOf(work: (sql: ReturnType<typeof recordingReads>['sql']) => Promise<unknown>) {
  const { sql, statements } = recordingReads(db.database.reader);
  await work(sql);
  const plans: PlanStep[][] = [];
  for (const statement of statements) plans.push(await planOf(db.database.reader, statement));
  return plans.map((steps) => steps.filter(({ table }) => table === 't'));
}

type Reader = Parameters<typeof openMovements>[0];

async function findMovements(
  sql: Reader,
  scope: LimitedScope,
  filter: MovementFilter,
  oldest: boolean,
  request: PageRequest,
) {
  return (await openMovements(sql, scope, filter, oldest)).page(request);
}

async function countMovements(sql: Reader, scope: LimitedScope, filter: MovementFilter): Promise<number> {
  return (await openMovements(sql, scope, filter, false)).count();
}

const page =
  (scope: LimitedScope, filter: MovementFilter, oldest = false) =>
  (sql: never) =>
    findMovements(sql, scope, filter, oldest, { first: 50 });
const BY_ID = /^(PRIMARY|sqlite_autoindex_inventory_movements_1)$/;

describe.each(SCOPES)('what few see by %s', (index, scope) => {
  it.each(FILTERS)('is found by it alone, in a page and in the count: %j', async (filter) => {
    for (const work of [page(scope, filter), page(scope, filter, true)])
      expect((await plansOf(work as never)).flat().filter(({ index: by }) => !BY_ID.test(by ?? ''))).toEqual(
        expect.arrayContaining([{ table: 't', index, sorted: false }]),
      );
    const plans = await plansOf((sql) => countMovements(sql, scope, filter));
    // Accounts can be of the territory or the representative, too; an id can be looked up together with its location.
    const used = [index, 'ix_inventory_movements_account_id_id', 'ix_inventory_movements_location_id_id'];
    for (const { index: by } of plans.flat()) expect(used.includes(by!) || BY_ID.test(by ?? '')).toBe(true);
  });

  it('is the whole of it, in both directions', async () => {
    const { reader } = db.database;
    const seen = await findMovements(reader, scope, {}, false, { first: 200 });
    expect(seen.edges).toHaveLength(FEW * 3);
    expect(await countMovements(reader, scope, {})).toBe(FEW * 3);
    const ids = seen.edges.map(({ node }) => node.id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    const further = { first: 200, after: seen.edges[9]!.cursor };
    const rest = await findMovements(reader, scope, {}, false, further);
    expect(rest.edges.map(({ node }) => node.id)).toEqual(ids.slice(10));
    const oldest = await findMovements(reader, scope, { sku: 'A' }, true, { first: 200 });
    const ofA = seen.edges.filter(({ node }) => node.sku === 'A').map(({ node }) => node.id);
    expect(oldest.edges.map(({ node }) => node.id)).toEqual(ofA.toReversed());
  });
});

describe('what many see', () => {
  const scope = { ...NOBODY, territoryIds: [large.territoryId] };

  it('is checked along the index that gives the order, and never sorted', async () => {
    for (const oldest of [false, true]) {
      const plans = await plansOf(page(scope, {}, oldest) as never);
      expect(plans).toHaveLength(2);
      expect(plans[1]).toEqual([
        { table: 't', index: expect.stringMatching(BY_ID) as string, sorted: false },
      ]);
    }
    const { edges } = await findMovements(db.database.reader, scope, {}, true, { first: 200 });
    expect(edges.every(({ node }) => node.territoryId === large.territoryId)).toBe(true);
    expect(await countMovements(db.database.reader, scope, {})).toBe(MANY);
  });

  it('asks nothing besides for a reference, of which there are few', async () => {
    const plans = await plansOf(page(scope, { reference: { type: 'Shipment', id: newId() } }) as never);
    expect(plans.map((steps) => steps.filter(({ index }) => !BY_ID.test(index ?? '')))).toEqual([
      [expect.objectContaining({ index: 'ix_inventory_movements_reference_type_reference_id' })],
    ]);
  });
});

it('a scope that covers nothing sees nothing', async () => {
  expect((await findMovements(db.database.reader, NOBODY, {}, false, { first: 5 })).edges).toEqual([]);
  expect(await countMovements(db.database.reader, NOBODY, {})).toBe(0);
});
