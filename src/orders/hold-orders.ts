import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { OrderHold } from '../../entities/orders/order-hold';
import { HoldScope, OrderTransition } from '../../entities/orders/orders.enums';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { HOLD_RELEASE_RIGHTS } from '../auth/rights';
import { newRow } from '../persistence/mapping/entity-mapping';
import type { Command, UseCase } from '../commands/commands';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { LockedOrders, type AdmittedCommand } from './locked-orders';
import type { HoldOrderInput, OrderResult, ReleaseHoldInput } from './order-inputs';

/** Puts holds on orders, their lines or their fulfillment. Several holds can be open; each is released on its own. */
export function holdOrders(): UseCase<HoldOrderInput, OrderResult> {
  return {
    name: 'holdOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.HOLD);
      const orderOf = await loadOrdersOfFulfillment(uow.sql, commands);
      for (const admitted of locked.admitted()) {
        const { aggregate, command } = admitted;
        const refusal = refuseScope(admitted, orderOf);
        if (refusal) {
          locked.refuse(command, refusal);
          continue;
        }
        aggregate.holds.push(newHold(admitted));
        await locked.set.record(aggregate, 'OrderHeld', command);
      }
      await locked.set.save();
      return locked.outcomes();
    },
  };
}

/** The orders of the fulfillment orders that holds name; one statement, none when they name none. */
async function loadOrdersOfFulfillment(
  sql: Sql,
  commands: readonly Command<HoldOrderInput>[],
): Promise<Map<string, string>> {
  const ids = commands.flatMap(({ input }) => input.fulfillmentOrderId ?? []);
  if (ids.length === 0) return new Map();
  const { sql: where, params } = inList('t.id', ids);
  const found = await sql.select(FulfillmentOrder, `WHERE ${where}`, params);
  return new Map(found.map(({ id, orderId }) => [id, orderId]));
}

function refuseScope(
  { aggregate, command: { input } }: AdmittedCommand<HoldOrderInput>,
  orderOf: ReadonlyMap<string, string>,
): DomainError | null {
  const { scope, orderLineId, fulfillmentOrderId } = input;
  const fitsLine =
    scope === HoldScope.LINE ? aggregate.lines.some(({ id }) => id === orderLineId) : !orderLineId;
  const fitsFulfillment =
    !fulfillmentOrderId ||
    (scope === HoldScope.FULFILLMENT && orderOf.get(fulfillmentOrderId) === aggregate.order.id);
  if (fitsLine && fitsFulfillment) return null;
  return new DomainError(
    'INVALID_REFERENCE',
    'A hold of scope LINE names a line of this order, one of scope FULFILLMENT may name a fulfillment order of it; others name neither.',
    { scope },
  );
}

function newHold({ aggregate, command }: AdmittedCommand<HoldOrderInput>): OrderHold {
  const { input, actor, occurredAt } = command;
  return newRow(OrderHold, {
    id: newId(),
    orderId: aggregate.order.id,
    scope: input.scope,
    orderLineId: input.orderLineId ?? null,
    fulfillmentOrderId: input.fulfillmentOrderId ?? null,
    reason: input.reason,
    note: input.note ?? null,
    placedBy: actor.principalId,
    placedAt: occurredAt,
    releasedBy: null,
    releasedAt: null,
  });
}

/** Which permission it takes depends on the reason; who may not read the reason is not told it. */
function whyMayNotRelease({ permissions }: Actor, { reason }: OrderHold): DomainError | null {
  const permission = HOLD_RELEASE_RIGHTS[reason];
  if (permissions.has(permission)) return null;
  const what = permissions.has(Permission.INTERNAL_READ) ? `a hold for ${reason}` : 'this hold';
  return new DomainError(
    'FORBIDDEN',
    `To release ${what} needs the permission ${permission}. Ask someone who has it.`,
    { permission, path: 'holdId' },
  );
}

function noSuchHold(): DomainError {
  return new DomainError(
    'NOT_FOUND',
    'The order has no such open hold. It may have been released already; read the order again.',
  );
}

/** Releases one hold of each order, within the rights of its reason; the order goes on when it was the last. */
export function releaseHolds(): UseCase<ReleaseHoldInput, OrderResult> {
  return {
    name: 'releaseHold',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.RELEASE_HOLD);
      for (const { aggregate, command } of locked.admitted()) {
        const hold = aggregate.holds.find(({ id }) => id === command.input.holdId);
        const refusal = hold ? whyMayNotRelease(command.actor, hold) : noSuchHold();
        if (!hold || refusal) {
          locked.refuse(command, refusal!);
          continue;
        }
        hold.releasedAt = command.occurredAt;
        hold.releasedBy = command.actor.principalId;
        await locked.set.record(aggregate, 'OrderHoldReleased', command);
      }
      await locked.set.save();
      return locked.outcomes();
    },
  };
}
