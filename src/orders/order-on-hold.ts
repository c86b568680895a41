import type { Order } from '../../entities/orders/order';
import type { OrderHold } from '../../entities/orders/order-hold';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { DomainError } from '../shared/errors';

/** `ORDER_ON_HOLD` by some open holds; `then` is the client's next step. Only actors with INTERNAL_READ are told the reasons. */
export function orderOnHold(
  { number }: Pick<Order, 'number'>,
  open: readonly Pick<OrderHold, 'scope' | 'reason'>[],
  { permissions }: Pick<Actor, 'permissions'>,
  then: string,
): DomainError {
  const told = permissions.has(Permission.INTERNAL_READ);
  const reasons = told ? ` (${open.map(({ reason }) => reason).join(', ')})` : '';
  return new DomainError('ORDER_ON_HOLD', `Order ${number} is on hold${reasons}. ${then}`, {
    orderNumber: number,
    holds: open.map(({ scope, reason }) => (told ? { scope, reason } : { scope })),
  });
}
