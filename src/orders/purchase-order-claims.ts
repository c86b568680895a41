import type { Order } from '../../entities/orders/order';
import { placeholders, type Sql } from '../persistence/sql';
import { DomainError } from '../shared/errors';

/** A purchase order number as it is kept: without surrounding blanks, which MariaDB's keys do not tell apart; null when empty. */
export function poNumberOf(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

/**
 * Each purchase order number of an account is used by one order that is not cancelled. The column `po_claim` has a unique key per
 * account, so that of two orders placed at once the second fails, runs again and is told of the first.
 */
export class PurchaseOrderClaims {
  private constructor(private readonly taken: Map<string, { orderId: string; orderNumber: string }>) {}

  static async load(
    sql: Sql,
    orders: readonly Pick<Order, 'accountId' | 'poClaim'>[],
  ): Promise<PurchaseOrderClaims> {
    const claims = orders.filter(({ poClaim }) => poClaim !== null);
    if (claims.length === 0) return new PurchaseOrderClaims(new Map());
    const accounts = [...new Set(claims.map(({ accountId }) => accountId))];
    const numbers = [...new Set(claims.map(({ poClaim }) => poClaim!))];
    const rows = await sql.rows<{ id: string; number: string; account_id: string; po_claim: string }>(
      `SELECT id, number, account_id, po_claim FROM orders
       WHERE account_id IN (${placeholders(accounts.length)}) AND po_claim IN (${placeholders(numbers.length)})`,
      [...accounts, ...numbers],
    );
    return new PurchaseOrderClaims(
      new Map(
        rows.map((row) => [
          `${row.account_id} ${row.po_claim}`,
          { orderId: row.id, orderNumber: row.number },
        ]),
      ),
    );
  }

  /** Throws `PO_DUPLICATE` when another order has the order's number. */
  requireFree({ id, accountId, poClaim }: Pick<Order, 'id' | 'accountId' | 'poClaim'>): void {
    const holder = this.taken.get(`${accountId} ${poClaim}`);
    if (!holder || holder.orderId === id) return;
    throw new DomainError(
      'PO_DUPLICATE',
      `Purchase order ${poClaim} of this account is already used by order ${holder.orderNumber}. Check the number, or cancel that order.`,
      { poNumber: poClaim, orderNumber: holder.orderNumber },
    );
  }

  /** The order's number is its own from now on. */
  claim({ id, number, accountId, poClaim }: Pick<Order, 'id' | 'number' | 'accountId' | 'poClaim'>): void {
    if (poClaim !== null) this.taken.set(`${accountId} ${poClaim}`, { orderId: id, orderNumber: number });
  }
}
