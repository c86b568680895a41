import type { Account } from '../../entities/accounts/account';
import { AccountStatus } from '../../entities/accounts/accounts.enums';
import type { Actor } from '../auth/actor';
import { Permission } from '../auth/permissions';
import { seesAccount } from '../auth/row-scope';
import type { OrderingAccount } from '../accounts/ordering-accounts';
import { DomainError } from '../shared/errors';
import { brokenRule, type RuleLimit } from '../shared/invalid-input';
import { PPM } from '../shared/money';
import type { ManualDiscount, OrderHeaderInput, OrderLineInput, PlaceOrderInput } from './order-inputs';

export const MAX_QUANTITY = 1_000_000;
export const MAX_LINES = 500;
export const MAX_SCHEDULE_LINES = 100;

/** Why the actor may not place this order for this account; null when it may. */
export function whyMayNotPlace(
  actor: Actor,
  input: PlaceOrderInput,
  found: OrderingAccount | undefined,
): DomainError | null {
  if (!found || !seesAccount(actor.scope, found.account)) {
    return new DomainError(
      'NOT_FOUND',
      'There is no such account, or you may not see it. Check the account id.',
    );
  }
  const inactive = refuseInactive(found.account);
  if (inactive) return inactive;
  if (input.orderedAt && !actor.permissions.has(Permission.ORDER_IMPORT))
    return lacks(Permission.ORDER_IMPORT, 'orderedAt');
  return whyMayNotSet(actor, input) ?? whyLinesAreRefused(actor, input.lines);
}

/** `ACCOUNT_INACTIVE` unless the account may order. */
export function refuseInactive({ number, status }: Pick<Account, 'number' | 'status'>): DomainError | null {
  if (status === AccountStatus.ACTIVE) return null;
  return new DomainError('ACCOUNT_INACTIVE', `Account ${number} is ${status}. Activate it before ordering.`, {
    account: number,
    status,
  });
}

/** Why the actor may not set one of the given header values; null when it may. */
export function whyMayNotSet(actor: Actor, header: OrderHeaderInput): DomainError | null {
  const override = actor.permissions.has(Permission.PRICE_OVERRIDE);
  if (
    (header.backorderPolicy || header.allocationPolicy) &&
    !actor.permissions.has(Permission.POLICY_OVERRIDE)
  ) {
    return lacks(Permission.POLICY_OVERRIDE, header.backorderPolicy ? 'backorderPolicy' : 'allocationPolicy');
  }
  if (header.discount && !override) return lacks(Permission.PRICE_OVERRIDE, 'discount');
  if (header.repId && !override) return lacks(Permission.PRICE_OVERRIDE, 'repId');
  if (header.territoryId && !override) return lacks(Permission.PRICE_OVERRIDE, 'territoryId');
  return refuseDiscount('discount', header.discount);
}

/** Why the lines cannot be ordered as they stand; null when they can. Prices, products and stock come later. */
export function whyLinesAreRefused(actor: Actor, lines: readonly OrderLineInput[]): DomainError | null {
  if (lines.length === 0 || lines.length > MAX_LINES) {
    return invalid('lines', 'size', `an order has 1 to ${MAX_LINES} lines, not ${lines.length}`, {
      min: 1,
      max: MAX_LINES,
    });
  }
  for (const [i, line] of lines.entries()) {
    const refused = refuseLine(actor, line, `lines.${i}`);
    if (refused) return refused;
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
  if (line.discount && !actor.permissions.has(Permission.PRICE_OVERRIDE)) {
    return lacks(Permission.PRICE_OVERRIDE, `${path}.discount`);
  }
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

function lacks(permission: Permission, path: string): DomainError {
  return new DomainError(
    'FORBIDDEN',
    `Setting ${path} needs the permission ${permission}. Leave it out, or ask someone who has it.`,
    {
      permission,
      path,
    },
  );
}
