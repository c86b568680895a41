import type {
  OrderChannel,
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderStatus,
} from '../../entities/orders/orders.enums';
import { inTree } from '../auth/row-scope';
import { allOf, fragment, inList, type SqlFragment } from '../persistence/sql-fragment';
import { likePrefix, searchWords } from '../shared/text';

/** Which orders are wanted; every condition that is given must hold. */
export interface OrderFilter {
  status?: OrderStatus[] | null;
  fulfillmentStatus?: OrderFulfillmentStatus[] | null;
  deliveryStatus?: OrderDeliveryStatus[] | null;
  onHold?: boolean | null;
  accountId?: string | null;
  /** Materialised path of an account: its orders and those of its sub-accounts. */
  accountPath?: string | null;
  repId?: string | null;
  territoryId?: string | null;
  channel?: OrderChannel[] | null;
  /** Inclusive. */
  orderedFrom?: Date | null;
  /** Exclusive. */
  orderedBefore?: Date | null;
  /** Total in the reporting currency, in its minor units; both inclusive. */
  minTotalMinor?: bigint | null;
  maxTotalMinor?: bigint | null;
  sku?: string | null;
  poNumber?: string | null;
  tag?: string | null;
  /** Start of the order number or the PO number, or words that the account's name has (each by its start). */
  text?: string | null;
}

/** The conditions of a filter on orders aliased `t`. */
export function filterCondition(filter: OrderFilter): SqlFragment {
  return allOf([
    oneOf('t.status', filter.status),
    oneOf('t.fulfillment_status', filter.fulfillmentStatus),
    oneOf('t.delivery_status', filter.deliveryStatus),
    typeof filter.onHold === 'boolean' ? fragment('t.on_hold = ?', [filter.onHold ? 1 : 0]) : null,
    equal('t.account_id', filter.accountId),
    filter.accountPath ? inSubAccounts(filter.accountPath) : null,
    equal('t.rep_id', filter.repId),
    equal('t.territory_id', filter.territoryId),
    oneOf('t.channel', filter.channel),
    filter.orderedFrom ? fragment('t.ordered_at >= ?', [filter.orderedFrom.getTime()]) : null,
    filter.orderedBefore ? fragment('t.ordered_at < ?', [filter.orderedBefore.getTime()]) : null,
    typeof filter.minTotalMinor === 'bigint'
      ? fragment('t.reporting_total_minor >= ?', [filter.minTotalMinor])
      : null,
    typeof filter.maxTotalMinor === 'bigint'
      ? fragment('t.reporting_total_minor <= ?', [filter.maxTotalMinor])
      : null,
    filter.sku
      ? fragment('t.id IN (SELECT l.order_id FROM order_lines l WHERE l.sku = ?)', [filter.sku])
      : null,
    equal('t.po_number', filter.poNumber),
    filter.tag
      ? fragment('t.id IN (SELECT g.order_id FROM order_tags g WHERE g.tag = ?)', [filter.tag])
      : null,
    filter.text ? textCondition(filter.text) : null,
  ]);
}

function equal(column: string, value: string | null | undefined): SqlFragment | null {
  return value ? fragment(`${column} = ?`, [value]) : null;
}

function oneOf(column: string, values: readonly string[] | null | undefined): SqlFragment | null {
  return values?.length ? inList(column, values) : null;
}

function inSubAccounts(path: string): SqlFragment {
  const tree = inTree('a', path);
  return fragment(`t.account_id IN (SELECT a.id FROM accounts a WHERE ${tree.sql})`, tree.params);
}

/** Each way in has its own index; a union of their ids uses all of them where an OR would use none. */
function textCondition(text: string): SqlFragment {
  const prefix = likePrefix(text.trim());
  const words = searchWords(text).slice(0, 5);
  const ways = [
    fragment(`SELECT n.id FROM orders n WHERE n.number LIKE ? ESCAPE '!'`, [prefix]),
    fragment(`SELECT p.id FROM orders p WHERE p.po_number LIKE ? ESCAPE '!'`, [prefix]),
    ...(words.length > 0 ? [accountWords(words)] : []),
  ];
  return fragment(
    `t.id IN (${ways.map(({ sql }) => sql).join(' UNION ')})`,
    ways.flatMap(({ params }) => params),
  );
}

function accountWords(words: readonly string[]): SqlFragment {
  const having = allOf(
    words.map((word) =>
      fragment(
        `o.account_id IN (SELECT w.account_id FROM account_name_words w WHERE w.word LIKE ? ESCAPE '!')`,
        [likePrefix(word)],
      ),
    ),
  );
  return fragment(`SELECT o.id FROM orders o WHERE ${having.sql}`, having.params);
}
