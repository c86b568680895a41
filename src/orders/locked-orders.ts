import type { OrderTransition } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts, type OrderingAccount } from '../accounts/ordering-accounts';
import type { Command } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { Admission, type Admitted } from '../documents/admission';
import type { OrderAggregate } from './order-aggregate';
import { ORDER } from './order-document';
import type { OrderEventType } from './order-events';
import type { OrderVersionInput } from './order-inputs';
import { lockOrders, type OrderSet } from './order-set';

/** A command with the order that it may change, and the order's account. */
export interface AdmittedCommand<I> extends Admitted<I, OrderAggregate> {
  account: OrderingAccount;
}

/** The orders that commands name, locked, with their accounts: admits the commands whose step each order allows. */
export class LockedOrders<I extends OrderVersionInput> extends Admission<
  OrderAggregate,
  'orderId',
  I,
  OrderEventType
> {
  private constructor(
    set: OrderSet,
    private readonly accounts: ReadonlyMap<string, OrderingAccount>,
    commands: readonly Command<I>[],
    step: OrderTransition,
  ) {
    const places = new Map([...accounts].map(([id, { account }]) => [id, account]));
    super(ORDER, set, places, commands, 'orderId', step);
  }

  static async lock<I extends OrderVersionInput>(
    uow: UnitOfWork,
    commands: readonly Command<I>[],
    step: OrderTransition,
  ): Promise<LockedOrders<I>> {
    const set = await lockOrders(
      uow,
      commands.map(({ input }) => input.orderId),
    );
    const accounts = await loadOrderingAccounts(
      uow.sql,
      set.all().map(({ order }) => order.accountId),
    );
    return new LockedOrders(set, accounts, commands, step);
  }

  override admitted(): AdmittedCommand<I>[] {
    return super.admitted().map((admitted) => {
      const account = this.accounts.get(admitted.aggregate.order.accountId)!;
      return { ...admitted, account };
    });
  }
}
