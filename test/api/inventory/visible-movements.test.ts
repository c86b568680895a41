import { InventoryMovement } from '../../../entities/inventory/inventory-movement';
import { InventoryMovementType } from '../../../entities/inventory/inventory.enums';
import type { DocumentOwner } from '../../../src/auth/row-scope';
import { succeed, type UseCase } from '../../../src/commands/commands';
import { LevelSet } from '../../../src/inventory/level-set';
import { toGlobalId } from '../../../src/shared/global-id';
import { newId } from '../../../src/shared/ids';
import type { TestGrants } from '../../support/application';
import { TwoCustomers, type AccountNumber } from '../../support/two-customers';

let world: TwoCustomers;
beforeAll(async () => {
  world = await TwoCustomers.open();
});
afterAll(() => world.stop());

const reader = () => world.app.services.database.reader;

describe('a movement of an order or a shipment', () => {
  beforeAll(async () => {
    const { catalog, inventory, orders } = world.app.services.useCases;
    const { accountId } = world.of('NORTH');
    await world.make(catalog.upsertProduct, { sku: 'B', backorderPolicy: 'ALLOW' });
    const order = { accountId, channel: 'DIRECT', confirm: true } as const;
    const placed = await world.make(orders.placeOrder, { ...order, lines: [{ sku: 'A', quantity: 3 }] });
    const [found] = await reader().rows<{ version: number }>('SELECT version FROM orders WHERE id = ?', [
      placed.orderId,
    ]);
    const cancel = { orderId: placed.orderId, expectedVersion: Number(found!.version), reason: 'Changed' };
    await world.make(orders.cancelOrder, cancel);
    await world.make(orders.placeOrder, { ...order, lines: [{ sku: 'B', quantity: 2_000 }] });
    const line = { sku: 'B', locationId: world.locationId, quantity: 5_000 };
    await world.make(inventory.receiveInventory, { lines: [line] });
  });

  it('carries whose it is, whoever writes it, and others carry nobody', async () => {
    const movements = await reader().select(InventoryMovement, 'ORDER BY t.id');
    const owners = await reader().rows<{
      id: string;
      of_orders: string;
      territory_id: string;
      rep_id: string;
    }>(
      `SELECT o.id, o.account_id AS of_orders, o.territory_id, o.rep_id FROM orders o
       UNION ALL SELECT s.id, o.account_id, o.territory_id, o.rep_id FROM shipments s JOIN orders o ON o.id = s.order_id`,
    );
    const byId = new Map(owners.map((row) => [row.id, row]));
    for (const { type, referenceId, accountId, territoryId, repId } of movements) {
      const owner = referenceId === null ? null : byId.get(referenceId)!;
      expect({ type, accountId, territoryId, repId }).toEqual({
        type,
        accountId: owner?.of_orders ?? null,
        territoryId: owner?.territory_id ?? null,
        repId: owner?.rep_id ?? null,
      });
    }
    expect([...new Set(movements.map(({ type }) => type))].sort()).toEqual([
      ...['ALLOCATE', 'DEALLOCATE', 'RECEIPT', 'SHIP'],
    ]);
    const arrived = movements.filter(({ type, sku }) => type === 'ALLOCATE' && sku === 'B');
    expect(arrived.at(-1)!.id > movements.filter(({ type }) => type === 'RECEIPT').at(-1)!.id).toBe(true);
  });
});

/** Goods that come back for a document of a type that no table has. */
const bringBack: UseCase<DocumentOwner, { id: string }> = {
  name: 'bringBack',
  async execute(uow, commands) {
    const levels = await LevelSet.lock(uow, ['A']);
    const ids = commands.map((command) => {
      const cause = { type: 'Return', id: newId(), owner: command.input };
      const { locationId } = world;
      levels.move({ sku: 'A', locationId, type: InventoryMovementType.RETURN, onHand: 1, cause, command });
      return cause.id;
    });
    await levels.save();
    return ids.map((id) => succeed({ id }));
  },
};

/** The movement's id of a return of one account, territory or representative. */
async function movementOf(owner: Partial<DocumentOwner>): Promise<string> {
  const { id } = await world.make(bringBack, { accountId: null, territoryId: null, repId: null, ...owner });
  const [movement] = await reader().select(InventoryMovement, 'WHERE t.reference_id = ?', [id]);
  return toGlobalId('InventoryMovement', movement!.id);
}

const accountOf = (number: AccountNumber) => ({ accountId: world.of(number).accountId });
const CALLERS: readonly [name: string, grants: () => TestGrants][] = [
  ['an account', () => ({ accountIds: [world.of('NORTH').accountId] })],
  ['a territory', () => ({ territoryIds: [world.territories.get('NORTH')!] })],
  ['a representative', () => ({ repId: world.reps.get('NORTH')! })],
];

describe.each(CALLERS)('a movement of any other document, to whoever sees %s', (by, grants) => {
  it('is shown in the list, its count and by its id, as the document would be', async () => {
    const client = await world.app.as('SALES_REP', grants());
    const all = async (filter: string) => {
      const { inventoryMovements } = await client.run(
        `{ inventoryMovements(first: 200, filter: { ${filter} }) { totalCount nodes { id type } } }`,
      );
      expect(inventoryMovements.totalCount).toBe(inventoryMovements.nodes.length);
      return inventoryMovements.nodes.map(({ id }: { id: string }) => id) as string[];
    };
    const before = await all('');
    const own = [await movementOf(accountOf('NORTH')), await movementOf(accountOf('NORTH-SUB'))];
    if (by === 'a territory') own.push(await movementOf({ territoryId: world.territories.get('NORTH')! }));
    if (by === 'a representative') own.push(await movementOf({ repId: world.reps.get('NORTH')! }));
    const foreign = [
      await movementOf(accountOf('SOUTH')),
      await movementOf({ territoryId: world.territories.get('SOUTH')!, repId: world.reps.get('SOUTH')! }),
      await movementOf({}),
    ];
    expect(await all('')).toEqual([...own.toReversed(), ...before]);
    expect((await all('sku: "A", types: [RETURN]')).slice(0, own.length)).toEqual(own.toReversed());
    const { nodes } = await client.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [...own, ...foreign],
    });
    expect(nodes).toEqual([...own.map((id) => ({ id })), ...foreign.map(() => null)]);
  });
});
