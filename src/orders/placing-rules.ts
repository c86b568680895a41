import type { Account } from '../../entities/accounts/account';
import { AccountStatus } from '../../entities/accounts/accounts.enums';
import type { OrderChannel } from '../../entities/orders/orders.enums';
import type { Order } from '../../entities/orders/order';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { ORDER_INPUT_RIGHTS } from '../auth/rights';
import { seesAccount } from '../auth/row-scope';
import type { OrderingAccount } from '../accounts/ordering-accounts';
import { DomainError } from '../shared/errors';
import { brokenRule, type RuleLimit } from '../shared/invalid-input';
import { PPM } from '../shared/money';
import { breathe } from '../shared/turns';
import type {
  ManualDiscount,
  OrderHeaderInput,
  OrderLineInput,
  PlaceOrderInput,
  UpdateDraftInput,
} from './order-inputs';

export const MAX_QUANTITY = 1_000_000;
export const MAX_LINES = 500;
export const MAX_SCHEDULE_LINES = 100;

/** Why the actor may not place this order for this account; null when it may. */
export async function whyMayNotPlace(
  actor: Actor,
  input: PlaceOrderInput,
  found: OrderingAccount | undefined,
): Promise<DomainError | null> {
  if (!found || !seesAccount(actor.scope, found.account)) {
    return new DomainError(
      'NOT_FOUND',
      'There is no such account, or you may not see it. Check the account id.',
    );
  }
  const inactive = refuseInactive(found.account);
  if (inactive) return inactive;
  const { channel, currencyCode, orderedAt, noteVisibility } = input;
  const tags = input.tags?.length ? input.tags : null;
  const given = { ...guardedHeader(withoutNulls(input)), channel, currencyCode, orderedAt, noteVisibility };
  return (
    whyMayNotGive(actor, withoutNulls({ ...given, tags }), termsOfAccount(actor, input, found.account)) ??
    refuseDiscount('discount', input.discount) ??
    whyLinesAreRefused(actor, input.lines)
  );
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

/** `FORBIDDEN` for the first value that needs a permission that the actor lacks and is another one than there would be anyway. */
function whyMayNotGive(actor: Actor, given: GuardedValues, anyway: GuardedValues): DomainError | null {
  for (const [path, permission] of Object.entries(ORDER_INPUT_RIGHTS)) {
    if (actor.permissions.has(permission)) continue;
    const value = given[path as Guarded];
    if (value !== undefined && value !== (anyway[path as Guarded] ?? null)) return lacks(permission, path);
  }
  return null;
}

/** The channel of an order whose input may not, or does not, say one. */
export function ownChannel({ permissions, roles }: Actor): OrderChannel {
  if (permissions.has(Permission.TERMS_OVERRIDE)) return 'DIRECT';
  if (roles.includes('PARTNER')) return 'PARTNER';
  return roles.includes('BUYER') ? 'ECOMMERCE' : 'DIRECT';
}

/** `ACCOUNT_INACTIVE` unless the account may order. */
export function refuseInactive({ number, status }: Pick<Account, 'number' | 'status'>): DomainError | null {
  if (status === AccountStatus.ACTIVE) return null;
  return new DomainError('ACCOUNT_INACTIVE', `Account ${number} is ${status}. Activate it before ordering.`, {
    account: number,
    status,
  });
}

/** Why the actor may not change a draft's header and tags like this; null when it may. */
export function whyMayNotChange(
  actor: Actor,
  { header, tags }: Pick<UpdateDraftInput, 'header' | 'tags'>,
  order: Order,
): DomainError | null {
  const given = { ...guardedHeader(header), ...(tags && { tags }) };
  return whyMayNotGive(actor, given, termsOfDraft(order)) ?? refuseDiscount('discount', header.discount);
}

/** Why the lines cannot be ordered as they stand; null when they can. Prices, products and stock come later. */
export async function whyLinesAreRefused(
  actor: Actor,
  lines: readonly OrderLineInput[],
): Promise<DomainError | null> {
  if (lines.length === 0 || lines.length > MAX_LINES) {
    return invalid('lines', 'size', `an order has 1 to ${MAX_LINES} lines, not ${lines.length}`, {
      min: 1,
      max: MAX_LINES,
    });
  }
  for (const [i, line] of lines.entries()) {
    const refused = refuseLine(actor, line, `lines.${i}`);
    if (refused) return refused;
    await breathe();
  }
  return null;
}

function refuseLine(actor: Actor, line: OrderLineInput, path: string): DomainError | null {
  const quantities = line.schedule?.length ? line.schedule.map(({ quantity }) => quantity) : [line.quantity];
  const outside = [line.quantity, ...quantities].find(
    (n) => !Number.isInteger(n) || n < 1 || n > MAX_QUANTITY,
  );
  if (outside !== undefined) {
    return new DomainError(
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
    return invalid(
      `${path}.schedule`,
      'sum',
      `the schedule adds up to ${sum}, the line orders ${line.quantity}`,
      { min: line.quantity, max: line.quantity },
    );
  }
  const permission = ORDER_INPUT_RIGHTS['lines.discount'];
  if (line.discount && !actor.permissions.has(permission)) return lacks(permission, `${path}.discount`);
  return refuseDiscount(`${path}.discount`, line.discount);
}

function refuseDiscount(path: string, discount: ManualDiscount | null | undefined): DomainError | null {
  if (!discount) return null;
  const { ppm, fixedMinor } = discount;
  if (ppm !== undefined && (ppm <= 0n || ppm > PPM))
    return invalid(path, 'percent', 'a discount is above 0 and at most 100 percent', { max: 100 });
  if (fixedMinor !== undefined && fixedMinor <= 0n)
    return invalid(path, 'amount', 'a discount amount is above 0');
  return null;
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
