import type { Account } from '../../entities/accounts/account';
import { AccountStatus } from '../../entities/accounts/accounts.enums';
import type { OrderChannel } from '../../entities/orders/orders.enums';
import type { Order } from '../../entities/orders/order';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { ORDER_INPUT_RIGHTS } from '../auth/rights';
import { seesAccount } from '../auth/row-scope';
import type { OrderingAccount } from '../accounts/ordering-accounts';
import type { ManualDiscount } from '../pricing/order-discount';
import { DomainError } from '../shared/errors';
import { brokenRule, type RuleLimit } from '../shared/invalid-input';
import { PPM } from '../shared/money';
import { breathe } from '../shared/turns';
import type { OrderHeaderInput, OrderLineInput, PlaceOrderInput, UpdateDraftInput } from './order-inputs';

export const MAX_QUANTITY = 1_000_000;
export const MAX_LINES = 500;
export const MAX_SCHEDULE_LINES = 100;

/**
 * The account that an order is for, when the actor may place this order for it. Throws `NOT_FOUND`, `ACCOUNT_INACTIVE`, `FORBIDDEN`,
 * `VALIDATION_FAILED` or `INVALID_QUANTITY`. Prices, products and stock come later.
 */
export async function requirePlaceable(
  actor: Actor,
  input: PlaceOrderInput,
  found: OrderingAccount | undefined,
): Promise<OrderingAccount> {
  if (!found || !seesAccount(actor.scope, found.account)) {
    throw new DomainError(
      'NOT_FOUND',
      'There is no such account, or you may not see it. Check the account id.',
    );
  }
  requireActive(found.account);
  const { channel, currencyCode, orderedAt, noteVisibility } = input;
  const tags = input.tags?.length ? input.tags : null;
  const given = { ...guardedHeader(withoutNulls(input)), channel, currencyCode, orderedAt, noteVisibility };
  requireMayGive(actor, withoutNulls({ ...given, tags }), termsOfAccount(actor, input, found.account));
  requireDiscount('discount', input.discount);
  await requireLines(actor, input.lines);
  return found;
}

type Guarded = Exclude<keyof typeof ORDER_INPUT_RIGHTS, 'lines.discount'>;
type GuardedValues = Partial<Record<Guarded, unknown>>;

/** What a new order gets when its input says nothing. */
function termsOfAccount(actor: Actor, input: PlaceOrderInput, account: Account): GuardedValues {
  return {
    ...{ channel: input.ownChannel ?? ownChannel(actor), currencyCode: account.currencyCode },
    ...{ paymentTerms: account.paymentTerms, incoterm: account.incoterm, freight: 0n },
    ...{ repId: account.ownerRepId, territoryId: account.territoryId, noteVisibility: 'PUBLIC' },
  };
}

/** What a draft has now. */
function termsOfDraft(order: Order): GuardedValues {
  const { paymentTerms, incoterm, quoteNumber, repId, territoryId, backorderPolicy, allocationPolicy } =
    order;
  const discounted = order.orderDiscountPpm !== null || order.orderDiscountFixedMinor !== null;
  return {
    ...{ paymentTerms, incoterm, quoteNumber, repId, territoryId, backorderPolicy, allocationPolicy },
    ...{ freight: order.freightMinor, discount: discounted ? 'another' : null },
  };
}

function guardedHeader(header: OrderHeaderInput): GuardedValues {
  const { paymentTerms, incoterm, quoteNumber, repId, territoryId, backorderPolicy, allocationPolicy } =
    header;
  const { discount, freightMinor } = header;
  return {
    // No order is without payment terms: null leaves them as they are.
    ...{
      paymentTerms: paymentTerms ?? undefined,
      incoterm,
      quoteNumber,
      repId,
      territoryId,
      backorderPolicy,
      allocationPolicy,
    },
    ...{ discount, freight: freightMinor === null ? 0n : freightMinor },
  };
}

function withoutNulls<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as T;
}

/** Throws `FORBIDDEN` for the first value that needs a permission that the actor lacks and is another one than there would be anyway. */
function requireMayGive(actor: Actor, given: GuardedValues, anyway: GuardedValues): void {
  for (const [path, permission] of Object.entries(ORDER_INPUT_RIGHTS)) {
    if (actor.permissions.has(permission)) continue;
    const value = given[path as Guarded];
    if (value !== undefined && value !== (anyway[path as Guarded] ?? null)) throw lacks(permission, path);
  }
}

/** The channel of an order whose input may not, or does not, say one. */
export function ownChannel({ permissions, roles }: Actor): OrderChannel {
  if (permissions.has(Permission.TERMS_OVERRIDE)) return 'DIRECT';
  if (roles.includes('PARTNER')) return 'PARTNER';
  return roles.includes('BUYER') ? 'ECOMMERCE' : 'DIRECT';
}

/** Throws `ACCOUNT_INACTIVE` unless the account may order. */
export function requireActive({ number, status }: Pick<Account, 'number' | 'status'>): void {
  if (status === AccountStatus.ACTIVE) return;
  throw new DomainError('ACCOUNT_INACTIVE', `Account ${number} is ${status}. Activate it before ordering.`, {
    account: number,
    status,
  });
}

/** Throws `FORBIDDEN` when the actor may not change a draft's header and tags like this, `VALIDATION_FAILED` for a discount that is none. */
export function requireMayChange(
  actor: Actor,
  { header, tags }: Pick<UpdateDraftInput, 'header' | 'tags'>,
  order: Order,
): void {
  requireMayGive(actor, { ...guardedHeader(header), ...(tags && { tags }) }, termsOfDraft(order));
  requireDiscount('discount', header.discount);
}

/** Throws `VALIDATION_FAILED`, `INVALID_QUANTITY` or `FORBIDDEN` when the lines cannot be ordered as they stand. */
export async function requireLines(actor: Actor, lines: readonly OrderLineInput[]): Promise<void> {
  if (lines.length === 0 || lines.length > MAX_LINES) {
    throw invalid('lines', 'size', `an order has 1 to ${MAX_LINES} lines, not ${lines.length}`, {
      min: 1,
      max: MAX_LINES,
    });
  }
  for (const [i, line] of lines.entries()) {
    requireLine(actor, line, `lines.${i}`);
    await breathe();
  }
}

function requireLine(actor: Actor, line: OrderLineInput, path: string): void {
  const quantities = line.schedule?.length ? line.schedule.map(({ quantity }) => quantity) : [line.quantity];
  const outside = [line.quantity, ...quantities].find(
    (n) => !Number.isInteger(n) || n < 1 || n > MAX_QUANTITY,
  );
  if (outside !== undefined) {
    throw new DomainError(
      'INVALID_QUANTITY',
      `${path}: the quantity ${outside} is not a whole number from 1 to ${MAX_QUANTITY}.`,
      {
        path,
        quantity: outside,
        min: 1,
        max: MAX_QUANTITY,
      },
    );
  }
  const sum = quantities.reduce((a, b) => a + b, 0);
  if (sum !== line.quantity) {
    throw invalid(
      `${path}.schedule`,
      'sum',
      `the schedule adds up to ${sum}, the line orders ${line.quantity}`,
      { min: line.quantity, max: line.quantity },
    );
  }
  const permission = ORDER_INPUT_RIGHTS['lines.discount'];
  if (line.discount && !actor.permissions.has(permission)) throw lacks(permission, `${path}.discount`);
  requireDiscount(`${path}.discount`, line.discount);
}

function requireDiscount(path: string, discount: ManualDiscount | null | undefined): void {
  if (!discount) return;
  const { ppm, fixedMinor } = discount;
  if (ppm !== undefined && (ppm <= 0n || ppm > PPM))
    throw invalid(path, 'percent', 'a discount is above 0 and at most 100 percent', { max: 100 });
  if (fixedMinor !== undefined && fixedMinor <= 0n)
    throw invalid(path, 'amount', 'a discount amount is above 0');
}

function invalid(path: string, rule: string, message: string, limit?: RuleLimit): DomainError {
  return brokenRule(`${path}: ${message}.`, { path, rule, message, limit });
}

/** What happens when a value is left out. */
const INSTEAD: Readonly<Record<string, string>> = {
  channel: ', so that it follows from your role',
  currencyCode: ", so that it is the account's",
  freight: ', so that the seller sets it',
  incoterm: ", so that it is the account's",
  paymentTerms: ", so that they are the account's",
  noteVisibility: ', so that the note is public',
};

function lacks(permission: Permission, path: string): DomainError {
  return new DomainError(
    'FORBIDDEN',
    `Setting ${path} needs the permission ${permission}. Leave it out${INSTEAD[path] ?? ''}, or ask someone who has it.`,
    {
      permission,
      path,
    },
  );
}
