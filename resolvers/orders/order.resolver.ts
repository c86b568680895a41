import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { Account } from '../../entities/accounts/account';
import { AddressSnapshot } from '../../entities/accounts/address-snapshot';
import { Contact } from '../../entities/accounts/contact';
import { ExternalId } from '../../entities/accounts/external-id';
import { Rep } from '../../entities/accounts/rep';
import { Territory } from '../../entities/accounts/territory';
import { CampaignAttribution } from '../../entities/orders/campaign-attribution';
import { Order } from '../../entities/orders/order';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { OrderNote } from '../../entities/orders/order-note';
import { OrderTransition } from '../../entities/orders/orders.enums';
import { MAX_EXTERNAL_IDS } from '../../src/accounts/external-ids';
import { HOLD_RELEASE_RIGHTS } from '../../src/auth/rights';
import { availableTransitions } from '../../src/documents/lifecycle';
import { documentAsOf, pastOf } from '../../src/documents/past';
import { findOrder } from '../../src/orders/find-orders';
import { ORDER } from '../../src/orders/order-document';
import { ORDER_LIFECYCLE } from '../../src/orders/order-lifecycle';
import { ORDERS } from '../../src/orders/order-list';
import { MAX_LINES } from '../../src/orders/placing-rules';
import { MAX_EXAMINED } from '../../src/persistence/lists/access-paths';
import { DomainError } from '../../src/shared/errors';
import { fromGlobalId } from '../../src/shared/global-id';
import { addressSnapshotById, contactById, repById, territoryById } from '../accounts/accounts.loaders';
import { ConnectionArgs, connectionType, type Connection } from '../kit/connection';
import type { RequestContext } from '../kit/context';
import { Reads } from '../kit/columns-of-fields';
import { loadAhead, loadBeside } from '../kit/prefetch';
import { NODES, selectedPart } from '../kit/selected-columns';
import { SortDirection } from '../kit/sort-direction';
import { OrderAsOf } from './order-history.types';
import { OrderFilterInput, OrderSortInput, refuseInternalSearch, toOrderFilter } from './order-filter.inputs';
import { accountOfOrder, linesOf } from './order-relations';
import {
  campaignsOfOrder,
  externalIdsOfOrder,
  holdsOfOrder,
  linesOfOrder,
  MAX_PARTS,
  notesOfOrder,
  publicNotesOfOrder,
  tagsOfOrder,
} from './order.loaders';

const OrderConnection = connectionType(Order);

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, {
    nullable: true,
    description:
      'One order, by id or by number: exactly one of the two. Null when there is none, or you may not see it. ' +
      'With `asOf` it is rebuilt from the event log, with its lines, holds and allocations; null when it did not exist yet. Events do not carry notes of holds, ' +
      'which are null then, nor notes, tags, campaigns, external ids and shipments, which are as they are now.',
  })
  async order(
    @Arg('id', () => ID, { nullable: true, description: 'Id of the order.' }) id: string | null,
    @Arg('number', () => String, { nullable: true, description: 'Number of the order, such as SO-100001.' })
    number: string | null,
    @Arg('asOf', () => OrderAsOf, { nullable: true, description: 'When. Default: now.' })
    asOf: OrderAsOf | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Order | null> {
    if (Boolean(id) === Boolean(number)) {
      const message = 'give exactly one of id and number';
      throw new DomainError('VALIDATION_FAILED', `order: ${message}.`, {
        fields: [{ path: 'id', rule: 'oneOf', message }],
      });
    }
    const by = id ? { id: fromGlobalId('Order', id) } : { number: number! };
    const { reader } = ctx.services.database;
    const [order] = await Promise.all([
      findOrder(reader, ctx.actor.scope, by, selectedPart(info, Order, ['id'])),
      by.id && !asOf ? loadBeside(ctx, info, Order, by.id) : null,
    ]);
    return order && asOf ? documentAsOf(reader, ORDER, order.id, asOf) : order;
  }

  @Query(() => OrderConnection, {
    description: `Orders, newest first unless sorted otherwise. Where no index serves the pair of filter and sort order, at most ${MAX_EXAMINED} orders are looked at: a filter that leaves more is refused with \`FILTER_UNSUPPORTED\`.`,
  })
  async orders(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('filter', () => OrderFilterInput, {
      nullable: true,
      description: 'Which orders. Default: all that you may see.',
    })
    filterInput: OrderFilterInput | null,
    @Arg('sort', () => OrderSortInput, {
      nullable: true,
      description: 'In which order. Default: newest first.',
    })
    sort: OrderSortInput | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Order>> {
    const { reader } = ctx.services.database;
    const { scope } = ctx.actor;
    refuseInternalSearch(ctx.actor, filterInput, sort);
    const filter = await toOrderFilter(ctx, filterInput);
    const descending = sort?.direction !== SortDirection.ASC;
    const list = await ORDERS.open(reader, scope, { filter, sort: sort?.field, descending });
    const part = selectedPart(info, Order, ORDERS.cursorProperties, NODES);
    const slice = await list.page(page, part);
    await loadAhead(
      ctx,
      info,
      Order,
      slice.edges.map(({ node }) => node),
    );
    return OrderConnection.of(slice, () => list.count());
  }

  @Reads<Order>('accountId')
  @FieldResolver(() => Account, {
    nullable: true,
    description: 'The account that ordered; null when you may not see it.',
  })
  account(
    @Root() order: Order,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Account | null | Promise<Account | null> {
    return accountOfOrder.of(order, ctx, info);
  }

  @Reads<Order>('contactId')
  @FieldResolver(() => Contact, { nullable: true, description: 'Contact person for the order.' })
  contact(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<Contact | null> | null {
    return order.contactId === null ? null : contactById(ctx).load(order.contactId);
  }

  @Reads<Order>('repId')
  @FieldResolver(() => Rep, {
    nullable: true,
    description: 'The sales representative who is credited with the order.',
  })
  rep(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<Rep | null> | null {
    return order.repId === null ? null : repById(ctx).load(order.repId);
  }

  @Reads<Order>('territoryId')
  @FieldResolver(() => Territory, {
    nullable: true,
    description: 'The territory that is credited with the order.',
  })
  territory(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<Territory | null> | null {
    return order.territoryId === null ? null : territoryById(ctx).load(order.territoryId);
  }

  @Reads<Order>('billToSnapshotId')
  @FieldResolver(() => AddressSnapshot, {
    nullable: true,
    description: 'Where the invoice goes, as it was when the order was placed.',
  })
  billTo(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<AddressSnapshot | null> | null {
    return order.billToSnapshotId === null ? null : addressSnapshotById(ctx).load(order.billToSnapshotId);
  }

  @Reads<Order>('shipToSnapshotId')
  @FieldResolver(() => AddressSnapshot, {
    nullable: true,
    description: 'Where the goods go, as it was when the order was placed.',
  })
  shipTo(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<AddressSnapshot | null> | null {
    return order.shipToSnapshotId === null ? null : addressSnapshotById(ctx).load(order.shipToSnapshotId);
  }

  @Reads<Order>('id')
  @FieldResolver(() => [OrderLine], { description: `Its lines, by line number: at most ${MAX_LINES}.` })
  lines(
    @Root() order: Order,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): OrderLine[] | null | Promise<OrderLine[] | null> {
    return pastOf(ORDER, order)?.lines ?? linesOf.of(order, ctx, info);
  }

  @Reads<Order>('id')
  @FieldResolver(() => [OrderHold], {
    description: `Its holds, released ones, too, the oldest first: the last ${MAX_PARTS}.`,
  })
  async holds(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<OrderHold[]> {
    return pastOf(ORDER, order)?.holds ?? (await holdsOfOrder(ctx).load(order.id)) ?? [];
  }

  @Reads<Order>('id')
  @FieldResolver(() => [String], {
    nullable: true,
    description: 'Its tags, by alphabet: at most 20. Needs INTERNAL_READ.',
  })
  async tags(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<string[]> {
    return ((await tagsOfOrder(ctx).load(order.id)) ?? []).map(({ tag }) => tag);
  }

  @Reads<Order>('id')
  @FieldResolver(() => [OrderNote], {
    nullable: true,
    description: `Its notes, internal and public, the oldest first: the last ${MAX_PARTS}. Needs INTERNAL_READ.`,
  })
  async notes(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<OrderNote[]> {
    return (await notesOfOrder(ctx).load(order.id)) ?? [];
  }

  @Reads<Order>('id')
  @FieldResolver(() => [OrderNote], {
    description: `Its public notes, the oldest first: the last ${MAX_PARTS}.`,
  })
  async publicNotes(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<OrderNote[]> {
    return (await publicNotesOfOrder(ctx).load(order.id)) ?? [];
  }

  @Reads<Order>('id')
  @FieldResolver(() => [CampaignAttribution], {
    description: `The campaigns that it is credited to: the last ${MAX_PARTS}.`,
  })
  async campaigns(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<CampaignAttribution[]> {
    return (await campaignsOfOrder(ctx).load(order.id)) ?? [];
  }

  @Reads<Order>('id')
  @FieldResolver(() => [ExternalId], {
    description: `Its ids in other systems: the first ${MAX_EXTERNAL_IDS}.`,
  })
  async externalIds(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<ExternalId[]> {
    return (await externalIdsOfOrder(ctx).load(order.id)) ?? [];
  }

  @FieldResolver(() => [OrderTransition], {
    description:
      'The steps that the state of the order and your permissions allow now: at most each once. None for an order as it was.',
  })
  async availableTransitions(@Root() order: Order, @Ctx() ctx: RequestContext): Promise<OrderTransition[]> {
    if (pastOf(ORDER, order)) return [];
    const lines = (await linesOfOrder(ctx).load(order.id)) ?? [];
    const holds = order.onHold ? ((await holdsOfOrder(ctx).load(order.id)) ?? []) : [];
    const aggregate = { order, lines, holds, scheduleLines: [], allocations: [] };
    const steps = availableTransitions(ORDER_LIFECYCLE, aggregate);
    const { permissions } = ctx.actor;
    const releases = holds.some(
      ({ reason, releasedAt }) => releasedAt === null && permissions.has(HOLD_RELEASE_RIGHTS[reason]),
    );
    return steps.filter(
      (step) => permissions.has(ORDER_LIFECYCLE.permissions[step]) && (step !== 'RELEASE_HOLD' || releases),
    );
  }
}
