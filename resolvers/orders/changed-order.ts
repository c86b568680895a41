import DataLoader from 'dataloader';
import type { Order } from '../../entities/orders/order';
import { scopeKey, type Scope } from '../../src/auth/row-scope';
import { findOrdersById } from '../../src/orders/find-orders';
import type { Sql } from '../../src/persistence/sql';
import type { RequestContext } from '../kit/context';

interface Wanted {
  id: string;
  scope: Scope;
}

const loaders = new WeakMap<Sql, DataLoader<Wanted, Order | null>>();

/**
 * An order as it is after a change, if the caller may see it. Unlike the loaders of an operation, this one serves all clients that
 * ask at the same moment: orders that were placed in one transaction are read with one statement per row scope, not per order.
 */
export function changedOrder({ services, actor }: RequestContext, id: string): Promise<Order | null> {
  const { shared } = services.database;
  let loader = loaders.get(shared);
  if (!loader) {
    loader = new DataLoader((wanted) => readAll(shared, wanted), { cache: false, maxBatchSize: 200 });
    loaders.set(shared, loader);
  }
  return loader.load({ id, scope: actor.scope });
}

async function readAll(reader: Sql, wanted: readonly Wanted[]): Promise<(Order | null)[]> {
  const scopes = new Map(wanted.map(({ scope }) => [scopeKey(scope), scope]));
  const keys = wanted.map(({ scope }) => scopeKey(scope));
  const found = new Map<string, Order>();
  const read = async ([key, scope]: [string, Scope]): Promise<void> => {
    const ids = wanted.flatMap(({ id }, i) => (keys[i] === key ? [id] : []));
    const orders = await findOrdersById(reader, scope, ids);
    for (const order of orders) found.set(`${key} ${order.id}`, order);
  };
  await Promise.all([...scopes].map(read));
  return wanted.map(({ id }, i) => found.get(`${keys[i]} ${id}`) ?? null);
}
