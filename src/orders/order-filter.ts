import type {
  OrderChannel,
  OrderDeliveryStatus,
  OrderFulfillmentStatus,
  OrderStatus,
} from '../../entities/orders/orders.enums';
import { inTree } from '../auth/row-scope';
import type { Param } from '../persistence/sql';
import { allOf, anyOf, fragment, inList, startsWith, type SqlFragment } from '../persistence/sql-fragment';
import { searchWords } from '../shared/text';

/** Which orders are wanted; every condition that is given must hold. An empty list says nothing. */
export interface OrderFilter {
  status?: readonly OrderStatus[] | null;
  fulfillmentStatus?: readonly OrderFulfillmentStatus[] | null;
  deliveryStatus?: readonly OrderDeliveryStatus[] | null;
  onHold?: boolean | null;
  accountIds?: readonly string[] | null;
  /** Materialised path of an account: its orders and those of its sub-accounts. */
  accountPath?: string | null;
  repId?: string | null;
  territoryId?: string | null;
  channel?: readonly OrderChannel[] | null;
  /** Moments: from is inclusive, before is exclusive. */
  orderedFrom?: Date | null;
  orderedBefore?: Date | null;
  confirmedFrom?: Date | null;
  confirmedBefore?: Date | null;
  /** Days (`YYYY-MM-DD`), both inclusive. */
  requestedFrom?: string | null;
  requestedTo?: string | null;
  promisedFrom?: string | null;
  promisedTo?: string | null;
  /** Total in the reporting currency, in its minor units; both inclusive. */
  minTotalMinor?: bigint | null;
  maxTotalMinor?: bigint | null;
  sku?: string | null;
  poNumber?: string | null;
  tag?: string | null;
  /** Start of the order number or the PO number, or words that the account's name has (each by its start). */
  text?: string | null;
}

/** The conditions of a filter on orders aliased `t`, for orders that have been found by something else. */
export function filterCondition(filter: OrderFilter): SqlFragment {
  return allOf([
    oneOf('t.status', filter.status),
    oneOf('t.fulfillment_status', filter.fulfillmentStatus),
    oneOf('t.delivery_status', filter.deliveryStatus),
    typeof filter.onHold === 'boolean' ? fragment('t.on_hold = ?', [filter.onHold ? 1 : 0]) : null,
    oneOf('t.account_id', filter.accountIds),
    filter.accountPath ? inSubAccounts(filter.accountPath) : null,
    compare('t.rep_id =', filter.repId),
    compare('t.territory_id =', filter.territoryId),
    oneOf('t.channel', filter.channel),
    rangeConditions(filter),
    filter.sku
      ? fragment('EXISTS (SELECT 1 FROM order_lines l WHERE l.sku = ? AND l.order_id = t.id)', [filter.sku])
      : null,
    compare('t.po_number =', filter.poNumber),
    filter.tag
      ? fragment('EXISTS (SELECT 1 FROM order_tags g WHERE g.tag = ? AND g.order_id = t.id)', [filter.tag])
      : null,
    filter.text ? textCondition(filter.text) : null,
  ]);
}

function rangeConditions(filter: OrderFilter): SqlFragment {
  return allOf([
    orderedCondition(filter),
    compare('t.confirmed_at >=', filter.confirmedFrom?.getTime()),
    compare('t.confirmed_at <', filter.confirmedBefore?.getTime()),
    compare('t.requested_day >=', filter.requestedFrom),
    compare('t.requested_day <=', filter.requestedTo),
    compare('t.promised_day >=', filter.promisedFrom),
    compare('t.promised_day <=', filter.promisedTo),
    totalCondition(filter),
  ]);
}

/** The range of order dates; null when there is none. */
export function orderedCondition({ orderedFrom, orderedBefore }: OrderFilter): SqlFragment | null {
  if (!orderedFrom && !orderedBefore) return null;
  return allOf([
    compare('t.ordered_at >=', orderedFrom?.getTime()),
    compare('t.ordered_at <', orderedBefore?.getTime()),
  ]);
}

/** The range of totals; null when there is none. */
export function totalCondition({ minTotalMinor, maxTotalMinor }: OrderFilter): SqlFragment | null {
  if (typeof minTotalMinor !== 'bigint' && typeof maxTotalMinor !== 'bigint') return null;
  return allOf([
    compare('t.reporting_total_minor >=', minTotalMinor),
    compare('t.reporting_total_minor <=', maxTotalMinor),
  ]);
}

function compare(columnAndOperator: string, value: Param | undefined): SqlFragment | null {
  return value === null || value === undefined ? null : fragment(`${columnAndOperator} ?`, [value]);
}

function oneOf(column: string, values: readonly string[] | null | undefined): SqlFragment | null {
  return values?.length ? inList(column, values) : null;
}

function inSubAccounts(path: string): SqlFragment {
  const tree = inTree('a', path);
  return fragment(`t.account_id IN (SELECT a.id FROM accounts a WHERE ${tree.sql})`, tree.params);
}

function textCondition(text: string): SqlFragment {
  const accounts = accountsNamed(text);
  return anyOf([
    ...startsOfNumber('t.number', text),
    ...startsOfNumber('t.po_number', text),
    accounts && fragment(`t.account_id IN (${accounts.sql})`, accounts.params),
  ]);
}

/** Numbers are compared as they are written; what is typed may be in lower case. */
export function startsOfNumber(column: string, text: string): SqlFragment[] {
  const typed = text.trim();
  return [...new Set([typed, typed.toUpperCase()])].map((start) => startsWith(column, start));
}

/** More words than this narrow nothing that people look for. */
const MAX_WORDS = 5;

/** SELECT of the ids of accounts whose names have all of the words; null for a text without words. */
export function accountsNamed(text: string): SqlFragment | null {
  const [first, ...others] = searchWords(text).slice(0, MAX_WORDS);
  if (first === undefined) return null;
  const where = allOf([
    startsWith('w0.word', first),
    ...others.map((word, i) => {
      const alias = `w${i + 1}`;
      const start = startsWith(`${alias}.word`, word);
      const same = `${alias}.account_id = w0.account_id`;
      return fragment(
        `EXISTS (SELECT 1 FROM account_name_words ${alias} WHERE ${same} AND ${start.sql})`,
        start.params,
      );
    }),
  ]);
  return fragment(
    `SELECT DISTINCT w0.account_id FROM account_name_words w0 WHERE ${where.sql}`,
    where.params,
  );
}
