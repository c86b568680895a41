import type { OrderTransition } from '../../entities/orders/orders.enums';
import { loadOrderingAccounts, type OrderingAccount } from '../accounts/ordering-accounts';
import { seesDocument } from '../auth/row-scope';
import { attempt, fail, succeed, type Command, type Outcome } from '../commands/commands';
import type { UnitOfWork } from '../commands/unit-of-work';
import { DomainError } from '../shared/errors';
import type { OrderAggregate } from './order-aggregate';
import type { OrderResult, OrderVersionInput } from './order-inputs';
import { requireStatus, requireVersion } from './order-lifecycle';
import { OrderSet } from './order-set';

/** A command with the order that it may change. */
export interface AdmittedCommand<I> {
  command: Command<I>;
  aggregate: OrderAggregate;
  account: OrderingAccount;
}

/**
 * Locks the orders that commands name and admits those commands that may go on: the order exists and is visible to the actor, its
 * status allows the step, and the version is the expected one. Of several commands on one order the first is admitted; the others
 * are answered with the version that it has made.
 */
export class LockedOrders<I extends OrderVersionInput> {
  private readonly refusals = new Map<string, DomainError>();
  /** Orders of commands that came after another one on the same order, by command id. */
  private readonly overtaken = new Map<string, OrderAggregate>();

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
    const set = await OrderSet.lock(
      uow,
      commands.map(({ input }) => input.orderId),
    );
    const accounts = await loadOrderingAccounts(
      uow.sql,
      set.all().map(({ order }) => order.accountId),
    );
    return new LockedOrders(set, accounts, commands, step);
  }

  /** The admitted commands in their order, at most one per order: a later one on it is overtaken. */
  admitted(): AdmittedCommand<I>[] {
    const taken = new Set<string>();
    return this.commands.flatMap((command) => {
      const admitted = attempt(() => this.admit(command));
      if (!admitted.ok) this.refuse(command, admitted.error);
      else if (taken.has(command.input.orderId)) this.overtaken.set(command.id, admitted.result.aggregate);
      else {
        taken.add(command.input.orderId);
        return [admitted.result];
      }
      return [];
    });
  }

  private admit(command: Command<I>): AdmittedCommand<I> {
    const aggregate = this.set.get(command.input.orderId);
    const account = aggregate && this.accounts.get(aggregate.order.accountId);
    if (!aggregate || !account || !visible(command, aggregate, account)) {
      throw new DomainError(
        'NOT_FOUND',
        'There is no such order, or you may not see it. Check the order id.',
      );
    }
    requireVersion(aggregate.order, command.input.expectedVersion);
    requireStatus(aggregate, this.step);
    return { command, aggregate, account };
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

  /** The answers, in the order of the commands, when all has been done: the refusals, and success for the rest. */
  outcomes(): Outcome<OrderResult>[] {
    return this.commands.map(({ id, input }) => {
      const overtaken = this.overtaken.get(id);
      if (overtaken) return attempt(() => refuseOvertaken(overtaken, input.expectedVersion));
      const refusal = this.refusals.get(id);
      return refusal ? fail(refusal) : succeed({ orderId: input.orderId });
    });
  }
}

function visible<I>({ actor }: Command<I>, { order }: OrderAggregate, { account }: OrderingAccount): boolean {
  return seesDocument(actor.scope, { account, territoryId: order.territoryId, repId: order.repId });
}

/** Throws `VERSION_CONFLICT` when the command before it has changed the order, `CONFLICT` when that one was refused. */
function refuseOvertaken({ order }: OrderAggregate, expected: number): never {
  requireVersion(order, expected);
  throw new DomainError(
    'CONFLICT',
    `Another request for order ${order.number} came at the same moment. Nothing was changed; try again.`,
  );
}
