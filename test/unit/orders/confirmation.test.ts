import { Permission } from '../../../src/auth/permissions';
import * as fc from 'fast-check';
import { AccountStatus } from '../../../entities/accounts/accounts.enums';
import { BackorderPolicy } from '../../../entities/catalog/catalog.enums';
import { OrderStatus } from '../../../entities/orders/orders.enums';
import type { Location } from '../../../entities/inventory/location';
import type { StockView } from '../../../src/inventory/allocation-policy';
import { completeIfDone, isComplete } from '../../../src/orders/completion';
import { requireConfirmable } from '../../../src/orders/confirm-orders';
import { decideConfirmation } from '../../../src/orders/confirmation';
import type { OrderSet } from '../../../src/orders/order-set';
import { attemptInSteps } from '../../../src/commands/commands';
import { aggregateOf, anyAggregate } from '../../support/order-aggregates';
import { refusalOf } from '../../support/refusals';

/** So much of every SKU at one location. */
function stockOf(available: number): StockView {
  const location = { id: 'W1', code: 'W1', priority: 1 } as Location;
  return { available: () => available, locationsOf: () => [location] };
}

const policy = fc.option(fc.constantFrom(...Object.values(BackorderPolicy)));
const active = { number: 'AC-1', status: AccountStatus.ACTIVE };

describe('what is decided of a confirmation', () => {
  const draft = fc.record({
    open: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    available: fc.nat({ max: 15 }),
    ofOrder: policy,
    ofAccount: policy,
    ofProduct: policy,
    service: fc.boolean(),
    told: fc.boolean(),
  });

  it('is where all goods come from, and what is short only where the first policy that is set allows it', async () => {
    await fc.assert(
      fc.asyncProperty(draft, async ({ open, available, ofOrder, ofAccount, ofProduct, service, told }) => {
        const goods = open.map((units) => ({ schedule: [{ open: units }] }));
        const services = service ? [{ schedule: [{ open: 3 }], values: { stocked: false } }] : [];
        const aggregate = aggregateOf([...goods, ...services], {
          status: OrderStatus.DRAFT,
          backorderPolicy: ofOrder,
          allocationPolicy: null,
        });
        const before = structuredClone(aggregate);
        const account = { backorderPolicy: ofAccount, allocationPolicy: null };
        const products = new Map(ofProduct ? [['A', { backorderPolicy: ofProduct }]] : []);
        const decided = await attemptInSteps(() =>
          decideConfirmation({ aggregate, account, destination: null }, stockOf(available), products, told),
        );
        expect(structuredClone(aggregate)).toEqual(before);
        const wanted = open.reduce((a, b) => a + b, 0);
        const denied = (ofOrder ?? ofAccount ?? ofProduct ?? BackorderPolicy.DENY) === BackorderPolicy.DENY;
        expect(decided.ok).toBe(wanted <= available || !denied);
        if (decided.ok) {
          const covered = decided.result.parts.reduce((sum, { quantity }) => sum + quantity, 0);
          expect(covered).toBe(Math.min(wanted, available));
          expect(decided.result.parts.every(({ key }) => Number(key.slice(1, -2)) <= open.length)).toBe(true);
        } else {
          expect(decided.error.code).toBe('INSUFFICIENT_STOCK');
          const lines = decided.error.details.lines as { requested: number; available: number | null }[];
          const missing = lines.reduce((sum, line) => sum + line.requested - (line.available ?? 0), 0);
          if (told) expect(missing).toBe(wanted - available);
          else expect(lines.map((line) => line.available)).toEqual(lines.map(() => null));
        }
      }),
      { numRuns: 300 },
    );
  });

  const anyStatus = fc.constantFrom(...Object.values(AccountStatus));

  it('is nothing under an open hold, or for an account that may not order', () => {
    fc.assert(
      fc.property(anyAggregate, anyStatus, fc.boolean(), (aggregate, status, internal) => {
        const actor = { permissions: new Set(internal ? [Permission.INTERNAL_READ] : []) };
        const open = aggregate.holds.filter(({ releasedAt }) => releasedAt === null);
        const refusal = refusalOf(() => requireConfirmable(aggregate, { ...active, status }, actor));
        const held = open.length > 0 ? 'ORDER_ON_HOLD' : null;
        expect(refusal?.code ?? null).toBe(status === AccountStatus.ACTIVE ? held : 'ACCOUNT_INACTIVE');
        if (refusal?.code !== 'ORDER_ON_HOLD') return;
        const told = open.map(({ scope, reason }) => (internal ? { scope, reason } : { scope }));
        expect(refusal.details.holds).toEqual(told);
        for (const { reason } of open) expect(refusal.message.includes(reason)).toBe(internal);
      }),
    );
  });
});

describe('the completion of an order', () => {
  it('comes with its event when nothing is left to deliver, once, and not otherwise', async () => {
    const command = { occurredAt: new Date(1_000) } as Parameters<typeof completeIfDone>[2];
    await fc.assert(
      fc.asyncProperty(anyAggregate, async (aggregate) => {
        const recorded: string[] = [];
        const set = { record: (_: unknown, type: string) => Promise.resolve(recorded.push(type)) };
        const { status } = aggregate.order;
        const done = isComplete(aggregate);
        await completeIfDone(set as unknown as OrderSet, aggregate, command);
        await completeIfDone(set as unknown as OrderSet, aggregate, command);
        expect(recorded).toEqual(done ? ['OrderCompleted'] : []);
        expect(aggregate.order.status).toBe(done ? OrderStatus.COMPLETED : status);
        expect(aggregate.order.completedAt ?? null).toEqual(done ? command.occurredAt : null);
      }),
      { numRuns: 500 },
    );
  });
});
