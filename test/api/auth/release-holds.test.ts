import { Role } from '../../../src/auth/roles';
import { newId } from '../../../src/shared/ids';
import type { ApiClient } from '../../support/api-client';
import type { TestGrants } from '../../support/application';
import { held } from '../../support/order-work';
import { TwoCustomers } from '../../support/two-customers';

let world: TwoCustomers;
let admin: ApiClient;

beforeAll(async () => {
  world = await TwoCustomers.open();
  admin = await world.app.as('ADMIN');
});
afterAll(() => world.stop());

const ofRep = (): TestGrants => ({ repId: world.reps.get('NORTH')! });

describe('a hold', () => {
  const MAY: Readonly<Record<string, readonly Role[]>> = {
    CREDIT: ['ADMIN', 'FINANCE'],
    AWAITING_PAYMENT: ['ADMIN', 'FINANCE'],
    FRAUD_RISK: ['ADMIN', 'FINANCE'],
    PO_MISMATCH: ['ADMIN', 'SALES_MANAGER', 'FINANCE'],
    PRICE_REVIEW: ['ADMIN', 'SALES_MANAGER'],
    INCORRECT_ADDRESS: ['ADMIN', 'SALES_MANAGER', 'SALES_REP', 'OPERATIONS', 'FINANCE'],
    INVENTORY_SHORTAGE: ['ADMIN', 'SALES_MANAGER', 'SALES_REP', 'OPERATIONS', 'FINANCE'],
    CUSTOMER_REQUEST: ['ADMIN', 'SALES_MANAGER', 'SALES_REP', 'OPERATIONS', 'FINANCE'],
    OTHER: ['ADMIN', 'SALES_MANAGER', 'SALES_REP', 'OPERATIONS', 'FINANCE'],
  };

  it.each(Object.entries(MAY))(
    'for %s is released by those alone whom its reason names',
    async (reason, roles) => {
      for (const role of Object.values(Role)) {
        const { holdId, ...order } = await held(world, admin, reason);
        const client = await world.app.as(role, ['SALES_REP'].includes(role) ? ofRep() : {});
        const { data, errors } = await client.send(
          'mutation ($input: ReleaseHoldInput!) { releaseHold(input: $input) { order { onHold } } }',
          { input: { idempotencyKey: newId(), orderId: order.id, expectedVersion: order.version, holdId } },
        );
        const code = errors[0]?.extensions.code ?? null;
        expect([reason, role, code]).toEqual([reason, role, roles.includes(role) ? null : 'FORBIDDEN']);
        const { order: now } = await admin.run(`{ order(id: "${order.id}") { onHold } }`);
        expect([role, now.onHold]).toEqual([role, !roles.includes(role)]);
        if (data) expect(data.releaseHold.order.onHold).toBe(false);
      }
    },
  );

  it('offers its release to those alone who may', async () => {
    const { id } = await held(world, admin, 'CREDIT');
    const query = `{ order(id: "${id}") { availableTransitions } }`;
    for (const [role, may] of [
      ['SALES_REP', false],
      ['FINANCE', true],
    ] as const) {
      const client = await world.app.as(role, role === 'SALES_REP' ? ofRep() : {});
      const { order } = await client.run(query);
      expect([role, order.availableTransitions.includes('RELEASE_HOLD')]).toEqual([role, may]);
    }
  });
});
