import type { OrderTransition } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts, type OrderingAccount } from '../accounts/ordering-accounts';
import { seesOrder } from '../auth/row-scope';
import { fail, succeed, type Command, type Outcome } from '../persistence/commands';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { DomainError } from '../shared/errors';
import type { OrderAggregate } from './order-aggregate';
import type { OrderResult, OrderVersionInput } from './order-inputs';
import { refuseByStatus, refuseByVersion } from './order-lifecycle';
import { OrderSet } from './order-set';

/** A command with the order that it may change. */
export interface AdmittedCommand<I> {
  command: Command<I>;
  aggregate: OrderAggregate;
  account: OrderingAccount;
}

/**
 * Locks the orders that commands name and admits those commands that may go on: the order exists and is visible to the actor, its
 * status allows the step, and the version is the expected one. Commands on one order come one after the other: the second meets
 * the version that the first has made.
 */
export class LockedOrders<I extends OrderVersionInput> {
  private readonly refusals = new Map<string, DomainError>();

  private constructor(
    readonly set: OrderSet,
    private readonly accounts: ReadonlyMap<string, OrderingAccount>,
    private readonly commands: readonly Command<I>[],
    private readonly step: OrderTransition,
  ) {}

  static async lock<I extends OrderVersionInput>(
    uow: UnitOfWork,
    commands: readonly Command<I>[],
    step: OrderTransition,
  ): Promise<LockedOrders<I>> {
    const set = await OrderSet.lock(uow, commands.map(({ input }) => input.orderId));
    const accounts = await loadOrderingAccounts(uow.sql, set.all().map(({ order }) => order.accountId));
    return new LockedOrders(set, accounts, commands, step);
  }

  /** The admitted commands in their order. One command per order is admitted; a second one on it gets `VERSION_CONFLICT`. */
  admitted(): AdmittedCommand<I>[] {
    const changed = new Set<string>();
    return this.commands.flatMap((command) => {
      const admitted = this.admit(command);
      if (!(admitted instanceof DomainError) && !changed.has(command.input.orderId)) {
        changed.add(command.input.orderId);
        return [admitted];
      }
      this.refuse(command, admitted instanceof DomainError ? admitted : overtaken(admitted.aggregate));
      return [];
    });
  }

  private admit(command: Command<I>): AdmittedCommand<I> | DomainError {
    const aggregate = this.set.get(command.input.orderId);
    const account = aggregate && this.accounts.get(aggregate.order.accountId);
    if (!aggregate || !account || !visible(command, aggregate, account)) {
      return new DomainError('NOT_FOUND', 'There is no such order, or you may not see it. Check the order id.');
    }
    const refusal =
      refuseByVersion(aggregate.order, command.input.expectedVersion) ?? refuseByStatus(aggregate, this.step);
    return refusal ?? { command, aggregate, account };
  }

  /** Refuses a command whose order has not been changed in memory. */
  refuse(command: Command<I>, error: DomainError): void {
    this.refusals.set(command.id, error);
  }

  /** Refuses an admitted command whose order may have been changed in memory; the stored order stays as it is. */
  drop({ command, aggregate }: AdmittedCommand<I>, error: DomainError): void {
    this.refuse(command, error);
    this.set.discard(aggregate);
  }

  /** The answers, in the order of the commands: the refusals, and success for the rest. */
  outcomes(): Outcome<OrderResult>[] {
    return this.commands.map(({ id, input }) => {
      const refusal = this.refusals.get(id);
      return refusal ? fail(refusal) : succeed({ orderId: input.orderId });
    });
  }
}

function visible<I>({ actor }: Command<I>, { order }: OrderAggregate, { account }: OrderingAccount): boolean {
  return seesOrder(actor.scope, { account, territoryId: order.territoryId, repId: order.repId });
}

function overtaken({ order }: OrderAggregate): DomainError {
  return new DomainError('VERSION_CONFLICT', `Order ${order.number} was changed by another request at the same moment. Read it again.`, {
    orderNumber: order.number,
    expected: order.version,
    current: order.version + 1,
  });
}
