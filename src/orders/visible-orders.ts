import type { Actor } from '../auth/actor';
import type { Sql } from '../persistence/sql';
import { findOrdersById } from './find-orders';

/** Which of some orders the actors of a list of commands see. */
export class VisibleOrders {
  private constructor(private readonly byPrincipal: ReadonlyMap<string, Set<string>>) {}

  /** One statement for each principal that does not see all; none when there are no orders. */
  static async load(sql: Sql, actors: readonly Actor[], ids: readonly string[]): Promise<VisibleOrders> {
    const byPrincipal = new Map<string, Set<string>>();
    for (const { principalId, scope } of actors) {
      if (scope.all || byPrincipal.has(principalId)) continue;
      const orders = ids.length > 0 ? await findOrdersById(sql, scope, ids) : [];
      byPrincipal.set(principalId, new Set(orders.map(({ id }) => id)));
    }
    return new VisibleOrders(byPrincipal);
  }

  has({ principalId, scope }: Actor, orderId: string): boolean {
    return scope.all || (this.byPrincipal.get(principalId)?.has(orderId) ?? false);
  }

  /** The actor has just made the order. */
  add({ principalId }: Actor, orderId: string): void {
    this.byPrincipal.get(principalId)?.add(orderId);
  }
}
