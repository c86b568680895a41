import { FulfillmentOrder } from '../../entities/fulfillment/fulfillment-order';
import { OrderHold } from '../../entities/orders/order-hold';
import { HoldScope, OrderTransition } from '../../entities/orders/orders.enums';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { HOLD_RELEASE_RIGHTS } from '../auth/rights';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attempt, type Command, type UseCase } from '../commands/commands';
import type { Sql } from '../persistence/sql';
import { inList } from '../persistence/sql-fragment';
import { DomainError } from '../shared/errors';
import { newId } from '../shared/ids';
import { LockedOrders } from './locked-orders';
import type { OrderAggregate } from './order-aggregate';
import type { HoldOrderInput, OrderResult, ReleaseHoldInput } from './order-inputs';

/** Puts holds on orders, their lines or their fulfillment. Several holds can be open; each is released on its own. */
export function holdOrders(): UseCase<HoldOrderInput, OrderResult> {
  return {
    name: 'holdOrder',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.HOLD);
      const orderOf = await loadOrdersOfFulfillment(uow.sql, commands);
      for (const { aggregate, command } of locked.admitted()) {
        const decided = attempt(() => decideHold(aggregate, command.input, orderOf));
        if (!decided.ok) {
          locked.refuse(command, decided.error);
          continue;
        }
        aggregate.holds.push(newHold(decided.result, command));
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

type PlacedHold = Pick<OrderHold, 'orderId' | 'scope' | 'orderLineId' | 'fulfillmentOrderId'>;

/**
 * What a hold holds back: the order, one of its lines, or its fulfillment at one location or all. `orderOf` tells the orders of
 * fulfillment orders. Throws `INVALID_REFERENCE`; changes nothing.
 */
export function decideHold(
  { order, lines }: OrderAggregate,
  input: Pick<HoldOrderInput, 'scope' | 'orderLineId' | 'fulfillmentOrderId'>,
  orderOf: ReadonlyMap<string, string>,
): PlacedHold {
  const { scope, orderLineId = null, fulfillmentOrderId = null } = input;
  const fitsLine = scope === HoldScope.LINE ? lines.some(({ id }) => id === orderLineId) : !orderLineId;
  const fitsFulfillment =
    !fulfillmentOrderId || (scope === HoldScope.FULFILLMENT && orderOf.get(fulfillmentOrderId) === order.id);
  if (fitsLine && fitsFulfillment) return { orderId: order.id, scope, orderLineId, fulfillmentOrderId };
  throw new DomainError(
    'INVALID_REFERENCE',
    'A hold of scope LINE names a line of this order, one of scope FULFILLMENT may name a fulfillment order of it; others name neither.',
    { scope },
  );
}

function newHold(placed: PlacedHold, { input, actor, occurredAt }: Command<HoldOrderInput>): OrderHold {
  return newRow(OrderHold, {
    id: newId(),
    ...placed,
    reason: input.reason,
    note: input.note ?? null,
    placedBy: actor.principalId,
    placedAt: occurredAt,
    releasedBy: null,
    releasedAt: null,
  });
}

/** Releases one hold of each order, within the rights of its reason; the order goes on when it was the last. */
export function releaseHolds(): UseCase<ReleaseHoldInput, OrderResult> {
  return {
    name: 'releaseHold',
    async execute(uow, commands) {
      const locked = await LockedOrders.lock(uow, commands, OrderTransition.RELEASE_HOLD);
      for (const { aggregate, command } of locked.admitted()) {
        const decided = attempt(() => decideRelease(aggregate, command.input, command.actor));
        if (!decided.ok) {
          locked.refuse(command, decided.error);
          continue;
        }
        decided.result.releasedAt = command.occurredAt;
        decided.result.releasedBy = command.actor.principalId;
        await locked.set.record(aggregate, 'OrderHoldReleased', command);
      }
      await locked.set.save();
      return locked.outcomes();
    },
  };
}

/** The hold that a release names. Throws `NOT_FOUND` when the order has no such open hold, else `FORBIDDEN`; changes nothing. */
export function decideRelease(
  { holds }: OrderAggregate,
  { holdId }: Pick<ReleaseHoldInput, 'holdId'>,
  actor: Pick<Actor, 'permissions'>,
): OrderHold {
  const hold = holds.find(({ id }) => id === holdId);
  if (hold) {
    requireMayRelease(actor, hold);
    return hold;
  }
  throw new DomainError(
    'NOT_FOUND',
    'The order has no such open hold. It may have been released already; read the order again.',
  );
}

/** Which permission it takes depends on the reason; who may not read the reason is not told it. */
function requireMayRelease({ permissions }: Pick<Actor, 'permissions'>, { reason }: OrderHold): void {
  const permission = HOLD_RELEASE_RIGHTS[reason];
  if (permissions.has(permission)) return;
  const what = permissions.has(Permission.INTERNAL_READ) ? `a hold for ${reason}` : 'this hold';
  throw new DomainError(
    'FORBIDDEN',
    `To release ${what} needs the permission ${permission}. Ask someone who has it.`,
    { permission, path: 'holdId' },
  );
}
