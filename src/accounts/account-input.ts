import type { Account } from '../../entities/accounts/account';
import type { AccountStatus, AccountType } from '../../entities/accounts/accounts.enums';
import type { BackorderPolicy } from '../../entities/catalog/catalog.enums';
import type { AllocationPolicy } from '../../entities/inventory/inventory.enums';
import { requirePermission, type Actor } from '../auth/actor';
import { INPUT_RIGHTS } from '../auth/rights';
import { invalidInput } from '../shared/invalid-input';
import { PPM } from '../shared/money';
import { searchForm } from '../shared/text';
import type { ExternalRef } from './external-ids';
import { requiredText } from './input-text';

/**
 * An account, found by id, else by external id, else by number. Absent values stay as they are, null clears; a new account needs a
 * number and a name.
 */
export interface UpsertAccountInput {
  id?: string | null;
  /** Found by it, and linked to it. */
  externalId?: ExternalRef | null;
  /** Cannot be changed. */
  number?: string;
  name?: string;
  /** Null moves the account to the top of its tree. Not together with `parentNumber`. */
  parentId?: string | null;
  parentNumber?: string | null;
  type?: AccountType;
  status?: AccountStatus;
  /** The parent's, or else the reporting currency, for a new account. */
  currencyCode?: string;
  paymentTerms?: string;
  incoterm?: string | null;
  /** In the account's currency; null is no limit. Recorded only. Needs `CREDIT_WRITE`. */
  creditLimit?: { minor: bigint; currencyCode: string } | null;
  /** In millionths; null is the company's limit. Needs `DISCOUNT_OVERRIDE`. */
  maxDiscountPpm?: bigint | null;
  /** For a new account of an actor who sees the accounts of one representative only: that one. */
  ownerRepId?: string | null;
  territoryId?: string | null;
  priceListId?: string | null;
  backorderPolicy?: BackorderPolicy | null;
  allocationPolicy?: AllocationPolicy | null;
  taxExempt?: boolean;
  expectedVersion?: number | null;
}

/** The values that the input gives; absent ones are left out. */
export function valuesOf(input: UpsertAccountInput): Partial<Account> {
  const {
    type,
    status,
    currencyCode,
    incoterm,
    maxDiscountPpm,
    ownerRepId,
    territoryId,
    priceListId,
    backorderPolicy,
    allocationPolicy,
    taxExempt,
  } = input;
  const given = {
    type,
    status,
    currencyCode,
    incoterm,
    maxDiscountPpm,
    ownerRepId,
    territoryId,
    priceListId,
    backorderPolicy,
    allocationPolicy,
    taxExempt,
  };
  const values: Partial<Account> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  if (input.name !== undefined) {
    values.name = requiredText('name', input.name, 200);
    values.nameSearch = searchForm(values.name).slice(0, 200);
  }
  if (input.paymentTerms !== undefined)
    values.paymentTerms = requiredText('paymentTerms', input.paymentTerms, 20);
  if (input.creditLimit !== undefined) values.creditLimitMinor = input.creditLimit?.minor ?? null;
  return values;
}

/** Throws when the actor may not set the limit that the input gives, or when it does not fit the account's currency. */
export function checkCreditLimit(
  input: UpsertAccountInput,
  existing: Account | null,
  currencyCode: string,
  actor: Actor,
): void {
  const { creditLimit } = input;
  if (creditLimit !== undefined) requirePermission(actor, INPUT_RIGHTS['upsertAccount.creditLimit']);
  if (creditLimit && creditLimit.currencyCode !== currencyCode) {
    throw invalidInput(
      'creditLimit',
      'currency',
      `it is in ${creditLimit.currencyCode}, the account in ${currencyCode}`,
    );
  }
  if (creditLimit && creditLimit.minor < 0n)
    throw invalidInput('creditLimit', 'min', 'it is negative; the least is 0', { min: 0 });
  const keepsLimit = creditLimit === undefined && (existing?.creditLimitMinor ?? null) !== null;
  if (keepsLimit && existing!.currencyCode !== currencyCode) {
    throw invalidInput(
      'creditLimit',
      'required',
      `the account has a limit in ${existing!.currencyCode}; give it anew in ${currencyCode}`,
    );
  }
}

/** Throws when the actor may not set the discount limit that the input gives, or when it is no share. */
export function checkDiscountLimit({ maxDiscountPpm }: UpsertAccountInput, actor: Actor): void {
  if (maxDiscountPpm === undefined) return;
  requirePermission(actor, INPUT_RIGHTS['upsertAccount.maxDiscountPercent']);
  if (maxDiscountPpm !== null && (maxDiscountPpm < 0n || maxDiscountPpm > PPM))
    throw invalidInput('maxDiscountPercent', 'percent', 'a discount limit is 0 to 100 percent');
}
