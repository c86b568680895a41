import { DomainError } from '../../src/shared/errors';
import { findOrder } from '../../src/orders/find-orders';
import { fromGlobalId } from '../../src/shared/global-id';
import { accountById } from '../accounts/accounts.loaders';
import type { RequestContext } from '../kit/context';
import type { PlaceOrderInput, UpdateDraftOrderInput } from './order.inputs';

/** The currency that amounts of an input must have; looked up only when the input has amounts. Null: nothing to check. */
export const orderCurrency = {
  async ofAccount(ctx: RequestContext, input: PlaceOrderInput): Promise<string | null> {
    if (!hasAmounts(input)) return null;
    const account = await accountById(ctx).load(fromGlobalId('Account', input.accountId));
    if (!account)
      throw new DomainError(
        'NOT_FOUND',
        'There is no such account, or you may not see it. Check the account id.',
      );
    return account.currencyCode;
  },

  async ofOrder(ctx: RequestContext, input: UpdateDraftOrderInput): Promise<string | null> {
    if (!hasAmounts(input)) return null;
    const order = await findOrder(ctx.services.database.reader, ctx.actor.scope, {
      id: fromGlobalId('Order', input.orderId),
    });
    if (!order)
      throw new DomainError(
        'NOT_FOUND',
        'There is no such order, or you may not see it. Check the order id.',
      );
    return order.currencyCode;
  },
};

function hasAmounts(
  input: Pick<PlaceOrderInput, 'freight' | 'discount'> & { lines?: PlaceOrderInput['lines'] | null },
): boolean {
  return Boolean(
    input.freight ?? input.discount?.amount ?? input.lines?.some(({ discount }) => discount?.amount),
  );
}
