import { Allocation } from '../../entities/inventory/allocation';
import { OrderHold } from '../../entities/orders/order-hold';
import { OrderLine } from '../../entities/orders/order-line';
import { OrderNote } from '../../entities/orders/order-note';
import { ScheduleLine } from '../../entities/orders/schedule-line';
import type { Node } from '../../entities/node';
import type { Actor } from '../../src/auth/actor';
import { Permission } from '../../src/auth/permissions';
import type { EntityClass } from '../../src/persistence/mapping/entity-mapping';
import { registerNode } from '../node/node-registry';
import { rowById } from '../kit/loader';
import { orderById } from './order.loaders';

/** Makes a part of orders reachable by its id, for those who see its order. */
function registerPart<E extends Node & { id: string; orderId: string }>(
  type: string,
  entity: EntityClass<E>,
  mayRead: (part: E, actor: Actor) => boolean = () => true,
): void {
  const partById = rowById(entity);
  registerNode(type, async (ctx, id) => {
    const part = await partById(ctx).load(id);
    if (!part || !mayRead(part, ctx.actor)) return null;
    return (await orderById(ctx).load(part.orderId)) ? part : null;
  });
}

registerPart('OrderLine', OrderLine);
registerPart('ScheduleLine', ScheduleLine);
registerPart('Hold', OrderHold);
registerPart(
  'OrderNote',
  OrderNote,
  ({ visibility }, { permissions }) => visibility === 'PUBLIC' || permissions.has(Permission.INTERNAL_READ),
);
registerPart('Allocation', Allocation);
